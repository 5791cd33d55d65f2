"""Clean prose -> the misspellings to plant in it, for languages written in letters.

First the kind of slip is drawn from the measured mix, then a word that has a fair misspelling of that kind:
so what the gates refuse does not bend the mix. Whether a misspelling is fair depends on the word alone and
is asked once for each word and kind.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from stetmark.items.confusables import famous as famous_list
from stetmark.items.confusables import real_words
from stetmark.items.gate_lexicon import REMEMBERED, GateLexicon
from stetmark.items.prose import Prose
from stetmark.items.words import SHORTEST_FOR, SOME_SLIPS, WEIGHT
from stetmark.misspelling.channel import Channel
from stetmark.misspelling.channel_figures import CAPITAL_SHARE, TWO_SLIPS
from stetmark.records import GoldEdit
from stetmark.text.edits import apply_edits, reference_starts
from stetmark.text.lettercase import match_apostrophes, match_case, straighten_apostrophes

__all__ = ["MARGIN", "PROFILES", "Misspeller", "Planted", "edits_of", "plant", "plant_real_words"]

#: A planted form must be this much likelier (nats of odds) to stand for its word than for any other.
MARGIN = 4.0
#: ... and a famous one, which every careful reader has seen, at least not less likely.
FAMOUS_MARGIN = 1.0
#: Error profile -> share of well-known misspellings where a word has one; `channel`: the measured mix alone.
PROFILES = {"channel": 0.0, "mixed": 0.2, "famous": 0.9}

_FUNCTION_WORDS = frozenset(
    "the a an of to in on at by for from with and or as is are was were be been it its this that these those "
    "can may will must has have had not into if so".split()
)
_TRIES, _DRAWS = 6, 14


class Planted(NamedTuple):
    """`text[start:end]` of the clean text becomes `replacement`, a misspelling."""

    start: int
    end: int
    replacement: str
    kind: str
    accept: tuple[str, ...] = ()


class Misspeller:
    """Fair misspellings of words, remembered.

    Args:
        lexicon: The gate's word list for the language.
        channel: The error model.
        seed: Another seed misspells the same words otherwise.
    """

    def __init__(self, lexicon: GateLexicon, channel: Channel, seed: str = "") -> None:
        self.lexicon = lexicon
        self.seed = seed
        self.channel = channel
        self.kinds = [*channel.mix, "capital"]
        self.weights = list(accumulate([*channel.mix.values(), CAPITAL_SHARE]))
        self._forms: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
        self._rng = random.Random()
        self._famous: dict[str, tuple[str, ...]] = {}

    def form(self, word: str, kind: str) -> str | None:
        """A misspelling of `word` by one kind of slip that passes the gates, always the same; or None."""
        forms = self._forms[kind]
        form = forms.get(word, "")
        if form == "":  # not asked before
            if len(forms) > REMEMBERED // len(self.kinds):  # all kinds share what may be remembered
                forms.clear()
            form = forms[word] = self._find(word, kind)
        return form

    def _find(self, word: str, kind: str) -> str | None:
        if len(word) < SHORTEST_FOR.get(kind, 0) or (kind == "capital" and word.islower()):
            return None
        rng = self._rng
        rng.seed(f"{self.seed}|{self.channel.keyboard}|{word}|{kind}")
        pattern = rng.choices(list(TWO_SLIPS), list(TWO_SLIPS.values()))[0] if kind == "two-slips" else None
        seen: set[str] = set()
        for _ in range(_TRIES):
            form = self.channel.slip(word, kind, rng, pattern)
            if form is None or (kind in SHORTEST_FOR and form[0] != word[0]):
                if kind in ("undoubling", "capital", "join"):
                    return None
            elif form not in seen:
                seen.add(form)
                if self.is_fair(form, word, kind):
                    return form
        return None

    def is_fair(self, form: str, word: str, kind: str) -> bool:
        """Return whether `form` is not a word and has `word` as its one best correction."""
        if kind == "capital":
            return True
        if form in self.lexicon:
            return False
        needed = FAMOUS_MARGIN if form.lower() in famous_list().get(word.lower(), ()) else MARGIN
        return self.lexicon.is_clear(form, word, self.channel, needed)

    def famous(self, word: str) -> tuple[str, ...]:
        """Return the well-known misspellings of `word` that pass the gates, in its own case."""
        found = self._famous.get(word)
        if found is None:
            forms = famous_list().get(word.lower(), ())
            cased = (match_case(form, word) for form in forms)
            found = self._famous[word] = tuple(f for f in cased if self.is_fair(f, word, "famous"))
        return found


def plant(
    prose: Prose, count: int, rng: random.Random, speller: Misspeller, *, profile: str = "channel"
) -> list[Planted]:
    """Choose up to `count` misspellings for a text, at least one untouched word between any two."""
    sites = prose.sites
    if not sites:
        return []
    closed: set[int] = set()  # what is misspelt, and the words beside it
    planted: list[Planted] = []
    places: dict[str, tuple[list[int], list[int]]] = {}
    famous = [n for n in sites if speller.famous(prose.words.word(n))] if profile != "channel" else []
    kinds, weights = speller.kinds, speller.weights
    total, last = weights[-1] + 0.0, len(weights) - 1
    for _ in range(count):
        new = None
        if famous and rng.random() < PROFILES[profile]:
            new = _plant_famous(prose, famous, closed, rng, speller)
        for _ in range(0 if new else 5):
            kind = kinds[bisect(weights, rng.random() * total, 0, last)]
            if kind == "join":
                new = _plant_join(prose, closed, rng, speller)
            else:
                group = kind if kind in SOME_SLIPS else ""
                if group not in places:
                    places[group] = _places(prose, group)
                new = _plant_kind(prose, places[group], kind, closed, rng, speller)
            if new:
                break
        if new:
            planted.append(new)
    return sorted(planted)


def _places(prose: Prose, kind: str) -> tuple[list[int], list[int]]:
    """The words that may have a slip of a kind, and running weights: long words are misspelt more often."""
    sites, traits = prose.sites, prose.words.traits
    if kind:
        allows = SOME_SLIPS[kind]
        sites = [n for n in sites if traits[n] & allows]
    return sites, list(accumulate([traits[n] >> WEIGHT for n in sites]))


def _plant_kind(
    prose: Prose,
    places: tuple[list[int], list[int]],
    kind: str,
    closed: set[int],
    rng: random.Random,
    speller: Misspeller,
) -> Planted | None:
    sites, weights = places
    if not sites:
        return None
    total = weights[-1]
    for _ in range(_DRAWS):
        number = sites[bisect(weights, rng.random() * total)]
        if number in closed:
            continue
        word = prose.words.word(number)
        form = speller.form(word, kind)
        if form:
            closed.update((number - 1, number, number + 1))
            start = prose.words.starts[number]
            return Planted(start, start + len(word), form, kind)
    return None


def _plant_famous(
    prose: Prose, sites: Sequence[int], closed: set[int], rng: random.Random, speller: Misspeller
) -> Planted | None:
    free = [n for n in sites if n not in closed]
    if not free:
        return None
    number = rng.choice(free)
    closed.update((number - 1, number, number + 1))
    form = rng.choice(speller.famous(prose.words.word(number)))
    return Planted(prose.words.starts[number], prose.words.end(number), form, "famous")


def _plant_join(prose: Prose, closed: set[int], rng: random.Random, speller: Misspeller) -> Planted | None:
    """Lose the space between a word and a function word beside it."""
    words = prose.words
    for _ in range(_DRAWS):
        number = prose.sites[int(rng.random() * len(prose.sites))]
        if number == 0 or not words.word(number).islower():
            continue
        if number in closed or number - 1 in closed:
            continue
        first, start, end = words.starts[number - 1], words.starts[number], words.end(number)
        if words.text[start - 1] != " " or words.text[first : start - 1] not in _FUNCTION_WORDS:
            continue
        form = speller.form(words.text[first:end], "join")
        if form:
            closed.update((number - 2, number - 1, number, number + 1))
            return Planted(first, end, form, "join")
    return None


def plant_real_words(prose: Prose, count: int, rng: random.Random) -> list[Planted]:
    """Choose up to `count` places where one right word is mistaken for another and no reader can doubt it."""
    text = prose.words.text
    found: list[tuple[int, Planted]] = []
    numbers = {start: number for number, start in enumerate(prose.words.starts)}
    lowered = text.lower()
    for confusion in real_words():
        at = -1
        while (at := lowered.find(confusion.right, at + 1)) >= 0:
            new = _real_word_at(text, at, confusion.right, numbers, prose)
            if new is None:
                continue
            head = straighten_apostrophes(text[max(0, at - 60) : at])
            if not (confusion.before.search(head) and confusion.after.match(text, new[1])):
                continue
            wrong = _matched(confusion.wrong, text[at : new[1]])
            accept = tuple(_matched(a, text[at : new[1]]) for a in confusion.accept)
            found.append((numbers[at], Planted(at, new[1], wrong, "real-word", accept)))
    rng.shuffle(found)
    closed: set[int] = set()
    planted: list[Planted] = []
    for index, new_edit in found:
        if len(planted) < count and index not in closed:
            closed.update((index - 1, index, index + 1))
            planted.append(new_edit)
    return sorted(planted)


def _real_word_at(
    text: str, at: int, right: str, numbers: dict[int, int], prose: Prose
) -> tuple[int, int] | None:
    end = at + len(right)
    index = numbers.get(at)
    if index is None or prose.words.end(index) != end:
        return None
    word = text[at:end]
    if not (word.islower() or (word[0].isupper() and (word[1:].islower() or len(word) == 1))):
        return None
    if prose.protected.meets(at, end) or text[at - 1 : at] in ("-", "*", "_"):
        return None
    return at, end


def _matched(word: str, like: str) -> str:
    """Return a word with the capitals and apostrophes of another."""
    return match_apostrophes(match_case(word, like), like)


def edits_of(text: str, planted: Sequence[Planted]) -> tuple[str, tuple[GoldEdit, ...]]:
    """The source with `planted` (sorted) in it, and the gold edits that undo them."""
    edits = tuple(
        GoldEdit(
            start=start,
            end=start + len(new.replacement),
            replacement=text[new.start : new.end],
            kind=new.kind,
            accept=new.accept,
        )
        for new, start in zip(planted, reference_starts(planted), strict=True)
    )
    return apply_edits(text, planted), edits
