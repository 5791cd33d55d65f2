"""The contextual minimal-edit corrector: detect, find candidates, rank them, keep what wins beyond a margin.

Kernighan, Church and Gale 1990 with a look at the neighbours: a written word w stands for c with
log P(c in this place) − cost(w, c), where the cost is the error model's; w stands for itself with the
probability of a right word that the list lacks, spelt as English spells. Everything is in nats, so margins
mean the same everywhere. What a word may stand for is judged by a `Scorer`; nothing else differs between
`local:stet` and `local:stet-lm`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from stetmark.text.channel import Channel
from stetmark.text.correct_candidates import CandidateIndex
from stetmark.text.correct_sites import Site, sites

__all__ = ["Corrector", "Margins", "Option", "Query", "Replacement", "Scorer", "WordModel"]


class WordModel(Protocol):
    """What is known of words in lower case: see `stetmark.lexicon.ngrams.Ngrams`."""

    counts: dict[str, int]

    def __contains__(self, word: str) -> bool: ...
    def alone(self, word: str) -> float:
        """log P(word)."""
        ...

    def fits(self, word: str, left: str, right: str) -> float:
        """log P(word, right | left) − log P(right)."""
        ...

    def listed(self, left: str, right: str) -> bool:
        """Whether the pair is a common one."""
        ...


class Option(msgspec.Struct, frozen=True):
    """A text that may have been meant. `fit` is its log probability in place, `cost` −ln P(written | it)."""

    text: str
    fit: float
    cost: float

    @property
    def score(self) -> float:
        """Log of the joint probability of meaning this and writing what stands there."""
        return self.fit - self.cost


class Query(msgspec.Struct, frozen=True):
    """A place where options compete: `source[start:end]`; `options` best first, `keep` the score of leaving."""

    start: int
    end: int
    options: tuple[Option, ...]
    keep: float
    known: bool


class Replacement(msgspec.Struct, frozen=True):
    """`source[start:end]` becomes `text`; `gain` is by how many nats it beats leaving things alone."""

    start: int
    end: int
    text: str
    gain: float


class Scorer(Protocol):
    """Judges options again where the n-grams leave room for doubt."""

    def rescore(self, source: str, queries: Sequence[Query]) -> list[Query]:
        """Give each query again, with `fit` of its options and `keep` by a better model."""
        ...


class Margins(msgspec.Struct, frozen=True):
    """What has to be won by how much, in nats. Tuned on python/peps and ethereum/EIPs texts and arXiv abstracts.

    `unknown` for a word that the list lacks, `known` for a real word, more for one that begins a sentence with
    a capital, has a hyphen beside it, or looks derived from known words; `oov` is log P(a word in running text
    is right although the list lacks it).
    """

    unknown: float = 0.0
    known: float = 9.0
    capital: float = 2.0
    hyphened: float = 2.0
    derived: float = 3.0
    repeated: float = 6.0
    oov: float = -4.0
    spelling: float = 1.0
    channel: float = 1.0


class Corrector:
    """Repairs misspellings in place and lets everything else stand.

    Args:
        words: Word and pair probabilities.
        spelling: log P(a new word is spelt so | it is a right word), in nats.
        derived: Whether an unknown word is made of known parts by rule.
        channel: The error model.
        margins: See `Margins`.
        scorer: A better judge, asked only where it can change the outcome; None for n-grams alone.
    """

    def __init__(
        self,
        words: WordModel,
        *,
        spelling: Callable[[str], float],
        derived: Callable[[str], bool],
        channel: Channel | None = None,
        margins: Margins | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        self.words = words
        self.spelling = spelling
        self.derived = derived
        self.channel = channel or Channel()
        self.margins = margins or Margins()
        self.scorer = scorer
        self.index = CandidateIndex(words.counts)

    def correct(self, text: str) -> str:
        """Give the text with its misspellings repaired."""
        for change in reversed(self.replacements(text)):
            text = text[: change.start] + change.text + text[change.end :]
        return text

    def replacements(self, text: str) -> list[Replacement]:
        """Give what would be changed, in order of place."""
        queries = self.queries(text)
        if self.scorer is not None:
            queries = self.scorer.rescore(text, queries)
        changes = []
        for query in queries:
            best = max(query.options, key=lambda option: option.score)
            gain = best.score - query.keep
            if gain > 0:
                changes.append(Replacement(query.start, query.end, best.text, gain))
        return changes

    def queries(self, text: str) -> list[Query]:
        """Give the places where something may be wrong, with what may be meant, by n-grams."""
        found = list(sites(text))
        seen = Counter(site.word.lower() for site in found)
        queries = []
        for site in found:
            query = self._query(site, seen)
            if query is not None:
                queries.append(query)
        return queries

    def _query(self, site: Site, seen: Counter[str]) -> Query | None:
        word = site.word
        plain = word.lower().replace("’", "'")
        if len(plain) < 3 or site.odd or not plain.isascii():
            return None
        if self._is_known(plain):
            return None
        shaped = word.islower() or (word[0].isupper() and word[1:].islower())
        if not shaped:
            return None
        if word[0].isupper() and not site.starts:
            return None
        margins = self.margins
        keep = (
            margins.oov
            + margins.spelling * self.spelling(plain)
            + margins.unknown
            + (margins.capital if word[0].isupper() else 0.0)
            + (margins.hyphened if site.hyphened else 0.0)
            + (margins.derived if self.derived(plain) else 0.0)
            + (margins.repeated if seen[word.lower()] > 1 else 0.0)
        )
        options = self._options(plain, site, seen)
        if not options:
            return None
        cased = tuple(
            Option(_like(word, option.text), option.fit, option.cost * margins.channel) for option in options
        )
        return Query(site.start, site.end, cased, keep, known=False)

    def _is_known(self, plain: str) -> bool:
        if plain in self.words:
            return True
        if plain.endswith("'s"):
            return plain[:-2] in self.words
        return False

    def _options(self, plain: str, site: Site, seen: Counter[str]) -> list[Option]:
        stem, tail = (plain[:-2], "'s") if plain.endswith("'s") else (plain, "")
        most = 1 if len(stem) <= 3 else 2
        near = self.index.near(stem, 2)
        if len(stem) >= 9 and not near:
            near = self.index.near(stem, 3)
        options = []
        for known, distance in near:
            if distance > most and sorted(known) != sorted(stem):
                continue
            cost = self.channel.cost(stem, known)
            if math.isinf(cost):
                continue
            fit = self.words.fits(known, site.left, site.right)
            if seen[known]:
                fit = math.log(math.exp(fit) + 0.003 * seen[known])
            options.append(Option(known + tail, fit, cost))
        if not tail:
            for pair in self.index.splits(stem):
                left, right = pair.split(" ")
                fit = self.words.fits(left, site.left, right) + self.words.fits(right, "", site.right)
                options.append(Option(pair, fit, self.channel.cost(stem, pair)))
        options.sort(key=lambda option: -option.score)
        return options[:8]


def _like(written: str, meant: str) -> str:
    if written[:1].isupper():
        meant = meant[:1].upper() + meant[1:]
    return meant.replace("'", "’") if "’" in written else meant
