"""One clean text, read once: its words, which of them may be misspelt, and what is out of bounds.

A word may be misspelt when it is plain lower-case prose (or the first word of a sentence), in the lexicon,
with no twin across the Atlantic, with white space or simple punctuation round it, and outside code, formulas,
addresses, markup and quotations. Names and numbers never are.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache
from typing import NamedTuple

from stetmark.items.protect import Regions, find_protected, with_quotations
from stetmark.lexicon.gate import REMEMBERED, GateLexicon

__all__ = ["WORD", "Prose", "Site", "read_prose", "word_spans", "words_of"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEFORE = frozenset(" \n(")
_AFTER = frozenset(" \n.,;:!?)")
_SENTENCE_END = re.compile(r"(?:\A|[.!?:]['\"”’)]*\s+|\n\s*)\Z")
#: A capitalised word is taken for the start of a sentence, not for a name, from this count on.
_SURELY_NO_NAME = 60_000_000
_NEVER, _AT_START, _ANYWHERE = range(3)


class Site(NamedTuple):
    """A word that may be misspelt: its number among the text's words, its span, the word."""

    number: int
    start: int
    end: int
    word: str


class Prose(NamedTuple):
    """What planting needs to know about one text."""

    text: str
    words: list[tuple[int, int]]
    sites: list[Site]
    n_open: int
    protected: Regions


@lru_cache(maxsize=2)
def words_of(text: str) -> list[str]:
    """All words and numbers of a text (kept for the next question about the same text)."""
    return WORD.findall(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans of all words and numbers, protected ones among them."""
    spans: list[tuple[int, int]] = []
    end = 0
    for word in words_of(text):  # between two words there is nothing that a word could begin with
        start = text.find(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def read_prose(
    text: str, lexicon: GateLexicon, *, min_length: int = 4, unquoted: Regions | None = None
) -> Prose:
    """Find the words of `text` that may be misspelt; `n_open` counts words outside protected stretches.

    Args:
        text: A clean text.
        lexicon: The gate's words.
        min_length: Shorter words are left alone.
        unquoted: What `find_protected(text, quoted=False)` found, where that is known.
    """
    protected = find_protected(text) if unquoted is None else with_quotations(text, unquoted)
    words = word_spans(text)
    closed = _inside(words, protected)
    verdicts = lexicon.memory.setdefault("may slip", {})
    if len(verdicts) > REMEMBERED:
        verdicts.clear()
    sites: list[Site] = []
    last = len(text)
    for number, word in enumerate(words_of(text)):
        verdict = verdicts.get(word)
        if verdict is None:
            verdict = verdicts[word] = _verdict(word, lexicon)
        if not verdict or len(word) < min_length or number in closed:
            continue
        start, end = words[number]
        if (
            (start == 0 or text[start - 1] in _BEFORE)
            and (end == last or text[end] in _AFTER)
            and (verdict == _ANYWHERE or _SENTENCE_END.search(text, max(0, start - 12), start))
        ):
            sites.append(Site(number, start, end, word))
    return Prose(text, words, sites, len(words) - len(closed), protected)


def _inside(words: list[tuple[int, int]], regions: Regions) -> set[int]:
    """Numbers of the words that lie in a protected stretch."""
    closed: set[int] = set()
    at = 0
    for start, end in zip(regions.starts, regions.ends, strict=True):
        at = bisect(words, (start, start), at)
        if at and words[at - 1][1] > start:
            closed.add(at - 1)
        while at < len(words) and words[at][0] < end:
            closed.add(at)
            at += 1
    return closed


def _verdict(word: str, lexicon: GateLexicon) -> int:
    """Whether a word may be misspelt: never, at the start of a sentence, or anywhere."""
    if not word.isalpha():
        return _NEVER
    if word.islower():
        return _ANYWHERE if word in lexicon and not lexicon.has_twin(word) else _NEVER
    low = word.lower()
    surely_no_name = word[1:].islower() and low in lexicon.words and lexicon.count(low) >= _SURELY_NO_NAME
    return _AT_START if surely_no_name and not lexicon.has_twin(low) else _NEVER
