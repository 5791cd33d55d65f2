"""What counts as a word in one source, and how far two words are apart."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from stetmark.text import guard_words as known
from stetmark.text.words import Lexicon

__all__ = ["Words", "distance", "letters", "near", "slips"]

#: Of 500 billion words a rare one has fewer than this many, and the word it is a slip of so many times more.
_RARE, _TIMES = 1_000_000, 500
#: What other words are made of is written this often at least.
_STEM = 300_000


class Words:
    """What counts as a word in one source.

    Args:
        lexicon: The words known everywhere.
        terms: Words, in lower case, that stand in the source several times and that the hypothesis kept
            somewhere: names of things, whatever the lexicon says.
        attested: The words of the source in lower case, and how often each stands there.
    """

    def __init__(
        self, lexicon: Lexicon, terms: Container[str] = (), attested: Mapping[str, int] | None = None
    ) -> None:
        self._lexicon = lexicon
        self._terms = terms
        self._attested = attested or {}

    def __contains__(self, word: str) -> bool:
        bare = word.replace("’", "'").lower()
        if len(bare) == 1:
            return bare in known.SMALL_WORDS
        if bare in self._lexicon:
            return True
        stem, apostrophe, clitic = bare.rpartition("'")
        return bool(apostrophe) and clitic in known.CLITICS and len(stem) > 1 and stem in self._lexicon

    def is_repeated(self, word: str) -> bool:
        """Whether the source has the word more than once."""
        return self._attested.get(word.lower(), 0) > 1

    def is_formed(self, word: str) -> bool:
        """Whether a word is regularly made of one in the lexicon: multiuser, externalizes, reprojection."""
        if len(word) < 7 or not word.isalpha():
            return False
        for prefix in known.FORMING_PREFIXES:
            stem = word.removeprefix(prefix)
            if stem != word and len(stem) >= 4 and stem not in known.FUNCTION_WORDS and self._is_stem(stem):
                return True
        for head in known.CLOSED_HEADS:
            stem = word.removesuffix(head)
            if len(head) >= 4 and stem != word and len(stem) >= 3 and self._is_stem(stem):
                return True
        for ending, stem_end in known.FORMING_ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= 5 and stem[-1] not in "s'" and self._is_stem(stem + stem_end):
                return True
        return False

    def _is_stem(self, word: str) -> bool:
        return word in self._lexicon and self.count(word) >= _STEM

    def is_term(self, word: str) -> bool:
        """Whether a word stands in the source several times and was let stand at least once."""
        return word.lower() in self._terms

    def is_attested(self, word: str) -> bool:
        """Whether the source has the word elsewhere."""
        return word.lower() in self._attested

    def is_hapax(self, word: str, other: str) -> bool:
        """Whether a listed word is so rare beside one a single slip away that it is a slip itself.

        Lists counted from the web hold surnames and other people's misspellings. Only a lexicon that counts
        (`count(word)`) can tell.
        """
        if len(word) < 3 or distance(word, other) != 1:
            return False
        n = self.count(word)
        return 0 < n < _RARE and self.count(other) > _TIMES * n

    def count(self, word: str) -> int:
        """How often a word is written, by a lexicon that counts; a large number by one that does not."""
        count = getattr(self._lexicon, "count", None)
        return _RARE if count is None else int(count(word.lower().replace("’", "'")))

    def is_everyday(self, word: str) -> bool:
        """Whether a word is no name, as far as the lexicon can tell (`everyday(word)`)."""
        everyday = getattr(self._lexicon, "everyday", None)
        return everyday is not None and bool(everyday(word))

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `new` stands better than `old` between its neighbours; 0 where nothing tells."""
        gain = getattr(self._lexicon, "gain", None)
        return 0.0 if gain is None else float(gain(old, new, left, right))

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of a word."""
        return self._lexicon.variants(word)


@lru_cache(maxsize=65_536)
def distance(one: str, other: str) -> int:
    """Slips between two words: letters left out, put in, swapped, taken for others."""
    return OSA.distance(one, other)


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(ch for ch in text.lower() if ch.isalnum())


def _reach(length: int) -> int:
    """How many slips a word of this length may hold and still be told."""
    return 1 if length <= 3 else 2 if length <= 6 else 3 if length <= 9 else 4


def slips(old: str, new: str) -> int:
    """How many slips lie between the two, spaces, apostrophes and case aside."""
    return distance(letters(old), letters(new))


def near(old: str, new: str) -> bool:
    """Whether one can be a misspelling of the other, spaces and apostrophes aside."""
    a, b = letters(old), letters(new)
    if not a or not b:
        return False
    if known.are_confused(old.lower().replace("’", "'"), new.lower().replace("’", "'")):
        return True
    shorter = min(len(a), len(b))
    return distance(a, b) <= min(_reach(max(len(a), len(b))), max(1, (shorter + 1) // 2))
