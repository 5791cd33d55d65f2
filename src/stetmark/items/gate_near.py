"""Which words are near a misspelt form: one slip away, or two where they begin alike.

Norvig's enumeration tries 26 letters at every place of a form. Here a form is compared with few words. Short
words are kept by themselves and by what is left of them without one letter: two that are one slip apart meet
there (Garbe's symmetric delete). A longer form with one slip has its start or its end whole, and meets the
words that share the one or the other.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stetmark.text.wordforms import SHORTEST_STEM, are_related, related_endings

__all__ = ["Neighbours"]

#: Longer forms are looked for by start and end: with each letter more the table of short words doubles.
_SHORT = 5


class Neighbours:
    """Searches a word list for what is near a form.

    Args:
        words: The list.
        counts: Lower-case word -> how often it is used. Where there are any, words without one are not
            looked for two slips away.
    """

    def __init__(self, words: frozenset[str], counts: Mapping[str, int]) -> None:
        self._words = words
        self._counts = counts
        self._shortened: dict[str, str] | None = None
        self._by_length: dict[int, list[str]] = {}
        self._tables: dict[tuple[int, int, int], dict[str, str]] = {}
        self._halves: dict[int, _Halves] = {}
        self._shelves: dict[tuple[str, int], tuple[list[str], list[int]]] = {}

    def one_slip(self, form: str) -> set[str]:
        """Return all words one omission, addition, substitution or swap away from `form`, itself left out."""
        near = self._near_short(form) if len(form) <= _SHORT else self._near_long(form)
        near.discard(form)
        return near

    def _near_short(self, form: str) -> set[str]:
        if self._shortened is None:
            self._shortened = _shortened(self._words, _SHORT + 1)
        lines = [self._shortened.get(letters, "") for letters in (form, *_one_less(form))]
        return _one_slip_of("".join(lines).split("\n")[:-1], form)

    def _near_long(self, form: str) -> set[str]:
        size = len(form)
        halves = self._halves.get(size) or self._divide(size)
        head, tail = form[: halves.head], form[-halves.tail :]
        lines = [table[head] for table in halves.by_head if head in table]
        lines += [table[tail] for table in halves.by_tail if tail in table]
        near = _one_slip_of("\n".join(lines).split("\n"), form)
        if halves.head + halves.tail == size:  # a swap of the two letters in the middle leaves neither whole
            at = halves.head - 1
            swapped = form[:at] + form[at + 1] + form[at] + form[at + 2 :]
            if swapped in self._words:
                near.add(swapped)
        return near

    def _divide(self, size: int) -> _Halves:
        """The words that a form of `size` letters may be one slip away from, by their start and end."""
        head, tail = min(4, size // 2), min(4, size - size // 2)
        lengths = (size - 1, size, size + 1)
        by_head = [self._table(length, 0, head) for length in lengths]
        by_tail = [self._table(length, length - tail, length) for length in lengths]
        new = self._halves[size] = _Halves(head, tail, by_head, by_tail)
        return new

    def _table(self, length: int, start: int, end: int) -> dict[str, str]:
        """Return the words of a length, one to a line, by their letters from `start` to `end`."""
        if not self._by_length:
            for word in self._words:
                self._by_length.setdefault(len(word), []).append(word)
        table = self._tables.get((length, start, end))
        if table is None:
            found: dict[str, list[str]] = {}
            for word in self._by_length.get(length, ()):
                found.setdefault(word[start:end], []).append(word)
            table = {letters: "\n".join(words) for letters, words in found.items()}
            self._tables[length, start, end] = table
        return table

    def begin_alike(self, form: str, least: float) -> Iterator[str]:
        """Yield words with the first letter of `form`, at most two slips away, used `least` times or more."""
        for length in range(len(form) - 2, len(form) + 3):
            words, rarity = self._shelf(form[:1], length)
            most = bisect(rarity, -least) if self._counts else len(words)
            if most:
                some = words if most == len(words) else words[:most]
                found = process.extract(form, some, scorer=OSA.distance, score_cutoff=2, limit=None)
                yield from (word for word, _, _ in found)

    def forms_of_one(self, form: str, goal: str) -> Iterator[str]:
        """Of `begin_alike(form)`, whatever their use, the words that are forms of the same word as `goal`."""
        endings = related_endings()
        for stem_end in range(SHORTEST_STEM, len(goal) + 1):
            if goal[stem_end:] not in endings:
                continue
            stem = goal[:stem_end]
            for ending in endings:
                word = stem + ending
                if (
                    word in self._words
                    and word[0] == form[:1]
                    and (word in self._counts or not self._counts)
                    and are_related(word, goal)
                    and OSA.distance(form, word, score_cutoff=2) <= 2
                ):
                    yield word

    def _shelf(self, first: str, length: int) -> tuple[list[str], list[int]]:
        """Words of one first letter and length, the most used first, and how often each is used, negated."""
        if not self._shelves:
            counts = self._counts
            used = self._words.intersection(counts) if counts else self._words
            for word in sorted(used, key=counts.__getitem__, reverse=True) if counts else used:
                words, rarity = self._shelves.setdefault((word[0], len(word)), ([], []))
                words.append(word)
                rarity.append(-counts.get(word, 0))
            for words, _ in self._shelves.values():  # side by side in memory they are read in half the time
                words[:] = "\n".join(words).split("\n")
        return self._shelves.get((first, length), ([], []))


class _Halves(NamedTuple):
    """How many letters of a form's start and end count, and the tables of words by these letters."""

    head: int
    tail: int
    by_head: list[dict[str, str]]
    by_tail: list[dict[str, str]]


def _one_less(word: str) -> list[str]:
    """Return the word without one letter, for each of its letters."""
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _shortened(words: frozenset[str], longest: int) -> dict[str, str]:
    """Words up to a length, whole and without one letter -> the words that it is left of, a line each."""
    found: dict[str, str] = {}
    for word in words:
        if len(word) <= longest:
            line = word + "\n"
            for rest in (word, *_one_less(word)):
                found[rest] = found.get(rest, "") + line
    return found


def _one_slip_of(some: list[str], form: str) -> set[str]:
    """Those of some words that are one slip or none away from `form`."""
    found = process.extract(form, some, scorer=OSA.distance, score_cutoff=1, limit=None)
    return {word for word, _, _ in found}
