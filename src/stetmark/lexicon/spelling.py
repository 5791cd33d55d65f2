"""Is this how English spells? Letters after letters, learnt from a word list, and words made of known parts."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable

import numpy as np
import numpy.typing as npt

__all__ = ["LetterModel", "made_of_known"]

_ALPHABET = 28  # the end of a word, 26 letters, any other character
#: Prefixes that science and trade put before any word, and those that an ending of a misspelt word may resemble.
_FREE_PREFIXES = tuple(
    """
    anti auto bio counter cyber electro geo hyper inter intra macro mega meta micro mini mono multi nano neuro non
    photo poly post pre proto pseudo semi sub tele thermo ultra
    """.split()
)
_PREFIXES = ("co", "cross", "de", "dis", "mis", "out", "over", "re", "super", "trans", "un", "under", "up")
#: Endings that make a new word: (ending, what the stem may have lost before it).
_SUFFIXES = (
    ("ness", ("", "y>i")), ("less", ("",)), ("like", ("",)), ("wise", ("",)), ("ability", ("", "e")),
    ("able", ("", "e")), ("ize", ("", "e")), ("izes", ("", "e")), ("ized", ("", "e")), ("izer", ("", "e")),
    ("izing", ("", "e")), ("ization", ("", "e")), ("ise", ("", "e")), ("ised", ("", "e")), ("ising", ("", "e")),
    ("isation", ("", "e")), ("ward", ("",)), ("wards", ("",)), ("ship", ("",)), ("hood", ("",)),
)  # fmt: skip


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
        if any(
            word.startswith(p) and len(word) - len(p) > 4 and word[len(p) :] in words for p in _FREE_PREFIXES
        ):
            return 2
        if any(word.startswith(p) and len(word) - len(p) > 4 and word[len(p) :] in common for p in _PREFIXES):
            return 1
        for ending, lost in _SUFFIXES:
            if word.endswith(ending) and any(_stem(word, ending, how) in common for how in lost):
                return 1
        return int(
            len(word) >= 8
            and any(word[:at] in common and word[at:] in common for at in range(4, len(word) - 3))
        )

    return level


def _stem(word: str, ending: str, lost: str) -> str:
    """Give the stem once the ending is off and what it lost is back; "" where too little is left."""
    full, _, short = lost.partition(">")
    stem = word[: -len(ending)] + (full if not short else "")
    if short:
        if not word.endswith(short if len(short) > 1 else short + ending):
            return ""
        stem = word[: -len(short)] + full if len(short) > 1 else word[: -len(short + ending)] + full
    return stem if len(stem) >= 4 else ""
