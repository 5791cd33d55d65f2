"""The traits of one word of a clean text: right or not, where it may be misspelt, how, and how readily.

Asked of every word of every text, so they are found once and looked up from then on: a number, 0 for a word
that is not right. Its bits are `RIGHT`, `ANYWHERE`, `AT_START` and those of `SOME_SLIPS`; from `WEIGHT` on
stands how readily the word is misspelt. Texts are looked up piece by piece, as they lie between spaces: a
piece is mostly a word with a sign after it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stetmark.items.gate_lexicon import REMEMBERED, GateLexicon
from stetmark.lexicon.affixes import prefixes
from stetmark.text.lettercase import straighten_apostrophes
from stetmark.text.word_shapes import ANY_WORD

__all__ = [
    "ANYWHERE",
    "AT_START",
    "BOTH",
    "RIGHT",
    "SEVERAL",
    "SHORTEST_FOR",
    "SIZE",
    "SOME_SLIPS",
    "WEIGHT",
    "Pieces",
    "pieces_for",
]

#: In a piece's number: its length and the space after it; all bits where that is more.
SIZE = 63
#: ... and whether it is anything but a right word, perhaps with signs after it: see `Pieces.parts`.
SEVERAL = 64
#: A word is spelt right.
RIGHT = 128
#: A word may be misspelt anywhere, at the start of a sentence, or (neither) never; as bits, so that what a
#: word allows and what stands round it are combined by `&`.
ANYWHERE, AT_START = 256, 512
BOTH = ANYWHERE | AT_START
#: Kind of slip that not every word allows -> the bit of the words that do.
SOME_SLIPS = {"undoubling": 1024, "two-slips": 2048, "three-slips": 4096}
#: Kind of slip -> letters of a word that may have it: in a shorter one nobody could tell what was meant.
SHORTEST_FOR = {"two-slips": 7, "three-slips": 10}
#: From this bit on: how readily a word is misspelt, 0 where it may not be.
WEIGHT = 13
#: Words of so many letters and more are misspelt equally often.
_LONG = 12
#: A capitalised word is taken for the start of a sentence, not for a name, from this count on.
_SURELY_NO_NAME = 60_000_000
#: Words of fewer letters are not misspelt.
_FEWEST_LETTERS = 4
#: Signs that may stand right before and right after a word that is misspelt.
_BEFORE = frozenset(" \n(")
_AFTER = frozenset(" \n.,;:!?)")

_TWICE = re.compile(r"([a-z])\1")
_CONTRACTED = re.compile(r"(?:'(?:s|ll|d|ve|re|m|t)|n't|s')\Z")
#: What is left of a word once a prefix is off, a hyphen between them or not.
_STEM = re.compile(r"-?([a-z]{5,})\Z")


class _Remembered(dict[str, int]):
    """Answers to a question about strings, found when first asked for; looked up without Python code."""

    def __missing__(self, key: str) -> int:
        found = self.find(key)
        if len(key) < SIZE:
            if len(self) > REMEMBERED:
                self.clear()
            self[key] = found
        return found

    def find(self, key: str) -> int:
        """The answer for `key`."""
        raise NotImplementedError


class _Words(_Remembered):
    def __init__(self, lexicon: GateLexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def find(self, key: str) -> int:
        """The traits of the word `key`."""
        if not _is_right(key, self.lexicon):
            return 0
        where = self._may_slip(key)
        if not where:
            return RIGHT
        some = SOME_SLIPS["undoubling"] if _TWICE.search(key) else 0
        for kind, shortest in SHORTEST_FOR.items():
            if len(key) >= shortest:
                some |= SOME_SLIPS[kind]
        return RIGHT | where | some | (min(len(key), _LONG) - 2) << WEIGHT

    def _may_slip(self, word: str) -> int:
        lexicon = self.lexicon
        if len(word) < _FEWEST_LETTERS or not word.isalpha():
            return 0
        if word.islower():
            return ANYWHERE if word in lexicon and not lexicon.has_twin(word) else 0
        low = word.lower()
        surely_no_name = word[1:].islower() and low in lexicon.words and lexicon.count(low) >= _SURELY_NO_NAME
        return AT_START if surely_no_name and not lexicon.has_twin(low) else 0


class Parts(NamedTuple):
    """The words of a piece: their traits, and how far behind its start they start."""

    traits: list[int]
    offsets: list[int]


class Pieces(_Remembered):
    """Piece of a text between spaces -> the traits of its word, with `SIZE` and `SEVERAL`.

    Where the signs beside a word forbid to misspell it, its traits say so.

    Args:
        lexicon: The gate's words.
    """

    def __init__(self, lexicon: GateLexicon) -> None:
        super().__init__()
        self.words: dict[str, int] = _Words(lexicon)
        self._parts: dict[str, Parts] = {}

    def find(self, key: str) -> int:
        """What is known of the piece `key`."""
        size = min(len(key) + 1, SIZE)
        word = key[:-1] if key[-1:] in _AFTER else key
        if word.isalnum() and (trait := self.words[word]):  # most pieces; as `_cut` has it, without a pattern
            return trait | size
        parts = self._cut(key)
        if parts.offsets == [0] and parts.traits[0]:
            return parts.traits[0] | size
        if size < SIZE:
            if len(self._parts) > REMEMBERED:
                self._parts.clear()
            self._parts[key] = parts
        return SEVERAL | size

    def parts(self, piece: str) -> Parts:
        """The words of any piece, one by one."""
        return self._parts.get(piece) or self._cut(piece)

    def _cut(self, piece: str) -> Parts:
        parts = Parts([], [])
        size = len(piece)
        for match in ANY_WORD.finditer(piece):
            start, end = match.span()
            trait = self.words[match.group()]
            if (start and piece[start - 1] not in _BEFORE) or (end < size and piece[end] not in _AFTER):
                trait &= ~BOTH
            parts.traits.append(trait)
            parts.offsets.append(start)
        return parts


def pieces_for(lexicon: GateLexicon) -> Pieces:
    """What is known of words and pieces by a lexicon: one table for each, filled as it is asked."""
    if not isinstance(lexicon.memory, Pieces):
        lexicon.memory = Pieces(lexicon)
    return lexicon.memory


def _is_right(word: str, lexicon: GateLexicon) -> bool:
    """Whether a word is in the dictionary, contracted from one that is, a number or a single letter."""
    found = word in lexicon or len(word) == 1 or any(c.isdigit() for c in word)
    if not found and not word.isalpha():
        found = _CONTRACTED.sub("", straighten_apostrophes(word)) in lexicon
    return found or (lexicon.british and _is_derived(word.lower(), lexicon))


def _is_derived(word: str, lexicon: GateLexicon) -> bool:
    """Whether a word is made of one that is known, as new technical words are: multi-, non-, -ability."""
    for prefix in prefixes("gate"):
        if word.startswith(prefix) and (match := _STEM.match(word, len(prefix))) and match[1] in lexicon:
            return True
    stem = word.removesuffix("ability")
    return len(stem) >= 4 and stem != word and (stem in lexicon or stem + "e" in lexicon)
