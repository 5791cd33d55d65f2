"""Chinese characters of special kinds."""

from __future__ import annotations

import pytest

from stetmark.lexicon.chinese_characters import characters
from stetmark.text.scripts import is_han


@pytest.mark.parametrize(("kind", "some"), [("surnames", "王李张"), ("said-twice", "看")])
def test_the_characters_of_a_kind(kind, some):
    """All are Han."""
    assert set(some) <= characters(kind)
    assert all(is_han(sign) for sign in characters(kind))


def test_several_kinds_are_joined():
    """As one set."""
    assert characters("surnames", "said-twice") == characters("surnames") | characters("said-twice")


def test_an_unknown_kind_is_an_error():
    """Not an empty set."""
    with pytest.raises(KeyError):
        characters("names of cats")
