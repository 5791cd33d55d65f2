"""One table of the forms of a word, and three questions about it."""

from __future__ import annotations

import pytest

from stetmark.guarding.replies import guard
from stetmark.items.gate_near import Neighbours
from stetmark.lexicon.default import default_lexicon
from stetmark.lexicon.ngrams import english_ngrams
from stetmark.text.classify import classify
from stetmark.text.wordforms import (
    are_related,
    has_plain_ending,
    is_derived_form,
    is_inflection,
    missing_forms,
    related_endings,
)

#: Two words, and whether they are inflected forms, related, and derived forms of one.
PAIRS = [
    ("test", "tests", True, True, False),
    ("test", "testing", True, True, False),
    ("testing", "tested", True, True, True),
    ("stop", "stopped", True, False, False),
    ("study", "studies", True, False, False),
    ("go", "went", True, False, False),
    ("child", "children", True, False, False),
    ("is", "are", True, False, False),
    ("matrix", "matrices", True, False, False),
    ("quick", "quickly", True, True, False),
    ("dog's", "dog", True, True, False),
    ("includers", "includes", False, False, True),
    ("tokenizer", "tokenizes", False, True, True),
    ("decentralizes", "decentralized", True, True, True),
    ("walks", "walked", True, True, True),
    ("house", "horse", False, False, False),
    ("formal", "formist", False, False, True),
    ("counterss", "counters", True, True, False),
    ("receive", "recieve", False, False, False),
    ("tent", "test", False, False, False),
    ("as", "ass", False, False, False),
    ("stop", "stone", False, False, False),
]


@pytest.mark.parametrize(("one", "other", "inflected", "related", "derived"), PAIRS)
def test_forms_of_one_word(one, other, inflected, related, derived):
    """Each question has its own answer, and the table is the same."""
    assert is_inflection(one, other) == is_inflection(other, one) == inflected
    assert are_related(one, other) == are_related(other, one) == related
    assert is_derived_form(one, other) == derived


@pytest.mark.parametrize(("one", "other", "inflected", "related", "derived"), PAIRS)
def test_every_room_gives_these_answers(one, other, inflected, related, derived):
    """The class of a change, what the gates find beside a misspelling, and what the guard puts back."""
    lexicon = default_lexicon()
    if one in lexicon and other in lexicon and "'" not in one:
        assert (classify(one, other, lexicon=lexicon) == "inflection") == inflected
    if one[0] == other[0] and len(other) > 3:
        found = set(Neighbours(frozenset([one, other]), {}).forms_of_one(other, one))
        assert (other in found) == related
    if derived and one not in lexicon:
        assert guard(f"All {one} of it.", f"All {other} of it.").text == f"All {one} of it."


def test_nothing_is_a_form_of_itself():
    """An equal word is not another form."""
    assert not is_inflection("test", "test")
    assert not is_derived_form("test", "test")


def test_endings_of_the_table():
    """The empty ending is the word itself."""
    assert {"", "s", "ing", "'s"} <= related_endings()


def test_plain_endings():
    """Spelling decides whether an ending may follow as it is."""
    assert has_plain_ending("walkers", "walk")
    assert not has_plain_ending("boxs", "box")
    assert not has_plain_ending("walk", "walk")
    assert not has_plain_ending("walkability", "walk")


def test_regular_forms_that_a_list_lacks():
    """Made as the forms that it has are spelt."""
    made = missing_forms({"refactor": 9_000, "refactored": 1, "occur": 9_000, "occurred": 1}, least=1_000)
    assert {"refactors", "refactoring"} <= made.keys()
    assert {"occurs", "occurring"} <= made.keys()
    assert "occuring" not in made
    assert "refactorring" not in made
    assert "refactoring" in english_ngrams()
