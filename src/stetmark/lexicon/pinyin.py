"""Chinese words, how often they are used and how they sound: what an input method offers, and where it errs.

Words, counts and parts of speech are `jieba`'s (MIT), readings `pypinyin`'s (MIT): the `[zh]` extra.
"""

from __future__ import annotations

import importlib.util
import math
import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from stetmark.errors import SettingsError
from stetmark.lexicon.chinese_characters import characters
from stetmark.text.scripts import is_han

__all__ = ["ChineseWords", "Token", "chinese_words", "fuzzy", "is_common", "syllables"]

_TONES = "\u0300\u0301\u0304\u030c"
#: Kinds of characters of which pypinyin must say how they are read in a word.
_SEVERAL = ("several-readings", "several-readings-in-words")
_FUZZY = ((r"\A([zcs])h", r"\1"), (r"\An(?!g)", "l"), (r"(?<=[aeiou])ng\Z", "n"))
_FUZZY_RULES = tuple((re.compile(pattern), new) for pattern, new in _FUZZY)


@cache
def _readings() -> tuple[dict[str, list[list[str]]], dict[int, str]]:
    """The tables of pypinyin: phrases, whose readings context decides, and single characters."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # an extra

    return PHRASES_DICT, PINYIN_DICT


@lru_cache(maxsize=4096)
def _toneless(syllable: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in _TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


def syllables(readings: str) -> list[str]:
    """What pypinyin's table says of a character, "zhòng,chóng", as syllables without tones, each once.

    Example:
        >>> syllables("hǎo,hào")
        ['hao']
    """
    return list(dict.fromkeys(_toneless(reading) for reading in readings.split(",")))


def _read(word: str) -> tuple[str, ...]:
    """The syllables of a word. `lazy_pinyin` says the same, but takes ten times as long."""
    phrases, chars = _readings()
    whole = phrases.get(word)
    if whole is not None:
        return tuple(_toneless(options[0]) for options in whole)
    if len(word) > 1 and not characters(*_SEVERAL).isdisjoint(word):
        from pypinyin import lazy_pinyin  # an extra

        return tuple(lazy_pinyin(word))
    return tuple(_toneless(chars.get(ord(char), char).partition(",")[0]) for char in word)


class Token(NamedTuple):
    """One word of a segmented text, with jieba's part of speech ("" for what it does not know)."""

    start: int
    end: int
    word: str
    tag: str


def fuzzy(syllable: str) -> str:
    """A syllable as southern speakers and hurried fingers hear it: zh = z, n- = l-, -ang = -an.

    Example:
        >>> fuzzy("zhang"), fuzzy("nan")
        ('zan', 'lan')
    """
    for pattern, new in _FUZZY_RULES:
        syllable = pattern.sub(new, syllable)
    return syllable


def is_common(char: str) -> bool:
    """Whether a character is among the 3,755 of GB 2312's first level, simplified and in daily use."""
    try:
        return b"\xb0" <= char.encode("gb2312")[:1] <= b"\xd7"
    except UnicodeEncodeError:
        return False


class ChineseWords:
    """jieba's word list with readings.

    Args:
        path: jieba's `dict.txt`: word, count and part of speech a line.
    """

    def __init__(self, path: Path) -> None:
        self.counts: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            word, count, tag = line.split(" ")
            if is_han(word):
                self.counts[word] = int(count)
                self.tags[word] = tag
        self._log_total = math.log(sum(self.counts.values()))
        self._longest = 6
        self._readings: dict[str, tuple[str, ...]] = {}
        self._by_sound: dict[tuple[str, ...], list[str]] | None = None
        self._by_near: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._chars_by_sound: dict[str, list[str]] = {}
        self._chars_by_fuzzy: dict[str, list[str]] = {}
        self._shortened: dict[str, list[str]] | None = None

    def count(self, word: str) -> int:
        """How often a word was counted; 0 for no word."""
        return self.counts.get(word, 0)

    def reading(self, word: str) -> tuple[str, ...]:
        """The syllables of a word without tones."""
        found = self._readings.get(word)
        if found is None:
            found = self._readings[word] = _read(word)
        return found

    def same_sound(self, word: str) -> list[str]:
        """Other words of the same syllables, tones aside, most used first."""
        self._index()
        assert self._by_sound is not None  # noqa: S101  (for the type checker)
        return [w for w in self._by_sound.get(self.reading(word), ()) if w != word]

    def near_sound(self, word: str) -> list[str]:
        """Other words that sound like it only to a southern ear, most used first."""
        self._index()
        mine = self.reading(word)
        near = self._by_near.get(tuple(map(fuzzy, mine)), ())
        return [w for w in near if w != word and self.reading(w) != mine]

    def chars_like(self, char: str) -> list[str]:
        """Common characters with the same syllable, most used first."""
        self._index()
        return [c for c in self._chars_by_sound.get(self.reading(char)[0], ()) if c != char]

    def chars_near(self, char: str) -> list[str]:
        """Common characters whose syllable differs only to a careful ear, most used first."""
        self._index()
        mine = self.reading(char)[0]
        near = self._chars_by_fuzzy.get(fuzzy(mine), ())
        return [c for c in near if self.reading(c)[0] != mine]

    def completions(self, form: str) -> list[str]:
        """Words of three or four characters that become `form` when one character is lost."""
        if self._shortened is None:
            self._shortened = defaultdict(list)
            for word, count in self.counts.items():
                if 3 <= len(word) <= 4 and count >= 3:
                    for short in {word[:i] + word[i + 1 :] for i in range(len(word))}:
                        self._shortened[short].append(word)
        return self._shortened.get(form, [])

    def _index(self) -> None:
        if self._by_sound is not None:
            return
        self._by_sound = defaultdict(list)
        by_use = sorted(self.counts, key=lambda w: (-self.counts[w], w))
        for word in by_use:
            size, count = len(word), self.counts[word]
            if (2 <= size <= 3 and count >= 20) or (size == 1 and count >= 1000 and is_common(word)):
                reading = self.reading(word)
                if size == 1:
                    self._chars_by_sound.setdefault(reading[0], []).append(word)
                    self._chars_by_fuzzy.setdefault(fuzzy(reading[0]), []).append(word)
                else:
                    self._by_sound[reading].append(word)
                    self._by_near[tuple(map(fuzzy, reading))].append(word)

    def segment(self, text: str) -> list[Token]:
        """Cut text into words: the likeliest path through the word list; other characters one by one."""
        size = len(text)
        best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)
        for start in range(size - 1, -1, -1):
            options = []
            for end in range(start + 1, min(size, start + self._longest) + 1):
                count = self.counts.get(text[start:end], 0)
                if count or end == start + 1:
                    score = math.log(count or 1) - self._log_total + best[end][0]
                    options.append((score, end))
            best[start] = max(options)
        tokens = []
        at = 0
        while at < size:
            end = best[at][1]
            word = text[at:end]
            tokens.append(Token(at, end, word, self.tags.get(word, "")))
            at = end
        return tokens


@cache
def chinese_words() -> ChineseWords:
    """The words of jieba, read once (about a second).

    Raises:
        SettingsError: jieba or pypinyin is not installed.
    """
    folder = importlib.util.find_spec("jieba")
    if (
        folder is None
        or importlib.util.find_spec("pypinyin") is None
        or not folder.submodule_search_locations
    ):
        raise SettingsError("Chinese items need jieba and pypinyin", hint="pip install 'stetmark[zh]'")
    return ChineseWords(Path(next(iter(folder.submodule_search_locations))) / "dict.txt")
