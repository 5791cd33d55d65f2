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
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stetmark.errors import SettingsError
from stetmark.lexicon.gate_variants import american, may_have_twin
from stetmark.text.channel import Channel

__all__ = ["MARGIN_CAP", "REMEMBERED", "GateLexicon", "english_gate", "gate_for", "read_words"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: So many answers about words are remembered, whatever the size of the corpus.
REMEMBERED = 300_000
#: What a word of the list without a count is taken to have (the rarest counted word has 11,700 or so).
_FLOOR = 3_000
#: From this count on, a word is common enough to stand beside another by a lost space ("infact").
_COMMON = 30_000_000
#: How many words were counted, to guess how often two stand side by side.
_WORDS_COUNTED = 1_000_000_000_000
#: Forms of one word are hard to tell apart by context: by this much their margin counts less, in nats.
_SIBLING_NATS = 3.0
#: No slip is likelier than this (nats): rivals that could not come near even so are not weighed.
_LEAST_COST = 5.0
MARGIN_CAP = 8.0
#: So many words that begin alike are quicker looked at one by one than reached by changing letters.
_FEW = 48
#: What one slip less is worth, in nats.
_CLOSER_NATS = 5.0


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
        #: Where the rooms keep what they found out about words, by question.
        self.memory: dict[str, dict[str, int]] = {}
        #: Words found right by whoever asked, forms such as contractions among them.
        self.right: set[str] = set()
        self._twins: dict[str, bool] = {}
        self._common = {w for w, n in self._counts.items() if n >= _COMMON and (len(w) > 1 or w in "ai")}
        self._by_first: dict[str, dict[int, list[str]]] = {}
        self._forward: list[str] = []
        self._backward: list[str] = []

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._look_up(word.replace("’", "'"))
        return found

    def _look_up(self, word: str) -> bool:
        if word in self.words or word.lower() in self.words:
            return True
        if word.isupper() and word.capitalize() in self.words:
            return True
        for end in ("'s", "'"):
            if word.endswith(end) and len(word) > len(end) + 1:
                return self._look_up(word[: -len(end)])
        low = word.lower()
        return self.british and any(us in self.words for us in american(low))

    def count(self, word: str) -> int:
        """How often `word` is used, in occurrences per about a trillion words; never 0."""
        return self._counts.get(word.lower(), _FLOOR)

    def has_twin(self, word: str) -> bool:
        """Whether `word` is spelt otherwise on the other side of the Atlantic."""
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
        low, goal = form.lower(), meant.lower()
        if " " not in goal and OSA.distance(low, goal, score_cutoff=1) > 1:
            return self._margin_by_use(low, goal)
        own = channel.cost(low, goal) - math.log(self.count(goal) if " " not in goal else _COMMON)
        best = math.inf
        for rival in self._one_slip(low):
            use = math.log(self.count(rival))
            if rival == goal or _LEAST_COST - use - own > MARGIN_CAP:
                continue
            score = channel.cost(low, rival) - use - own
            best = min(best, score - _SIBLING_NATS if _siblings(rival, goal) else score)
        for first, second in self._two_words(low) if " " not in goal else ():
            used = self.count(first) * self.count(second) / _WORDS_COUNTED
            best = min(best, channel.cost(low, f"{first} {second}") - math.log(max(1.0, used)) - own)
        return best

    def _margin_by_use(self, form: str, goal: str) -> float:
        """The same for a form two or three slips away: rivals count by their use, and the nearer the more."""
        use = math.log(self.count(goal))
        near = self._one_slip(form)
        best = math.inf
        for rival in near:
            best = min(best, use - math.log(self.count(rival)) - _CLOSER_NATS)
        for rival in self._begin_alike(form):
            if rival != goal and rival not in near:
                closeness = _SIBLING_NATS if _siblings(rival, goal) else 0.0
                best = min(best, use - math.log(self.count(rival)) - closeness)
        return best

    def _one_slip(self, form: str) -> frozenset[str]:
        """All words one omission, addition, substitution or swap away.

        Norvig's enumeration, but only at places that some word reaches: up to there the form must begin like
        a word, and from there on end like one.
        """
        if not self._forward:
            self._forward = sorted(self.words)
            self._backward = sorted(word[::-1] for word in self.words)
        size = len(form)
        last = _longest_start(form, self._forward)
        first = max(0, size - _longest_start(form[::-1], self._backward) - 2)
        near: list[str] = []
        low, high = 0, len(self._forward)
        for i in range(first, last + 1):
            head, tail = form[:i], form[i:]
            rest = tail[1:]
            low = bisect_left(self._forward, head, low, high)
            high = bisect_left(self._forward, head + "\uffff", low, high)
            if high - low <= _FEW:  # every later place is in one of these words
                near += [w for w in self._forward[low:high] if OSA.distance(form, w, score_cutoff=1) <= 1]
                break
            near += [head + c + tail for c in _LETTERS]
            if tail:
                near += [head + c + rest for c in _LETTERS]
                near.append(head + rest)
            if rest:
                near.append(head + rest[0] + tail[0] + rest[1:])
        return self.words.intersection(near) - {form}

    def _begin_alike(self, form: str) -> Iterator[str]:
        shelf = self._shelf(form[:1])
        for length in range(len(form) - 2, len(form) + 3):
            words = shelf.get(length, ())
            found = process.extract(form, words, scorer=OSA.distance, score_cutoff=2, limit=None)
            yield from (word for word, _, _ in found)

    def _shelf(self, first: str) -> dict[int, list[str]]:
        if not self._by_first:
            for word in self.words:
                if word in self._counts or not self._counts:
                    self._by_first.setdefault(word[0], {}).setdefault(len(word), []).append(word)
        return self._by_first.get(first, {})

    def _two_words(self, form: str) -> Iterator[tuple[str, str]]:
        for i in range(1, len(form)):
            if form[:i] in self._common and form[i:] in self._common:
                yield form[:i], form[i:]


def _longest_start(form: str, words: Sequence[str]) -> int:
    """How many characters of `form` some word begins with; `words` must be sorted."""
    at = bisect(words, form)
    longest = 0
    for word in words[max(0, at - 1) : at + 1]:
        shared = 0
        for x, y in zip(form, word, strict=False):
            if x != y:
                break
            shared += 1
        longest = max(longest, shared)
    return longest


_ENDINGS = re.compile(r"(?:s|es|d|ed|r|er|ers|ing|ings|ly|y|al|n|st|est|e|'s)?\Z")


def _siblings(one: str, other: str) -> bool:
    """Whether two words are forms of one ("test", "tests"), between which context often leaves a choice."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    if shared < 3:
        return False
    return bool(_ENDINGS.match(one[shared:]) and _ENDINGS.match(other[shared:]))


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
    """All word forms of a hunspell dictionary."""
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
            f"the package that holds {needed_for} is not installed",
            hint="pip install chunspell symspellpy",
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _counts() -> dict[str, int]:
    path = _package_folder("symspellpy", "word counts") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}


@cache
def english_gate() -> GateLexicon:
    """The gate's lexicon for English, British and American; read once (about half a second).

    Raises:
        SettingsError: The dictionary package is not installed.
    """
    folder = _package_folder("hunspell", "the gate's dictionary") / "dictionaries"
    words = _spread(folder / "en_US.dic", folder / "en_US.aff")
    newer = files("stetmark.lexicon").joinpath("gate_words.txt").read_text(encoding="utf-8")
    words.update(word for line in newer.splitlines() if not line.startswith("#") for word in line.split())
    return GateLexicon(words, _counts(), british=True)


def read_words(path: Path) -> frozenset[str]:
    """The words of a user's list: UTF-8, white space between words, `#` starts a comment."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot read this word list: {error}", hint="save it as UTF-8") from None
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def gate_for(lang: str, extra: Iterable[str] = ()) -> GateLexicon:
    """The gate's lexicon for a language, with a user's own words added.

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
            f"no word list for language {lang!r} comes with Stetmark", hint="give one with --words FILE"
        )
    return GateLexicon(extra)
