"""`local:stet`: the contextual minimal-edit corrector with n-grams, always there, nothing to fetch.

It repairs misspelt English words from their neighbours, wrong characters of Chinese text where the extra
`[zh]` is installed, and lets everything else stand. Without the extra, Chinese comes back as it is.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache

from stetmark.corrector.chinese_text import chinese_version, correct_chinese
from stetmark.corrector.confusions import casual, confusions
from stetmark.corrector.english import Corrector
from stetmark.corrector.model import Scorer
from stetmark.lexicon.english import frequencies
from stetmark.lexicon.ngrams import NGRAMS_VERSION, english_ngrams
from stetmark.lexicon.spelling import LetterModel, made_of_known
from stetmark.misspelling.margins import Margins

__all__ = ["STET_VERSION", "Stet", "corrector", "make"]

#: Raise it whenever an answer could change: stored answers are reused by it.
STET_VERSION = "5"
_COMMON = 2_000_000


@cache
def _parts() -> tuple[LetterModel, frozenset[str]]:
    counts = english_ngrams().counts
    common = frozenset(w for w, c in counts.items() if c >= _COMMON and len(w) >= 3)
    return LetterModel(frequencies()), common


def corrector(*, margins: Margins | None = None, scorer: Scorer | None = None) -> Corrector:
    """Make the English corrector; loads word counts (about a second) the first time."""
    ngrams = english_ngrams()
    letters, common = _parts()
    return Corrector(
        ngrams,
        spelling=letters,
        derived=made_of_known(ngrams.counts.keys(), common),
        confusions=confusions(),
        casual=casual(),
        margins=margins,
        scorer=scorer,
    )


class Stet:
    """Detect, find candidates, rank by error model and n-grams, keep what wins beyond a margin."""

    name = "stet"

    def __init__(self) -> None:
        self._corrector = corrector()
        package = importlib.metadata.version("symspellpy")
        self.version = (
            f"stet {STET_VERSION} ngrams {NGRAMS_VERSION} (symspellpy {package}){chinese_version()}"
        )

    def correct(self, text: str, lang: str) -> str:
        """Give the text with its misspellings repaired: Latin words, or characters where `lang` is "zh"."""
        return correct_chinese(text) if lang == "zh" else self._corrector.correct(text)


def make() -> Stet:
    """Load the counts and make the system."""
    return Stet()
