"""What each slot holds, once the whole neighbourhood is looked at; the rest are changes.

The alignment compares tokens; four things can be told only afterwards. A word split, or joined with its
neighbour, is still the word: letters decide, the lost or added space is a change of its own. Words put in
where the source lacks one are what the slot holds. A change put in beside a wrong word belongs to it where
together they are more like the reference. And a slot that is gone with its neighbours was not judged at all:
missed, and the whole deletion is one change.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stetmark.judging.alignment import Alignment
from stetmark.judging.chain import Chain, SlotText
from stetmark.judging.slot_search import found_slots
from stetmark.text.align import Difference
from stetmark.text.tokens import tokenize

__all__ = ["IN_DELETION", "ResolvedSlots", "resolve_slots"]

IN_DELETION = -2
_HYPHENS = "-‐‑"
_NO_HYPHEN = dict.fromkeys(map(ord, _HYPHENS))
_BESIDE = 8


class ResolvedSlots(NamedTuple):
    """Slots and steps as they count.

    `slot_texts[k].branch` is the number of the text that fits, -1 for another text, `IN_DELETION` inside a
    longer deletion; `joins` are spans where only a space beside a slot came or went; `slot_spans` the
    reference spans of the slots that no change crosses, `deleted` those of the others; `respaced` the slots
    that hold a fitting text with other white space in it.
    """

    differences: list[Difference]
    slot_texts: list[SlotText]
    joins: list[Difference]
    slot_spans: list[tuple[int, int]]
    deleted: list[tuple[int, int]]
    respaced: set[int]


_NO_SLOTS: set[int] = set()


def resolve_slots(chain: Chain, alignment: Alignment, hypothesis: str) -> ResolvedSlots:
    """Return what the slots hold and which steps are left over as changes."""
    slot_texts = alignment.slot_texts
    as_aligned = ResolvedSlots(alignment.differences, slot_texts, [], chain.slot_spans, [], _NO_SLOTS)
    if not (alignment.unfit or chain.has_bare):
        return as_aligned
    slots = chain.gold_slots
    differences, slot_texts = list(alignment.differences), list(slot_texts)
    if found_slots(chain, hypothesis, differences, slot_texts):
        as_aligned = ResolvedSlots(differences, slot_texts, [], chain.slot_spans, [], _NO_SLOTS)
    open_slots = [
        k
        for k, (start, end, branch) in enumerate(slot_texts)
        if branch < 0 or (start == end and slots[k].source == "")
    ]
    if not open_slots:
        return as_aligned
    resolver = _Resolver(chain, hypothesis, list(differences), list(slot_texts))
    for k in open_slots:
        resolver.resolve_slot(k)
    resolver.resolve_empty_slots()
    if not resolver.in_order():
        # Slots without text or of white space alone, touching, can each be read in a way that the other's
        # reading rules out. Then none is read closer than the alignment has it.
        return as_aligned
    kept: list[tuple[int, int]] = []
    deleted: list[tuple[int, int]] = []
    for span, text in zip(chain.slot_spans, resolver.slot_texts, strict=True):
        (deleted if text.branch == IN_DELETION else kept).append(span)
    return ResolvedSlots(
        sorted(resolver.differences), resolver.slot_texts, resolver.joins, kept, deleted, resolver.respaced
    )


class _Resolver:
    """The slots and steps of one answer while they are resolved; `forgiven` are spaces lost with a slot."""

    def __init__(
        self, chain: Chain, hypothesis: str, differences: list[Difference], slot_texts: list[SlotText]
    ) -> None:
        self.chain = chain
        self.hypothesis = hypothesis
        self.differences = differences
        self.slot_texts = slot_texts
        self.joins: list[Difference] = []
        self.forgiven: list[Difference] = []
        self.respaced: set[int] = set()

    def beside(self, k: int) -> tuple[list[Difference], list[Difference]]:
        """The steps that touch slot `k` on its left and on its right, nearest first."""
        slot, one = self.chain.gold_slots[k], self.slot_texts[k]
        left = self._left_of(slot.ref_start, one.hyp_start)
        right = [step for step in self._right_of(slot.ref_end, one.hyp_end) if step not in left]
        return left, right

    def _left_of(self, at: int, hyp_at: int) -> list[Difference]:
        found: list[Difference] = []
        stop = bisect_right(self.differences, at, key=_start)
        for step in reversed(self.differences[max(0, stop - 2 * _BESIDE) : stop]):
            if (step.end, step.hyp_end) == (at, hyp_at) and len(found) < _BESIDE:
                found.append(step)
                at, hyp_at = step.start, step.hyp_start
        return found

    def _right_of(self, at: int, hyp_at: int) -> list[Difference]:
        found: list[Difference] = []
        begin = bisect_left(self.differences, at, key=_start)
        for step in self.differences[begin : begin + 2 * _BESIDE]:
            if (step.start, step.hyp_start) == (at, hyp_at) and len(found) < _BESIDE:
                found.append(step)
                at, hyp_at = step.end, step.hyp_end
        return found

    def _over_space(self, k: int) -> tuple[list[Difference], list[Difference]]:
        """The steps beside slot `k` behind one unchanged space."""
        slot, one = self.chain.gold_slots[k], self.slot_texts[k]
        reference, hypothesis = self.chain.reference, self.hypothesis
        left: list[Difference] = []
        right: list[Difference] = []
        at, hyp_at = slot.ref_start, one.hyp_start
        if at and hyp_at and reference[at - 1].isspace() and reference[at - 1] == hypothesis[hyp_at - 1]:
            left = self._left_of(at - 1, hyp_at - 1)
        at, hyp_at = slot.ref_end, one.hyp_end
        if reference[at : at + 1].isspace() and reference[at] == hypothesis[hyp_at : hyp_at + 1]:
            right = self._right_of(at + 1, hyp_at + 1)
        return left, right

    def _respaced(self, k: int) -> bool:
        """Whether the slot holds one of its texts but for which white space stands between its words."""
        one = self.slot_texts[k]
        text = self.hypothesis[one.hyp_start : one.hyp_end]
        if one.branch >= 0 or not any(map(str.isspace, text)):
            return False
        tokens = tokenize(text)
        plain = [" " if token.isspace() else token for token in tokens]
        for branch, own in enumerate(self.chain.slots[k].branches):
            if [" " if token.isspace() else token for token in own] == plain:
                self.slot_texts[k] = SlotText(one.hyp_start, one.hyp_end, branch)
                self.respaced.add(k)
                slot = self.chain.gold_slots[k]
                at, hyp_at = slot.ref_start, one.hyp_start
                for token, mine in zip(own, tokens, strict=True):
                    if token != mine and branch == 0:
                        self.joins.append(Difference(at, at + len(token), hyp_at, hyp_at + len(mine)))
                    at, hyp_at = at + len(token), hyp_at + len(mine)
                return True
        return False

    def _drop(self, steps: list[Difference]) -> None:
        gone = set(steps)
        self.differences = [step for step in self.differences if step not in gone]

    def resolve_slot(self, k: int) -> None:
        if self._respaced(k):
            return
        left, right = self.beside(k)
        if self._split_or_joined(k, left, right) or not (left or right):
            return
        slot, one = self.chain.gold_slots[k], self.slot_texts[k]
        added_left = _while(left, lambda step: step.start == step.end)
        added_right = _while(right, lambda step: step.start == step.end)
        if one.branch >= 0:
            if added_left or added_right:
                self._hold(k, added_left, added_right)
        elif one.hyp_start < one.hyp_end and (added_left or added_right):
            best: tuple[list[Difference], list[Difference]] = ([], [])
            least = Indel.distance(slot.reference, self.hypothesis[one.hyp_start : one.hyp_end])
            for some in ((added_left, []), ([], added_right), (added_left, added_right)):
                start = some[0][-1].hyp_start if some[0] else one.hyp_start
                end = some[1][-1].hyp_end if some[1] else one.hyp_end
                distance = Indel.distance(slot.reference, self.hypothesis[start:end])
                if distance < least:
                    best, least = some, distance
            if best[0] or best[1]:
                self._hold(k, *best)

    def _hold(self, k: int, left: list[Difference], right: list[Difference]) -> None:
        """Make added text beside slot `k` part of what it holds."""
        one = self.slot_texts[k]
        start = left[-1].hyp_start if left else one.hyp_start
        end = right[-1].hyp_end if right else one.hyp_end
        while start < end and left and self.hypothesis[start].isspace():
            start += 1
        self.slot_texts[k] = self._holding(k, start, end)
        # Slots beside it that hold nothing stay on their side of what it now holds.
        for m in range(k - 1, -1, -1):
            if self.slot_texts[m].hyp_end <= start:
                break
            self.slot_texts[m] = SlotText(start, start, self.slot_texts[m].branch)
        for m in range(k + 1, len(self.slot_texts)):
            if self.slot_texts[m].hyp_start >= end:
                break
            self.slot_texts[m] = SlotText(end, end, self.slot_texts[m].branch)
        self._drop(left + right)

    def _holding(self, k: int, start: int, end: int) -> SlotText:
        """Slot `k` holding a span of the hypothesis: one of its texts, or another."""
        text, texts = self.hypothesis[start:end], self.chain.slots[k].texts
        return SlotText(start, end, texts.index(text) if text in texts else -1)

    def _split_or_joined(self, k: int, left: list[Difference], right: list[Difference]) -> bool:
        """Whether letters agree where spaces do not; then the slot holds its letters."""
        slot, one = self.chain.gold_slots[k], self.slot_texts[k]
        reference, hypothesis = self.chain.reference, self.hypothesis
        far_left, far_right = self._over_space(k)
        options = [(left, right)]
        if left and right:
            options += [(left, []), ([], right)]
        if far_right:
            options += [(left, far_right), ([], far_right)] if left else [([], far_right)]
        if far_left:
            options += [(far_left, right), (far_left, [])] if right else [(far_left, [])]
        for lefts, rights in options:
            start = lefts[-1].start if lefts else slot.ref_start
            end = rights[-1].end if rights else slot.ref_end
            hyp_start = lefts[-1].hyp_start if lefts else one.hyp_start
            hyp_end = rights[-1].hyp_end if rights else one.hyp_end
            before, after = reference[start : slot.ref_start], reference[slot.ref_end : end]
            text = hypothesis[hyp_start:hyp_end]
            if not (lefts or rights) and text.isalnum():
                continue
            bare = _bare(text)
            for own in self.chain.slots[k].texts:
                if (
                    not _bare(own)
                    or _bare(before + own + after) != bare
                    or (text == own and not before + after)
                ):
                    continue
                first, last = _letters(text, len(_bare(before)), len(_bare(own)))
                # By letters it is one text, to the letter perhaps another: the source, above all.
                self.slot_texts[k] = self._holding(k, hyp_start + first, hyp_start + last)
                self._drop(lefts + rights)
                self._join(start, slot.ref_start, hyp_start, hyp_start + first)
                self._join(slot.ref_end, end, hyp_start + last, hyp_end)
                return True
        return False

    def _join(self, start: int, end: int, hyp_start: int, hyp_end: int) -> None:
        """Record the space that came or went, less what both sides have."""
        reference, hypothesis = self.chain.reference, self.hypothesis
        while start < end and hyp_start < hyp_end and reference[start] == hypothesis[hyp_start]:
            start, hyp_start = start + 1, hyp_start + 1
        while start < end and hyp_start < hyp_end and reference[end - 1] == hypothesis[hyp_end - 1]:
            end, hyp_end = end - 1, hyp_end - 1
        if start < end or hyp_start < hyp_end:
            self.joins.append(Difference(start, end, hyp_start, hyp_end))

    def in_order(self) -> bool:
        """Whether slots and steps follow each other in both texts, none over another."""
        places = [
            (*span, one.hyp_start, one.hyp_end)
            for span, one in zip(self.chain.slot_spans, self.slot_texts, strict=True)
            if one.branch != IN_DELETION
        ]
        places += self.differences
        places += self.forgiven
        if not self.respaced:  # white space inside a slot is a join within it
            places += self.joins
        places.sort()
        at = hyp_at = 0
        for start, end, hyp_start, hyp_end in places:
            if start < at or hyp_start < hyp_at:
                return False
            at, hyp_at = end, hyp_end
        return hyp_at <= len(self.hypothesis)

    def resolve_empty_slots(self) -> None:
        """Slots that hold nothing: inside a longer deletion, or lost alone with a space beside."""
        slots = self.chain.gold_slots
        empty = [
            k for k, one in enumerate(self.slot_texts) if one.branch == -1 and one.hyp_start == one.hyp_end
        ]
        if not empty:
            return
        lost = {step.start: step for step in self.differences if step.hyp_start == step.hyp_end}
        lost_end = {step.end: step for step in lost.values()}
        at_start = {slots[k].ref_start: k for k in empty}
        at_end = {slots[k].ref_end: k for k in empty}
        seen: set[int] = set()
        for k in empty:
            if k in seen:
                continue
            group, steps = [k], []
            at, place = slots[k].ref_start, self.slot_texts[k].hyp_start
            while True:
                step, other = lost_end.get(at), at_end.get(at)
                if step is not None and step.hyp_start == place:
                    steps.append(step)
                    at = step.start
                elif other is not None and other not in group and self.slot_texts[other].hyp_start == place:
                    group.append(other)
                    at = slots[other].ref_start
                else:
                    break
            at = slots[k].ref_end
            while True:
                step, other = lost.get(at), at_start.get(at)
                if step is not None and step.hyp_start == place and step not in steps:
                    steps.append(step)
                    at = step.end
                elif other is not None and other not in group and self.slot_texts[other].hyp_start == place:
                    group.append(other)
                    at = slots[other].ref_end
                else:
                    break
            seen.update(group)
            self._gone(group, steps)

    def _gone(self, group: list[int], steps: list[Difference]) -> None:
        reference = self.chain.reference
        longer = len(group) > 1 or any(not reference[step.start : step.end].isspace() for step in steps)
        if longer:
            for k in group:
                slot, one = self.chain.gold_slots[k], self.slot_texts[k]
                self.slot_texts[k] = SlotText(one.hyp_start, one.hyp_end, IN_DELETION)
                self.differences.append(Difference(slot.ref_start, slot.ref_end, one.hyp_start, one.hyp_end))
        elif steps:
            # The space that a lost word leaves goes with it; more than one is a change of its own.
            self._drop(steps[:1])
            self.forgiven += steps[:1]


def _while(steps: list[Difference], holds: Callable[[Difference], bool]) -> list[Difference]:
    out: list[Difference] = []
    for step in steps:
        if not holds(step):
            break
        out.append(step)
    return out


def _start(step: Difference) -> int:
    return step.start


def _bare(text: str) -> str:
    """The text without what may part a word in two: white space and hyphens."""
    return "".join(text.split()).translate(_NO_HYPHEN)


def _letters(text: str, skip: int, count: int) -> tuple[int, int]:
    """Where `count` characters that part no word stand in `text`, after `skip` of them."""
    places = [k for k, sign in enumerate(text) if not sign.isspace() and sign not in _HYPHENS]
    return places[skip], places[skip + count - 1] + 1
