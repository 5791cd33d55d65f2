"""The error model: what a misspelling costs, and what one looks like."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from stetmark.misspelling.channel import Channel, slip_kind
from stetmark.misspelling.channel_figures import KINDS, MIX
from stetmark.misspelling.keyboards import KEYBOARDS

CHANNEL = Channel()
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@given(WORDS, WORDS)
def test_cost_is_finite_exactly_within_three_slips(written, meant):
    """Past optimal-string-alignment distance 3 a form says nothing about a word; within it, it costs something."""
    cost = CHANNEL.cost(written, meant)
    assert (cost == math.inf) == (OSA.distance(written, meant) > 3)
    assert cost >= 0


@given(WORDS, st.integers(0, 10_000), st.sampled_from(KINDS))
def test_a_slip_is_of_the_kind_that_was_asked_for(word, seed, kind):
    """`slip` and `slip_kind` agree, so that a planted error counts in the column it was drawn for."""
    form = CHANNEL.slip(word, kind, random.Random(seed))
    if form is not None:
        assert slip_kind(form, word) == kind
        assert form != word


@given(WORDS, st.integers(0, 10_000))
def test_corrupt_is_seeded_and_changes_the_word(word, seed):
    """The same seed gives the same misspelling; only a word with no place for a slip comes back as it is."""
    form, kind = CHANNEL.corrupt(word, random.Random(seed))
    assert (form, kind) == CHANNEL.corrupt(word, random.Random(seed))
    assert (form == word) == (kind == "same")
    assert kind != "same" or len(word) == 1


def test_equal_words_cost_next_to_nothing():
    """Leaving a right word alone is by far the likeliest thing."""
    assert CHANNEL.cost("word", "word") == pytest.approx(-math.log(0.98))
    assert CHANNEL.cost("Word", "word") > 4


@pytest.mark.parametrize(
    ("written", "likely", "unlikely"),
    [
        ("teh", "the", "tea"),
        ("recieve", "receive", "relieve"),
        ("thier", "their", "tier"),
        ("adress", "address", "duress"),
        ("becuase", "because", "bemuse"),
    ],
)
def test_the_meant_word_costs_less_than_another(written, likely, unlikely):
    """A swap, a lost double and a lost syllable are likelier than a letter from nowhere."""
    assert CHANNEL.cost(written, likely) < CHANNEL.cost(written, unlikely)


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("wich", "which", "omission"),
        ("adress", "address", "undoubling"),
        ("similiar", "similar", "insertion"),
        ("accross", "across", "doubling"),
        ("teh", "the", "transposition"),
        ("seperate", "separate", "vowel"),
        ("thr", "the", "key"),
        ("absense", "absence", "substitution"),
        ("neccesary", "necessary", "two-slips"),
        ("canbe", "can be", "join"),
        ("THe", "The", "capital"),
        ("the", "the", "same"),
        ("completely", "another", "other"),
    ],
)
def test_slip_kind_names_the_columns_of_the_mix(written, meant, kind):
    """One case for each column."""
    assert slip_kind(written, meant) == kind


def test_kinds_are_drawn_as_measured():
    """Over long words with every kind of place, the mix comes out as it went in, within two points."""
    rng = random.Random(7)
    words = ["accommodation", "immediately", "successfully", "communication", "correspondence"]
    drawn = Counter(CHANNEL.corrupt(rng.choice(words), rng)[1] for _ in range(6000))
    for kind, share in MIX.items():
        if kind != "join":
            assert abs(drawn[kind] / 6000 - share / (1 - MIX["join"])) < 0.05, kind


def test_the_first_letter_is_seldom_wrong():
    """About two in a hundred misspelt words begin wrong."""
    rng = random.Random(3)
    forms = [CHANNEL.corrupt("measurement", rng)[0] for _ in range(3000)]
    assert 0.005 < sum(form[0] != "m" for form in forms) / 3000 < 0.05


@pytest.mark.parametrize("name", KEYBOARDS)
def test_neighbours_are_mutual(name):
    """If q lies beside w, w lies beside q."""
    keys = KEYBOARDS[name]
    assert all(key in keys[other] for key, others in keys.items() for other in others)


def test_layouts_differ():
    """On a French keyboard a lies beside z, on a German one t beside z."""
    assert "z" in KEYBOARDS["azerty"]["a"]
    assert "z" in KEYBOARDS["qwertz"]["t"]
    assert "z" not in KEYBOARDS["qwerty"]["t"]


@given(WORDS, WORDS)
def test_case_is_apart_from_letters(written, meant):
    """A slip costs the same at the start of a sentence."""
    if written != meant:
        assert CHANNEL.cost(written.upper(), meant.upper()) == pytest.approx(CHANNEL.cost(written, meant))


def test_a_mix_without_slips_that_come_together_says_so():
    """Three slips cannot be made where no kind that comes with others has a share."""
    channel = Channel(mix={"insertion": 1, "three-slips": 1})
    with pytest.raises(ValueError, match="greater than zero"):
        channel.slip("wonderful", "three-slips", random.Random(3))
