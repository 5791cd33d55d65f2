"""Whole lines that are not prose: front matter, fences, comments."""

from __future__ import annotations

import pytest

from stetmark.text.prose_blocks import block_spans, front_matter
from stetmark.text.regions import Regions


@pytest.mark.parametrize(
    ("text", "end", "values"),
    [
        ('---\ntitle: "Teh end"\nid: x\n---\nText', 31, ["Teh end"]),
        ("---\ntitle: Teh end\n---\nText", 23, ["Teh end"]),
        ('+++\ntitle = "Teh end"\n+++\nText', 26, ["Teh end"]),
        ("Text\n---\n", 0, []),
        ("---\nnever closed", 0, []),
        ("---\nA paragraph between rules.\n---\n", 0, []),
    ],
)
def test_front_matter(text, end, values):
    """It ends where it is closed; of its values those that people read are prose."""
    found = front_matter(text)

    assert found.end == end
    assert [text[a:b] for a, b in found.values] == values


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("One\n```\nteh\n```\nTwo", "One\n\nTwo"),
        ("One\n~~~python\nteh\n~~~\nTwo", "One\n\nTwo"),
        ("One\n```\nteh", "One\n"),
        ("One <!-- teh\nteh --> two", "One  two"),
    ],
)
def test_spans(text, prose):
    """Fenced code, one that never closes too, and comments over lines."""
    regions = Regions(block_spans(text))

    assert "".join(text[start:end] for start, end in regions.gaps(0, len(text))) == prose
