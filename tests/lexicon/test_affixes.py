"""One table of prefixes and endings, and everyone who takes made words for words."""

from __future__ import annotations

import pytest

from stetmark.corrector.stet import corrector
from stetmark.guarding.default_lexicon import DefaultGuardLexicon
from stetmark.guarding.known import Words
from stetmark.guarding.meaning import changed_meaning
from stetmark.items.gate_lexicon import english_gate
from stetmark.items.words import pieces_for
from stetmark.lexicon.affixes import endings, prefixes
from stetmark.lexicon.spelling import made_of_known

KNOWN = frozenset(["thread", "threaded", "handled", "window", "element", "happy", "verify", "use", "adopt"])


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("multithreaded", 2),
        ("rethreaded", 1),
        ("unhandled", 1),
        ("elementwise", 1),
        ("windowless", 1),
        ("happiness", 1),
        ("happyness", 1),
        ("adoptability", 1),
        ("reuse", 0),  # what is left is too short
        ("usable", 0),
        ("quxhandled", 0),
    ],
)
def test_the_corrector_counts_free_and_bound_affixes(word, level):
    """Twice as much for a prefix that goes before any word."""
    assert made_of_known(KNOWN, KNOWN)(word) == level


@pytest.mark.parametrize("prefix", prefixes("guard"))
def test_the_guard_takes_prefixed_words_for_words(prefix):
    """... however long the prefix is."""
    assert Words(DefaultGuardLexicon()).is_formed(f"{prefix}computer")


@pytest.mark.parametrize(("ending", "old"), endings("guard"))
def test_the_guard_takes_words_with_endings_for_words(ending, old):
    """The stem is a word with its own ending."""

    class Everyday(DefaultGuardLexicon):
        def __contains__(self, word):
            return word == f"zebrax{old}"

        def count(self, word):
            return 10**9 if word in self else 0

    assert Words(Everyday()).is_formed(f"zebrax{ending}")


@pytest.mark.parametrize("prefix", prefixes("gate"))
def test_the_gates_take_prefixed_words_for_words(prefix):
    """With a hyphen or without."""
    words = pieces_for(english_gate()).words
    assert words[f"{prefix}computer"]
    assert not words[f"{prefix}compuxter"]


@pytest.mark.parametrize("prefix", prefixes("meaning"))
def test_a_prefix_gained_may_change_the_meaning(prefix):
    """The guard says so, but of a single letter, which is a slip as well."""
    told = changed_meaning(f"{prefix}comfortable", "comfortable", after_number=False)
    assert bool(told) == (len(prefix) > 1)


def test_the_corrector_leaves_parts_before_a_hyphen_alone():
    """They are not misspelt words."""
    for prefix in prefixes("hyphen"):
        text = f"It was {prefix}-wibbled there."
        assert f"{prefix}-" in corrector().correct(text)


def test_roles():
    """Free and bound exclude each other: a prefix is one or the other."""
    assert not set(prefixes("free")) & set(prefixes("bound"))
    assert set(prefixes("free")) | set(prefixes("bound"))
