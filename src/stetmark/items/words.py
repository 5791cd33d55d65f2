"""The traits of one word of a clean text: right or not, where it may be misspelt, how, and how readily.

Asked of every word of every text, so they are found once and looked up from then on: a number, 0 for a word
that is not right. Its bits are `RIGHT`, `ANYWHERE`, `AT_START` and those of `SOME_SLIPS`; above `WEIGHT`
stands how readily the word is misspelt.
"""

from __future__ import annotations

import re

from stetmark.lexicon.gate import REMEMBERED, GateLexicon

__all__ = [
    "ANYWHERE",
    "AT_START",
    "BOTH",
    "RIGHT",
    "SHORTEST_FOR",
    "SOME_SLIPS",
    "WEIGHT",
    "Remembered",
    "traits_of_words",
]

#: A word may be misspelt anywhere, at the start of a sentence, or (neither) never; as bits, so that what a
#: word allows and what stands round it are combined by `&`.
ANYWHERE, AT_START = 1, 2
BOTH = ANYWHERE | AT_START
#: A word is spelt right.
RIGHT = 4
#: Kind of slip that not every word allows -> the bit of the words that do.
SOME_SLIPS = {"undoubling": 8, "two-slips": 16, "three-slips": 32}
#: Kind of slip -> letters of a word that may have it: in a shorter one nobody could tell what was meant.
SHORTEST_FOR = {"two-slips": 7, "three-slips": 10}
#: From this bit on: how readily a word is misspelt, 0 where it may not be.
WEIGHT = 6
#: Words of so many letters and more are misspelt equally often.
_LONG = 12
#: A capitalised word is taken for the start of a sentence, not for a name, from this count on.
_SURELY_NO_NAME = 60_000_000
#: Words of fewer letters are not misspelt.
_FEWEST_LETTERS = 4

_TWICE = re.compile(r"([a-z])\1")
_CONTRACTED = re.compile(r"(?:'(?:s|ll|d|ve|re|m|t)|n't|s')\Z")
_PREFIXED = re.compile(
    r"(?:re|un|pre|non|multi|sub|super|inter|intra|micro|macro|over|under|auto|meta|hyper|semi|anti|counter|co|de|"
    r"mis|out|cross|geo|bio|neuro|photo|spatio|tele|trans|ultra|up|down|post|mono|poly|pseudo)-?([a-z]{5,})\Z"
)


class Remembered(dict[str, int]):
    """Answers to a question about strings, found when first asked for; looked up without Python code."""

    def __missing__(self, key: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        found = self[key] = self.find(key)
        return found

    def find(self, key: str) -> int:
        """The answer for `key`."""
        raise NotImplementedError


class _Words(Remembered):
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


def traits_of_words(lexicon: GateLexicon) -> dict[str, int]:
    """Word -> its traits: one table for a lexicon, filled as it is asked."""
    if lexicon.memory is None:
        lexicon.memory = _Words(lexicon)
    return lexicon.memory


def _is_right(word: str, lexicon: GateLexicon) -> bool:
    """Whether a word is in the dictionary, contracted from one that is, a number or a single letter."""
    found = word in lexicon or len(word) == 1 or any(c.isdigit() for c in word)
    if not found and not word.isalpha():
        found = _CONTRACTED.sub("", word.replace("’", "'")) in lexicon
    return found or (lexicon.british and _is_derived(word.lower(), lexicon))


def _is_derived(word: str, lexicon: GateLexicon) -> bool:
    """Whether a word is made of one that is known, as new technical words are: multi-, non-, -ability."""
    match = _PREFIXED.match(word)
    if match and match.group(1) in lexicon:
        return True
    stem = word.removesuffix("ability")
    return len(stem) >= 4 and stem != word and (stem in lexicon or stem + "e" in lexicon)
