"""Scores have the offsets and the characters of the texts as they came."""

from __future__ import annotations

import pytest

from stetmark.judging.judge import score_text
from stetmark.judging.texts import Texts
from stetmark.records import GoldEdit, Item

REFERENCE = "Step one is to open the box.\n\nStep two is to close it."
SOURCE = REFERENCE.replace("the", "teh")


@pytest.mark.parametrize("source_end", ["\n", "\r\n"])
@pytest.mark.parametrize("reference_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("reply_end", ["\n", "\r\n"])
def test_line_ends_are_never_a_change(source_end, reference_end, reply_end):
    """Whichever text has which."""
    source, reference = SOURCE.replace("\n", source_end), REFERENCE.replace("\n", reference_end)
    score = score_text(source, reference, REFERENCE.replace("\n", reply_end).replace("close", "shut"))

    assert [(c.class_, c.reference, c.hypothesis) for c in score.changes] == [("reworded", "close", "shut")]
    (change,) = score.changes
    assert reference[change.start : change.end] == "close"
    assert score.hypothesis[change.hyp_start : change.hyp_end] == "shut"
    (edit,) = score.edits
    assert (edit.verdict, source[edit.start : edit.end]) == ("corrected", "teh")


def test_the_right_answer_in_another_encoding_is_exact_and_says_so():
    """By its folds."""
    score = score_text(SOURCE, REFERENCE, "\ufeff" + REFERENCE.replace("\n", "\r\n"))

    assert (score.exact, score.strict, score.folds) == (True, True, ("line_ends", "bom"))
    assert score.hypothesis_start == 1


def test_an_edit_that_only_changes_the_encoding_is_none():
    """Nobody could miss it."""
    item = Item(
        id="i",
        source="cafe\u0301 teh",
        reference="café the",
        edits=(GoldEdit(start=0, end=5, replacement="café"), GoldEdit(start=6, end=9, replacement="the")),
    )
    texts = Texts.of(item)

    assert texts.edits is not None
    assert [edit.replacement for edit in texts.edits] == ["the"]
