"""The two texts that a change lies between, and the slots that no change crosses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stetmark.text.align import Difference

__all__ = ["FoundChange", "TextPair", "in_parts"]


class TextPair(NamedTuple):
    """A reference and a hypothesis, with the reference spans of the slots in order."""

    reference: str
    hypothesis: str
    slot_spans: Sequence[tuple[int, int]]

    def texts(self, change: Difference | FoundChange) -> tuple[str, str]:
        """Return what the reference and the hypothesis have at a change."""
        return (
            self.reference[change.start : change.end],
            self.hypothesis[change.hyp_start : change.hyp_end],
        )

    def next_slot(self, at: int) -> int:
        """Return the number of the first slot that starts at `at` or behind it."""
        return bisect_left(self.slot_spans, (at, at))


class FoundChange(NamedTuple):
    """One change with its class, empty while unknown.

    `weight` is how many unneeded changes it counts as, `words` how many words it gains, loses or changes.
    `parts` are the places of a change that stands in several, the first of them its span; `held` says where
    slots that moved with it went: reference place, hypothesis span.
    """

    class_: str
    start: int
    end: int
    hyp_start: int
    hyp_end: int
    weight: int = 1
    words: int = 0
    parts: tuple[Difference, ...] = ()
    held: tuple[tuple[int, int, int], ...] = ()

    def classed(self, class_: str) -> FoundChange:
        """Return the same change with a class."""
        return FoundChange(class_, *self[1:])

    def places(self) -> tuple[Difference, ...]:
        """Return all places of the change in the order of the reference."""
        return self.parts or (Difference(self.start, self.end, self.hyp_start, self.hyp_end),)


def in_parts(
    class_: str, changes: Iterable[FoundChange], held: tuple[tuple[int, int, int], ...] = ()
) -> FoundChange:
    """Return several changes as one of a class that stands where they stand."""
    parts = tuple(part for change in changes for part in change.places())
    return FoundChange(class_, *parts[0], parts=parts if len(parts) > 1 else (), held=held)
