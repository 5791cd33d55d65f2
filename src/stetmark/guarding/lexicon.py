"""What does the guard ask about words?  `default_lexicon` answers; callers may pass their own."""

from __future__ import annotations

from typing import Protocol

from stetmark.text.lexicon import Lexicon

__all__ = ["ChineseKnowledge", "GuardLexicon"]


class ChineseKnowledge(Protocol):
    """What is known of Chinese characters and words."""

    def alike(self, one: str, other: str) -> bool:
        """Whether two characters sound or look alike."""
        ...

    def is_word(self, text: str) -> bool:
        """Whether characters make a word of the list."""
        ...

    def gain(self, before: str, old: str, new: str, after: str) -> float:
        """By how many nats `before + new + after` is likelier as a row of words than with `old`."""
        ...


class GuardLexicon(Lexicon, Protocol):
    """What is a word, how often it is written, and which of two words fits its neighbours better."""

    @property
    def chinese(self) -> ChineseKnowledge | None:
        """What is known of Chinese; without it no characters are corrected but 的地得 and their like."""
        ...

    def count(self, word: str) -> int:
        """How often a word in lower case is written, of 500 billion; 0 for one that is not counted."""
        ...

    def everyday(self, word: str) -> bool:
        """Whether a word stands beside articles and the like often enough: names do not."""
        ...

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `new` fits better than `old` between its neighbours."""
        ...

    def advantage(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `old` is likelier a slip of `new` than a right word that no list holds."""
        ...
