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

from stetmark.items.gate_lexicon import GateLexicon
from stetmark.items.quotations import quotations
from stetmark.items.words import ANYWHERE, BOTH, SEVERAL, SIZE, pieces_for
from stetmark.text.prose import not_prose, set_apart
from stetmark.text.regions import Regions
from stetmark.text.word_shapes import ANY_WORD

__all__ = ["Prose", "Words", "read_prose", "read_words"]

_SENTENCE_END = re.compile(r"(?:[.!?:]['\"”’)]*\s+|\n\s*)\Z")
#: Most sentences end so.
_FULL_STOPS = frozenset([". ", "? ", "! ", ": "])
#: So far back the end of a sentence is looked for.
_FAR = 12


class Words(NamedTuple):
    """The words and numbers of a text by their number: their traits, and where they start."""

    text: str
    traits: list[int]
    starts: list[int]

    def word(self, number: int) -> str:
        """One of the words."""
        match = ANY_WORD.match(self.text, self.starts[number])
        return match.group() if match else ""

    def end(self, number: int) -> int:
        """Where a word ends."""
        return self.starts[number] + len(self.word(number))


class Prose(NamedTuple):
    """What planting needs to know about one text: its words, and which of them (numbers) may be misspelt."""

    words: Words
    sites: list[int]
    n_open: int
    protected: Regions


@lru_cache(maxsize=2)
def read_words(text: str, lexicon: GateLexicon) -> Words:
    """The words of a text (kept for the next question about the same text)."""
    known = pieces_for(lexicon)
    pieces = text.split(" ")
    traits = list(map(known.__getitem__, pieces))
    sizes = [trait & SIZE for trait in traits]
    if SIZE in sizes:
        sizes = [len(piece) + 1 for piece in pieces]
    starts = list(accumulate(sizes, initial=0))
    starts.pop()
    several = [number for number, trait in enumerate(traits) if trait & SEVERAL]
    if not several:
        return Words(text, traits, starts)
    all_traits: list[int] = []
    all_starts: list[int] = []
    done = 0
    for number in several:
        parts = known.parts(pieces[number])
        start = starts[number]
        all_traits += traits[done:number]
        all_traits += parts.traits
        all_starts += starts[done:number]
        all_starts += [start + offset for offset in parts.offsets]
        done = number + 1
    return Words(text, all_traits + traits[done:], all_starts + starts[done:])


def read_prose(text: str, lexicon: GateLexicon, *, outside: Regions | None = None) -> Prose:
    """Find the words of `text` that may be misspelt; `n_open` counts words outside protected stretches.

    Args:
        text: A clean text.
        lexicon: The gate's words.
        outside: What of it is not prose, where more is known than its shapes tell.
    """
    closed_spans = not_prose(text) if outside is None else outside
    avoided = [*quotations(text), *set_apart(text)]
    protected = closed_spans | avoided if avoided else closed_spans
    words = read_words(text, lexicon)
    starts = words.starts
    sites = [
        number
        for number, trait in enumerate(words.traits)
        if trait & BOTH and (trait & ANYWHERE or _starts_sentence(text, starts[number]))
    ]
    closed = _inside(words, protected) if protected.starts else ()
    if closed:
        sites = [number for number in sites if number not in closed]
    return Prose(words, sites, len(starts) - len(closed), protected)


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence starts at `start`."""
    if not start or text[start - 2 : start] in _FULL_STOPS:
        return True
    return _SENTENCE_END.search(text, max(0, start - _FAR), start) is not None


def _inside(words: Words, regions: Regions) -> set[int]:
    """Numbers of the words that lie in a protected stretch."""
    closed: set[int] = set()
    starts = words.starts
    at = 0
    for start, end in zip(regions.starts, regions.ends, strict=True):
        at = bisect(starts, start, at)
        if at and words.end(at - 1) > start:
            closed.add(at - 1)
        while at < len(starts) and starts[at] < end:
            closed.add(at)
            at += 1
    return closed
