"""One clean text, read once: its words, which of them may be misspelt, and what is out of bounds.

A word may be misspelt when it is plain lower-case prose (or the first word of a sentence), in the lexicon,
with no twin across the Atlantic, with white space or simple punctuation round it, and outside code, formulas,
addresses, markup and quotations. Names and numbers never are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stetmark.items.protect import Regions, find_protected, with_quotations
from stetmark.lexicon.gate import GateLexicon

__all__ = ["WORD", "Prose", "Site", "read_prose", "word_spans"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEFORE = frozenset(" \n(")
_AFTER = frozenset(" \n.,;:!?)")
_SENTENCE_END = re.compile(r"(?:\A|[.!?:]['\"”’)]*\s+|\n\s*)\Z")
#: A capitalised word is taken for the start of a sentence, not for a name, from this count on.
_SURELY_NO_NAME = 60_000_000


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


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans of all words and numbers, protected ones among them."""
    return [match.span() for match in WORD.finditer(text)]


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
    words: list[tuple[int, int]] = []
    sites: list[Site] = []
    n_open = 0
    size = len(text)
    starts, ends = protected.starts, protected.ends
    region, n_regions = 0, len(starts)
    for index, match in enumerate(WORD.finditer(text)):
        start, end = match.span()
        words.append((start, end))
        while region < n_regions and ends[region] <= start:
            region += 1
        if region < n_regions and starts[region] < end:
            continue
        n_open += 1
        word = match.group()
        if (
            end - start >= min_length
            and (start == 0 or text[start - 1] in _BEFORE)
            and (end == size or text[end] in _AFTER)
            and _may_slip(word, text, start, lexicon)
        ):
            sites.append(Site(index, start, end, word))
    return Prose(text, words, sites, n_open, protected)


def _may_slip(word: str, text: str, start: int, lexicon: GateLexicon) -> bool:
    if not word.isalpha():
        return False
    if not word.islower():
        if not (word[0].isupper() and word[1:].islower()):
            return False
        low = word.lower()
        if low not in lexicon.words or lexicon.count(low) < _SURELY_NO_NAME:
            return False
        if not _SENTENCE_END.search(text, max(0, start - 12), start):
            return False
        return not lexicon.has_twin(low)
    return word in lexicon and not lexicon.has_twin(word)
