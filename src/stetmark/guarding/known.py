"""What counts as a word in one source, and how far two words are apart."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from stetmark.guarding.lexicon import GuardLexicon
from stetmark.guarding.word_lists import are_confused, guard_lists
from stetmark.lexicon.affixes import endings, prefixes
from stetmark.text.lettercase import normalize_word

__all__ = ["Words", "distance", "letters", "near", "slips"]

#: Of 500 billion words a rare one has fewer than this many, and the word it is a slip of so many times more.
_RARE, _TIMES = 1_000_000, 500
#: Nats by which a form that the source has more than once is likelier meant.
_TWICE = 3.0
#: What other words are made of is written this often at least.
_STEM = 300_000
_SHORTEST_STEM = 4
#: Words of one letter.
_ONE_LETTER = frozenset("ai")


class Words:
    """What counts as a word in one source.

    Args:
        lexicon: The words known everywhere.
        terms: Words, in lower case, that stand in the source several times and that the hypothesis kept
            somewhere: names of things, whatever the lexicon says.
        attested: The words of the source in lower case, and how often each stands there.
    """

    def __init__(
        self, lexicon: GuardLexicon, terms: Container[str] = (), attested: Mapping[str, int] | None = None
    ) -> None:
        self._lexicon = lexicon
        self._terms = terms
        self._attested = attested or {}

    def __contains__(self, word: str) -> bool:
        bare = normalize_word(word)
        if len(bare) == 1:
            return bare in _ONE_LETTER
        if bare in self._lexicon:
            return True
        stem, apostrophe, clitic = bare.rpartition("'")
        return (
            bool(apostrophe) and clitic in guard_lists().clitics and len(stem) > 1 and stem in self._lexicon
        )

    def is_repeated(self, word: str) -> bool:
        """Whether the source has the word more than once."""
        return self._attested.get(word.lower(), 0) > 1

    def is_formed(self, word: str) -> bool:
        """Whether a word is regularly made of one in the lexicon: multiuser, externalizes, reprojection."""
        if len(word) < 7 or not word.isalpha():
            return False
        function_words = guard_lists().function_words
        for prefix in prefixes("guard"):
            stem = word.removeprefix(prefix)
            if stem != word and len(stem) >= 4 and stem not in function_words and self._is_stem(stem):
                return True
        if self.is_compound(word):
            return True
        for ending, stem_end in endings("guard"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= 5 and stem[-1] not in "s'" and self._is_stem(stem + stem_end):
                return True
        return False

    def is_compound(self, word: str) -> bool:
        """Whether a word is one put before another that makes compounds: keystore, timesteps."""
        for head in guard_lists().compound_heads:
            for end in (head, f"{head}s"):
                stem = word.removesuffix(end)
                if len(head) >= 4 and stem != word and len(stem) >= 3 and self._is_stem(stem):
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

        Lists counted from the web hold surnames and other people's misspellings.
        """
        if len(word) < 3 or distance(word, other) != 1:
            return False
        n = self.count(word)
        return 0 < n < _RARE and self.count(other) > _TIMES * n

    def count(self, word: str) -> int:
        """How often a word is written."""
        return self._lexicon.count(normalize_word(word))

    def is_everyday(self, word: str) -> bool:
        """Whether a word is an everyday one rather than a name."""
        return self._lexicon.everyday(word)

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `new` fits better than `old` between its neighbours."""
        return self._lexicon.gain(old, new, left, right)

    def advantage(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `old` is likelier a slip of `new` than a right word that the lexicon lacks.

        A form that the source has twice is less likely a slip.
        """
        nats = self._lexicon.advantage(old.lower(), new.lower(), left, right)
        return nats - _TWICE if self.is_repeated(old) and not self.is_attested(new) else nats

    def are_variants(self, one: str, other: str) -> bool:
        """Whether two lower-case words are two regions' spellings of one, with the same prefix or none."""
        if other in self._lexicon.variants(one) or one in self._lexicon.variants(other):
            return True
        if any(one.replace(pair, "e") == other.replace(pair, "e") for pair in ("ae", "oe")):
            return True  # ischaemia, oedema
        for prefix in prefixes("guard"):
            if one.startswith(prefix) and other.startswith(prefix):
                stem, twin = one.removeprefix(prefix), other.removeprefix(prefix)
                if len(stem) > 3 and twin in self._lexicon.variants(stem):
                    return True
        return False


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
    if are_confused(normalize_word(old), normalize_word(new)):
        return True
    shorter = min(len(a), len(b))
    return distance(a, b) <= min(_reach(max(len(a), len(b))), max(1, (shorter + 1) // 2))
