"""Each class of change, and its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.lexicon import FewWords
from stetmark.records import CHANGE_CLASSES
from stetmark.text.classify import classify, form_class, is_inflection, word_class

WORDS = FewWords("the there cat cats house we lens colour color", {"colour": "color"})


@pytest.mark.parametrize(
    ("reference", "hypothesis", "class_"),
    [
        ("ﬁ", "fi", "unicode"),
        ("a\u200b", "a", "unicode"),
        ("-", "—", "dash"),
        ("--", "—", "dash"),
        ('"', "“", "quote"),
        ("``", '"', "quote"),
        ("`", "", "markup"),
        ("，", ",", "width"),
        ("Ａ", "A", "width"),
        ("  ", " ", "whitespace"),
        ("\n", "", "whitespace"),
        ("a lot", "alot", "split_join"),
        ("The", "the", "case"),
        ("well known", "well-known", "hyphen"),
        (r"\emph{x}", "x", "markup"),
        ("**", "", "markup"),
        ("<b>x</b>", "x", "markup"),
        (",", ";", "punctuation"),
        ("colour", "color", "spelling_variant"),
        ("軟體", "软体", "script_variant"),
        ("the", "teh", "typo_introduced"),
        ("teh", "the", "unplanted_fix"),
        ("cat", "cats", "inflection"),
        ("xy cat", "xy cats", "inflection"),
        ("", "so", "inserted"),
        ("so", "", "deleted"),
        ("cat", "house", "reworded"),
    ],
)
def test_each_class(reference, hypothesis, class_):
    """The first that fits, in the order of the records."""
    assert classify(reference, hypothesis, lexicon=WORDS) == class_


def test_form_comes_before_words():
    """Where only signs, space or case differ no word is looked up."""
    assert form_class("The cat", "the cat") == "case"
    assert form_class("cat", "dog") == ""
    assert form_class("cat, dog", "cat; dog") == ""
    assert word_class("the", "The house", WORDS) == "reworded"


def test_two_words_a_letter_apart_are_two_words():
    """Both right, or both unknown: neither made nor mended."""
    assert classify("their", "there", lexicon=FewWords("their there")) == "reworded"
    assert classify("thier", "theri", lexicon=WORDS) == "reworded"
    assert classify("the", "xyzzyq", lexicon=WORDS) == "reworded"


@pytest.mark.parametrize(
    ("one", "other", "forms"),
    [
        ("cat", "cats", True),
        ("stop", "stopped", True),
        ("go", "went", True),
        ("carry", "carries", True),
        ("cat", "cat", False),
        ("cat", "catalogue", False),
        ("in", "ing", False),
        ("better", "best", True),
    ],
)
def test_forms_of_one_word(one, other, forms):
    """By endings, a doubled consonant, or a short list; in both directions."""
    assert is_inflection(one, other) is forms
    assert is_inflection(other, one) is forms


@given(st.text(max_size=12), st.text(max_size=12))
def test_every_change_has_a_class(reference, hypothesis):
    """One of the records', long texts as short ones."""
    if reference != hypothesis:
        assert classify(reference, hypothesis, lexicon=WORDS) in CHANGE_CLASSES
        long = "x" * 40
        assert classify(reference + long, hypothesis + long, lexicon=WORDS) in CHANGE_CLASSES
