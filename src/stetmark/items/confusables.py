"""Well-known misspellings, and right words that are mistaken for one another. Written for Stetmark."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from stetmark.text.word_lists import read_list

__all__ = ["Confusion", "famous", "real_words"]

_HERE = "stetmark.items"


class Confusion(NamedTuple):
    """`right` written as `wrong`, where the text around it leaves no doubt.

    `before` must match what stands before the word and `after` what follows it, so that `wrong` is wrong and
    `right` the only right reading. `accept` are other texts as right in the word's place.
    """

    right: str
    wrong: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    accept: tuple[str, ...] = ()


@cache
def famous() -> dict[str, tuple[str, ...]]:
    """Right word -> the misspellings of it that everybody has seen, all in lower case."""
    rows = (line.split() for line in read_list(_HERE, "famous.txt"))
    return {right: tuple(wrong) for right, *wrong in rows}


@cache
def real_words() -> tuple[Confusion, ...]:
    """Every confusion of right words, in the order of the list."""
    found = []
    for line in read_list(_HERE, "real_words.tsv"):
        right, wrong, before, after, accept, *_ = [*line.split("\t"), "", "", ""]
        accepted = tuple(text for text in accept.split("|") if text)
        found.append(Confusion(right, wrong, re.compile(before, re.IGNORECASE), re.compile(after), accepted))
    return tuple(found)
