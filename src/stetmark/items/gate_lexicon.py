"""Which words may stand in a reference, and which words a misspelling could be taken for.

The list is hunspell's en_US (made from SCOWL; it comes with the `chunspell` package) spread out by its own
affix rules, British spellings by rule, and a list of newer words. It is never the list that correctors or the
scorer use: a corrector that holds the list the items were gated with would look better than it is. How often
a word is used is taken from `symspellpy`'s counts, and only to weigh one candidate against another.
"""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from stetmark.errors import SettingsError
from stetmark.items.gate_near import Neighbours
from stetmark.items.gate_variants import american, may_have_twin
from stetmark.misspelling.channel import Channel
from stetmark.text.lettercase import straighten_apostrophes
from stetmark.text.word_lists import read_list, split_words
from stetmark.text.wordforms import are_related

__all__ = ["MARGIN_CAP", "REMEMBERED", "GateLexicon", "english_gate", "gate_for"]

#: So many answers about words are remembered, whatever the size of the corpus.
REMEMBERED = 300_000
#: What a word of the list without a count is taken to have (the rarest counted word has 11,700 or so).
_FLOOR = 3_000
#: Letters that an ending or the British spelling may add to a word of the list.
_LONGEST_ENDING = 8
#: From this count on, a word is common enough to stand beside another by a lost space ("infact").
_COMMON = 30_000_000
#: How many words were counted, to guess how often two stand side by side.
_WORDS_COUNTED = 1_000_000_000_000
#: Forms of one word are hard to tell apart by context: by this much their margin counts less, in nats.
_SIBLING_NATS = 3.0
#: No slip is likelier than this (nats): rivals that could not come near even so are not weighed.
_LEAST_COST = 5.0
MARGIN_CAP = 8.0
#: What one slip less is worth, in nats.
_CLOSER_NATS = 5.0
#: A cut by use is made this much (nats) too low, so that no rival is lost to rounding.
_ROUNDING = 1e-6


class GateLexicon:
    """A word list that can say what else a misspelling might have meant.

    Args:
        words: Right words; those with a capital are right only with it.
        counts: Lower-case word -> how often it is used; missing words count as rare.
        british: Whether British spellings of American words in the list are right too.
    """

    def __init__(
        self, words: Iterable[str], counts: dict[str, int] | None = None, *, british: bool = False
    ) -> None:
        self.words = frozenset(words)
        self.british = british
        self._counts = counts or {}
        self._known: dict[str, bool] = {}
        self._longest = max(map(len, self.words), default=0) + _LONGEST_ENDING
        #: What the makers of items found out about words: see `stetmark.items.words`.
        self.memory: object = None
        self._twins: dict[str, bool] = {}
        self._common = {w for w, n in self._counts.items() if n >= _COMMON and (len(w) > 1 or w in "ai")}
        self._near = Neighbours(frozenset(w for w in self.words if w == w.lower()), self._counts)

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._look_up(straighten_apostrophes(word))
        return found

    def _look_up(self, word: str) -> bool:
        if word in self.words or word.lower() in self.words:
            return True
        if len(word) > self._longest:
            return False
        if word.isupper() and word.capitalize() in self.words:
            return True
        for end in ("'s", "'"):
            if word.endswith(end) and len(word) > len(end) + 1:
                return self._look_up(word[: -len(end)])
        low = word.lower()
        return self.british and any(us in self.words for us in american(low))

    def count(self, word: str) -> int:
        """Return how often `word` is used, in occurrences per about a trillion words; never 0."""
        return self._counts.get(word.lower(), _FLOOR)

    def has_twin(self, word: str) -> bool:
        """Return whether `word` is spelt otherwise on the other side of the Atlantic."""
        found = self._twins.get(word)
        if found is None:
            low = word.lower()
            found = self.british and (may_have_twin(low) or any(us in self.words for us in american(low)))
            self._twins[word] = found
        return found

    def margin(self, form: str, meant: str, channel: Channel) -> float:
        """By how much `meant` is the best reading of the misspelt `form`, in nats of odds.

        Rivals are all words within one slip, words that begin alike within two where `meant` itself is two
        away, and two common words with the space lost. Each is weighed by the channel and by its use.

        Returns:
            The log-odds against the best rival, negative where another word fits better; exact up to
            `MARGIN_CAP`, above it perhaps `inf`, as it is without a rival.
        """
        return min(self._margins(form, meant, channel, MARGIN_CAP), default=math.inf)

    def is_clear(self, form: str, meant: str, channel: Channel, nats: float) -> bool:
        """Return whether the margin is `nats` or more; found sooner than the margin itself."""
        return all(margin >= nats for margin in self._margins(form, meant, channel, nats))

    def _margins(self, form: str, meant: str, channel: Channel, cap: float) -> Iterator[float]:
        """Yield the margin against each rival; those that are surely above `cap` may be left out."""
        low, goal = form.lower(), meant.lower()
        if " " not in goal and OSA.distance(low, goal, score_cutoff=1) > 1:
            yield from self._margins_by_use(low, goal, cap)
            return
        counts = self._counts  # of words in lower case, as all are here
        own = channel.cost(low, goal) - math.log(counts.get(goal, _FLOOR) if " " not in goal else _COMMON)
        for rival in self._near.one_slip(low):
            use = math.log(counts.get(rival, _FLOOR))
            if rival == goal or _LEAST_COST - use - own - _SIBLING_NATS > cap:
                continue
            score = channel.cost(low, rival) - use - own
            yield score - _SIBLING_NATS if are_related(rival, goal) else score
        for first, second in self._two_words(low) if " " not in goal else ():
            used = counts[first] * counts[second] / _WORDS_COUNTED
            yield channel.cost(low, f"{first} {second}") - math.log(max(1.0, used)) - own

    def _margins_by_use(self, form: str, goal: str, cap: float) -> Iterator[float]:
        """The same for a form two or three slips away: rivals count by their use, and the nearer the more."""
        counts = self._counts
        use = math.log(counts.get(goal, _FLOOR))
        near = self._near.one_slip(form)
        for rival in near:
            yield use - math.log(counts.get(rival, _FLOOR)) - _CLOSER_NATS
        for rival in self._near.forms_of_one(form, goal):
            if rival != goal and rival not in near:
                yield use - math.log(counts.get(rival, _FLOOR)) - _SIBLING_NATS
        for rival in self._near.begin_alike(form, math.exp(use - cap - _ROUNDING)):
            if rival != goal and rival not in near:
                yield use - math.log(counts.get(rival, _FLOOR))

    def _two_words(self, form: str) -> Iterator[tuple[str, str]]:
        common = self._common
        for i in range(1, len(form)):
            if form[:i] in common and form[i:] in common:
                yield form[:i], form[i:]


# --- where the words come from ---------------------------------------------------------------------------


def _affixes(path: Path) -> dict[str, list[tuple[bool, bool, str, str, re.Pattern[str]]]]:
    """Flag -> rules (suffix?, crosses?, stripped, added, condition) of a hunspell .aff file."""
    rules: dict[str, list[tuple[bool, bool, str, str, re.Pattern[str]]]] = {}
    crosses: dict[str, bool] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        fields = line.split()
        if len(fields) < 4 or fields[0] not in ("PFX", "SFX"):
            continue
        suffix, flag = fields[0] == "SFX", fields[1]
        if flag not in rules:
            rules[flag], crosses[flag] = [], fields[2] == "Y"
            continue
        strip, add = ("" if f == "0" else f.split("/")[0] for f in fields[2:4])
        condition = fields[4] if len(fields) > 4 else "."
        pattern = re.compile(f"(?:{condition})\\Z" if suffix else condition)
        rules[flag].append((suffix, crosses[flag], strip, add, pattern))
    return rules


def _apply(word: str, rule: tuple[bool, bool, str, str, re.Pattern[str]]) -> str | None:
    suffix, _, strip, add, pattern = rule
    if suffix:
        if not pattern.search(word) or not word.endswith(strip):
            return None
        return word[: len(word) - len(strip)] + add
    return add + word[len(strip) :] if pattern.match(word) and word.startswith(strip) else None


def _spread(dictionary: Path, affixes: Path) -> set[str]:
    """Return all word forms of a hunspell dictionary."""
    rules = _affixes(affixes)
    words: set[str] = set()
    for line in dictionary.read_text(encoding="latin-1").splitlines()[1:]:
        stem, _, flags = line.split("\t")[0].partition("/")
        stem = stem.strip()
        if not stem or stem[0].isdigit():
            continue
        words.add(stem)
        mine = [rule for flag in flags.strip() if flag in rules and flag != "M" for rule in rules[flag]]
        prefixes = [rule for rule in mine if not rule[0]]
        prefixed = [(form, rule[1]) for rule in prefixes if (form := _apply(stem, rule))]
        words.update(form for form, _ in prefixed)
        for rule in mine:
            if rule[0] and (form := _apply(stem, rule)):
                words.add(form)
                if rule[1]:
                    words.update(f for p in prefixes if p[1] and (f := _apply(form, p)))
    return words


def _package_folder(package: str, needed_for: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(
            f"the package that contains {needed_for} is not installed",
            hint="pip install chunspell symspellpy",
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _counts() -> dict[str, int]:
    path = _package_folder("symspellpy", "word counts") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}


@cache
def english_gate() -> GateLexicon:
    """Return the gate's lexicon for English, British and American; read once (about half a second).

    Raises:
        SettingsError: The dictionary package is not installed.
    """
    folder = _package_folder("hunspell", "the gate's dictionary") / "dictionaries"
    words = _spread(folder / "en_US.dic", folder / "en_US.aff")
    words |= split_words(read_list("stetmark.items", "gate_words.txt"))
    return GateLexicon(words, _counts(), british=True)


def gate_for(lang: str, extra: Iterable[str] = ()) -> GateLexicon:
    """Return the gate's lexicon for a language, with a user's own words added.

    Raises:
        SettingsError: There is no list for `lang` and `extra` is empty.
    """
    extra = frozenset(extra)
    if lang == "en":
        base = english_gate()
        if not extra:
            return base
        return GateLexicon(base.words | extra, base._counts, british=True)  # noqa: SLF001  (same class)
    if not extra:
        raise SettingsError(
            f"Stetmark has no word list for language {lang!r}", hint="give one with --words FILE"
        )
    return GateLexicon(extra)
