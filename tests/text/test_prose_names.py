"""Addresses, paths and identifiers: names that no prose contains."""

from __future__ import annotations

import pytest

from stetmark.text.prose_names import name_spans
from stetmark.text.regions import Regions


@pytest.mark.parametrize(
    "name",
    [
        "https://x.org/teh",
        "teh@x.org",
        "teh.py",
        "src/teh.py",
        "teh_all",
        "_teh",
        "fooTeh",
        "gpt-oss-20b",
        "x9teh",
        "sys.teh()",
    ],
)
def test_a_name_is_covered_whole(name):
    """From its first sign to its last, wherever it stands."""
    text = f"We see {name} here"
    start = text.index(name)

    assert Regions(name_spans(text)).without(Regions()) == Regions([(start, start + len(name))])


@pytest.mark.parametrize(
    "text", ["We see it. Then we go.", "He and/or she, e.g. here", "It is 5 or 3.14, a 10th", "_So_ it is"]
)
def test_prose_is_covered_nowhere(text):
    """Stops, slashes between words, numbers, emphasis."""
    words = [(m, text.index(m)) for m in ("We", "Then", "she", "here", "It", "So", "it") if m in text]
    regions = Regions(name_spans(text))

    assert [word for word, at in words if regions.meets(at, at + len(word))] == []
