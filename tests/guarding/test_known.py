"""What counts as a word in one source, and how far two are apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.lexicon import FewWords
from stetmark.guarding.known import Words, distance, letters, near, slips

LETTERS = st.text("abcdef", max_size=8)


def test_words_in_any_case_and_with_what_is_hung_on_them():
    """A clitic after a known word makes no other; of single letters only those that are words count."""
    words = Words(FewWords("dog we a"))

    assert "Dog" in words
    assert "dog's" in words
    assert "we’ll" in words
    assert "dog'x" not in words
    assert "b" not in words
    assert "a" in words


def test_terms_and_what_is_attested():
    """A term stands several times and was let stand; what stands once is attested; neither is a known word."""
    words = Words(FewWords(), {"vnode"}, {"vnode": 2, "once": 1})

    assert words.is_term("VNode")
    assert words.is_repeated("vnode")
    assert not words.is_repeated("once")
    assert words.is_attested("Once")
    assert "vnode" not in words


@pytest.mark.parametrize(
    ("word", "formed"),
    [
        ("multiuser", True),
        ("keystore", True),
        ("keystores", True),
        ("multi9er", False),
        ("reuser", False),
    ],
)
def test_words_made_by_rule(word, formed):
    """A prefix or a second part that makes words, before a word that is written often enough."""
    assert Words(FewWords("user key store the", count=lambda _: 400_000)).is_formed(word) is formed
    assert not Words(FewWords("user key store the", count=lambda _: 200_000)).is_formed(word)


def test_a_rare_word_beside_a_common_one_is_a_slip_of_it():
    """Only where the lexicon counts, and one slip apart."""
    counts = {"teh": 100_000, "the": 9_000_000_000, "tea": 90_000_000}
    words = Words(FewWords("teh the tea", count=lambda word: counts.get(word, 0)))

    assert words.is_hapax("teh", "the")
    assert not words.is_hapax("tea", "the")
    assert not Words(FewWords("teh the")).is_hapax("teh", "the")


def test_what_a_lexicon_cannot_tell():
    """No gain, no doubt, no name: the defaults."""
    words = Words(FewWords("dog"))

    assert words.gain("a", "b", "", "") == 0.0
    assert words.advantage("a", "b", "", "") == math.inf
    assert not words.is_everyday("dog")


def test_a_form_that_stands_twice_is_three_nats_less_likely_a_slip():
    """Unless the right form stands in the text as well."""
    lexicon = FewWords("their", advantage=lambda *_: 5.0)

    assert Words(lexicon, (), {"thier": 1}).advantage("thier", "their", "", "") == 5.0
    assert Words(lexicon, (), {"thier": 2}).advantage("Thier", "their", "", "") == 2.0
    assert Words(lexicon, (), {"thier": 2, "their": 1}).advantage("thier", "their", "", "") == 5.0


@pytest.mark.parametrize(
    ("one", "other", "variants"),
    [
        ("colour", "color", True),
        ("discolour", "discolor", True),
        ("ischaemia", "ischemia", True),
        ("colour", "collar", False),
    ],
)
def test_two_regions_spellings(one, other, variants):
    """By the lexicon, with the same prefix, or by ae and oe."""
    words = Words(FewWords("colour color", {"colour": "color"}))

    assert words.are_variants(one, other) is variants
    assert words.are_variants(other, one) is variants


@given(LETTERS, LETTERS)
def test_distance_is_a_distance(one, other):
    """Nothing between equal words, the same both ways, one for a swap."""
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one) >= abs(len(one) - len(other))
    assert distance("abc", "acb") == 1


def test_letters_and_slips():
    """Spaces, apostrophes and case aside."""
    assert letters("It's Ö 5!") == "itsö5"
    assert slips("in the", "inthe") == 0
    assert slips("DON'T", "dont") == 0
    assert slips("teh", "the") == 1


@pytest.mark.parametrize(
    ("old", "new", "is_near"),
    [
        ("teh", "the", True),
        ("recieve", "receive", True),
        ("its", "it's", True),
        ("cat", "dog", False),
        ("questionhten", "question the", True),
        ("", "a", False),
        ("!", "a", False),
        ("ab", "cd", False),
    ],
)
def test_near(old, new, is_near):
    """Few enough slips for the length; words that everybody mixes up always."""
    assert near(old, new) is is_near
