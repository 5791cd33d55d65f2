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

from stetmark.corrector.candidates import CandidateIndex
from stetmark.corrector.confusions import ARTICLES, OWN, VERBS, classic, never_owned
from stetmark.corrector.model import Option, Query, Replacement, Scorer, WordModel
from stetmark.lexicon.affixes import prefixes
from stetmark.misspelling.channel import Channel
from stetmark.misspelling.margins import Margins
from stetmark.text.correctable import Site, sites
from stetmark.text.lettercase import match_apostrophes, match_case, normalize_word

__all__ = ["Corrector"]


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
        unknown = sum(not self._is_known(normalize_word(site.word)) for site in sentence)
        return unknown >= _FOREIGN and 2 * unknown > len(sentence)

    def _query(self, site: Site, seen: Counter[str], ease: float = 0.0) -> Query | None:
        word = site.word
        plain = normalize_word(word)
        if site.odd or not _is_shaped(word, plain, starts=site.starts):
            return None
        if (site.hyphened and plain in prefixes("hyphen")) or (ease and self._is_casual(plain)):
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
        if known and cased[0].score < keep + self.margins.at_all:
            return None
        return Query(site.start, site.end, tuple(cased), keep + ease, known=known)

    def _is_casual(self, plain: str) -> bool:
        return plain in self.casual or _STRETCHED.search(plain) is not None

    def _parted(self, left: str, right: str) -> bool:
        """Whether a space may have been lost: one half is a function word, the pair is common."""
        counts = self.words.counts
        return max(counts[left], counts[right]) >= _EVERYWHERE and self.words.listed(left, right)

    def _weighed(self, word: str, option: Option) -> Option:
        margins = self.margins
        # Two words, or a contraction that the counts know little of, are weighed by what they were given.
        plain = "'" not in option.text
        alone = sum(self.words.alone(part) for part in option.text.split(" ")) if plain else option.fit
        fit = margins.prior * alone + margins.context * (option.fit - alone)
        text = match_apostrophes(match_case(option.text, word), word)
        return Option(text, fit, option.cost * margins.channel)

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
        keep = self._fit(plain, site) + margins.known + (margins.capital if site.word[0].isupper() else 0.0)
        options = []
        for other in confused:
            if "'" in plain + other:
                # The pairs know no contractions: who reads the sentence can tell "its" from "it's" best.
                if self.scorer is not None:
                    options.append(Option(other, self._fit(plain, site) / margins.prior, _CONFUSED))
                elif (nats := self._apostrophe(plain, other, site)) > 0:
                    cost = _CONFUSED * margins.channel
                    options.append(Option(other, (keep + nats + cost) / margins.prior, _CONFUSED))
            elif (
                words.listed(site.left, other)
                or words.listed(other, site.right)
                or (self.scorer is not None and words.counts[plain] < _EVERYWHERE)
            ):
                # Beside a misspelling or a name the pairs say nothing.
                surely = (plain, other) in classic() and all(
                    not near or near in words for near in (site.left, site.right)
                )
                cost = _CONFUSED - (margins.classic if surely else 0.0)
                options.append(Option(other, words.fits(other, site.left, site.right), cost))
        if not (listed or words.counts[plain] > _FREQUENT or "'" in plain):
            # A judge that reads the whole sentence may be asked on thinner evidence.
            options += self._slips(plain, site, sides=1 if short or self.scorer is not None else 2)
        return keep, options

    def _apostrophe(self, plain: str, other: str, site: Site) -> float:
        """By how many nats the next word speaks for the other of "its" and "it's", "your" and "you're"."""
        short, own = (plain, other) if "'" in plain else (other, plain)
        verb = VERBS.get(short.partition("'")[2], "")
        if OWN.get(short) != own or not site.right or not verb:
            return 0.0
        words, nextword = self.words, site.right
        is_listed, own_listed = words.listed(verb, nextword), words.listed(own, nextword)
        nats = words.after(nextword, own) - words.after(nextword, verb)
        if plain == short and own_listed and not is_listed and not nextword.endswith(("ing", "ed")):
            return nats - self.margins.apostrophe
        if plain == own and nextword in ARTICLES:
            return self.margins.apostrophe
        if plain == own and is_listed and nextword in never_owned():
            return -nats - self.margins.apostrophe
        return 0.0

    def _slips(self, plain: str, site: Site, *, sides: int) -> Iterator[Option]:
        """More frequent words one slip away that stand beside as many neighbours as asked for."""
        words = self.words
        for known, _ in self.index.near(plain, 1):
            beside = words.listed(site.left, known) + words.listed(known, site.right)
            if beside >= sides and words.counts[known] >= words.counts[plain]:
                fit = words.fits(known, site.left, site.right)
                yield Option(known, fit, self.channel.cost(plain, known))

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
        options = [*self._listed(stem, tail, site, seen), *self._same_text(stem, tail, seen)]
        if not tail:
            options += self._pairs(stem, site)
        options.sort(key=lambda option: -option.score)
        return options[:8]

    def _listed(self, stem: str, tail: str, site: Site, seen: Counter[str]) -> Iterator[Option]:
        """Known words within two slips; in very short words one, in long ones that nothing explains three."""
        near = self.index.near(stem, 2)
        if len(stem) >= 9 and not near:
            near = self.index.near(stem, 3)
        most = 1 if len(stem) <= 3 else 3
        least = _SHORT_MEANT.get(len(stem), 0)
        topic = {other[:_FAMILY] for other in seen if len(other) > _FAMILY} if len(stem) > 4 else frozenset()
        for known, distance in near:
            if self.words.counts[known] < least or (distance > most and sorted(known) != sorted(stem)):
                continue
            cost = self.channel.cost(stem, known)
            if math.isinf(cost) or (stem == f"{known}s" and len(known) > _FAMILY):
                continue  # too far, or a plural that the list lacks
            fit = self.words.fits(known, site.left, site.right)
            if known[:_FAMILY] in topic:
                fit = math.log(math.exp(fit) + (_SEEN if seen[known] else _RELATED))
            yield Option(known + tail, fit, cost)

    def _same_text(self, stem: str, tail: str, seen: Counter[str]) -> Iterator[Option]:
        """Words that the list lacks but the text uses more than once."""
        for other, times in seen.items():
            if times > 1 and other not in self.words and abs(len(other) - len(stem)) < 2 and other != stem:
                cost = self.channel.cost(stem, other)
                if cost < _SAME_TEXT:
                    yield Option(other + tail, math.log(_SEEN * times), cost)

    def _pairs(self, stem: str, site: Site) -> Iterator[Option]:
        """Two words between which a space was lost."""
        for pair in self.index.splits(stem):
            left, right = pair.split(" ")
            if self._parted(left, right):
                fit = self.words.fits(left, site.left, right) + self.words.fits(right, "", site.right)
                yield Option(pair, fit, self.channel.cost(stem, pair))


#: A word as frequent as this is never doubted.
_FREQUENT = 300_000_000
#: Cost of writing one of two words that are often confused, about one in fifty times.
_CONFUSED = 5.0
#: So many words of dialect or chat make a text one; so many unknown words a sentence foreign.
_CASUAL_TEXT = 2
_FOREIGN = 4
_CLIPPED = re.compile(r"\b\w{2,}in['’](?!\w)|(?<!\w)['’](?:em|im|ome|ere|ave|til|cause|bout)\b")
_STRETCHED = re.compile(r"([a-z])\1\1", re.IGNORECASE)
#: Letters written -> how frequent what was meant is at least: "hg" and "tx" are names, "te" is not a word.
_SHORT_MEANT = {2: 100_000_000, 3: 15_000_000}
#: Function words.
_EVERYWHERE = 700_000_000
#: A longer word is none.
_LONGEST = 40
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


def _is_shaped(word: str, plain: str, *, starts: bool) -> bool:
    """Whether it is a plain lower-case word, or one with a capital at the start of a sentence."""
    if not 2 <= len(plain) <= _LONGEST or not plain.isascii():
        return False
    return word.islower() or (starts and word[0].isupper() and word[1:].islower())
