"""The guard's word lists say nothing twice and contradict nothing."""

from __future__ import annotations

import pytest

from stetmark.guarding import word_lists

SETS = {
    name: value
    for name, value in vars(word_lists).items()
    if name.isupper() and isinstance(value, frozenset) and all(isinstance(word, str) for word in value)
}


@pytest.mark.parametrize("name", SETS)
def test_words_are_bare(name):
    """In lower case, without space around them, apostrophes straight."""
    assert [w for w in SETS[name] if w != w.strip() or "’" in w] == []


def test_there_are_lists():
    """The walk above has found them."""
    assert {"NEGATIONS", "NUMBERS", "UNITS", "FUNCTION_WORDS"} <= set(SETS)


def test_confusions_are_mutual():
    """Who is taken for whom does not depend on the order."""
    for one, other in (("their", "there"), ("its", "it's"), ("then", "than")):
        assert word_lists.are_confused(one, other)
        assert word_lists.are_confused(other, one)
    assert not word_lists.are_confused("house", "horse")
