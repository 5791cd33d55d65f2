"""Is this how English spells? Letters after letters, learnt from a word list, and words made of known parts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable

import numpy as np
import numpy.typing as npt

__all__ = ["LetterModel", "made_of_known"]

_ALPHABET = 28  # the end of a word, 26 letters, any other character
_PREFIXES = tuple(
    """
    anti auto bio co counter cross cyber de dis electro geo hyper in inter intra macro mega meta micro mid mini
    mis mono multi nano neuro non out over photo poly post pre pro proto pseudo re semi sub super tele thermo trans
    ultra un under uni
    """.split()  # noqa: SIM905  easier to read and to add to
)
_SUFFIXES = re.compile(
    r"(?P<stem>[a-z]{3,}?)(?:s|es|ed|d|ing|er|ers|or|ors|ly|ness|less|like|wise|able|ability|ful|ish|ism|ist|ists"
    r"|ize|ized|izes|izing|ization|ise|ised|ises|ising|isation|ity|al|ally|ic|ically|ward|wards|ship|hood)"
)


class LetterModel:
    """log P(a word is spelt so), by four letters at a time.

    Args:
        words: Right words; each counts once.
    """

    def __init__(self, words: Iterable[str]) -> None:
        table = str.maketrans({chr(97 + i): chr(1 + i) for i in range(26)})
        text = "\0\0\0" + "\0\0\0".join(words) + "\0"
        codes = np.frombuffer(
            text.translate(table).encode("utf-32-le"), dtype=np.uint32
        ).astype(np.int64)
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


def made_of_known(words: Container[str], common: Container[str]) -> Callable[[str], bool]:
    """Make a test whether an unknown word is a regular derivation or compound of known ones.

    Args:
        words: Known words, in lower case.
        common: Those of them that may be a part of a compound.
    """

    def stems(word: str) -> Iterable[str]:
        for match in _SUFFIXES.finditer(word):
            if match.end() == len(word):
                stem = match["stem"]
                yield stem
        # The pattern is lazy, so the longest ending comes first; the shorter ones are tried here.
        for ending in ("s", "d", "ed", "er", "ing", "ly"):
            if word.endswith(ending):
                yield word[: -len(ending)]

    def known(word: str) -> bool:
        for stem in stems(word):
            if len(stem) < 4:
                continue
            if stem in words or stem + "e" in words or (stem.endswith("i") and stem[:-1] + "y" in words):
                return True
            if len(stem) > 4 and stem[-1] == stem[-2] and stem[:-1] in words:
                return True
        for prefix in _PREFIXES:
            rest = word[len(prefix) :]
            if word.startswith(prefix) and len(rest) >= 4 and rest in words:
                return True
        return any(
            word[:at] in common and word[at:] in common for at in range(3, len(word) - 2) if len(word) >= 8
        )

    return known
