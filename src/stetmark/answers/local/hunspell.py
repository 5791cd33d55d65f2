"""`local:hunspell`: each word that hunspell's American list refuses becomes hunspell's first suggestion.

The engine of LibreOffice and Firefox, through the `chunspell` wheel. Without context its first suggestion is
often the wrong one, and it refuses names, terms and British spellings.
"""

from __future__ import annotations

import functools
import importlib.metadata
import threading

from stetmark.answers.local.words import replace_words
from stetmark.text.lettercase import match_apostrophes, straighten_apostrophes

__all__ = ["HunspellSystem", "make"]


class HunspellSystem:
    """hunspell en_US, first suggestion, in place. A suggestion takes about 10 ms, so words are cached."""

    name = "hunspell"

    def __init__(self) -> None:
        from hunspell import Hunspell  # a shared library, needed by nobody else

        self.version = f"chunspell {importlib.metadata.version('chunspell')} en_US"
        engine = Hunspell("en_US")
        lock = threading.Lock()  # one engine is not made for two threads

        def suggest(word: str) -> str:
            try:
                with lock:
                    if engine.spell(word):
                        return word
                    suggestions = engine.suggest(word)
            except UnicodeEncodeError:  # the dictionary is in Latin-1: "Kovač" cannot even be asked
                return word
            return str(suggestions[0]) if suggestions else word

        self._suggest = functools.lru_cache(maxsize=100_000)(suggest)

    def correct(self, text: str, lang: str) -> str:
        """Give the text with each refused word replaced by the first suggestion."""
        del lang
        return replace_words(text, self._one)

    def _one(self, word: str) -> str:
        # hunspell knows contractions with the typewriter apostrophe only.
        if "’" not in word:
            return self._suggest(word)
        plain = straighten_apostrophes(word)
        best = self._suggest(plain)
        return word if best == plain else match_apostrophes(best, word)


def make() -> HunspellSystem:
    """Load the dictionary (about 0.1 s) and make the system."""
    return HunspellSystem()
