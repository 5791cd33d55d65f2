"""Where do two texts differ? Token-level minimal differences, quickly.

The longest common subsequence of tokens comes from rapidfuzz (bit-parallel, exact). Common head and tail are
taken off first, so a difference stands as far to the right as it can. Beyond `EXACT_CELLS` token pairs the
alignment is the cheapest one by Levenshtein, which needs little memory; beyond `MAX_CELLS` the texts are cut
at tokens that are unique on both sides, and what still is too large is one difference.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein, Postfix, Prefix

from stetmark.text.tokens import tokenize

__all__ = ["EXACT_CELLS", "MAX_CELLS", "Difference", "diff", "matching_blocks"]

#: Token pairs of one longest common subsequence: 8 MiB of bit rows, a few hundredths of a second.
EXACT_CELLS = 1 << 26
#: Token pairs of one alignment at all: two texts of 32,000 words, two seconds.
MAX_CELLS = 1 << 32


class Difference(NamedTuple):
    """`a[start:end]` stands as `b[hyp_start:hyp_end]` in the other text. Half-open code points."""

    start: int
    end: int
    hyp_start: int
    hyp_end: int


class Match(NamedTuple):
    """`n` tokens from `i` in one list equal `n` tokens from `j` in the other."""

    i: int
    j: int
    n: int


def diff(a: str, b: str) -> list[Difference]:
    """Return the token-level differences between `a` and `b`, in order; empty if they are equal.

    Example:
        >>> diff("a cat sat", "a dog sat")
        [Difference(start=2, end=5, hyp_start=2, hyp_end=5)]
    """
    if a == b:
        return []
    a_tokens, b_tokens = tokenize(a), tokenize(b)
    a_at = [0, *accumulate(map(len, a_tokens))]
    b_at = [0, *accumulate(map(len, b_tokens))]
    found: list[Difference] = []
    i = j = 0
    for block in [*matching_blocks(a_tokens, b_tokens), Match(len(a_tokens), len(b_tokens), 0)]:
        if block.i > i or block.j > j:
            found.append(Difference(a_at[i], a_at[block.i], b_at[j], b_at[block.j]))
        i, j = block.i + block.n, block.j + block.n
    return found


def matching_blocks(a: list[str], b: list[str]) -> list[Match]:
    """Return the runs of equal tokens that `a` and `b` share in order, as long in sum as can be."""
    head = int(Prefix.similarity(a, b))
    tail = int(Postfix.similarity(a[head:], b[head:]))
    a_end, b_end = len(a) - tail, len(b) - tail
    found = [Match(0, 0, head)] if head else []
    found += _inner(a, b, head, a_end, head, b_end)
    if tail:
        found.append(Match(a_end, b_end, tail))
    return _joined(found)


def _inner(a: list[str], b: list[str], a_start: int, a_end: int, b_start: int, b_end: int) -> list[Match]:
    """The matches of two slices: exact where they are small enough, else between tokens unique to both."""
    if a_start == a_end or b_start == b_end:
        return []
    if (a_end - a_start) * (b_end - b_start) <= MAX_CELLS:
        exact = (a_end - a_start) * (b_end - b_start) <= EXACT_CELLS
        steps = (LCSseq if exact else Levenshtein).opcodes(a[a_start:a_end], b[b_start:b_end])
        return [
            Match(a_start + s.src_start, b_start + s.dest_start, s.src_end - s.src_start)
            for s in steps
            if s.tag == "equal"
        ]
    found: list[Match] = []
    i, j = a_start, b_start
    for pin_i, pin_j in _pins(a, b, a_start, a_end, b_start, b_end):
        if (pin_i - i) * (pin_j - j) <= MAX_CELLS:
            found += _inner(a, b, i, pin_i, j, pin_j)
        found.append(Match(pin_i, pin_j, 1))
        i, j = pin_i + 1, pin_j + 1
    if (a_end - i) * (b_end - j) <= MAX_CELLS:
        found += _inner(a, b, i, a_end, j, b_end)
    return found


def _pins(
    a: list[str], b: list[str], a_start: int, a_end: int, b_start: int, b_end: int
) -> list[tuple[int, int]]:
    """Places of tokens that occur once on each side, the longest chain of them in order (patience)."""
    once: dict[str, int] = {}
    for j in range(b_start, b_end):
        once[b[j]] = -1 if b[j] in once else j
    count: dict[str, int] = {}
    for i in range(a_start, a_end):
        count[a[i]] = count.get(a[i], 0) + 1
    pairs = [(i, once[a[i]]) for i in range(a_start, a_end) if count[a[i]] == 1 and once.get(a[i], -1) >= 0]
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        before.append(at[place - 1] if place else -1)
        if place == len(tops):
            tops.append(j)
            at.append(k)
        else:
            tops[place], at[place] = j, k
    chain: list[tuple[int, int]] = []
    k = at[-1] if at else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _joined(found: list[Match]) -> list[Match]:
    """Matches that touch on both sides made one."""
    out: list[Match] = []
    for block in found:
        if out and out[-1].i + out[-1].n == block.i and out[-1].j + out[-1].n == block.j:
            out[-1] = Match(out[-1].i, out[-1].j, out[-1].n + block.n)
        else:
            out.append(block)
    return out
