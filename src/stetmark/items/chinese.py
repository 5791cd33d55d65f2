"""Clean Chinese prose -> the misspellings to plant in it, as input methods and hands make them.

A planted form is fair when a careful reader sees at once that it is wrong and what it should be: a word is
taken for another that sounds the same but shares no character with it, or one character of a word goes wrong
so that no word is left and no other word is as near. Names, numbers and quotations are left alone.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate

from stetmark.items.corrupt import Planted
from stetmark.items.quotations import quotations
from stetmark.lexicon.chinese_characters import characters
from stetmark.lexicon.pinyin import ChineseWords, Token, chinese_words, is_common
from stetmark.lexicon.shapes import look_alikes
from stetmark.text.prose import not_prose, set_apart
from stetmark.text.regions import Regions
from stetmark.text.scripts import count_han, is_han
from stetmark.text.word_lists import read_sections, split_words

__all__ = ["CHINESE_MIX", "ChineseMisspeller", "plant_chinese"]

#: Share of each kind; nearly half of the mined Chinese corrections are exact homophones.
CHINESE_MIX = {
    "pinyin-word": 0.34,
    "pinyin-char": 0.22,
    "near-pinyin": 0.12,
    "shape": 0.13,
    "missing": 0.08,
    "doubled": 0.05,
    "de": 0.06,
}
#: Parts of speech whose words may be misspelt (jieba's tags): no names, numbers, measures, particles, sounds.
_OPEN = re.compile(r"(?:n|v|a|d|vn|vd|ad|an|c|p|l|i|t|f|z|b|r|s|j)\Z")
_SURNAMES = characters("surnames", "surnames-also-words")
#: Rarest word that may be misspelt, rarest word that may be taken for another.
_LEAST, _LEAST_WRONG = 60, 150
#: A word must be so many times as common as all its rivals together.
_TIMES = 8
_DE_WORDS = frozenset(
    ["觉得", "获得", "值得", "使得", "显得", "懂得", "记得", "舍得", "取得", "免得", "晓得", "省得", "赢得"]
)
#: Words of one character that a hand writes twice.
_PARTICLES = frozenset("的在是和把被从与将就都也")
_SAID_TWICE = characters("said-twice")


_NEVER = read_sections("stetmark.items", "chinese_unclear.txt")
_UNCLEAR, _EITHER, _USED_SHORT, _UNFIT = (
    split_words(_NEVER[why]) for why in ("unclear", "either", "short", "unfit")
)


class ChineseMisspeller:
    """Fair misspellings of Chinese words.

    Args:
        words: Words, counts and readings.
    """

    def __init__(self, words: ChineseWords) -> None:
        self.words = words
        self._forms: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
        self._makers: dict[str, Callable[[str], Iterable[tuple[str, int]]]] = {
            "pinyin-word": self._same_word,
            "pinyin-char": self._same_char,
            "near-pinyin": self._near_char,
            "shape": self._shape,
            "missing": self._missing,
            "de": self._de,
        }

    def forms(self, word: str, kind: str) -> tuple[tuple[str, int], ...]:
        """Wrong forms of a word by one kind of error, each with its weight; the same on every call."""
        key = (word, kind)
        found = self._forms.get(key)
        if found is None:
            found = self._forms[key] = tuple(self._makers[kind](word))
        return found

    def _same_word(self, word: str) -> Iterable[tuple[str, int]]:
        if not 2 <= len(word) <= 3:
            return
        for other in self.words.same_sound(word)[:6]:
            count = self.words.count(other)
            tag = self.words.tags.get(other, "")
            if count < _LEAST_WRONG or other in _UNFIT or not _OPEN.match(tag):
                continue
            if word + other in _UNCLEAR or other + word in _UNCLEAR:
                continue
            if len(other) == len(word) and not set(word) & set(other):
                yield other, count

    def _swapped(
        self, word: str, others: Callable[[str], Iterable[str]], least: int
    ) -> Iterable[tuple[str, int]]:
        for at, char in enumerate(word):
            for other in others(char):
                form = word[:at] + other + word[at + 1 :]
                if (
                    self.words.count(other) < least
                    or not is_common(other)
                    or char + other in _EITHER
                    or other + char in _EITHER
                ):
                    continue
                if not self.words.count(form) and self._is_nearest(form, word):
                    yield form, self.words.count(other)

    def _is_nearest(self, form: str, word: str) -> bool:
        """Return whether no other word that sounds like `word` is one character from `form`."""
        rivals = self.words.same_sound(word) + self.words.near_sound(word)
        near = sum(
            self.words.count(r)
            for r in rivals
            if len(r) == len(form) and sum(a != b for a, b in zip(r, form, strict=True)) <= 1
        )
        return self.words.count(word) >= _TIMES * near

    def _same_char(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from self._swapped(word, lambda c: self.words.chars_like(c)[:7], 3000)

    def _near_char(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from self._swapped(word, lambda c: self.words.chars_near(c)[:5], 5000)

    def _shape(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from ((form, 1) for form, _ in self._swapped(word, lambda c: look_alikes().get(c, ""), 200))

    def _missing(self, word: str) -> Iterable[tuple[str, int]]:
        if not 3 <= len(word) <= 4 or not self.words.tags[word].startswith(("n", "l", "i", "v")):
            return
        for at in range(len(word)):
            form = word[:at] + word[at + 1 :]
            if self.words.count(form) or form in _USED_SHORT or word[at] in word[:at] + word[at + 1 :]:
                continue
            rivals = sum(self.words.count(w) for w in self.words.completions(form) if w != word)
            parts = len(form) == 2 or not any(
                self.words.count(form[:i]) > 500 and self.words.count(form[i:]) > 500
                for i in range(1, len(form))
            )
            if parts and self.words.count(word) >= _TIMES * rivals:
                yield form, 1

    @staticmethod
    def _de(word: str) -> Iterable[tuple[str, int]]:
        if word in _DE_WORDS:
            yield word.replace("得", "的"), 1
        elif word == "目的":
            yield "目地", 1


class _Passage:
    """One Chinese text cut into words, and what has been planted in it so far."""

    def __init__(self, text: str, speller: ChineseMisspeller, rng: random.Random, outside: Regions) -> None:
        self.text = text
        self.speller = speller
        self.rng = rng
        self.protected = outside | quotations(text) | set_apart(text)
        self.tokens = speller.words.segment(text)
        self.sites = [i for i in range(len(self.tokens)) if self._is_site(i)]
        self.planted: list[Planted] = []

    def n_open(self) -> int:
        """Han characters outside protected stretches."""
        open_chars = (i for i, char in enumerate(self.text) if is_han(char))
        return sum(not self.protected.meets(i, i + 1) for i in open_chars)

    def _is_site(self, i: int) -> bool:
        token = self.tokens[i]
        if len(token.word) < 2 or not _OPEN.match(token.tag) or self.speller.words.count(token.word) < _LEAST:
            return False
        if self.protected.meets(token.start, token.end):
            return False
        if i and (self.tokens[i - 1].word[-1] in _SURNAMES or _is_name_like(self.tokens[i - 1])):
            return False
        return i + 1 == len(self.tokens) or not _is_name_like(self.tokens[i + 1])

    def _is_free(self, start: int, end: int) -> bool:
        """Return whether at least two untouched Han characters lie between a span and everything planted."""
        for other in self.planted:
            between = self.text[other.end : start] if other.end <= start else self.text[end : other.start]
            if count_han(between) < 2:
                return False
        return True

    def plant(self, kind: str) -> bool:
        """Plant one error of a kind; False where there is no place for it."""
        return self._double() if kind == "doubled" else self._misspell(kind)

    def _misspell(self, kind: str) -> bool:
        pool = [i for i in self.sites if self.speller.forms(self.tokens[i].word, kind)]
        self.rng.shuffle(pool)
        done = {self.text[p.start : p.end] for p in self.planted}
        for i in pool:
            token = self.tokens[i]
            if token.word in done or not self._is_free(token.start, token.end):
                continue
            forms = [f for f in self.speller.forms(token.word, kind) if self._stands_out(token, f[0])]
            if forms:
                weights = list(accumulate(max(1.0, w**0.5) for _, w in forms))
                form = forms[bisect(weights, self.rng.random() * weights[-1])][0]
                self.planted.append(Planted(token.start, token.end, form, kind))
                return True
        return False

    def _stands_out(self, token: Token, form: str) -> bool:
        """Return whether the form makes no word with the characters beside it."""
        count = self.speller.words.count
        before = self.text[max(0, token.start - 1) : token.start]
        after = self.text[token.end : token.end + 1]
        if before and (count(before + form[0]) > 100 or count(before + form)):
            return False
        return not (after and (count(form[-1] + after) > 100 or count(form + after)))

    def _double(self) -> bool:
        """Write one character twice: a particle between words, or the end of a noun of two."""
        places = [
            t for i, t in enumerate(self.tokens) if 0 < i < len(self.tokens) - 1 and self._may_double(i)
        ]
        self.rng.shuffle(places)
        for t in places:
            if not self.protected.meets(t.start, t.end) and self._is_free(t.start, t.end):
                self.planted.append(Planted(t.start, t.end, t.word + t.word[-1], "doubled"))
                return True
        return False

    def _may_double(self, i: int) -> bool:
        token, after = self.tokens[i], self.tokens[i + 1].word[0]
        last = token.word[-1]
        if last == after or last in _SAID_TWICE:
            return False
        if token.word in _PARTICLES:
            return is_han(after) and self.text[token.start - 1] != last
        return i in self.sites and len(token.word) == 2 and token.tag in ("n", "vn") and token.word[0] != last


def _is_name_like(token: Token) -> bool:
    return token.tag.startswith("nr") or (token.word.isascii() and token.word.isalnum())


@cache
def _speller() -> ChineseMisspeller:
    return ChineseMisspeller(chinese_words())


def plant_chinese(
    text: str, per_100: float, tier: str, rng: random.Random, *, outside: Regions | None = None
) -> tuple[list[Planted], int]:
    """Choose misspellings for a Chinese text, at least two untouched characters between any two.

    Args:
        text: The clean text.
        per_100: Misspellings per 100 words; a word is taken as 1.6 characters.
        tier: In `real-word` every planted form is a word (same sound, other characters).
        rng: Where chance comes from.
        outside: What of the text is not prose, where more is known than its shapes tell.

    Returns:
        The planted errors in order, and how many were wanted.
    """
    passage = _Passage(text, _speller(), rng, not_prose(text) if outside is None else outside)
    wanted = max(1, round(per_100 * passage.n_open() / 160))
    kinds = ["pinyin-word"] if tier == "real-word" else list(CHINESE_MIX)
    weights = list(accumulate(CHINESE_MIX[k] for k in kinds))
    for _ in range(wanted):
        any(passage.plant(rng.choices(kinds, cum_weights=weights)[0]) for _ in range(6))
    return sorted(passage.planted), wanted if tier != "real-word" else 2
