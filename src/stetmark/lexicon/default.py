"""The word knowledge that scoring, guard and fix pass to the text hall."""

from __future__ import annotations

from functools import cache

from stetmark.lexicon.english import english
from stetmark.lexicon.script import simplified
from stetmark.lexicon.variants import variants
from stetmark.text.lettercase import normalize_word
from stetmark.text.word_lists import read_list, split_words

__all__ = ["LEXICON_VERSION", "default_lexicon"]

#: Part of every signature: raise it when a list or a rule in this folder changes.
LEXICON_VERSION = "en-symspell82765-1+variants-2+opencc-t2s"


class _Default:
    """English words, US/UK twins, Chinese scripts; each loaded when it is first asked for."""

    def __contains__(self, word: str) -> bool:
        words = english()
        lower = normalize_word(word)
        if lower in words:
            return True
        return lower.endswith("'s") and lower[:-2] in words

    def is_coined(self, word: str) -> bool:
        """Return whether `word` is one of the new and technical words."""
        return word in _coined()

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of `word`."""
        return variants(word)

    def to_simplified(self, text: str) -> str:
        """`text` in simplified characters."""
        return simplified(text)


@cache
def _coined() -> frozenset[str]:
    return split_words(read_list("stetmark.lexicon", "coined.txt"))


@cache
def default_lexicon() -> _Default:
    """Return the one lexicon that everything but the item gates uses."""
    return _Default()
