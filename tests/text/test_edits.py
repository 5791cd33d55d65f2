"""Recorded edits: checked, applied, and where each one lands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.errors import DataError
from stetmark.records import GoldEdit
from stetmark.text.edits import apply_edits, check_edits, reference_starts


@st.composite
def text_and_edits(draw):
    """A text and edits of it, in order and apart."""
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    return text, [GoldEdit(start=a, end=b, replacement=draw(st.text(max_size=4))) for a, b in pairs]


@given(text_and_edits())
def test_each_replacement_stands_where_it_is_said_to(case):
    """And between the replacements the text is as it was."""
    text, edits = case
    check_edits(text, edits)
    made = apply_edits(text, edits)
    kept, at, ref_at = [], 0, 0
    for edit, start in zip(edits, reference_starts(edits), strict=True):
        assert made[start : start + len(edit.replacement)] == edit.replacement
        kept.append(made[ref_at:start] == text[at : edit.start])
        at, ref_at = edit.end, start + len(edit.replacement)
    assert all(kept)
    assert made[ref_at:] == text[at:]


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([(0, 9, "")], "spans 0..9, the source has 3 characters"),
        ([(0, 2, ""), (1, 3, "")], "starts at 1, before the one in front of it ends"),
        ([(1, 1, "")], "takes nothing out and puts nothing in"),
    ],
)
def test_edits_that_cannot_be_are_named(edits, why):
    """With the number of the edit and the name of the item."""
    made = [GoldEdit(start=start, end=end, replacement=text) for start, end, text in edits]
    with pytest.raises(DataError, match=why) as caught:
        check_edits("abc", made, what="item 'x'")
    assert caught.value.message.startswith(f"item 'x': edit {len(edits) - 1} ")
    assert caught.value.hint


def test_edits_may_touch():
    """One may begin where the one in front ends."""
    check_edits("abc", [GoldEdit(start=0, end=1, replacement="x"), GoldEdit(start=1, end=1, replacement="y")])
