"""An item's text as a chain of common stretches and slots: all that is worked out once an item."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from stetmark.text.slots import Slot
from stetmark.text.tokens import is_word, tokenize

__all__ = ["NEEDLE", "Chain", "ChainSlot", "Link", "Needle", "SlotText", "Window", "WindowKey"]

#: Tokens that must follow where a hypothesis is followed or met again by string comparison.
NEEDLE = 6


class SlotText(NamedTuple):
    """What a slot holds: hypothesis code points, and the number of the text that fits, or -1."""

    hyp_start: int
    hyp_end: int
    branch: int


class Window(NamedTuple):
    """An aligned part of a chain: its cost, differing steps and what its slots hold, from its start on."""

    cost: int
    steps: tuple[tuple[int, int, int, int], ...]
    slot_texts: tuple[tuple[int, int, int], ...]


#: Reference tokens and slots of a window, whether its end is open, and the hypothesis tokens opposite it.
WindowKey = tuple[int, int, int, int, bool, tuple[str, ...]]
#: What to look for at a slot: one of its texts and what follows, the text's length, and whether the boundary
#: after it must be checked.
Needle = tuple[str, int, bool]
#: The stretch before a slot, one of its texts and what follows, in one; where the text starts and ends in it;
#: the text's number.
Link = tuple[str, int, int, int]


class ChainSlot:
    """A slot as the alignment needs it.

    Attributes:
        span: Its reference code points.
        start, end: Its reference tokens.
        texts: Its texts by number: 0 the reference's, then the accepted ones, last the source's.
        right: For each text whether it is right there.
        branches: The texts' tokens.
        words: All words in them.
        even: Whether all branches have as many tokens, and one at least.
        single: Whether all branches have one token.
        plain: Whether each branch is one word: what another word there means needs no alignment.
        needles: For each text what to look for; None where only the exact alignment can tell.
        links: For each text what a hypothesis that runs through the slot has at the beginning of the stretch
            before it; empty where a boundary would have to be checked as well.
    """

    __slots__ = (
        "branches",
        "end",
        "even",
        "links",
        "needles",
        "plain",
        "right",
        "single",
        "span",
        "start",
        "texts",
        "words",
    )

    def __init__(self, slot: Slot, starts: Sequence[int]) -> None:
        self.span = slot.ref_start, slot.ref_end
        self.start, self.end = bisect_left(starts, slot.ref_start), bisect_left(starts, slot.ref_end)
        self.texts = tuple(dict.fromkeys((slot.reference, *slot.accept, slot.source)))
        self.right = tuple(text == slot.reference or text in slot.accept for text in self.texts)
        self.branches = tuple(tuple(tokenize(text)) for text in self.texts)
        self.words = {token for branch in self.branches for token in branch if is_word(token)}
        lengths = {len(branch) for branch in self.branches}
        self.even = len(lengths) == 1 and 0 not in lengths
        self.single = lengths == {1}
        self.plain = self.single and all(is_word(branch[0]) for branch in self.branches)
        self.needles: tuple[Needle, ...] | None = None
        self.links: tuple[Link, ...] = ()

    def follow(self, before: str, after: Sequence[str]) -> None:
        """Work out what to look for at this slot.

        A slot of one word a branch needs nothing after it: taking the branch that is there never costs
        more. Where branches differ in length some common tokens must follow, and share no word with them;
        otherwise the slot always goes through the exact alignment.

        Args:
            before: The common stretch in front of it.
            after: The tokens of the common stretch behind it.
        """
        ahead = after[: 1 if self.plain else NEEDLE]
        if not self.plain and (self.words & set(ahead) or len(ahead) < NEEDLE or not all(self.branches)):
            return
        guard = "".join(ahead)
        self.needles = tuple((text + guard, len(text), guard[:1] != " ") for text in self.texts)
        if guard[:1] == " " and before[-1:] in {" ", ""}:
            n = len(before)
            self.links = tuple(
                (before + needle, n, n + length, branch)
                for branch, (needle, length, _) in enumerate(self.needles)
            )


class Chain:
    """The lattice of one item.

    Common stretch `k` lies before slot `k`, from token `froms[k]` to `tos[k]`; the last one after all slots.

    Args:
        reference: The correct text.
        slots: Its slots in order, as `slots_of` gives them.
    """

    def __init__(self, reference: str, slots: Sequence[Slot]) -> None:
        self.reference = reference
        self.tokens = tokenize(reference)
        self.starts = list(accumulate(map(len, self.tokens), initial=0))
        starts = self.starts
        self.gold_slots = tuple(slots)
        self.slots = [ChainSlot(slot, starts) for slot in slots]
        self.froms = [0, *(slot.end for slot in self.slots)]
        self.tos = [*(slot.start for slot in self.slots), len(self.tokens)]
        self.commons = [reference[starts[a] : starts[b]] for a, b in zip(self.froms, self.tos, strict=True)]
        for k, slot in enumerate(self.slots):
            slot.follow(self.commons[k], self.tokens[self.froms[k + 1] : self.tos[k + 1]])
        self.slot_spans = [slot.span for slot in self.slots]
        #: What the slots hold in the reference itself.
        self.reference_texts = [SlotText(start, end, 0) for start, end in self.slot_spans]
        #: Whether source or reference has nothing in some slot: what stands there must be looked at.
        self.has_bare = any(not (slot.source and slot.reference) for slot in slots)
        #: Kept by whoever aligns hypotheses: small windows with slots.
        self.windows: dict[WindowKey, Window] = {}

    @cached_property
    def single_slots(self) -> dict[int, ChainSlot]:
        """Slots of one token a branch, by that token's place."""
        return {slot.start: slot for slot in self.slots if slot.single}

    @cached_property
    def meant(self) -> dict[str, str]:
        """Source words of one-word slots that the reference has nowhere, with the word they stand for."""
        have = set(self.tokens)
        return {
            slot.branches[-1][0]: slot.branches[0][0]
            for slot in self.single_slots.values()
            if slot.branches[-1][0] not in have
        }
