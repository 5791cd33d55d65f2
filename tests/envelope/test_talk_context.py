"""What is known of an item when what surrounds an answer to it is judged."""

from __future__ import annotations

import pytest

from stetmark.envelope.talk_context import belongs, context_of, evidence, kind_of_mark
from stetmark.envelope.talk_cues import CUES
from stetmark.envelope.talk_units import LIST_MARK


def test_the_words_of_both_texts():
    """And those that only one of them has."""
    context = context_of("The cat sat.", "Teh cat sat.")

    assert context.wrong == {"teh"}
    assert context.right == {"the"}
    assert {"teh", "the", "cat", "sat"} == context.words


@pytest.mark.parametrize(
    ("text", "message"), [("Dear Anna, see you on Monday.", True), ("The cat sat on the mat.", False)]
)
def test_a_letter_is_a_message(text, message):
    """It could offer help itself."""
    assert context_of(text, None).message is message


def test_how_the_items_own_lines_begin_is_never_talk():
    """Even where it sounds like it."""
    context = context_of("Corrected text: see below.\nAll is well.", None)

    assert belongs("corrected text", context)
    assert not belongs("corrected version", context)


def test_a_word_that_the_item_uses_is_no_evidence():
    """Others of the same list are."""
    context = context_of("The text has a typo.", None)

    assert evidence(CUES["en"]["slip"], "the typo and the misspelling", context) == 1


def test_list_marks_are_told_by_their_sign():
    """All numbers are one."""
    marks = [LIST_MARK.match(line) for line in ("- a", "12. a", "3. a")]
    assert [kind_of_mark(mark) for mark in marks if mark] == ["-", "1.", "1."]
