"""What a run would cost, worked out without asking."""

from __future__ import annotations

from stetmark.answers.running.estimate import estimate, estimate_table
from stetmark.answers.systems import parse_systems
from stetmark.records import Item


def test_an_estimate_asks_nothing(server, settings):
    """Requests, tokens, likely and most money; an unknown price is unknown."""
    items = [
        Item(id=str(n), source="Teh cat sat on the mat. " * 20, reference="x", lang="en") for n in range(10)
    ]
    items.append(Item(id="no source", reference="x"))
    [known, unknown, local] = parse_systems(
        ["openai:gpt-4o-2024-08-06", "baichuan:Baichuan4", "local:copy"], settings
    )
    found = estimate(known, items, repeats=3)
    assert found.n_requests == 30
    assert found.input_tokens > found.output_tokens > 30 * 100
    assert 0 < found.usd < found.most_usd
    assert estimate(unknown, items).usd is None
    assert (estimate(local, items).n_requests, estimate(local, items).usd) == (10, 0.0)
    table = estimate_table([known, unknown, local], items, repeats=3)
    assert "unknown" in table
    assert "Nothing was sent" in table
    assert "未知" in estimate_table([unknown], items, lang="zh")
    assert not server.requests
