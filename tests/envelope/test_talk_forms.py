"""Forms of the text in what surrounds an answer."""

from __future__ import annotations

import pytest

from stetmark.envelope.talk_context import context_of
from stetmark.envelope.talk_forms import (
    continues_a_list,
    is_pairs,
    is_slips,
    is_wordish,
    names_a_slip,
    quoted_words,
    quotes_a_form,
)

CONTEXT = context_of("- We received it.\n- Confirm by Friday.", "- We recieved it.\n- Confrim by Friday.")
CHINESE = context_of("请确认这份账单。", "请确人这份帐单。")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("recieved → received", True),
        ("“recieved” to “received”, “confrim” to “confirm”", True),
        ("| recieved | received |", True),
        ("monday to friday", False),
        ("friday → saturday", False),
    ],
)
def test_pairs_of_a_misspelling_and_its_correction(text, pairs):
    """In any of the ways to write them; other pairs of words are none."""
    assert is_pairs(text, CONTEXT) is pairs


def test_pairs_of_chinese_characters():
    """They share no letter."""
    assert is_pairs("帐→账", CHINESE)
    assert is_slips("确人、帐单", CHINESE)


def test_a_misspelling_is_named_in_quotes_or_beside_a_word_about_it():
    """Alone it may be text."""
    assert names_a_slip('"recieved" has its letters swapped', CONTEXT)
    assert names_a_slip("i fixed recieved", CONTEXT)
    assert not names_a_slip('"received" is fine', CONTEXT)


def test_quoted_words():
    """In quotation or emphasis marks."""
    assert quoted_words('"a b" and **c**') == {"a", "b", "c"}
    assert quotes_a_form('the word "friday" is a name', CONTEXT)
    assert not quotes_a_form('the word "sunday" is a name', CONTEXT)


def test_a_line_of_corrected_forms():
    """And of nothing else."""
    assert is_wordish("received, confirm", CONTEXT)
    assert not is_wordish("received on monday", CONTEXT)


def test_one_more_item_of_the_texts_own_list_is_text():
    """Unless it names a misspelling."""
    assert continues_a_list("- Pay by card.", CONTEXT)
    assert not continues_a_list("- recieved → received", CONTEXT)
    assert not continues_a_list("* Pay by card.", CONTEXT)
