"""One clean text, read once: its words, which of them may be misspelt, and what is out of bounds.

A word may be misspelt when it is plain lower-case prose (or the first word of a sentence), in the lexicon,
with no twin across the Atlantic, with white space or simple punctuation round it, and outside code, formulas,
addresses, markup and quotations. Names and numbers never are.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from stetmark.items.protect import Regions, find_protected, with_quotations
from stetmark.items.words import ANYWHERE, BOTH, Remembered, traits_of_words
from stetmark.lexicon.gate import GateLexicon

__all__ = ["WORD", "Prose", "read_prose", "word_spans", "word_traits", "words_of"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = re.compile(f"({WORD.pattern})")
#: A sign beyond Latin letters and common punctuation. A text without one holds no letters and digits but
#: `_LATIN`, and a class that names them is matched twice as fast.
_BEYOND_LATIN = re.compile("[^\x00-\u024f\u2010-\u203f]")
_LATIN = "[0-9A-Za-zªµº²³¹¼½¾À-ÖØ-öø-ɏ]"
_CUT_LATIN = re.compile(f"({_LATIN}+(?:['’]{_LATIN}+)*)")
_BEFORE = frozenset(" \n(")
_AFTER = frozenset(" \n.,;:!?)")
_SENTENCE_END = re.compile(r"(?:[.!?:]['\"”’)]*\s+|\n\s*)\Z")


class Prose(NamedTuple):
    """What planting needs to know about one text: its words by number, and which of them may be misspelt."""

    text: str
    words: list[str]
    traits: tuple[int, ...]
    starts: list[int]
    ends: list[int]
    sites: list[int]
    n_open: int
    protected: Regions


class _Cut(NamedTuple):
    """Words and numbers of a text, where they start and end, and what stands before, between and after."""

    words: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=2)
def _cut(text: str) -> _Cut:
    """A text cut into words (kept for the next question about the same text)."""
    latin = text.isascii() or not _BEYOND_LATIN.search(text)
    parts = (_CUT_LATIN if latin else _CUT).split(text)
    places = list(accumulate(map(len, parts)))
    return _Cut(parts[1::2], parts[::2], places[:-1:2], places[1::2])


def words_of(text: str) -> list[str]:
    """All words and numbers of a text."""
    return _cut(text).words


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans of all words and numbers, protected ones among them."""
    cut = _cut(text)
    return list(zip(cut.starts, cut.ends, strict=True))


@lru_cache(maxsize=2)
def word_traits(text: str, lexicon: GateLexicon) -> tuple[int, ...]:
    """The traits (see `stetmark.items.words`) of each word of a text."""
    return tuple(map(traits_of_words(lexicon).__getitem__, _cut(text).words))


def read_prose(text: str, lexicon: GateLexicon, *, unquoted: Regions | None = None) -> Prose:
    """Find the words of `text` that may be misspelt; `n_open` counts words outside protected stretches.

    Args:
        text: A clean text.
        lexicon: The gate's words.
        unquoted: What `find_protected(text, quoted=False)` found, where that is known.
    """
    protected = find_protected(text) if unquoted is None else with_quotations(text, unquoted)
    words, gaps, starts, ends = _cut(text)
    traits = word_traits(text, lexicon)
    before, after = _BEFORE_WORD, _AFTER_WORD
    sites = [
        number
        for number, trait in enumerate(traits)
        if trait & BOTH and trait & before[gaps[number]] & after[gaps[number + 1]]
    ]
    closed = _inside(starts, ends, protected) if protected.starts else ()
    if closed:
        sites = [number for number in sites if number not in closed]
    return Prose(text, words, traits, starts, ends, sites, len(words) - len(closed), protected)


def _inside(starts: list[int], ends: list[int], regions: Regions) -> set[int]:
    """Numbers of the words that lie in a protected stretch."""
    closed: set[int] = set()
    at = 0
    for start, end in zip(regions.starts, regions.ends, strict=True):
        at = bisect(starts, start, at)
        if at and ends[at - 1] > start:
            closed.add(at - 1)
        while at < len(starts) and starts[at] < end:
            closed.add(at)
            at += 1
    return closed


class _BeforeWord(Remembered):
    """Which words may be misspelt after this gap; an empty one is the start of the text."""

    def find(self, key: str) -> int:
        """Bits of `ANYWHERE` and `AT_START`."""
        if not key:
            return BOTH
        if key[-1] not in _BEFORE:
            return 0
        return BOTH if _SENTENCE_END.search(key[-12:]) else ANYWHERE


class _AfterWord(Remembered):
    """Which words may be misspelt before this gap; an empty one is the end of the text."""

    def find(self, key: str) -> int:
        """All bits or none."""
        return BOTH if not key or key[0] in _AFTER else 0


_BEFORE_WORD, _AFTER_WORD = _BeforeWord(), _AfterWord()
