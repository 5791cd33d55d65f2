"""Which words are near a misspelt form: one slip away, or two where they begin alike.

Norvig's enumeration tries 26 letters at every place of a form. Here only those letters are tried that some
word has after what stands before the place and that some word has before what stands after it: a few for a
form, not five hundred. What follows and what precedes is looked up in sorted lists once and remembered.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Collection, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["ENDINGS", "Neighbours", "are_forms_of_one"]

#: Endings that make forms of one word.
ENDINGS = frozenset(["", *"s es d ed r er ers ing ings ly y al n st est e 's".split()])
_LONGEST_ENDING = max(map(len, ENDINGS))
#: Forms of one word begin with at least so many letters of it.
_SHORTEST_STEM = 3
#: So many starts and ends of words are remembered, whatever is asked.
_REMEMBERED = 200_000
_NONE: frozenset[str] = frozenset()


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
        self._starts = _Letters(words, backward=False)
        self._ends = _Letters(words, backward=True)
        self._shelves: dict[tuple[str, int], tuple[list[str], list[int]]] = {}

    def one_slip(self, form: str) -> set[str]:
        """All words one omission, addition, substitution or swap away from `form`, itself left out."""
        words, size = self._words, len(form)
        before = self._ends.letters_beside(form)
        near: set[str] = set()
        head = ""
        for i in range(size + 1):
            after = self._starts.letters(head)
            if not after:  # no word goes on from here; one may end here
                if i == size - 1 and head in words:
                    near.add(head)
                break
            tail = form[i:]
            for letter in after & before[i]:
                near.add(head + letter + tail)
            if i == size:
                break
            here, rest = form[i], tail[1:]
            for letter in after & before[i + 1]:
                near.add(head + letter + rest)
            if head + rest in words:
                near.add(head + rest)
            if rest and rest[0] in after:
                swapped = head + rest[0] + here + rest[1:]
                if swapped in words:
                    near.add(swapped)
            head += here
        near &= words
        near.discard(form)
        return near

    def begin_alike(self, form: str, least: float) -> Iterator[str]:
        """Words with the first letter of `form`, at most two slips away, used `least` times or more."""
        for length in range(len(form) - 2, len(form) + 3):
            words, rarity = self._shelf(form[:1], length)
            most = bisect(rarity, -least) if self._counts else len(words)
            if most:
                some = words if most == len(words) else words[:most]
                found = process.extract(form, some, scorer=OSA.distance, score_cutoff=2, limit=None)
                yield from (word for word, _, _ in found)

    def forms_of_one(self, form: str, goal: str) -> Iterator[str]:
        """Of `begin_alike(form)`, whatever their use, the words that are forms of the same word as `goal`."""
        for stem_end in range(max(_SHORTEST_STEM, len(goal) - _LONGEST_ENDING), len(goal) + 1):
            if goal[stem_end:] not in ENDINGS:
                continue
            stem = goal[:stem_end]
            for ending in ENDINGS:
                word = stem + ending
                if (
                    word in self._words
                    and word[0] == form[:1]
                    and (word in self._counts or not self._counts)
                    and are_forms_of_one(word, goal)
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
        return self._shelves.get((first, length), ([], []))


class _Letters:
    """What letters some word has after a start, or (backward) before an end."""

    def __init__(self, words: Collection[str], *, backward: bool) -> None:
        self._words = words
        self._backward = backward
        self._sorted: list[str] = []
        self._found: dict[str, frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def letters(self, start: str) -> frozenset[str]:
        """The letters after `start`; after its mirror image where this looks backward."""
        found = self._found.get(start)
        if found is None:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            new = frozenset(self._look_up(start))
            found = self._found[start] = self._sets.setdefault(new, new)
        return found

    def letters_beside(self, form: str) -> list[frozenset[str]]:
        """For each place of `form`, its end among them, the letters that some word has before its rest."""
        beside = [_NONE] * (len(form) + 1)
        mirrored = form[::-1]
        for size in range(len(form) + 1):
            found = self.letters(mirrored[:size])
            if not found:
                break
            beside[len(form) - size] = found
        return beside

    def _look_up(self, start: str) -> Iterator[str]:
        if not self._sorted:
            self._sorted = sorted((w[::-1] for w in self._words) if self._backward else self._words)
        words, place = self._sorted, len(start)
        at = bisect_left(words, start)
        end = bisect_left(words, start + "\U0010ffff", at)
        if at < end and words[at] == start:
            at += 1
        while at < end:
            letter = words[at][place]
            yield letter
            at = bisect_left(words, start + letter + "\U0010ffff", at, end)


def are_forms_of_one(one: str, other: str) -> bool:
    """Whether two words are forms of one ("test", "tests"), between which context often leaves a choice."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _SHORTEST_STEM and one[shared:] in ENDINGS and other[shared:] in ENDINGS
