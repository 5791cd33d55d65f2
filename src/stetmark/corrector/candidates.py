"""Which known words may have been meant by a written one?

Every word within two slips, found by a filter on letter sets (numpy) and the optimal string alignment
distance (rapidfuzz): no index of deletions to build, so a list of 100,000 words is ready at once. Three slips
only in long words that nothing else explains, two words where a space was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from stetmark.corrector.confusions import short_words

__all__ = ["CandidateIndex"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_BIT = {letter: 1 << i for i, letter in enumerate(_LETTERS)}
_OTHER = 1 << len(_LETTERS)


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= _BIT.get(letter, _OTHER)
    return mask


class CandidateIndex:
    """Known words by what they are made of.

    Args:
        counts: How often each known word, in lower case, was seen.
        stop: Words so short or odd that they are never offered.
    """

    def __init__(self, counts: Mapping[str, int], *, stop: Iterable[str] = ()) -> None:
        unwanted = frozenset(stop)
        self.counts = counts
        self._words = [w for w in counts if w not in unwanted and (len(w) > 2 or w in short_words())]
        self._masks = np.array([_mask(w) for w in self._words], dtype=np.uint32)
        self._lengths = np.array([len(w) for w in self._words], dtype=np.int16)
        self._kept: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def near(self, word: str, most: int = 2) -> list[tuple[str, int]]:
        """Give (known word, distance) for each known word within `most` slips of `word`, itself left out."""
        key = (word, most)
        if key not in self._kept:
            if len(self._kept) > 50_000:
                self._kept.clear()
            self._kept[key] = self._search(word, most)
        return self._kept[key]

    def _search(self, word: str, most: int) -> list[tuple[str, int]]:
        differing: npt.NDArray[np.uint8] = np.bitwise_count(self._masks ^ np.uint32(_mask(word)))
        keep = (differing <= 2 * most) & (np.abs(self._lengths - len(word)) <= most)
        found = []
        for index in np.nonzero(keep)[0].tolist():
            known = self._words[index]
            distance = OSA.distance(word, known, score_cutoff=most)
            if 0 < distance <= most:
                found.append((known, distance))
        return found

    def splits(self, word: str) -> list[str]:
        """Give "left right" for each place at which both halves are known, common enough words."""
        pairs = []
        for at in range(1, len(word)):
            left, right = word[:at], word[at:]
            if all(
                self.counts.get(half, 0) >= (5_000_000 if len(half) > 2 else 100_000_000)
                and (len(half) > 2 or half in short_words())
                for half in (left, right)
            ):
                pairs.append(f"{left} {right}")
        return pairs
