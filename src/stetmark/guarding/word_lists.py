"""What the guard knows by heart: words mistaken for one another, and words whose change is one of meaning."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from stetmark.text.word_lists import link_groups, read_list, read_sections, split_words

__all__ = ["GuardLists", "are_confused", "guard_lists"]

_HERE = "stetmark.guarding"


class GuardLists(NamedTuple):
    """The sections of `word_lists.txt`, which says what each is for."""

    joins: frozenset[str]
    negations: frozenset[str]
    negated: dict[str, str]
    contrasts: tuple[frozenset[str], ...]
    numbers: frozenset[str]
    units: frozenset[str]
    names: frozenset[str]
    function_words: frozenset[str]
    compound_heads: frozenset[str]
    clitics: frozenset[str]
    abbreviations: frozenset[str]
    from_contractions: frozenset[str]
    after_contractions: frozenset[str]
    grammar_words: frozenset[str]


@cache
def guard_lists() -> GuardLists:
    """Return the lists, read once."""
    sections = read_sections(_HERE, "word_lists.txt")
    negated: dict[str, str] = dict(line.split() for line in sections.pop("negated"))
    contrasts = tuple(frozenset(line.split()) for line in sections.pop("contrasts"))
    words = {name.replace("-", "_"): split_words(lines) for name, lines in sections.items()}
    return GuardLists(negated=negated, contrasts=contrasts, **words)


@cache
def _confused() -> dict[str, frozenset[str]]:
    return link_groups(read_list(_HERE, "confused.txt"))


def are_confused(one: str, other: str) -> bool:
    """Return whether two lower-case right words are known to be written for one another."""
    return other in _confused().get(one, ())
