"""A lexicon of a few words, of which everything is known, for tests of rules that ask one."""

from __future__ import annotations

import math


class FewWords:
    """Knows the words it is given, and answers further questions by the functions it is given.

    Args:
        words: The words, divided by spaces; right in any case.
        variants: A word and the other region's spelling of it, both ways.
        asks: What a fuller lexicon can do besides: `count`, `everyday`, `gain`, `advantage`, `chinese`.
    """

    def __init__(self, words: str = "", variants: dict[str, str] | None = None, **asks: object) -> None:
        self._words = frozenset(words.lower().split())
        pairs = list((variants or {}).items())
        self._variants = {a: frozenset({b}) for one, two in pairs for a, b in ((one, two), (two, one))}
        self.__dict__.update(asks)

    def __contains__(self, word: str) -> bool:
        return word.lower() in self._words

    def is_coined(self, word: str) -> bool:
        return False

    def variants(self, word: str) -> frozenset[str]:
        return self._variants.get(word.lower(), frozenset())

    def to_simplified(self, text: str) -> str:
        return text.replace("軟", "软").replace("體", "体")

    #: What a lexicon says that knows no more than its words.
    chinese = None

    def count(self, word: str) -> int:
        return 0

    def everyday(self, word: str) -> bool:
        return False

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        return 0.0

    def advantage(self, old: str, new: str, left: str, right: str) -> float:
        return math.inf
