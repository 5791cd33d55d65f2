"""Blocks, edits, and the way back to bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.documents.model import Block, Document, Mask, Segment, make_block, names
from stetmark.errors import DataError
from stetmark.text.edits import Edit, apply_edits

TEXTS = st.text(alphabet="ab \n`", max_size=30)
MASKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from([None, "", " ", "\n"])), max_size=5
)


@given(TEXTS, MASKS, st.integers(0, 5), st.integers(0, 30))
def test_segments_hold_what_stands_in_the_text(text, masks, start, end):
    """Character for character, in order, apart, and outside every mask."""
    end = max(start, min(end, len(text)))
    inside = [
        Mask(*sorted((min(max(a, start), end), min(max(b, start), end))), shown) for a, b, shown in masks
    ]
    block = make_block(text, start, end, inside)
    if block is None:
        return
    at = 0
    for segment in block.segments:
        size = segment.end - segment.start
        assert at <= segment.start < segment.end
        assert start <= segment.at
        assert segment.at + size <= end
        assert block.text[segment.start : segment.end] == text[segment.at : segment.at + size]
        assert all(m.end <= segment.at or segment.at + size <= m.start for m in inside if m.start < m.end)
        at = segment.end
    assert block.text == block.text.strip()


def test_a_stretch_without_letters_is_no_block():
    """A rule, a number, nothing at all, or letters in code alone."""
    assert make_block("--- 12 ---", 0, 10) is None
    assert make_block("", 0, 0) is None
    assert make_block("`x`", 0, 3, [Mask(0, 3)]) is None


def test_a_mask_shows_what_it_says():
    """The text itself, or something in its place, or nothing."""
    text = "one `x` two\n> three"
    block = make_block(text, 0, len(text), [Mask(4, 7), Mask(11, 14, " ")])

    assert block is not None
    assert block.text == "one `x` two three"
    assert block.start == 0


@pytest.mark.parametrize(
    ("span", "replacement", "edit"),
    [((3, 10), "receive", Edit(16, 18, "ei")), ((0, 2), "They", Edit(3, 5, "They"))],
)
def test_an_edit_is_as_small_as_it_can_be(span, replacement, edit):
    """What both sides share at their ends is left out, so that only what changes has to be prose."""
    block = Block("We recieve", (Segment(0, 5, 3), Segment(5, 10, 15)))

    assert block.edit(*span, replacement) == edit


def test_an_edit_over_a_gap_is_none():
    """What lies between two segments is out of bounds."""
    block = Block("a `x` b", (Segment(0, 2, 0), Segment(5, 7, 5)))

    assert block.edit(0, 7, "z") is None
    assert block.edit(2, 5, "y") is None


def document(text: str, *spans: tuple[int, int], encoding: str = "utf-8") -> Document:
    segments = tuple(Segment(start, end, start) for start, end in spans)
    return Document(text, (Block(text, segments),), "txt", "x.txt", text.encode(encoding), encoding)


def test_edits_are_made_in_order_and_never_overlap():
    """From the first to the last, whatever the order they come in."""
    assert apply_edits("one two", [Edit(4, 7, "2"), Edit(0, 3, "1")]) == "1 2"
    assert apply_edits("ab", [Edit(1, 1, "-"), Edit(2, 2, "!")]) == "a-b!"
    for wrong in ([Edit(0, 2, ""), Edit(1, 3, "")], [Edit(0, 9, "")], [Edit(2, 1, "")]):
        with pytest.raises(DataError, match="overlaps another edit or is outside"):
            apply_edits("abc", wrong)


def test_only_prose_can_be_edited():
    """At both ends of a segment; one character beyond is refused."""
    found = document("ab cd ef", (3, 5))

    assert found.replace([Edit(3, 5, "x")]) == b"ab x ef"
    assert found.replace([Edit(5, 5, "!")]) == b"ab cd! ef"
    assert found.replace([]) is found.data
    for wrong in (Edit(2, 5, "x"), Edit(3, 6, "x"), Edit(0, 1, "x"), Edit(5, 3, "x")):
        with pytest.raises(DataError, match="not inside prose"):
            found.replace([wrong])


def test_what_the_encoding_lacks_is_refused():
    """Not a question mark in its place."""
    with pytest.raises(DataError, match="'字' cannot be written in cp1252"):
        document("ab", (0, 2), encoding="cp1252").replace([Edit(0, 1, "字")])


def test_places_are_told_as_editors_tell_them():
    """Line and column, both from one."""
    found = document("ab\ncd", (0, 5))

    assert [found.where(at) for at in (0, 1, 3, 4)] == ["1:1", "1:2", "2:1", "2:2"]


def test_names():
    """Names divided by white space."""
    assert names("a b\n c") == {"a", "b", "c"}
