"""How much speaks for a slip, how much for a right word that no list holds? For the guard."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from stetmark.lexicon.english import frequencies
from stetmark.lexicon.ngrams import english_ngrams
from stetmark.lexicon.spelling import LetterModel, made_of_known
from stetmark.misspelling.channel import Channel
from stetmark.misspelling.margins import Margins

__all__ = ["advantage"]

#: A part of a made word is written this often at least, and has so many letters.
_COMMON, _SHORTEST = 2_000_000, 3


@cache
def _parts() -> tuple[LetterModel, Callable[[str], int], Channel]:
    counts = english_ngrams().counts
    common = frozenset(w for w, c in counts.items() if c >= _COMMON and len(w) >= _SHORTEST)
    return LetterModel(frequencies()), made_of_known(counts.keys(), common), Channel()


@lru_cache(maxsize=65_536)
def advantage(written: str, meant: str, left: str, right: str) -> float:
    """By how many nats `written` is likelier a slip of `meant` than a right word that the list lacks.

    The terms are the corrector's: log P(meant in this place) less the cost of the slip, against log P(a right
    word is unlisted and spelt so). All words in lower case, `left` and `right` "" where nothing stands there.
    """
    ngrams, margins = english_ngrams(), Margins()
    letters, derived, channel = _parts()
    first, *others = parts = meant.split(" ")
    alone = sum(ngrams.alone(part) for part in parts)
    fit = ngrams.fits(first, left, others[0] if others else right)
    fit += sum(ngrams.fits(part, "", right) for part in others[-1:])
    said = (
        margins.prior * alone
        + margins.context * (fit - alone)
        - margins.channel * channel.cost(written, meant)
    )
    unlisted = margins.oov + margins.spelling * letters(written) + margins.derived * derived(written)
    return said - unlisted
