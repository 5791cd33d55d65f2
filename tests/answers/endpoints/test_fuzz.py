"""Whatever a server sends, reading it ends in an answer or in a trouble that has a name."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fakes.dialects import VENDORS, Said
from fakes.server import Status, Stream
from stetmark.answers.endpoints.outcomes import CapSpent, outcome_of
from stetmark.answers.endpoints.presets import FinishWords
from stetmark.answers.endpoints.request import WIRES
from stetmark.answers.endpoints.request_error import RequestError, find_error
from stetmark.answers.endpoints.wire import ReportedError, Unreadable
from stetmark.answers.guarded import GuardedSystem
from stetmark.answers.protocol import Question, Reply
from stetmark.answers.running.runner import run_sync
from stetmark.answers.systems import parse_system
from stetmark.records import OUTCOMES, Item, Manifest
from stetmark.settings import Settings
from stetmark.store import RunFolder

NAMES = (
    "choices candidates content parts text message delta finish_reason finishReason stop_reason error code type base_resp"
    " status_code usage usageMetadata prompt_tokens output role index refusal tool_calls reasoning reasoning_details"
    " promptFeedback blockReason detail msg model object thinking summary response status incomplete_details cost"
).split()
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
SHAPES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


def bent(body: Any, where: int, value: Any) -> Any:
    """Return a good body with its n-th part replaced."""
    count = -1

    def walk(node: Any) -> Any:
        nonlocal count
        count += 1
        if count == where:
            return value
        if isinstance(node, dict):
            return {name: walk(inner) for name, inner in node.items()}
        if isinstance(node, list):
            return [walk(inner) for inner in node]
        return node

    return walk(body)


@pytest.mark.parametrize("vendor", ["openai", "openai-responses", "anthropic", "gemini"])
def test_bent_answers_never_crash_a_run(vendor, server, settings, listener):
    """A hundred ways in which one part of a good answer is of another kind: each ends in an outcome."""
    spec = {
        "openai": "openai:m",
        "openai-responses": "openai:m-pro",
        "anthropic": "anthropic:m",
        "gemini": "gemini:m",
    }[vendor]
    good = json.loads(VENDORS[vendor].whole(Said(text="The cat.", reasoning="hm"), "m"))
    values: list[Any] = [None, 7, "x", [], {}, [3], [[]], {"error": 3}, [None], True]
    bodies = [bent(good, where, value) for where in range(30) for value in values]
    server.chooser = lambda request, n: Status(body=bodies[n - 1] if n else good)
    server.requests.clear()
    name = spec.partition(":")[0]
    once = {**settings.presets[name], "retry": {"attempts": 1, "rate_attempts": 1}}
    system = parse_system(f"{spec}?stream=off", Settings(presets={name: once}, env=settings.env))

    async def main() -> list[Reply]:
        await system.start(listener)
        try:
            return [await system.ask(Question(str(n), "Teh", "en")) for n in range(len(bodies) + 1)]
        finally:
            await system.close()

    replies = asyncio.run(main())
    assert {reply.outcome for reply in replies} <= set(OUTCOMES)
    assert sum(reply.outcome == "complete" for reply in replies) > len(replies) // 4
    assert all(reply.error for reply in replies if reply.outcome == "failed")


@given(body=SHAPES, adapter=st.sampled_from(sorted(WIRES)), streamed=st.booleans())
@hypothesis_settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_read_or_named(body, adapter, streamed):
    """Any JSON in any dialect: an answer, a problem, something unreadable, or a shape the caller names."""
    collector = WIRES[adapter].collector()
    raw = json.dumps(body).encode("utf-8", "surrogatepass")
    try:
        collector.event(raw) if streamed else collector.whole(raw)
        outcome, _ = outcome_of(collector.parsed(), FinishWords(), "source")
    except (ReportedError, Unreadable, RequestError, CapSpent):
        return
    except (AttributeError, TypeError, KeyError, IndexError, ValueError):
        return  # `http.post` gives these a name
    assert outcome in OUTCOMES


@given(body=SHAPES)
def test_looking_for_an_error_never_fails(body):
    """Whatever the shape, there is an error with codes and a message, or none."""
    found = find_error(body)
    assert found is None or (all(isinstance(code, str) for code in found[0]) and isinstance(found[1], str))


@pytest.mark.parametrize(
    "raw",
    [
        b"data: [1,2]\n\n",
        b"data: 3\n\n",
        b'data: {"choices":[3]}\n\n',
        b'data: {"choices":{"a":1}}\n\n',
        b'data: {"choices":[{"delta":[]}]}\n\n',
        b"data: null\n\n",
        b"data: \n\n",
        b"data:\n\ndata: {}\n\n",
    ],
)
@pytest.mark.parametrize("system", ["openai:m", "anthropic:m", "gemini:m", "openai:m-pro"])
def test_odd_events(server, ask, system, raw):
    """Events of another shape are a broken stream, asked again."""
    server.play(Stream(raw=raw), Said(text="The cat."))
    found = ask(system)
    assert found.outcome in {"complete", "failed"}
    assert "a fault" not in found.error


def test_a_fault_of_ours_costs_one_answer(tmp_path, monkeypatch):
    """A system that raises what it should not: the answer fails and names it, the others come."""
    items = [Item(id=str(n), source=f"t{n}", reference="x", lang="en") for n in range(5)]
    folder = RunFolder.create(tmp_path / "run", Manifest(stetmark="0", created="", items_sha256=""), items)
    system = parse_system("local:copy", Settings())
    real = system.ask

    async def ask(question: Question) -> Reply:
        if question.item == "3":
            raise ZeroDivisionError("oops")
        return await real(question)

    monkeypatch.setattr(system, "ask", ask)
    result = run_sync([system], None, folder)
    assert (result.n_asked, result.n_failed) == (5, 1)
    assert (
        next(a.error for a in folder.answers() if a.item == "3")
        == "internal error in Stetmark: ZeroDivisionError: oops"
    )


def test_the_marker_asks_nothing():
    """Asked by mistake, a guarded system fails instead of inventing an answer."""
    guarded = GuardedSystem(parse_system("local:copy", Settings()))
    assert asyncio.run(guarded.ask(Question("i", "x", "en"))).outcome == "failed"
