"""The Chinese corrector: what might have been meant at each place, and does it win by enough to say so?

A row of characters is scored as a row of words by word and pair counts. A word that sounds or looks like what
stands there, one character more or one fewer, takes its place if that makes the row likelier by more than the
slip costs. Everything else stands: names, the text's own terms, and whatever the counts cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stetmark.corrector.chinese_lattice import Lattice
from stetmark.corrector.chinese_model import HanCosts, HanModel, HanRun, han_runs
from stetmark.corrector.model import Replacement
from stetmark.lexicon.chinese_characters import characters
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions

__all__ = ["HanCorrector"]

#: Right doubled characters in words: 现在在.
_STAYS = frozenset(
    ["现在", "正在", "存在", "所在", "内在", "外在", "实在", "潜在", "好在", "旨在", "在于", "不在"]
)
_DIGITS = frozenset("零〇一二三四五六七八九十百千万亿两几半第")
_LEFT_DOUBT = -3.0


class _Idea(NamedTuple):
    """`word` for what stands from `start` to `end`, at what cost, and whether the margins below apply."""

    start: int
    end: int
    word: str
    cost: float


class HanCorrector:
    """Repairs wrong characters in place and lets everything else stand.

    Args:
        model: Words, pairs, sounds and shapes.
        costs: See `HanCosts`.
    """

    def __init__(self, model: HanModel, costs: HanCosts | None = None) -> None:
        self.model = model
        self.costs = costs or HanCosts()

    def correct(self, text: str) -> str:
        """Give the text with its wrong characters repaired."""
        for change in reversed(self.replacements(text)):
            text = text[: change.start] + change.text + text[change.end :]
        return text

    def replacements(self, text: str) -> list[Replacement]:
        """Return what would be changed in prose, in order of place; no two touch each other."""
        found: list[Replacement] = []
        for run in han_runs(text):
            found += self._in_run(run, text)
        closed = not_prose(text) if found else Regions()
        return [change for change in found if not closed.meets(change.start, change.end)]

    def _in_run(self, run: HanRun, text: str) -> list[Replacement]:
        lattice = Lattice(run, self.model)
        names = self._names(lattice)
        gains = []
        for idea in self._ideas(lattice):
            gain = self._gain(idea, lattice, text)
            if gain > 0 and not any(idea.start < end and start < idea.end for start, end in names):
                gains.append((gain, idea))
        gains.sort(key=lambda pair: (-pair[0], pair[1]))
        taken: list[tuple[float, _Idea]] = []
        for gain, idea in gains:
            if all(idea.end <= other.start or other.end <= idea.start for _, other in taken):
                taken.append((gain, idea))
        taken.sort(key=lambda pair: pair[1])
        return [_trimmed(run, idea, gain) for gain, idea in taken]

    def _names(self, lattice: Lattice) -> list[tuple[int, int]]:
        """Where a family name stands alone, and the two characters that may be the given name."""
        words = lattice.words()
        return [(start, start + 3) for start, word in words if len(word) == 1 and self.model.is_surname(word)]

    def _gain(self, idea: _Idea, lattice: Lattice, text: str) -> float:
        start, end, word, cost = idea
        costs, alone = self.costs, self.model.alone(word)
        if lattice.bound(start, end) + alone + costs.reach < cost:
            return 0.0
        gain = lattice.gain(start, end, word) - cost
        if gain <= _LEFT_DOUBT:
            return gain
        old = lattice.text[start:end]
        if len(old) > 1:
            if old in self.model:
                gain -= costs.known
            if len(old) == len(word) and text.count(old) > 1:
                gain -= costs.repeated
        if len(word) > 1 and word in text:
            gain += costs.inside
        return gain

    def _ideas(self, lattice: Lattice) -> Iterator[_Idea]:
        text = lattice.text
        sounds = self.model.sounds(text)
        for start in range(len(text)):
            for size in (2, 3, 4):
                if start + size <= len(text):
                    yield from self._heard(lattice, start, sounds[start : start + size])
                    yield from self._looking(text, start, start + size)
                    yield from self._missing(text, start, start + size)
            yield from self._single(text, start)
            yield from self._doubled(lattice, start)

    def _heard(self, lattice: Lattice, start: int, sounds: str) -> Iterator[_Idea]:
        words = self.model.heard(sounds)
        if not words:
            return
        costs, alone = self.costs, self.model.alone
        end = start + len(sounds)
        old = lattice.text[start:end]
        known = old in self.model
        least = min(costs.char, costs.near) - costs.reach - lattice.bound(start, end)
        for word in words:
            if alone(word) < least:
                return
            if word == old:
                continue
            pairs = [(a, b) for a, b in zip(old, word, strict=True) if a != b]
            same = all(self.model.same(a, b) for a, b in pairs)
            if len(pairs) > 1:
                if known and same:
                    yield _Idea(start, end, word, costs.word)
            elif known:
                if same:
                    yield _Idea(start, end, word, costs.part)
            elif not _DIGITS.issuperset(pairs[0]):
                yield _Idea(start, end, word, costs.char if same else costs.near)

    def _looking(self, text: str, start: int, end: int) -> Iterator[_Idea]:
        old = text[start:end]
        if old in self.model:
            return
        for at, char in enumerate(old):
            for other in self.model.looks(char):
                word = old[:at] + other + old[at + 1 :]
                if self.model.is_meant(word):
                    yield _Idea(start, end, word, self.costs.shape)

    def _missing(self, text: str, start: int, end: int) -> Iterator[_Idea]:
        old = text[start:end]
        words = self.model.completed(old)
        if not words or old in self.model:
            return
        for word in words:
            size = len(word)
            # What looks lost may stand right beside: 简而言 before 之.
            if text[start : start + size] != word and text[max(0, end - size) : end] != word:
                yield _Idea(start, end, word, self.costs.missing)

    def _single(self, text: str, start: int) -> Iterator[_Idea]:
        char = text[start]
        for other in self.model.confused(char):
            yield _Idea(start, start + 1, other, self.costs.single)

    def _doubled(self, lattice: Lattice, start: int) -> Iterator[_Idea]:
        """One of two equal characters too many, where the word that keeps the other says so."""
        text = lattice.text
        char = text[start]
        if text[start + 1 : start + 2] != char or char in characters("said-twice") or char in _DIGITS:
            return
        if text[max(0, start - 1) : start + 1] in _STAYS or text[start + 1 : start + 3] in _STAYS:
            return
        if char in characters("never-doubled") or (char * 2 not in self.model and char == "在"):
            yield _Idea(start, start + 2, char, self.costs.doubled)
        if char * 2 in self.model:
            return
        for size in (2, 3):
            if start + 1 >= size and text[start + 1 - size : start + 1] in self.model:
                yield _Idea(
                    start + 1 - size, start + 2, text[start + 1 - size : start + 1], self.costs.doubled
                )
            if text[start + 1 : start + 1 + size] in self.model and start + 1 + size <= len(text):
                yield _Idea(start, start + 1 + size, text[start + 1 : start + 1 + size], self.costs.doubled)


def _trimmed(run: HanRun, idea: _Idea, gain: float) -> Replacement:
    """The change without what stays the same at its ends."""
    old, new = run.text[idea.start : idea.end], idea.word
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = run.start + idea.start
    return Replacement(start + head, start + len(old) - tail, new[head : len(new) - tail], gain)
