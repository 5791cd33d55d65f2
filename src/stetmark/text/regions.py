"""Stretches of a text, sorted and merged, that can be asked whether they meet another."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

__all__ = ["Regions"]


class Regions:
    """Sorted half-open spans without overlaps; spans that touch are one.

    Args:
        spans: Half-open spans in any order, overlapping or not; empty ones are dropped.
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if start >= end:
                continue
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)

    def __len__(self) -> int:
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regions) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Regions({list(self)!r})"

    def __or__(self, other: Iterable[tuple[int, int]]) -> Regions:
        """Return what lies in either."""
        return Regions([*self, *other])

    def meets(self, start: int, end: int) -> bool:
        """Return whether `start:end` shares a character with any span; an empty one, whether it is inside."""
        index = bisect.bisect_right(self.starts, start) - 1
        if index >= 0 and self.ends[index] > start and (self.starts[index] < start or start < end):
            return True
        return index + 1 < len(self.starts) and self.starts[index + 1] < end

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what of the spans lies in `start:end`."""
        index = max(0, bisect.bisect_right(self.starts, start) - 1)
        while index < len(self.starts) and self.starts[index] < end:
            if self.ends[index] > start:
                yield max(start, self.starts[index]), min(end, self.ends[index])
            index += 1

    def without(self, other: Regions) -> Regions:
        """Return what lies in these spans and in none of `other`."""
        return Regions(span for start, end in self for span in other.gaps(start, end))

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of `start:end` that lie in no span, in order."""
        at = start
        index = max(0, bisect.bisect_right(self.starts, start) - 1)
        while index < len(self.starts) and self.starts[index] < end:
            if self.starts[index] > at:
                yield at, self.starts[index]
            at = max(at, self.ends[index])
            index += 1
        if at < end:
            yield at, end
