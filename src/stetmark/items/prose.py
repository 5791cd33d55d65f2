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
from operator import and_
from typing import NamedTuple

from stetmark.items.protect import Regions, find_protected, with_quotations
from stetmark.lexicon.gate import REMEMBERED, GateLexicon

__all__ = ["WORD", "Prose", "read_prose", "word_spans", "words_of"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = re.compile(f"({WORD.pattern})")
_BEFORE = frozenset(" \n(")
_AFTER = frozenset(" \n.,;:!?)")
_SENTENCE_END = re.compile(r"(?:[.!?:]['\"”’)]*\s+|\n\s*)\Z")
#: A capitalised word is taken for the start of a sentence, not for a name, from this count on.
_SURELY_NO_NAME = 60_000_000
#: Shorter words are left alone.
_SHORTEST = 4
#: A word may be misspelt anywhere, at the start of a sentence, or (0) never; as bits, so that what a word
#: allows and what stands round it are combined by `&`.
_ANYWHERE, _AT_START = 1, 2
_BOTH = _ANYWHERE | _AT_START


class Prose(NamedTuple):
    """What planting needs to know about one text: its words by number, and which of them may be misspelt."""

    text: str
    words: list[str]
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
    parts = _CUT.split(text)
    places = list(accumulate(map(len, parts)))
    return _Cut(parts[1::2], parts[::2], places[:-1:2], places[1::2])


def words_of(text: str) -> list[str]:
    """All words and numbers of a text."""
    return _cut(text).words


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans of all words and numbers, protected ones among them."""
    cut = _cut(text)
    return list(zip(cut.starts, cut.ends, strict=True))


def read_prose(text: str, lexicon: GateLexicon, *, unquoted: Regions | None = None) -> Prose:
    """Find the words of `text` that may be misspelt; `n_open` counts words outside protected stretches.

    Args:
        text: A clean text.
        lexicon: The gate's words.
        unquoted: What `find_protected(text, quoted=False)` found, where that is known.
    """
    protected = find_protected(text) if unquoted is None else with_quotations(text, unquoted)
    words, gaps, starts, ends = _cut(text)
    memory = lexicon.memory.get("may slip")
    if memory is None:
        memory = lexicon.memory["may slip"] = _Words(lexicon)
    fit = map(
        and_,
        map(memory.__getitem__, words),
        map(and_, map(_BEFORE_WORD.__getitem__, gaps), map(_AFTER_WORD.__getitem__, gaps[1:])),
    )
    sites = [number for number, may_slip in enumerate(fit) if may_slip]
    closed = _inside(starts, ends, protected) if protected.starts else ()
    if closed:
        sites = [number for number in sites if number not in closed]
    return Prose(text, words, starts, ends, sites, len(words) - len(closed), protected)


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


class _Remembered(dict[str, int]):
    """Answers to a question about strings, found when first asked for; looked up without Python code."""

    def __missing__(self, key: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        found = self[key] = self.find(key)
        return found

    def find(self, key: str) -> int:
        """The answer for `key`."""
        raise NotImplementedError


class _Words(_Remembered):
    """Whether a word may be misspelt: never, at the start of a sentence, or anywhere."""

    def __init__(self, lexicon: GateLexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def find(self, key: str) -> int:
        """Bits of `_ANYWHERE` and `_AT_START`."""
        lexicon = self.lexicon
        if len(key) < _SHORTEST or not key.isalpha():
            return 0
        if key.islower():
            return _ANYWHERE if key in lexicon and not lexicon.has_twin(key) else 0
        low = key.lower()
        surely_no_name = key[1:].islower() and low in lexicon.words and lexicon.count(low) >= _SURELY_NO_NAME
        return _AT_START if surely_no_name and not lexicon.has_twin(low) else 0


class _BeforeWord(_Remembered):
    """Which words may be misspelt after this gap; an empty one is the start of the text."""

    def find(self, key: str) -> int:
        """Bits of `_ANYWHERE` and `_AT_START`."""
        if not key:
            return _BOTH
        if key[-1] not in _BEFORE:
            return 0
        return _BOTH if _SENTENCE_END.search(key[-12:]) else _ANYWHERE


class _AfterWord(_Remembered):
    """Which words may be misspelt before this gap; an empty one is the end of the text."""

    def find(self, key: str) -> int:
        """All bits or none."""
        return _BOTH if not key or key[0] in _AFTER else 0


_BEFORE_WORD, _AFTER_WORD = _BeforeWord(), _AfterWord()
