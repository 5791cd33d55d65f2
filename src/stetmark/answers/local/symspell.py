"""`local:symspell`: every word goes to SymSpell's closest entry, as a plain user of the library would do it.

It knows 82,765 lower-case words and nothing else: names and terms are "corrected" to their neighbours.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.resources
from typing import Any

from stetmark.answers.local.words import replace_words
from stetmark.text.lettercase import match_case

__all__ = ["SymSpellSystem", "make"]

DICTIONARY = "frequency_dictionary_en_82_765.txt"


class SymSpellSystem:
    """symspellpy's `lookup(word, CLOSEST, 2)` on each word, in place, letter case kept."""

    name = "symspell"

    def __init__(self) -> None:
        from symspellpy import SymSpell, Verbosity  # takes 0.1 s, needed by nobody else

        self.version = f"symspellpy {importlib.metadata.version('symspellpy')}"
        engine: Any = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        path = importlib.resources.files("symspellpy") / DICTIONARY
        if not engine.load_dictionary(str(path), term_index=0, count_index=1):
            raise FileNotFoundError(path)

        def closest(word: str) -> str:
            found = engine.lookup(word, Verbosity.CLOSEST, max_edit_distance=2)
            return str(found[0].term) if found else word

        self._closest = functools.lru_cache(maxsize=100_000)(closest)

    def correct(self, text: str, lang: str) -> str:
        """Give the text with each unknown word replaced by the closest known one."""
        del lang
        return replace_words(text, self._suggest)

    def _suggest(self, word: str) -> str:
        lower = word.lower()
        best = self._closest(lower)
        return word if best == lower else match_case(best, word)


def make() -> SymSpellSystem:
    """Load the list (about 3 s) and make the system."""
    return SymSpellSystem()
