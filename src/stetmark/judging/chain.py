"""An item's text as a chain of common stretches and slots: all that is worked out once an item."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from stetmark.text.slots import Slot
from stetmark.text.tokens import is_word, tokenize

__all__ = ["NEEDLE", "Chain", "Difference", "Held", "Window", "WindowKey"]

#: Tokens that must follow where a hypothesis is followed or met again by string comparison.
NEEDLE = 6


class Difference(NamedTuple):
    """One token step outside slots, as half-open code points of reference and hypothesis."""

    start: int
    end: int
    hyp_start: int
    hyp_end: int


class Held(NamedTuple):
    """What a slot holds: hypothesis code points, and the number of the text that fits, or -1."""

    hyp_start: int
    hyp_end: int
    branch: int


#: Reference tokens and slots of a window, whether its end is open, and the tokens over against it.
WindowKey = tuple[int, int, int, int, bool, tuple[str, ...]]
#: Its cost, its differing steps and what its slots hold.
Window = tuple[int, tuple[tuple[int, int, int, int], ...], tuple[tuple[int, int, int], ...]]


class Chain:
    """The lattice of one item.

    Common stretch `k` lies before slot `k`, from token `froms[k]` to `tos[k]`; the last one after all slots.
    Texts of a slot are numbered: 0 the reference's, then the accepted ones, last the source's.

    Args:
        reference: The correct text.
        slots: Its slots in order, as `slots_of` gives them.
    """

    def __init__(self, reference: str, slots: Sequence[Slot]) -> None:
        self.reference = reference
        self.slots = tuple(slots)
        self.tokens = tokenize(reference)
        self.starts = list(accumulate(map(len, self.tokens), initial=0))
        starts = self.starts
        self.spans = [
            (bisect_left(starts, slot.ref_start), bisect_left(starts, slot.ref_end)) for slot in slots
        ]
        self.texts = [tuple(dict.fromkeys((s.reference, *s.accept, s.source))) for s in slots]
        self.branches = [tuple(tuple(tokenize(text)) for text in texts) for texts in self.texts]
        self.words = [
            {token for branch in branches for token in branch if is_word(token)} for branches in self.branches
        ]
        self.froms = [0, *(end for _, end in self.spans)]
        self.tos = [*(start for start, _ in self.spans), len(self.tokens)]
        self.commons = [
            reference[self.starts[a] : self.starts[b]] for a, b in zip(self.froms, self.tos, strict=True)
        ]
        self.needles = [self._needles_of(k) for k in range(len(slots))]
        #: Slots of as many tokens on every branch; those of one token, by its place.
        self.even = {k for k, bs in enumerate(self.branches) if len({len(b) for b in bs}) == 1 and bs[0]}
        self.slot_at = {self.spans[k][0]: k for k in self.even if len(self.branches[k][0]) == 1}
        self.links = [self._links_of(k) for k in range(len(slots))]
        self.walls = [(slot.ref_start, slot.ref_end) for slot in slots]
        #: What the slots hold in the reference itself.
        self.own = [Held(slot.ref_start, slot.ref_end, 0) for slot in slots]
        #: Slots of one word a branch: what another word there means needs no alignment.
        self.plain = {k for k in self.slot_at.values() if all(is_word(b[0]) for b in self.branches[k])}
        #: Whether the source has nothing in some slot: what is put in there must be looked at.
        self.has_bare = any(not slot.source for slot in slots)
        #: For each text of each slot whether it is right there.
        self.right = [
            tuple(text == slot.reference or text in slot.accept for text in texts)
            for slot, texts in zip(slots, self.texts, strict=True)
        ]
        #: Kept by whoever lays hypotheses: small windows with slots, as offsets from where they begin.
        self.windows: dict[WindowKey, Window] = {}

    def _links_of(self, k: int) -> tuple[tuple[str, int, int, int], ...]:
        """For each text of slot `k`: stretch before, text and guard in one; where they start; its number.

        A hypothesis that has this at a stretch's beginning runs through the slot: the usual case, told by one
        comparison. None at all where a boundary would have to be looked at as well.
        """
        needles, common = self.needles[k], self.commons[k]
        if needles is None or needles[0][2] or common[-1:] not in {" ", ""}:
            return ()
        n = len(common)
        return tuple((common + needle, n, n + length, b) for b, (needle, length, _) in enumerate(needles))

    @cached_property
    def fits(self) -> set[tuple[int, str]]:
        """Slots of one token a branch, each with a token that fits there."""
        return {(k, branch[0]) for k in self.slot_at.values() for branch in self.branches[k]}

    @cached_property
    def meant(self) -> dict[str, str]:
        """Source words of one-word slots that the reference has nowhere, with the word they stand for."""
        have = set(self.tokens)
        return {
            self.branches[k][-1][0]: self.branches[k][0][0]
            for k in self.slot_at.values()
            if self.branches[k][-1][0] not in have
        }

    def _needles_of(self, k: int) -> tuple[tuple[str, int, bool], ...] | None:
        """For each text of slot `k`: what to look for, its length, and whether a boundary must be checked.

        A slot of one word a branch needs nothing after it: taking the branch that stands there never
        costs more. Where branches differ in length some common tokens must follow, and share no word with
        them; None where that cannot be, and the slot always goes through the exact alignment.
        """
        start, end = self.froms[k + 1], self.tos[k + 1]
        plain = all(len(branch) == 1 and is_word(branch[0]) for branch in self.branches[k])
        reach = min(end, start + (1 if plain else NEEDLE))
        if not plain:
            ahead = self.tokens[start:reach]
            if self.words[k] & set(ahead) or len(ahead) < NEEDLE or not all(self.branches[k]):
                return None
        guard = self.reference[self.starts[start] : self.starts[reach]]
        return tuple((text + guard, len(text), guard[:1] != " ") for text in self.texts[k])
