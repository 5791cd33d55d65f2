"""Where do many systems deviate at one place?  There the item is unfair, or it is a trap worth knowing."""

from __future__ import annotations

import functools
import heapq
import operator
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from stetmark.records import Score
from stetmark.summary import AuditEntry, AuditText, FlaggedItem
from stetmark.text.tokens import tokenize

__all__ = ["AuditTally", "describe"]

#: Distinct deviations remembered; beyond it the rarest are forgotten and the list says it is incomplete.
MAX_ENTRIES = 200_000
#: A place is listed if this share of the item's answers deviates there, by two systems or more.
MIN_SHARE = 1 / 6
#: A place where all deviations leave the misspelling alone: a weak system does so everywhere.
MIN_SHARE_MISSED = 1 / 2
MAX_LISTED = 200
_COUNT_BITS = 32
_COUNT = (1 << _COUNT_BITS) - 1

#: only missed, -share, -deviating answers, then the place: item, kind, start, end, source, reference
_Telling = tuple[bool, float, int, str, str, int, int, str, str]


class AuditTally:
    """Counts deviations by place and text; each holds how many answers and, as bits, which systems."""

    def __init__(self) -> None:
        self.systems: dict[str, int] = {}
        #: A place (`_place`) and what was written there, in one string: a third of what a tuple takes.
        self.entries: dict[str, int] = {}
        self.flags: dict[tuple[str, str], int] = {}
        self.complete = True

    def add(self, score: Score) -> None:
        """Count the deviations of one score."""
        for flag in score.item_flags:
            self.flags[score.item, flag] = self.flags.get((score.item, flag), 0) + 1
        if not score.assessable:
            return
        # An answer that corrects nothing says nothing about one place: a copy misses everywhere.
        idle = all(edit.verdict == "missed" for edit in score.edits)
        for edit in score.edits:
            if edit.verdict != "corrected" and not idle:
                place = _place(score.item, "slot", edit.start, edit.end, edit.source, edit.reference)
                self._count(place + edit.hypothesis, score.system)
        for change in score.changes:
            text = change.reference
            place = _place(score.item, "change", change.start, change.end, text, text)
            self._count(place + change.hypothesis, score.system)
        if len(self.entries) > MAX_ENTRIES:
            self._forget()

    def _count(self, key: str, system: str) -> None:
        bit = 1 << (_COUNT_BITS + self.systems.setdefault(system, len(self.systems)))
        self.entries[key] = (self.entries.get(key, 0) + 1) | bit

    def _forget(self) -> None:
        self.complete = False
        least = 1
        while len(self.entries) > MAX_ENTRIES // 2:
            self.entries = {key: value for key, value in self.entries.items() if value & _COUNT > least}
            least *= 2

    def merge(self, other: AuditTally) -> None:
        """Add another's counts."""
        self.complete = self.complete and other.complete
        mine = [self.systems.setdefault(name, len(self.systems)) for name in other.systems]
        entries, known = self.entries, dict[int, int]()
        for key, value in other.entries.items():
            theirs = value >> _COUNT_BITS
            bits = known.get(theirs)
            if bits is None:
                bits = known[theirs] = sum(
                    1 << (_COUNT_BITS + number) for i, number in enumerate(mine) if theirs >> i & 1
                )
            entries[key] = (entries.get(key, 0) + (value & _COUNT)) | bits
        for flagged, n in other.flags.items():
            self.flags[flagged] = self.flags.get(flagged, 0) + n
        if len(self.entries) > MAX_ENTRIES:
            self._forget()

    def list(self, n_answers: Mapping[str, int]) -> tuple[AuditEntry, ...]:
        """Return the places that several systems share: those changed first, then those only missed.

        Args:
            n_answers: item -> scored answers to it.
        """
        told = heapq.nsmallest(MAX_LISTED, self._shared(n_answers))
        return tuple(self._entry(key, written, n_answers[key[3]]) for key, written in told)

    def _shared(self, n_answers: Mapping[str, int]) -> Iterator[tuple[_Telling, dict[str, int]]]:
        """Yield the places that several systems share, what is written there, and by what they are sorted."""
        for place, keys in groupby(sorted(self.entries), key=_place_of):
            item, kind, start, end, source, reference = _parted(place)
            written = {key[len(place) :]: self.entries[key] for key in keys}
            n_deviating = sum(value & _COUNT for value in written.values())
            bits = functools.reduce(operator.or_, written.values()) >> _COUNT_BITS
            n = n_answers.get(item, 0)
            share = n_deviating / n if n else 0.0
            left = kind == "slot" and set(written) == {source}
            if bits.bit_count() >= 2 and share >= (MIN_SHARE_MISSED if left else MIN_SHARE):
                yield (left, -share, -n_deviating, item, kind, start, end, source, reference), written

    def _entry(self, key: _Telling, written: Mapping[str, int], n_answers: int) -> AuditEntry:
        _, _, negative, item, kind, start, end, source, reference = key
        texts = [
            AuditText(
                text=text,
                n_answers=value & _COUNT,
                systems=tuple(sorted(s for s, i in self.systems.items() if value >> (_COUNT_BITS + i) & 1)),
                action=action,
                detail=detail,
            )
            for text, value in sorted(written.items(), key=lambda tv: (-(tv[1] & _COUNT), tv[0]))
            for action, detail in (describe(reference, text, source if kind == "slot" else None),)
        ]
        return AuditEntry(
            item=item,
            place=kind,
            start=start,
            end=end,
            source=source,
            reference=reference,
            n_deviating=-negative,
            n_answers=n_answers,
            n_systems=len({system for text in texts for system in text.systems}),
            written=tuple(texts),
        )

    def flagged(self, n_answers: Mapping[str, int]) -> tuple[FlaggedItem, ...]:
        """Return the items that scoring found doubtful, those in most answers first."""
        return tuple(
            FlaggedItem(item=item, flag=flag, n_deviating=n, n_answers=n_answers.get(item, 0))
            for (item, flag), n in sorted(self.flags.items(), key=lambda kv: (-kv[1], kv[0]))
        )


def _place(item: str, kind: str, start: int, end: int, source: str, reference: str) -> str:
    """A place as one string that can be taken apart again, whatever its texts hold."""
    sizes = f"{len(item)} {len(source)} {len(reference)} {start} {end} {kind} "
    return f"{sizes}{item}{source}{reference}"


def _place_of(key: str) -> str:
    """The place that a key begins with."""
    item, source, reference, *_, rest = key.split(" ", 6)
    return key[: len(key) - len(rest) + int(item) + int(source) + int(reference)]


def _parted(place: str) -> tuple[str, str, int, int, str, str]:
    n_item, n_source, _, start, end, kind, rest = place.split(" ", 6)
    source = int(n_item)
    reference = source + int(n_source)
    return rest[:source], kind, int(start), int(end), rest[source:reference], rest[reference:]


def describe(reference: str, written: str, source: str | None = None) -> tuple[str, str]:
    """Say in one word what was done: `leave`, `drop`, `add` or `write`, and to which text.

    Example:
        >>> describe("that the", "that", "tyhathten")
        ('drop', 'the')
        >>> describe("regardless", "irrespective", "irregardless")
        ('write', 'irrespective')
    """
    if source is not None and written == source:
        return "leave", source
    was, now = ([t for t in tokenize(text) if not t.isspace()] for text in (reference, written))
    if len(now) < len(was) and (gone := _left_over(was, now)) is not None:
        return "drop", gone
    if len(was) < len(now) and (more := _left_over(now, was)) is not None:
        return "add", more
    return "write", written


def _left_over(longer: Sequence[str], shorter: Sequence[str]) -> str | None:
    """What `longer` has beyond `shorter`, if `shorter` is all in it and in order."""
    rest: list[str] = []
    at = 0
    for word in longer:
        if at < len(shorter) and word == shorter[at]:
            at += 1
        else:
            rest.append(word)
    if at < len(shorter):
        return None
    return " ".join(rest) if all(token.isascii() for token in rest) else "".join(rest)
