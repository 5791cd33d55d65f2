"""A hypothesis aligned to the chain of an item.

Where it runs along the chain it is followed by string comparison alone, through slots that hold one of their
texts. Where it leaves the chain, the next place is sought where it runs along again for twice as long as
what was left out; only the tokens between go through the exact alignment of `lattice`. Where no such place
is near, the rest is cut at long agreements that a longest common subsequence finds, and what is still larger
than `MAX_WINDOW` pairs at shorter ones; a window that stays too large is one block written otherwise.

So the time is at most (tokens of both texts) x sqrt(MAX_WINDOW) pairs, besides the bit-parallel subsequence.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel, Prefix

from stetmark.judging.anchors import LEVELS, Stretch, anchors
from stetmark.judging.chain import NEEDLE, Chain, SlotText
from stetmark.judging.lattice import block_cost, leave_cost, trade_cost
from stetmark.judging.windows import aligned
from stetmark.text.align import Difference
from stetmark.text.tokens import is_boundary, is_word, tokenize

__all__ = ["MAX_WINDOW", "Alignment", "align"]

#: Column and token pairs that one window may hold.
MAX_WINDOW = 40_000
#: Up to this many tokens in the reference, and up to this many pairs in what is left, nothing is cut at all.
_SHORT, _SMALL = 24, 600
#: Tokens to look ahead for the place where hypothesis and chain meet again.
_AHEAD = (0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 28)
#: Characters that must run along the chain again before a window is closed, besides twice its size.
_RUN = 20
#: Tokens beside a window that are looked at for words that its slots could hold as well.
_BESIDE, _EDGE = 6, 3
#: A hypothesis breaks off that has at most this share of the reference and another ending, so many characters
#: long; its last tokens belong to no place further on than twice as many tokens and this many.
_WHOLE, _ENDING, _BEYOND = 0.93, 10, 40
#: Endings of so many characters that are so much alike are the same one.
_TAIL, _ALIKE = 40, 0.75
_NOTHING = SlotText(0, 0, -1)


class Alignment(NamedTuple):
    """What the slots hold and how the rest differs; `cost` is what the alignment costs.

    `unfit` says whether some slot holds none of its texts.
    """

    differences: list[Difference]
    slot_texts: list[SlotText]
    cost: int
    unfit: bool


class _Position(NamedTuple):
    """A place on the chain, before slot `k` at token `i`, and in the hypothesis, at code point `p`."""

    k: int
    i: int
    p: int


def align(chain: Chain, hypothesis: str) -> Alignment:
    """Return what the slots of `chain` hold in `hypothesis`, and how it differs outside them."""
    if hypothesis == chain.reference:
        # Nothing need be sought, and nothing may be found: text that repeats itself could be met elsewhere.
        return Alignment([], chain.reference_texts, 0, unfit=False)
    aligner = _Aligner(chain, hypothesis)
    aligner.run()
    return Alignment(aligner.differences, aligner.slot_texts, aligner.cost, aligner.unfit)


class _Aligner:
    """One hypothesis on its way along a chain."""

    def __init__(self, chain: Chain, hypothesis: str) -> None:
        self.chain = chain
        self.hypothesis = hypothesis
        self.differences: list[Difference] = []
        self.slot_texts: list[SlotText] = [_NOTHING] * len(chain.slots)
        self.cost = 0
        self.unfit = False
        #: Reference tokens before this one belong to a window that is aligned.
        self.done = 0

    def run(self) -> None:
        chain, hypothesis = self.chain, self.hypothesis
        n, size, n_slots = len(chain.tokens), len(hypothesis), len(chain.slots)
        at = _Position(0, 0, 0)
        if n <= _SHORT and size <= 2 * len(chain.reference) + _SHORT:
            self._rest(at)
            return
        at = self._walk(at)
        while at.i < n or at.p < size or at.k < n_slots:
            met = self._meet(at)
            if met is None:
                self._rest(at)
                return
            at, there = self._widened(at, *met)
            stretch = Stretch(at.i, there.i, at.k, there.k, at.p)
            self._window(stretch, tokenize(hypothesis[at.p : there.p]))
            self.done = there.i
            at = met[1]

    # -- following the chain by string comparison ----------------------------------------------------------

    def _walk(self, at: _Position) -> _Position:  # noqa: C901, PLR0912  the one hot loop
        """Follow the chain as far as it goes; where that ends is a token boundary on both sides."""
        k, i, p = at
        chain, hypothesis = self.chain, self.hypothesis
        starts, tos, froms, commons, slots = chain.starts, chain.tos, chain.froms, chain.commons, chain.slots
        n_slots, slot_texts, startswith = len(slots), self.slot_texts, hypothesis.startswith
        while True:
            # The usual case first: the next slot holds one of its texts.
            while k < n_slots and i == froms[k]:
                for text, first, last, branch in slots[k].links:
                    if startswith(text, p):
                        slot_texts[k] = SlotText(p + first, p + last, branch)
                        p += last
                        k += 1
                        i = froms[k]
                        break
                else:
                    break
            end = tos[k]
            if i < end:
                here = starts[i]
                text = commons[k] if i == froms[k] else chain.reference[here : starts[end]]
                if not startswith(text, p):
                    n = int(Prefix.similarity(hypothesis[p : p + len(text)], text))
                    stop = bisect_right(starts, here + n) - 1
                    p += starts[stop] - here
                    while stop > i and not is_boundary(hypothesis, p):
                        stop -= 1
                        p -= starts[stop + 1] - starts[stop]
                    return _Position(k, stop, p)
                p += len(text)
                if text[-1] != " " and not is_boundary(hypothesis, p):
                    return _Position(k, end - 1, p - len(chain.tokens[end - 1]))
                i = end
            needles = slots[k].needles if k < n_slots else None
            if needles is None:
                return _Position(k, i, p)
            for branch, (needle, length, check) in enumerate(needles):
                if startswith(needle, p) and not (check and not is_boundary(hypothesis, p + length)):
                    slot_texts[k] = SlotText(p, p + length, branch)
                    p += length
                    break
            else:
                return _Position(k, i, p)
            k += 1
            i = froms[k]

    def _meet(self, at: _Position) -> tuple[_Position, _Position] | None:
        """Where hypothesis and chain meet again after `at`, and how far they then run; None if not nearby."""
        k, i, p = at
        chain = self.chain
        starts, froms, tos, n = chain.starts, chain.froms, chain.tos, len(chain.tokens)
        reference, hypothesis, began = chain.reference, self.hypothesis, starts[i]
        tried = -1
        for ahead in _AHEAD:
            j = max(i + ahead, froms[k])
            while k < len(tos) - 1 and (j > tos[k] or (j == tos[k] and j < n)):
                k += 1
                j = max(j, froms[k])
            if j >= n:
                break
            end = min(j + NEEDLE, tos[k])
            # A needle is a word between spaces at least, or what is left of the text.
            if j <= tried or j >= end or (end - j < 3 and end < n):
                continue
            tried = j
            here = starts[j]
            span = here - began
            needle = reference[here : starts[end]]
            q = hypothesis.find(needle, p, p + 2 * span + 60 + len(needle))
            if q >= 0 and is_boundary(hypothesis, q) and (span or q > p):
                there = _Position(k, j, q)
                end_at = self._walk(there)
                if starts[end_at.i] - here >= max(_RUN, 2 * span, 2 * (q - p)):
                    return self._closed(at, there), end_at
        return None

    def _closed(self, at: _Position, there: _Position) -> _Position:
        """The end of the window moved back over tokens that agree."""
        k, j, q = there
        low = max(at.i, self.chain.froms[k])
        tokens, hypothesis = self.chain.tokens, self.hypothesis
        while j > low and q > at.p and hypothesis.endswith(tokens[j - 1], at.p, q):
            back = q - len(tokens[j - 1])
            if not is_boundary(hypothesis, back):
                break
            j, q = j - 1, back
        return _Position(k, j, q)

    def _widened(self, at: _Position, there: _Position, until: _Position) -> tuple[_Position, _Position]:
        """The window with the words beside it that its slots could hold too, to tell them apart together."""
        if at.k == there.k:
            return at, there
        chain = self.chain
        slots = chain.slots[at.k : there.k]
        words = slots[0].words if len(slots) == 1 else set().union(*(slot.words for slot in slots))
        tokens, starts = chain.tokens, chain.starts
        i, j = at.i, there.i
        low = max(chain.froms[at.k], self.done)
        high = min(chain.tos[there.k], until.i) if until.k == there.k else chain.tos[there.k]
        if not all(slot.even for slot in slots):
            # Where branches differ in length the white space beside them may be part of one.
            i, j = max(low, i - _EDGE), min(high, j + _EDGE)
        for m in range(at.i - 1, max(low, at.i - _BESIDE) - 1, -1):
            if tokens[m] in words:
                i = min(i, m)
        for m in range(there.i, min(high, there.i + _BESIDE)):
            if tokens[m] in words:
                j = max(j, m + 1)
        return (
            _Position(at.k, i, at.p - starts[at.i] + starts[i]),
            _Position(there.k, j, there.p + starts[j] - starts[there.i]),
        )

    # -- what does not run along -----------------------------------------------------------------------------

    def _rest(self, at: _Position) -> None:
        """Align all that follows `at`; where the hypothesis breaks off, the rest of the chain is missing."""
        chain = self.chain
        tokens = tokenize(self.hypothesis[at.p :])
        end, slot_end = len(chain.tokens), len(chain.slots)
        open_end = self._breaks_off()
        if open_end:
            end = min(end, at.i + 2 * len(tokens) + _BEYOND)
            slot_end = at.k
            while slot_end < len(chain.slots) and chain.slots[slot_end].end <= end:
                slot_end += 1
            if slot_end < len(chain.slots):
                end = min(end, chain.slots[slot_end].start)
        stretch = Stretch(at.i, end, at.k, slot_end, at.p)
        if (end - at.i + 1) * (len(tokens) + 1) <= _SMALL:
            self._window(stretch, tokens, open_end=open_end)
        else:
            self._cut(0, stretch, tokens, open_end=open_end)
        self._missing(end, slot_end)

    def _breaks_off(self) -> bool:
        """Whether the hypothesis is much shorter than the chain and ends otherwise."""
        chain, hypothesis = self.chain, self.hypothesis
        if len(hypothesis) > _WHOLE * len(chain.reference):
            return False
        text = hypothesis.rstrip()
        ends = [chain.reference.rstrip()]
        # Where the last slot is near the end, its source text may be the ending as well.
        last = chain.gold_slots[-1] if chain.gold_slots else None
        if last is not None and len(chain.reference) - last.ref_end < _ENDING:
            ends.append((last.source + chain.reference[last.ref_end :]).rstrip())
        tail = text[-_ENDING:]
        if any(end.endswith(tail[-len(end) :]) for end in ends):
            return False
        # A last word that is miscorrected is an ending too: what comes before it decides.
        return Indel.normalized_similarity(text[-_TAIL:], ends[0][-_TAIL:]) < _ALIKE

    def _missing(self, i: int, k: int) -> None:
        """Record everything from token `i` and slot `k` on as missing."""
        chain = self.chain
        stop = len(self.hypothesis)
        for number, slot in enumerate(chain.slots[k:], k):
            self._lost(i, slot.start, stop)
            self.slot_texts[number] = SlotText(stop, stop, slot.texts.index("") if "" in slot.texts else -1)
            self.unfit = True
            i = slot.end
        self._lost(i, len(chain.tokens), stop)

    def _lost(self, start: int, end: int, at: int) -> None:
        starts = self.chain.starts
        self.differences += [Difference(starts[i], starts[i + 1], at, at) for i in range(start, end)]
        self.cost += block_cost(self.chain.tokens[start:end], ())

    def _cut(self, level: int, stretch: Stretch, tokens: list[str], *, open_end: bool) -> None:
        """Cut a stretch at its agreements of the given level, and align what is between them."""
        chain, slots = self.chain, self.chain.slots
        at = list(accumulate(map(len, tokens), initial=stretch.base))
        i, j, k = stretch.start, 0, stretch.slot
        for cut_i, cut_j, n in anchors(chain, level, stretch, tokens):
            k_next = k
            while k_next < stretch.slot_end and slots[k_next].start < cut_i:
                k_next += 1
            self._between(level, Stretch(i, cut_i, k, k_next, at[j]), tokens[j:cut_j])
            k = k_next
            i, j = cut_i + n, cut_j + n
            while k < stretch.slot_end and slots[k].end <= i and slots[k].start < i:
                first, last = (m - cut_i + cut_j for m in (slots[k].start, slots[k].end))
                branch = slots[k].branches.index(tuple(tokens[first:last]))
                self.slot_texts[k] = SlotText(at[first], at[last], branch)
                k += 1
        last_one = Stretch(i, stretch.end, k, stretch.slot_end, at[j])
        self._between(level, last_one, tokens[j:], open_end=open_end)

    def _between(self, level: int, stretch: Stretch, tokens: list[str], *, open_end: bool = False) -> None:
        """Align one window, cutting it further where it is too large."""
        if (stretch.end - stretch.start + 1) * (len(tokens) + 1) <= MAX_WINDOW:
            self._window(stretch, tokens, open_end=open_end)
        elif level + 1 < len(LEVELS):
            self._cut(level + 1, stretch, tokens, open_end=open_end)
        else:
            self._block(stretch, tokens)

    def _block(self, stretch: Stretch, tokens: list[str]) -> None:
        """Take a stretch as one block written otherwise; its slots hold nothing that could be told."""
        chain = self.chain
        stop = stretch.base + sum(map(len, tokens))
        if stretch.slot_end - stretch.slot == 1 and self._fits_whole(stretch, stop):
            return
        self.unfit = True
        i, base = stretch.start, stretch.base
        for k in range(stretch.slot, stretch.slot_end):
            slot = chain.slots[k]
            if slot.start > i or base < stop:
                self.differences.append(Difference(chain.starts[i], chain.starts[slot.start], base, stop))
            base = stop
            self.slot_texts[k] = SlotText(stop, stop, -1)
            i = slot.end
        if stretch.end > i or base < stop:
            self.differences.append(Difference(chain.starts[i], chain.starts[stretch.end], base, stop))
        self.cost += block_cost(chain.tokens[stretch.start : stretch.end], tokens)

    def _fits_whole(self, stretch: Stretch, stop: int) -> bool:
        """Whether a stretch too large to align is one slot with one of its texts, and all else as it was."""
        chain, k, starts = self.chain, stretch.slot, self.chain.starts
        slot = chain.slots[k]
        before = chain.reference[starts[stretch.start] : starts[slot.start]]
        after = chain.reference[starts[slot.end] : starts[stretch.end]]
        text = self.hypothesis[stretch.base : stop]
        for branch, own in enumerate(slot.texts):
            if text == before + own + after:
                at = stretch.base + len(before)
                self.slot_texts[k] = SlotText(at, at + len(own), branch)
                return True
        return False

    def _window(self, stretch: Stretch, tokens: list[str], *, open_end: bool = False) -> None:
        """Align one window exactly and record what it finds."""
        if not open_end and (
            self._plain(stretch, tokens)
            if stretch.slot == stretch.slot_end
            else len(tokens) == 1 and self._one_word(stretch, tokens[0])
        ):
            return
        cost, steps, hits = aligned(self.chain, stretch, tokens, open_end=open_end)
        base = stretch.base
        self.cost += cost
        self.differences += [Difference(a, b, base + c, base + d) for a, b, c, d in steps]
        for k, (start, end, branch) in enumerate(hits, stretch.slot):
            self.slot_texts[k] = SlotText(base + start, base + end, branch)
            if branch < 0:
                self.unfit = True

    def _one_word(self, stretch: Stretch, token: str) -> bool:
        """Record a window that is one slot of one word a branch, and holds one word."""
        k = stretch.slot
        slot = self.chain.slots[k]
        if not slot.plain or (stretch.start, stretch.end) != (slot.start, slot.end) or not is_word(token):
            return False
        branches = slot.branches
        branch = branches.index((token,)) if (token,) in branches else -1
        self.slot_texts[k] = SlotText(stretch.base, stretch.base + len(token), branch)
        if branch < 0:
            self.cost += leave_cost(branches, token)
            self.unfit = True
        return True

    def _plain(self, stretch: Stretch, tokens: list[str]) -> bool:
        """Record a window that needs no choice: tokens only lost, only added, or one for one."""
        chain, starts = self.chain, self.chain.starts
        n = stretch.end - stretch.start
        if not tokens:
            self._lost(stretch.start, stretch.end, stretch.base)
            return True
        if n == 0:
            place, at = starts[stretch.start], stretch.base
            for token in tokens:
                self.differences.append(Difference(place, place, at, at + len(token)))
                at += len(token)
            self.cost += block_cost((), tokens)
            return True
        if n != 1 or len(tokens) != 1:
            return False
        one, other = chain.tokens[stretch.start], tokens[0]
        if one == other:
            return True
        cost = trade_cost(one, other)
        if cost is None:
            return False
        here, at = starts[stretch.start], stretch.base
        self.differences.append(Difference(here, here + len(one), at, at + len(other)))
        self.cost += cost
        return True
