"""An item's text as a chain of tokens and slots, made once; hypotheses are aligned to it window by window.

Where hypothesis and reference agree over `ANCHOR` tokens or more, the alignment is cut; only the windows
between such anchors go through the exact alignment of `lattice`. A window of more than `MAX_WINDOW` pairs is
cut at shorter agreements, and what still is too large is taken as one block written otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from stetmark.text.align import blocks
from stetmark.text.lattice import Column, align_window
from stetmark.text.slots import Slot
from stetmark.text.tokens import tokenize

__all__ = ["ANCHOR", "Chain", "Difference", "Held", "Placed"]

#: Tokens that must agree in a row before a window may end there, and how many of them stay in the window.
ANCHOR, _MARGIN = 10, 4
MAX_WINDOW = 160_000


class Difference(NamedTuple):
    """One token step outside slots, as half-open code points of reference and hypothesis."""

    start: int
    end: int
    hyp_start: int
    hyp_end: int


class Held(NamedTuple):
    """What a slot holds: hypothesis code points, and the branch that fits (0 reference, last source) or -1."""

    hyp_start: int
    hyp_end: int
    branch: int


class Placed(NamedTuple):
    """A hypothesis laid along a chain."""

    differences: list[Difference]
    held: list[Held]


class Chain:
    """The lattice of one item.

    Args:
        reference: The correct text.
        slots: Its slots in order, as `slots_of` gives them.
    """

    def __init__(self, reference: str, slots: Sequence[Slot]) -> None:
        self.reference = reference
        self.slots = tuple(slots)
        self.tokens = tokenize(reference)
        self.starts = list(accumulate(map(len, self.tokens), initial=0))
        place = {at: k for k, at in enumerate(self.starts)}
        self.spans = [(place[slot.ref_start], place[slot.ref_end]) for slot in slots]
        self.branches = [
            tuple(
                tuple(tokenize(text)) for text in dict.fromkeys((slot.reference, *slot.accept, slot.source))
            )
            for slot in slots
        ]

    def columns(self, start: int, end: int) -> tuple[list[Column], list[int]]:
        """Columns for reference tokens `start:end`, and the token each one starts at."""
        columns: list[Column] = []
        at: list[int] = []
        k = start
        for number, (slot_start, slot_end) in enumerate(self.spans):
            if slot_start < start or slot_end > end:
                continue
            for i in range(k, slot_start):
                columns.append(Column(((self.tokens[i],),)))
                at.append(i)
            columns.append(Column(self.branches[number], number))
            at.append(slot_start)
            k = slot_end
        for i in range(k, end):
            columns.append(Column(((self.tokens[i],),)))
            at.append(i)
        return columns, [*at, end]

    def place(self, hypothesis: str) -> Placed:
        """Lay `hypothesis` along the chain."""
        tokens = tokenize(hypothesis)
        starts = list(accumulate(map(len, tokens), initial=0))
        differences: list[Difference] = []
        held: list[Held] = [Held(0, 0, 0)] * len(self.slots)
        i = j = 0
        for cut_i, cut_j, n in self._anchors(tokens):
            self._window(i, cut_i, j, cut_j, tokens, starts, differences, held)
            shift = starts[cut_j] - self.starts[cut_i]
            for number, (start, end) in enumerate(self.spans):
                if cut_i <= start and end <= cut_i + n:
                    held[number] = Held(self.starts[start] + shift, self.starts[end] + shift, 0)
            i, j = cut_i + n, cut_j + n
        self._window(i, len(self.tokens), j, len(tokens), tokens, starts, differences, held)
        return Placed(differences, held)

    def _anchors(self, tokens: list[str]) -> list[tuple[int, int, int]]:
        """Runs of agreement to skip: `(reference token, hypothesis token, how many)`."""
        found: list[tuple[int, int, int]] = []
        for i, j, n in blocks(self.tokens, tokens):
            start, end = i + _MARGIN, i + n - _MARGIN
            for slot_start, slot_end in self.spans:
                if slot_start < start < slot_end or slot_start == slot_end == start:
                    start = slot_end + (slot_start == slot_end)
                if slot_start < end < slot_end or slot_start == slot_end == end:
                    end = slot_start - (slot_start == slot_end)
            if end - start >= ANCHOR - 2 * _MARGIN:
                found.append((start, j + start - i, end - start))
        return found

    def _window(
        self,
        start: int,
        end: int,
        hyp_start: int,
        hyp_end: int,
        tokens: list[str],
        starts: list[int],
        differences: list[Difference],
        held: list[Held],
    ) -> None:
        """Align one window and put down what it finds."""
        columns, at = self.columns(start, end)
        _, steps, hits = align_window(columns, tokens[hyp_start:hyp_end])
        for i, i_end, j, j_end in steps:
            here = self.starts[at[i]]
            there = self.starts[at[i] + 1] if i_end > i else here
            differences.append(Difference(here, there, starts[hyp_start + j], starts[hyp_start + j_end]))
        for slot, slot_from, slot_to, branch in hits:
            held[slot] = Held(starts[hyp_start + slot_from], starts[hyp_start + slot_to], branch)
