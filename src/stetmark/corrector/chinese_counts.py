"""How likely is a Chinese word, alone and after another, and how does it sound? For the offline corrector.

Words come from jieba's list (MIT), readings of characters from pypinyin's table (MIT): the `[zh]` extra. What
is counted, and shipped here as figures, are words and word pairs of ICTCLAS 1.0 (8 million words of news),
which its authors gave to Apache Lucene's analyzer "smartcn" under the Apache License 2.0: no text and no
word, but 32 bits of a hash of each and the logarithm of its count. `bench/han_counts.py` makes the file.
"""

from __future__ import annotations

import json
import lzma
import math
import struct
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from stetmark.errors import SettingsError
from stetmark.lexicon.chinese_characters import characters
from stetmark.lexicon.pinyin import fuzzy, syllables
from stetmark.lexicon.shapes import look_alikes
from stetmark.text.scripts import is_han
from stetmark.text.word_lists import read_list, split_words

__all__ = ["HAN_VERSION", "HanWords", "han_available", "han_words", "hash_of", "unpack_counts"]

#: Raise it when a list, a figure or a rule of this file changes.
HAN_VERSION = "2"
_HERE = "stetmark.corrector"
_COUNTS_FILE = "han_counts.xz"
_MASK = (1 << 64) - 1
_PRIME = 1_099_511_628_211
_BASIS = 0xCBF2_9CE4_8422_2325
#: Counts are kept as round(8 ln n).
_STEPS = 8.0
#: How the counts of ICTCLAS name what they do not keep as words.
_BEGINS = "始##始"
#: Share of what the pairs say, and how many sightings of the left word it takes to believe half of it.
_PAIRS_SAY, _HALF_BELIEVED = 0.5, 5.0
_LONGEST = 5
#: Signs whose pairs with words are counted too.
_SIGNS = "，、：（“”。）"
#: Words counted less than this are right where they stand and are never put in another's place.
_LEAST_MEANT, _LEAST_WHOLE = 2.0, 8.0
#: Count given to our own newer words, and to a character that is not a word in the list.
_COUNT_COINED, _COUNT_LEAST, _COUNT_UNKNOWN = 60.0, 0.05, 0.02
#: How often one of the endings follows that any word may take.
_ENDING = math.log(0.004)
_READINGS_TAKEN = 4


def hash_of(text: str, state: int = _BASIS) -> int:
    """FNV-1a over the UTF-16 units of `text`, low byte first: as the counts were made."""
    for byte in text.encode("utf-16-le", "surrogatepass"):
        state = ((state ^ byte) * _PRIME) & _MASK
    return state


def _hashes(words: Iterable[str]) -> list[int]:
    """The upper 32 bits of `hash_of` for each word, 50 times as fast."""
    import numpy as np  # 150 ms, wanted for Chinese only

    order = list(words)
    found = np.zeros(len(order), np.uint64)
    encoded = [word.encode("utf-16-le") for word in order]
    sizes = np.fromiter(map(len, encoded), np.int64, len(order)) // 2
    for size in np.unique(sizes):
        which = np.flatnonzero(sizes == size)
        units = b"".join([encoded[i] for i in which])
        rows = np.frombuffer(units, "<u2").reshape(-1, size).astype(np.uint64)
        state = np.full(len(which), _BASIS, np.uint64)
        for at in range(size):
            state = (state ^ (rows[:, at] & np.uint64(255))) * np.uint64(_PRIME)
            state = (state ^ (rows[:, at] >> np.uint64(8))) * np.uint64(_PRIME)
        found[which] = state >> np.uint64(32)
    listed: list[int] = found.tolist()
    return listed


def unpack_counts(packed: bytes) -> dict[int, float]:
    """Hash -> count, from the file: its length, four planes of bytes of gaps between hashes, the counts."""
    import numpy as np  # 150 ms, wanted for Chinese only

    raw = lzma.decompress(packed)
    (size,) = struct.unpack_from("<I", raw)
    planes = np.frombuffer(raw, np.uint8, 4 * size, 4).reshape(4, size)
    hashes = np.cumsum(np.ascontiguousarray(planes.T).view("<u4").ravel(), dtype=np.uint64)
    counts = np.exp(np.frombuffer(raw, np.uint8, size, 4 + 4 * size) / _STEPS)
    return dict(zip(hashes.tolist(), counts.tolist(), strict=True))


class HanWords:
    """Log probabilities of Chinese words and pairs, and what sounds or looks like what.

    Args:
        listed: Words and their counts in the list.
        counted: What `unpack_counts` gives.
        readings: Character -> its syllables without tones, commonest first.
        coined: Newer words that both lack.
        single: Groups of words of one character that are written for one another.
    """

    def __init__(
        self,
        listed: dict[str, int],
        counted: dict[int, float],
        readings: dict[str, list[str]],
        *,
        coined: Iterable[str] = (),
        single: Iterable[str] = (),
    ) -> None:
        import numpy as np  # 150 ms, wanted for Chinese only

        self._counted = counted
        words = [*listed, *(word for word in coined if word not in listed)]
        own = frozenset(coined)
        counts = np.zeros(len(words))
        counts[: len(listed)] = np.fromiter(listed.values(), float, len(listed))
        counts *= _WORDS_COUNTED / max(1.0, counts.sum())
        counts += np.fromiter((counted.get(key, 0.0) for key in _hashes(words)), float, len(words))
        for at, word in enumerate(words):
            if word in own:
                counts[at] = max(counts[at], _COUNT_COINED)
        total = math.log(counts.sum())
        logs = np.log(np.maximum(counts, _COUNT_LEAST)) - total
        self._alone: dict[str, float] = dict(zip(words, logs.tolist(), strict=True))
        for sign in _SIGNS:
            self._alone[sign] = math.log(max(1.0, counted.get(hash_of(sign) >> 32, 0.0))) - total
        self._floor = math.log(_COUNT_UNKNOWN) - total
        self._after: dict[tuple[str, str], float] = {}
        self._states: dict[str, tuple[int, float]] = {"": (0, 0.0)}
        self._index_sounds(readings)
        self._least = math.log(_LEAST_MEANT) - total
        order = np.argsort(-counts, kind="stable")
        meant, whole = (int((counts >= least).sum()) for least in (_LEAST_MEANT, _LEAST_WHOLE))
        self._index_words([words[at] for at in order[:meant]], whole)
        self._shapes = _both_ways((one, other) for one, more in look_alikes().items() for other in more)
        self._single = _both_ways((one, other) for group in single for one in group for other in group)

    def _index_sounds(self, readings: dict[str, list[str]]) -> None:
        codes: dict[str, str] = {}

        def code(syllable: str) -> str:
            return codes.setdefault(fuzzy(syllable), chr(0xE000 + len(codes)))

        self._heard_as = {ord(char): code(known[0]) for char, known in readings.items()}
        self._syllables = {char: frozenset(known[:1]) for char, known in readings.items()}
        self._others: dict[str, list[str]] = {}
        for char in sorted(characters("several-readings") & readings.keys()):
            known = readings[char][:_READINGS_TAKEN]
            self._syllables[char] = frozenset(known)
            self._others[char] = sorted({code(s) for s in known} - {self._heard_as[ord(char)]})

    def _index_words(self, words: Sequence[str], whole: int) -> None:
        """Sound -> words and shortened form -> words, each as one string: quick to make and small."""
        self._by_sound: dict[str, str] = {}
        self._shorter: dict[str, str] = {}
        heard, shorter = self._by_sound, self._shorter
        for rank, word in enumerate(words):
            size = len(word)
            if not 2 <= size <= 4:
                continue
            key = self.sounds(word)
            heard[key] = f"{heard[key]} {word}" if key in heard else word
            if not self._others.keys().isdisjoint(word):
                for at, char in enumerate(word):
                    for other in self._others.get(char, ()):
                        key_2 = key[:at] + other + key[at + 1 :]
                        heard[key_2] = f"{heard[key_2]} {word}" if key_2 in heard else word
            if size >= 3 and rank < whole:
                for short in {word[:at] + word[at + 1 :] for at in range(size)}:
                    shorter[short] = f"{shorter[short]} {word}" if short in shorter else word

    def __contains__(self, word: str) -> bool:
        return word in self._alone

    def alone(self, word: str) -> float:
        """Give log P(word); for an unknown one that of something that is hardly ever seen."""
        return self._alone.get(word, self._floor)

    def after(self, word: str, left: str) -> float:
        """Give log P(word | left); `left` is a word, a sign, "^" where a sentence starts, "" for nothing."""
        key = (left, word)
        known = self._after.get(key)
        if known is None:
            known = self._after[key] = self._weigh(word, left)
        return known

    def _weigh(self, word: str, left: str) -> float:
        alone = self._alone.get(word, self._floor)
        state, seen = self._state(left)
        if seen:
            pair = self._counted.get(hash_of(word, state) >> 32, 0.0)
            share = _PAIRS_SAY * seen / (seen + _HALF_BELIEVED)
            found = math.log(share * min(1.0, pair / seen) + (1.0 - share) * math.exp(alone))
        else:
            found = alone
        return max(found, _ENDING) if len(left) > 1 and word in characters("endings") else found

    def _state(self, left: str) -> tuple[int, float]:
        found = self._states.get(left)
        if found is None:
            text = _BEGINS if left == "^" else left
            state = hash_of(text)
            found = self._states[left] = (hash_of("@", state), self._counted.get(state >> 32, 0.0))
        return found

    def is_meant(self, word: str) -> bool:
        """Whether a word is common enough to be put in another's place."""
        return self._alone.get(word, self._floor) >= self._least

    def sounds(self, text: str) -> str:
        """One code a character for how it sounds to a southern ear."""
        return text.translate(self._heard_as)

    def same(self, one: str, other: str) -> bool:
        """Whether two characters have a syllable in common, tones aside."""
        return not self._syllables.get(one, _NONE).isdisjoint(self._syllables.get(other, _NONE))

    def heard(self, sounds: str) -> Sequence[str]:
        """Words of two to four characters that sound so, most used first."""
        return self._by_sound.get(sounds, "").split()

    def confused(self, char: str) -> Sequence[str]:
        """Words of one character that are written for `char`."""
        return self._single.get(char, "")

    def looks(self, char: str) -> Sequence[str]:
        """Characters that look like `char`."""
        return self._shapes.get(char, "")

    def completed(self, text: str) -> Sequence[str]:
        """Words that become `text` when a character is lost."""
        return self._shorter.get(text, "").split()

    def is_surname(self, char: str) -> bool:
        """Whether a character that stands alone is likely a family name."""
        return char in characters("surnames")


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            if here != there and there not in found.setdefault(here, ""):
                found[here] += there
    return found


_NONE: frozenset[str] = frozenset()
#: How many words the pairs were counted over.
_WORDS_COUNTED = 7_858_035.0


def han_available() -> bool:
    """Whether the extra `[zh]` is installed."""
    return find_spec("jieba") is not None and find_spec("pypinyin") is not None


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(
            f"correcting Chinese needs {package}, which is not installed", hint="pip install 'stetmark[zh]'"
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _listed() -> dict[str, int]:
    found = {}
    for line in (_folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if len(word) <= _LONGEST and is_han(word):
            found[word] = int(count)
    return found


def _readings() -> dict[str, list[str]]:
    """The table of characters of pypinyin, read as a file: importing the package takes a second more."""
    table = json.loads((_folder("pypinyin") / "pinyin_dict.json").read_text(encoding="utf-8"))
    readings = ((chr(int(code)), known) for code, known in table.items())
    return {char: syllables(known) for char, known in readings if is_han(char)}


@cache
def han_words() -> HanWords:
    """Read the words, counts and readings, once.

    Raises:
        SettingsError: jieba or pypinyin is not installed.
    """
    packed = files(_HERE).joinpath(_COUNTS_FILE).read_bytes()
    coined = [
        word for word in sorted(split_words(read_list(_HERE, "han_coined.txt"))) if len(word) <= _LONGEST
    ]
    single = sorted(split_words(read_list(_HERE, "han_single.txt")))
    return HanWords(_listed(), unpack_counts(packed), _readings(), coined=coined, single=single)
