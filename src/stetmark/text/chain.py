"""An item's text as a chain of common stretches and slots, made once, and hypotheses laid along it.

Where a hypothesis runs along the chain it is followed by string comparison alone, through slots that hold one
of their texts. Where it leaves the chain, the next place is sought where it runs along again for at least
twice as long as what was left out; only the tokens between go through the exact alignment of `lattice`. Where
no such place is near, the rest is cut at long agreements that a longest common subsequence finds, and what is
still larger than `MAX_WINDOW` pairs at shorter ones; a window that stays too large is one block written
otherwise. So the time is bounded by the lengths of the texts times the root of `MAX_WINDOW`, besides the
bit-parallel subsequence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from stetmark.text.align import blocks
from stetmark.text.lattice import Column, align_window, block_cost
from stetmark.text.slots import Slot
from stetmark.text.tokens import is_boundary, is_word, tokenize

__all__ = ["MAX_WINDOW", "Chain", "Difference", "Held", "Placed"]

#: Column and token pairs that one window may hold.
MAX_WINDOW = 40_000
#: Tokens in a row that make an anchor where the rest is cut, and how many of them stay in the windows; then
#: the same for windows that are too large.
_ANCHORS = ((18, 4), (6, 1), (1, 0))
#: Up to this many tokens in the reference, and up to this many pairs in what is left, nothing is cut at all.
_SHORT, _SMALL = 24, 600
#: Tokens beside a window that are looked at for words that its slots could hold as well.
_BESIDE = 6
#: Tokens to look ahead for the place where hypothesis and chain meet again.
_AHEAD = (0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 28)
_NEEDLE = 6
#: Characters that must run along the chain again before a window is closed, besides twice its size.
_RUN = 20


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
    """A hypothesis laid along a chain; `cost` is what the alignment costs."""

    differences: list[Difference]
    held: list[Held]
    cost: int


class _At(NamedTuple):
    """A place on the chain and in the hypothesis: before slot `k`, at reference token `i`, at code point `p`."""

    k: int
    i: int
    p: int


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
        #: Texts of each slot: reference, accepted ones, source.
        self.texts = [tuple(dict.fromkeys((s.reference, *s.accept, s.source))) for s in slots]
        self.branches = [tuple(tuple(tokenize(text)) for text in texts) for texts in self.texts]
        self._froms = [0, *(end for _, end in self.spans)]
        self._tos = [*(start for start, _ in self.spans), len(self.tokens)]
        self._commons = [
            reference[self.starts[a] : self.starts[b]] for a, b in zip(self._froms, self._tos, strict=True)
        ]
        self._needles = [self._needles_of(k) for k in range(len(slots))]
        self._slot_words = [
            {token for branch in branches for token in branch if is_word(token)} for branches in self.branches
        ]
        self._same = self._one_word_sources()
        #: Slots of as many tokens on every branch, where each token is, and which words fit it.
        self._even = {k for k, bs in enumerate(self.branches) if len({len(b) for b in bs}) == 1 and bs[0]}
        self._slot_at = {self.spans[k][0]: k for k in self._even if len(self.branches[k][0]) == 1}
        self._words = {(k, branch[0]) for k in self._slot_at.values() for branch in self.branches[k]}

    def place(self, hypothesis: str) -> Placed:
        """Lay `hypothesis` along the chain."""
        held: list[Held] = [_NOTHING] * len(self.slots)
        differences: list[Difference] = []
        cost = 0
        if len(self.tokens) <= _SHORT and len(hypothesis) <= 2 * len(self.reference) + _SHORT:
            cost = self._rest(hypothesis, _At(0, 0, 0), differences, held)
            return Placed(differences, held, cost)
        at = self._walk(hypothesis, _At(0, 0, 0), held)
        size = len(hypothesis)
        while at.i < len(self.tokens) or at.p < size or at.k < len(self.slots):
            met = self._meet(hypothesis, at, held)
            if met is None:
                cost += self._rest(hypothesis, at, differences, held)
                break
            there, at_next = met
            at, there = self._widened(hypothesis, at, there, at_next)
            tokens = tokenize(hypothesis[at.p : there.p])
            cost += self._window(at.i, there.i, at.k, there.k, tokens, at.p, differences, held)
            at = at_next
        return Placed(differences, held, cost)

    # -- following the chain by string comparison ----------------------------------------------------------

    def _needles_of(self, k: int) -> tuple[tuple[str, int, bool], ...] | None:
        """For each text of slot `k`: what to look for, its length, and whether a boundary must be checked.

        A slot of one word a branch needs nothing after it: taking the branch that stands there never costs
        more. Where branches differ in length some common tokens must follow, and share no word with them; None
        where that cannot be, and the slot always goes through the exact alignment.
        """
        start, end = self._froms[k + 1], self._tos[k + 1]
        plain = all(len(branch) == 1 and is_word(branch[0]) for branch in self.branches[k])
        reach = min(end, start + (1 if plain else _NEEDLE))
        if not plain:
            words = {token for branch in self.branches[k] for token in branch if is_word(token)}
            ahead = self.tokens[start:reach]
            if words & set(ahead) or len(ahead) < _NEEDLE or not all(self.branches[k]):
                return None
        guard = self.reference[self.starts[start] : self.starts[reach]]
        return tuple((text + guard, len(text), guard[:1] != " ") for text in self.texts[k])

    def _walk(self, hypothesis: str, at: _At, held: list[Held]) -> _At:
        """Follow the chain as far as it goes; where it ends is a token boundary on both sides."""
        k, i, p = at
        starts = self.starts
        while True:
            end = self._tos[k]
            if i < end:
                here = starts[i]
                text = self._commons[k] if i == self._froms[k] else self.reference[here : starts[end]]
                if not hypothesis.startswith(text, p):
                    n = int(Prefix.similarity(hypothesis[p : p + len(text)], text))
                    stop = bisect_right(starts, here + n) - 1
                    p += starts[stop] - here
                    while stop > i and not is_boundary(hypothesis, p):
                        stop -= 1
                        p -= starts[stop + 1] - starts[stop]
                    return _At(k, stop, p)
                p += len(text)
                if text[-1] != " " and not is_boundary(hypothesis, p):
                    return _At(k, end - 1, p - len(self.tokens[end - 1]))
                i = end
            if k == len(self.slots):
                return _At(k, i, p)
            needles = self._needles[k]
            if needles is None:
                return _At(k, i, p)
            for branch, (needle, length, check) in enumerate(needles):
                if hypothesis.startswith(needle, p) and not (
                    check and not is_boundary(hypothesis, p + length)
                ):
                    held[k] = Held(p, p + length, branch)
                    p += length
                    break
            else:
                return _At(k, i, p)
            k += 1
            i = self._froms[k]

    def _meet(self, hypothesis: str, at: _At, held: list[Held]) -> tuple[_At, _At] | None:
        """Where hypothesis and chain meet again after `at`, and how far they then run; None if not nearby."""
        k, i, p = at
        starts, tokens = self.starts, self.tokens
        here = starts[i]
        tried = -1
        for ahead in _AHEAD:
            j = i + ahead
            while k < len(self.slots) and (j > self._tos[k] or (j == self._tos[k] and j < len(tokens))):
                k += 1
                j = max(j, self._froms[k])
            if j <= tried:
                continue
            tried = j
            if j >= len(tokens):
                break
            end = min(j + _NEEDLE, self._tos[k])
            if j >= end or (end - j < 3 and end < len(tokens)):  # noqa: PLR2004  a word between spaces
                continue
            needle = self.reference[starts[j] : starts[end]]
            span = starts[j] - here
            q = hypothesis.find(needle, p, p + 2 * span + 60 + len(needle))
            if q < 0 or not is_boundary(hypothesis, q) or (span == 0 and q == p):
                continue
            end_at = self._walk(hypothesis, _At(k, j, q), held)
            run = starts[end_at.i] - starts[j]
            if run < max(_RUN, 2 * max(span, q - p)):
                continue
            low = max(i, self._froms[k])
            while j > low and q > p and hypothesis.endswith(tokens[j - 1], p, q):
                back = q - len(tokens[j - 1])
                if not is_boundary(hypothesis, back):
                    break
                j, q = j - 1, back
            return _At(k, j, q), end_at
        return None

    def _widened(self, hypothesis: str, at: _At, there: _At, until: _At) -> tuple[_At, _At]:
        """The window with the words beside it that its slots could hold as well: only together are they told apart."""
        words: set[str] = set()
        for k in range(at.k, there.k):
            words |= self._slot_words[k]
        if not words:
            return at, there
        tokens = self.tokens
        low, i = self._froms[at.k], at.i
        for j in range(i - 1, max(low, i - _BESIDE) - 1, -1):
            if tokens[j] in words:
                i = j
        back = self.starts[at.i] - self.starts[i]
        high = min(self._tos[there.k], until.i) if until.k == there.k else self._tos[there.k]
        j = there.i
        for m in range(j, min(high, j + _BESIDE)):
            if tokens[m] in words:
                j = m + 1
        on = self.starts[j] - self.starts[there.i]
        del hypothesis
        return _At(at.k, i, at.p - back), _At(there.k, j, there.p + on)

    # -- what does not run along -----------------------------------------------------------------------------

    def _one_word_sources(self) -> dict[str, str]:
        """Source words of one-word slots that the reference has nowhere, with the word they stand for."""
        have = set(self.tokens)
        return {
            branches[-1][0]: branches[0][0]
            for branches in self.branches
            if len(branches[0]) == len(branches[-1]) == 1 and branches[-1][0] not in have
        }

    def _rest(self, hypothesis: str, at: _At, differences: list[Difference], held: list[Held]) -> int:
        """Lay all that follows `at`, cut at agreements of many tokens."""
        tokens = tokenize(hypothesis[at.p :])
        if (len(self.tokens) - at.i + 1) * (len(tokens) + 1) <= _SMALL:
            return self._window(at.i, len(self.tokens), at.k, len(self.slots), tokens, at.p, differences, held)
        return self._cut(0, at.i, len(self.tokens), at.k, len(self.slots), tokens, at.p, differences, held)

    def _cut(
        self,
        level: int,
        start: int,
        end: int,
        slot: int,
        slot_end: int,
        tokens: list[str],
        base: int,
        differences: list[Difference],
        held: list[Held],
    ) -> int:
        """Cut a stretch at its agreements of the given level, and align what is between them."""
        at = list(accumulate(map(len, tokens), initial=base))
        cost = 0
        i, j, k = start, 0, slot
        for cut_i, cut_j, n in self._anchors(level, start, end, slot, slot_end, tokens):
            k_next = k
            while k_next < slot_end and self.spans[k_next][0] < cut_i:
                k_next += 1
            cost += self._between(level, i, cut_i, k, k_next, tokens[j:cut_j], at[j], differences, held)
            k = k_next
            i, j = cut_i + n, cut_j + n
            while k < slot_end and self.spans[k][1] <= i and self.spans[k][0] < i:
                first, last = self.spans[k]
                token_from, token_to = cut_j + first - cut_i, cut_j + last - cut_i
                branch = self.branches[k].index(tuple(tokens[token_from:token_to]))
                held[k] = Held(at[token_from], at[token_to], branch)
                k += 1
        return cost + self._between(level, i, end, k, slot_end, tokens[j:], at[j], differences, held)

    def _anchors(
        self, level: int, start: int, end: int, slot: int, slot_end: int, tokens: list[str]
    ) -> list[tuple[int, int, int]]:
        """Agreements to skip: `(reference token, hypothesis token, how many)`, each slot in them fitting."""
        least, margin = _ANCHORS[level]
        likened = [self._same.get(token, token) for token in tokens]
        found: list[tuple[int, int, int]] = []
        k = slot
        for block in blocks(self.tokens[start:end], likened):
            if block.n < least:
                continue
            first, last = start + block.i + margin, start + block.i + block.n - margin
            shift = block.j - start - block.i
            for i in self._unclear(first, last, shift, tokens):
                if i > first:
                    found.append((first, first + shift, i - first))
                first = i + 1
            # Slots whose branches differ in length, or that reach over an end, stay in the windows.
            while k < slot_end and self.spans[k][1] < first:
                k += 1
            m = k
            while m < slot_end and self.spans[m][0] <= last:
                slot_start, slot_to = self.spans[m]
                m += 1
                if first <= slot_start and slot_to <= last and m - 1 in self._even:
                    continue
                if slot_start - 1 > first:
                    found.append((first, first + shift, slot_start - 1 - first))
                first = max(first, slot_to + 1)
            if last > first:
                found.append((first, first + shift, last - first))
        return found

    def _unclear(self, first: int, last: int, shift: int, tokens: list[str]) -> list[int]:
        """Reference tokens that only seemed to agree: a source word that stands where its slot is not."""
        if self.tokens[first:last] == tokens[first + shift : last + shift]:
            return []
        return [
            i
            for i in range(first, last)
            if tokens[i + shift] != self.tokens[i]
            and (self._slot_at.get(i), tokens[i + shift]) not in self._words
        ]

    def _between(
        self,
        level: int,
        start: int,
        end: int,
        slot: int,
        slot_end: int,
        tokens: list[str],
        base: int,
        differences: list[Difference],
        held: list[Held],
    ) -> int:
        """Align one window, cutting it further where it is too large."""
        if (end - start + 1) * (len(tokens) + 1) <= MAX_WINDOW:
            return self._window(start, end, slot, slot_end, tokens, base, differences, held)
        if level + 1 < len(_ANCHORS):
            return self._cut(level + 1, start, end, slot, slot_end, tokens, base, differences, held)
        stop = base + sum(map(len, tokens))
        differences.append(Difference(self.starts[start], self.starts[end], base, stop))
        for k in range(slot, slot_end):
            held[k] = Held(stop, stop, -1)
        return block_cost(self.tokens[start:end], tokens)

    def _window(
        self,
        start: int,
        end: int,
        slot: int,
        slot_end: int,
        tokens: list[str],
        base: int,
        differences: list[Difference],
        held: list[Held],
    ) -> int:
        """Align one window exactly and put down what it finds."""
        columns: list[Column] = []
        at: list[int] = []
        i = start
        for k in range(slot, slot_end):
            slot_start, slot_to = self.spans[k]
            columns += self.tokens[i:slot_start]
            at += range(i, slot_start)
            columns.append(self.branches[k])
            at.append(slot_start)
            i = slot_to
        columns += self.tokens[i:end]
        at += range(i, end + 1)
        cost, steps, hits = align_window(columns, tokens)
        place = list(accumulate(map(len, tokens), initial=base))
        starts = self.starts
        for c, c_end, j, j_end in steps:
            here = starts[at[c]]
            there = starts[at[c] + 1] if c_end > c else here
            differences.append(Difference(here, there, place[j], place[j_end]))
        for k, (j, j_end, branch) in zip(range(slot, slot_end), hits, strict=True):
            held[k] = Held(place[j], place[j_end], branch)
        return cost


_NOTHING = Held(0, 0, -1)
