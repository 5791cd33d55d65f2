"""What the guard knows of words by default: the lexicon, n-gram counts, Chinese, a user's own words."""

from __future__ import annotations

from collections.abc import Container

from stetmark.guarding.chinese_knowledge import Chinese, chinese_or_none
from stetmark.guarding.doubt import advantage
from stetmark.lexicon.default import default_lexicon
from stetmark.lexicon.ngrams import english_ngrams
from stetmark.text.lettercase import normalize_word
from stetmark.text.lexicon import Lexicon

__all__ = ["DefaultGuardLexicon"]

#: What stands before words of every kind but not before names.
_BEFORE_WORDS = ("the", "a", "an", "to", "is", "are", "be", "not", "of")
_AFTER_WORDS = ("the", "a", "this", "you", "we", "it")


class DefaultGuardLexicon:
    """The default lexicon, a user's own words, and which Chinese characters sound or look alike.

    Args:
        words: Words held to be right, in lower case; they are never changed.
    """

    def __init__(self, words: Container[str] = frozenset()) -> None:
        self._base: Lexicon = default_lexicon()
        self._words = words

    def __contains__(self, word: str) -> bool:
        low = normalize_word(word)
        return low in self._words or low in english_ngrams() or word in self._base

    @property
    def chinese(self) -> Chinese | None:
        """What is known of Chinese; None without the extra `[zh]`."""
        return chinese_or_none()

    def count(self, word: str) -> int:
        """How often the word is written, of 500 billion words on the web."""
        return english_ngrams().counts.get(word, 0)

    def everyday(self, word: str) -> bool:
        """Whether the word stands beside articles and the like often enough: names do not."""
        ngrams = english_ngrams()
        before = any(ngrams.listed(left, word) for left in _BEFORE_WORDS)
        return before or any(ngrams.listed(word, right) for right in _AFTER_WORDS)

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `new` fits better than `old` between its neighbours."""
        ngrams = english_ngrams()
        return ngrams.fits(new, left, right) - ngrams.fits(old, left, right)

    def advantage(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `old` is likelier a slip of `new` than a right word that no list holds."""
        return advantage(old, new, left, right)

    def is_coined(self, word: str) -> bool:
        """Whether `word` is one of the new and technical words."""
        return self._base.is_coined(word)

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of `word`."""
        return self._base.variants(word)

    def to_simplified(self, text: str) -> str:
        """`text` in simplified characters."""
        return self._base.to_simplified(text)
