"""The contextual minimal-edit corrector: detect, find candidates, rank them, keep what wins beyond a margin.

Kernighan, Church and Gale 1990 with a look at the neighbours: a written word w stands for c with
log P(c in this place) − cost(w, c), where the cost is the error model's; w stands for itself with the
probability of a right word that the list lacks, spelt as English spells. Everything is in nats, so margins
mean the same everywhere. What a word may stand for is judged by a `Scorer`; nothing else differs between
`local:stet` and `local:stet-lm`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        """Log P(word)."""
        ...

    def fits(self, word: str, left: str, right: str) -> float:
        """Log P(word, right | left) − log P(right)."""
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

    `oov` is log P(a word in running text is right although the list lacks it), `spelling` weighs how English
    it looks, `prior` a word's own frequency, `context` what its neighbours add to it, `channel` the error model. The others are added where they fit: a capital
    at the start of a sentence, a hyphen beside it, a word derived from known ones (twice where a prefix does
    it), a word that stands elsewhere in the text too. `known`, `short_known` and
    `confused` are for words of the list, `casual` for all of a text in dialect or chat style.
    """

    oov: float = -7.3
    spelling: float = 0.9
    prior: float = 0.95
    context: float = 0.55
    channel: float = 0.9
    capital: float = 1.0
    hyphened: float = 1.0
    derived: float = 3.5
    repeated: float = 8.0
    known: float = 5.0
    confused: float = 4.0
    casual: float = 6.0
    short_known: float = 5.0


class Corrector:
    """Repairs misspellings in place and lets everything else stand.

    Args:
        words: Word and pair probabilities.
        spelling: log P(a new word is spelt so | it is a right word), in nats.
        derived: How far an unknown word is made of known parts by rule: 0, 1 or 2.
        channel: The error model.
        confusions: Right words that are written for one another.
        casual: Words of dialect and chat, which stand; where several do, everything else is doubted less.
        margins: See `Margins`.
        scorer: A better judge, asked only where it can change the outcome; None for n-grams alone.
    """

    def __init__(
        self,
        words: WordModel,
        *,
        spelling: Callable[[str], float],
        derived: Callable[[str], int],
        channel: Channel | None = None,
        confusions: Mapping[str, Iterable[str]] | None = None,
        casual: frozenset[str] = frozenset(),
        margins: Margins | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        self.words = words
        self.spelling = spelling
        self.derived = derived
        self.channel = channel or Channel()
        self.confusions: Mapping[str, Iterable[str]] = confusions or {}
        self.casual = casual
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
        casual = sum(seen[word] for word in self.casual & seen.keys()) 
        ease = self.margins.casual if casual >= _CASUAL_TEXT else 0.0
        queries = []
        for sentence in _sentences(found):
            if self._is_foreign(sentence):
                continue
            for site in sentence:
                query = self._query(site, seen, ease)
                if query is not None:
                    queries.append(query)
        return queries

    def _is_foreign(self, sentence: Sequence[Site]) -> bool:
        """Whether so much of it is unknown that it is in another language, or a list of names."""
        unknown = sum(not self._is_known(site.word.lower().replace("’", "'")) for site in sentence)
        return unknown >= _FOREIGN and 2 * unknown > len(sentence)

    def _query(self, site: Site, seen: Counter[str], ease: float = 0.0) -> Query | None:
        word = site.word
        plain = word.lower().replace("’", "'")
        if len(plain) < 2 or site.odd or not plain.isascii():
            return None
        if not (word.islower() or (word[0].isupper() and word[1:].islower())):
            return None
        if word[0].isupper() and not site.starts:
            return None
        if (site.hyphened and plain in _HYPHEN_PARTS) or (ease and (plain in self.casual or _STRETCHED.search(plain))):
            return None
        known = self._is_known(plain)
        if known:
            keep, options = self._known(plain, site)
        else:
            keep, options = self._unknown(plain, site, seen)
        if not options:
            return None
        cased = [self._weighed(word, option) for option in options]
        cased.sort(key=lambda option: -option.score)
        return Query(site.start, site.end, tuple(cased), keep + ease, known=known)

    def _parted(self, left: str, right: str) -> bool:
        """Whether a space may have been lost: one half is a word that stands everywhere, the pair is common."""
        counts = self.words.counts
        return max(counts[left], counts[right]) >= _EVERYWHERE and self.words.listed(left, right)

    def _weighed(self, word: str, option: Option) -> Option:
        margins = self.margins
        alone = sum(self.words.alone(part) for part in option.text.split(" "))
        fit = margins.prior * alone + margins.context * (option.fit - alone)
        return Option(_like(word, option.text), fit, option.cost * margins.channel)

    def _unknown(self, plain: str, site: Site, seen: Counter[str]) -> tuple[float, list[Option]]:
        margins = self.margins
        keep = (
            margins.oov
            + margins.spelling * self.spelling(plain)
            + (margins.capital if site.word[0].isupper() else 0.0)
            + (margins.hyphened if site.hyphened else 0.0)
            + margins.derived * self.derived(plain)
            + (margins.repeated if seen[plain] > 1 else 0.0)
        )
        return keep, self._options(plain, site, seen)

    def _known(self, plain: str, site: Site) -> tuple[float, list[Option]]:
        """A real word is doubted only where its neighbours seldom stand beside it but do beside another."""
        words = self.words
        confused = self.confusions.get(plain, ())
        if site.hyphened or plain not in words or not (site.left or site.right):
            return 0.0, []
        listed = words.listed(site.left, plain) or words.listed(plain, site.right)
        if not confused and (listed or words.counts[plain] > _FREQUENT or "'" in plain):
            return 0.0, []
        margins = self.margins
        short = len(plain) <= 3 and words.counts[plain] < _SHORT_RARE
        keep = self._fit(plain, site) + (
            margins.confused if confused else margins.short_known if short else margins.known
        )
        options = [
            Option(other, words.fits(other, site.left, site.right), _CONFUSED)
            for other in confused
            if words.listed(site.left, other) or words.listed(other, site.right)
        ]
        if not (listed or words.counts[plain] > _FREQUENT or "'" in plain):
            for known, _ in self.index.near(plain, 1):
                sides = words.listed(site.left, known) + words.listed(known, site.right)
                if (
                    sides < (1 if short else 2)
                    or words.counts[known] < words.counts[plain]
                    or known in confused
                ):
                    continue
                fit = words.fits(known, site.left, site.right)
                options.append(Option(known, fit, self.channel.cost(plain, known)))
        return keep, options

    def _fit(self, word: str, site: Site) -> float:
        alone = sum(self.words.alone(part) for part in word.split(" "))
        beside = self.words.fits(word, site.left, site.right) - alone
        return self.margins.prior * alone + self.margins.context * beside

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
        topic = {other[:_FAMILY] for other in seen if len(other) > _FAMILY} if len(stem) > 4 else None
        options = []
        for known, distance in near:
            if distance > most and sorted(known) != sorted(stem):
                continue
            if self.words.counts[known] < _SHORT_MEANT.get(len(stem), 0):
                continue
            cost = self.channel.cost(stem, known)
            if math.isinf(cost):
                continue
            fit = self.words.fits(known, site.left, site.right)
            if topic is not None and known[:_FAMILY] in topic:
                fit = math.log(math.exp(fit) + (_SEEN if seen[known] else _RELATED))
            options.append(Option(known + tail, fit, cost))
        for other, times in seen.items():
            if times > 1 and other not in self.words and abs(len(other) - len(stem)) < 2 and other != stem:
                cost = self.channel.cost(stem, other)
                if cost < _SAME_TEXT:
                    options.append(Option(other + tail, math.log(_SEEN * times), cost))
        if not tail:
            for pair in self.index.splits(stem):
                left, right = pair.split(" ")
                if not self._parted(left, right):
                    continue
                fit = self.words.fits(left, site.left, right) + self.words.fits(right, "", site.right)
                options.append(Option(pair, fit, self.channel.cost(stem, pair)))
        options.sort(key=lambda option: -option.score)
        return options[:8]


#: Parts that a hyphen joins to a word and that are no words of their own.
_HYPHEN_PARTS = frozenset(
    """
    anti auto bi bio co counter cross de di eco electro ex extra geo hyper in inter intra macro mega meta micro mid
    mini mono multi nano neo neuro non over para peri photo pico poly post pre pro proto pseudo quasi re retro semi
    socio sub super supra tele thermo trans tri turbo ultra un under uni vice
    """.split()
)
#: A word as frequent as this is never doubted.
_FREQUENT = 300_000_000
#: Cost of writing one of two words that are often confused, about one in fifty times.
_CONFUSED = 5.0
#: So many words of dialect or chat make a text one; so many unknown words a sentence foreign.
_CASUAL_TEXT = 2
_FOREIGN = 4
_CLIPPED = re.compile(r"\w{2,}in['’](?!\w)|(?<!\w)['’](?:em|im|ome|ere|ave|til|cause|bout)\b")
_STRETCHED = re.compile(r"([a-z])\1\1", re.IGNORECASE)
#: Letters written -> how frequent what was meant is at least: "hg" and "tx" are names, "te" is no word.
_SHORT_MEANT = {2: 100_000_000, 3: 15_000_000}
#: Function words.
_EVERYWHERE = 700_000_000
_SHORT_RARE = 30_000_000
#: Words that share so many first letters are of one family; a text repeats itself and its families.
_FAMILY = 5
_SEEN = 0.001
_RELATED = 0.0002
#: A slip dearer than this joins no two unknown words of one text.
_SAME_TEXT = 12.0


def _sentences(found: Iterable[Site]) -> Iterator[list[Site]]:
    sentence: list[Site] = []
    for site in found:
        if site.starts and sentence:
            yield sentence
            sentence = []
        sentence.append(site)
    if sentence:
        yield sentence


def _like(written: str, meant: str) -> str:
    if written[:1].isupper():
        meant = meant[:1].upper() + meant[1:]
    return meant.replace("'", "’") if "’" in written else meant
