"""What the installed packages know of Chinese: which characters sound or look alike, and what is a word."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib.util import find_spec

from stetmark.lexicon.pinyin import ChineseWords, chinese_words, fuzzy
from stetmark.lexicon.shapes import look_alikes
from stetmark.text.scripts import HAN

__all__ = ["Chinese", "chinese_or_none"]

_HAN_RUN = re.compile(f"[{HAN}]+")


@cache
def chinese_or_none() -> Chinese | None:
    """What is known of Chinese; None without the extra `[zh]`. Words are loaded at the first question."""
    if find_spec("jieba") is None or find_spec("pypinyin") is None:
        return None
    return Chinese()


class Chinese:
    """Sounds from pypinyin, words and counts from jieba, shapes from our own list."""

    @property
    def _words(self) -> ChineseWords:
        return chinese_words()

    def alike(self, one: str, other: str) -> bool:
        """Whether two characters sound alike, to a southern ear too, or look alike."""
        shapes = look_alikes()
        if other in shapes.get(one, "") or one in shapes.get(other, ""):
            return True
        return bool(_sounds(one) & _sounds(other))

    def is_word(self, text: str) -> bool:
        """Whether the characters are a word of the list."""
        return self._words.count(text) > 0

    def gain(self, before: str, old: str, new: str, after: str) -> float:
        """By how many nats the text is likelier as a row of words with `new` than with `old`."""
        left, right = _HAN_RUN.match(before[::-1]), _HAN_RUN.match(after)
        head = left[0][::-1] if left else ""
        tail = right[0] if right else ""
        return self._likelihood(head + new + tail) - self._likelihood(head + old + tail)

    def _likelihood(self, text: str) -> float:
        """Ln P of the likeliest row of words; a character that is not a word counts as seen once."""
        total = math.log(60_000_000)
        tokens = self._words.segment(text)
        return sum(math.log(self._words.count(token.word) or 1) - total for token in tokens)


@lru_cache(maxsize=65_536)
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # an extra, and slow to load

    found = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(fuzzy(sound) for sounds in found for sound in sounds if sound.isascii())
