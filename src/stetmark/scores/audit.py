"""Where do many systems deviate at one place?  There the item is unfair, or it is a trap worth knowing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

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

#: item, place, start, end, source text, reference text, written text
_Key = tuple[str, str, int, int, str, str, str]


class AuditTally:
    """Counts deviations by place and text; each holds how many answers and, as bits, which systems."""

    def __init__(self) -> None:
        self.systems: dict[str, int] = {}
        self.entries: dict[_Key, int] = {}
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
                key = (score.item, "slot", edit.start, edit.end, edit.source, edit.reference, edit.hypothesis)
                self._count(key, score.system, 1)
        for change in score.changes:
            text = change.reference
            self._count(
                (score.item, "change", change.start, change.end, text, text, change.hypothesis),
                score.system,
                1,
            )
        if len(self.entries) > MAX_ENTRIES:
            self._forget()

    def _count(self, key: _Key, system: str, n: int) -> None:
        bit = 1 << (_COUNT_BITS + self.systems.setdefault(system, len(self.systems)))
        self.entries[key] = (self.entries.get(key, 0) + n) | bit

    def _forget(self) -> None:
        self.complete = False
        least = 1
        while len(self.entries) > MAX_ENTRIES // 2:
            self.entries = {key: value for key, value in self.entries.items() if value & _COUNT > least}
            least *= 2

    def merge(self, other: AuditTally) -> None:
        """Add another's counts."""
        self.complete = self.complete and other.complete
        names = {number: name for name, number in other.systems.items()}
        for key, value in other.entries.items():
            bits, number = value >> _COUNT_BITS, 0
            count = value & _COUNT
            while bits:
                if bits & 1:
                    self._count(key, names[number], count)
                    count = 0
                bits, number = bits >> 1, number + 1
        for flagged, n in other.flags.items():
            self.flags[flagged] = self.flags.get(flagged, 0) + n
        if len(self.entries) > MAX_ENTRIES:
            self._forget()

    def list(self, n_answers: Mapping[str, int]) -> tuple[AuditEntry, ...]:
        """Return the places that several systems share: those changed first, then those only missed.

        Args:
            n_answers: item -> scored answers to it.
        """
        places: dict[tuple[str, str, int, int, str, str], dict[str, int]] = defaultdict(dict)
        for key, value in self.entries.items():
            places[key[:6]][key[6]] = value
        found = [
            entry
            for place, written in places.items()
            if (entry := self._entry(place, written, n_answers.get(place[0], 0))) is not None
        ]
        found.sort(key=_most_telling)
        return tuple(found[:MAX_LISTED])

    def _entry(
        self, place: tuple[str, str, int, int, str, str], written: Mapping[str, int], n_answers: int
    ) -> AuditEntry | None:
        item, kind, start, end, source, reference = place
        n_deviating = sum(value & _COUNT for value in written.values())
        bits = 0
        for value in written.values():
            bits |= value >> _COUNT_BITS
        share = n_deviating / n_answers if n_answers else 0.0
        only_missed = kind == "slot" and set(written) == {source}
        if bits.bit_count() < 2 or share < (MIN_SHARE_MISSED if only_missed else MIN_SHARE):
            return None
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
            n_deviating=n_deviating,
            n_answers=n_answers,
            n_systems=bits.bit_count(),
            written=tuple(texts),
        )

    def flagged(self, n_answers: Mapping[str, int]) -> tuple[FlaggedItem, ...]:
        """Return the items that scoring found doubtful, those in most answers first."""
        return tuple(
            FlaggedItem(item=item, flag=flag, n_deviating=n, n_answers=n_answers.get(item, 0))
            for (item, flag), n in sorted(self.flags.items(), key=lambda kv: (-kv[1], kv[0]))
        )


def _most_telling(entry: AuditEntry) -> tuple[object, ...]:
    only_missed = all(written.action == "leave" for written in entry.written)
    share = entry.n_deviating / entry.n_answers
    return only_missed, -share, -entry.n_deviating, entry.item, entry.place, entry.start, entry.end


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
