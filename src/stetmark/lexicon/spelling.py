"""Is this how English spells? Letters after letters, learnt from a word list, and words made of known parts."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable

import numpy as np
import numpy.typing as npt

from stetmark.lexicon.affixes import endings, prefixes

__all__ = ["LetterModel", "made_of_known"]

_ALPHABET = 28  # the end of a word, 26 letters, any other character
#: Fewest letters of the known word in a made one.
_SHORTEST_STEM = 4


class LetterModel:
    """log P(a word is spelt so), by four letters at a time.

    Args:
        words: Right words; each counts once.
    """

    def __init__(self, words: Iterable[str]) -> None:
        table = str.maketrans({chr(97 + i): chr(1 + i) for i in range(26)})
        text = "\0\0\0" + "\0\0\0".join(words) + "\0"
        codes = np.frombuffer(text.translate(table).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        codes = np.where(codes > 26, 27, codes)
        grams = ((codes[:-3] * _ALPHABET + codes[1:-2]) * _ALPHABET + codes[2:-1]) * _ALPHABET + codes[3:]
        # "x\0\0\0" and "\0\0\0\0" hold no spelling: only the first end of word counts.
        grams = grams[~((codes[2:-1] == 0) & (codes[3:] == 0))]
        four = np.bincount(grams, minlength=_ALPHABET**4).reshape(-1, _ALPHABET).astype(np.float64)
        three = four.reshape(_ALPHABET, -1, _ALPHABET).sum(axis=0)
        two = three.reshape(_ALPHABET, -1, _ALPHABET).sum(axis=0)
        one = two.sum(axis=0)
        p1 = (one + 1) / (one + 1).sum()
        p2 = _backed(two, p1[None, :], 5.0)
        p3 = _backed(three, np.tile(p2, (_ALPHABET, 1)), 5.0)
        p4 = _backed(four, np.tile(p3, (_ALPHABET, 1)), 5.0)
        self._logs: npt.NDArray[np.float32] = np.log(p4).astype(np.float32)

    def __call__(self, word: str) -> float:
        """Give the log probability of the whole word and its end, natural logarithm."""
        codes = [0, 0, 0, *(ord(c) - 96 if "a" <= c <= "z" else 27 for c in word), 0]
        total = 0.0
        for i in range(3, len(codes)):
            row = (codes[i - 3] * _ALPHABET + codes[i - 2]) * _ALPHABET + codes[i - 1]
            total += float(self._logs[row, codes[i]])
        return total if math.isfinite(total) else -100.0


def _backed(
    counts: npt.NDArray[np.float64], lower: npt.NDArray[np.float64], weight: float
) -> npt.NDArray[np.float64]:
    """Witten-Bell-like smoothing with a fixed weight for the shorter history."""
    result: npt.NDArray[np.float64] = (counts + weight * lower) / (counts.sum(axis=1, keepdims=True) + weight)
    return result


def made_of_known(words: Container[str], common: Container[str]) -> Callable[[str], int]:
    """Make a test whether an unknown word is a regular derivation or compound of known ones.

    The test gives 2 for a free prefix before a known word ("multithreaded"), 1 for another prefix, a known
    ending or two common words in one ("unhandled", "elementwise", "blockspace"), 0 otherwise.

    Args:
        words: Known words, in lower case.
        common: Those of them that may be a part.
    """

    def level(word: str) -> int:
        if _has_prefix(word, "free", words):
            return 2
        if _has_prefix(word, "bound", common):
            return 1
        for ending, old in endings("bound"):
            if word.endswith(ending):
                stem = word[: len(word) - len(ending)] + old
                if len(stem) >= _SHORTEST_STEM and stem in common:
                    return 1
        return int(
            len(word) >= 8
            and any(word[:at] in common and word[at:] in common for at in range(4, len(word) - 3))
        )

    return level


def _has_prefix(word: str, role: str, known: Container[str]) -> bool:
    """Whether a prefix precedes a known word of some length."""
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > _SHORTEST_STEM and word[len(prefix) :] in known
        for prefix in prefixes(role)
    )
