"""How likely is an English word, alone and after another? Counts for the offline corrector.

Single words: the same counts as `english`, with both sides of the Atlantic. Pairs: symspellpy's 242,342
(MIT), which are counted from a corpus of their own and cut off at 6.4 million, so that a pair that is not in
the list says something too: it is rarer than that.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stetmark.errors import SettingsError
from stetmark.lexicon.english import english, frequencies
from stetmark.lexicon.variants import variants
from stetmark.text.word_lists import read_list, split_words
from stetmark.text.wordforms import missing_forms

__all__ = ["NGRAMS_VERSION", "Ngrams", "english_ngrams"]

NGRAMS_VERSION = "2"
_PAIRS_FILE = "frequency_bigramdictionary_en_243_342.txt"

#: Pair counts come from a corpus that is this many times as large as the one of the single words, estimated
#: from pairs whose probability is known well: "of the", "in the", "to be" (all give 45 to 50).
_PAIR_SCALE = 48.0
#: The rarest pair in the list; an unlisted pair is taken to be rarer by this factor.
_PAIR_CUTOFF = 6.4e6
_UNLISTED = 0.5
#: Counts given to right words that the list lacks.
_COUNT_COINED = 3_000_000
_COUNT_EXTRA = 20_000
#: A word grows regular forms from this count on.
_LEAST_STEM = 50_000


class Ngrams:
    """Log probabilities of words and word pairs, natural logarithm, lower case.

    Args:
        counts: How often each word was seen.
        pairs: How often each pair "left right" was seen.
    """

    def __init__(self, counts: dict[str, int], pairs: dict[str, int]) -> None:
        self.counts = counts
        self.pairs = pairs
        self._log_total = math.log(sum(counts.values()))
        self._floor = math.log(1_000.0) - self._log_total
        self._kept: dict[str, float] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def alone(self, word: str) -> float:
        """Give log P(word); for an unknown word that of one seen a thousand times, about 1 in 5e8."""
        count = self.counts.get(word)
        return math.log(count) - self._log_total if count else self._floor

    def after(self, word: str, left: str) -> float:
        """Give log P(word | left); `left` is "" where nothing is known of it."""
        alone = self.alone(word)
        seen_left = self.counts.get(left) if left else None
        if not seen_left:
            return alone
        pair = self.pairs.get(f"{left} {word}")
        scale = _PAIR_SCALE * seen_left
        if pair:
            return math.log(min(0.9, pair / scale) + 0.1 * math.exp(alone))
        return min(alone, math.log(_UNLISTED * _PAIR_CUTOFF / scale)) if scale > _PAIR_CUTOFF else alone

    def fits(self, word: str, left: str, right: str) -> float:
        """Give log P(word, right | left) − log P(right): how well the word stands between its neighbours."""
        score = self.after(word, left)
        if right and right in self.counts:
            score += self.after(right, word) - self.alone(right)
        return score

    def listed(self, left: str, right: str) -> bool:
        """Whether the pair is common enough to be in the list."""
        return f"{left} {right}" in self.pairs


@cache
def english_ngrams() -> Ngrams:
    """Return the counts for English; takes about half a second, once.

    Raises:
        SettingsError: The package that holds the counts is not installed.
    """
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise SettingsError("symspellpy is not installed", hint="reinstall stetmark: it is a core dependency")
    counts = dict(frequencies())
    for word in english():
        counts.setdefault(word, _COUNT_COINED)
    for word in sorted(split_words(read_list("stetmark.lexicon", "coined.txt"))):
        counts.setdefault(word, _COUNT_COINED)
    for word in list(counts):
        for twin in variants(word):
            counts.setdefault(twin, max(_COUNT_EXTRA, counts[word] // 2))
    counts |= missing_forms(counts, least=_LEAST_STEM)
    pairs: dict[str, int] = {}
    with (Path(spec.origin).parent / _PAIRS_FILE).open(encoding="utf-8-sig") as lines:
        for line in lines:
            pair, _, count = line.rpartition(" ")
            pairs[pair] = int(count)
    return Ngrams(counts, pairs)
