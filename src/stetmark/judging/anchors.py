"""Where may a stretch be cut? At agreements of many tokens, so long that no better alignment crosses them."""

from __future__ import annotations

from typing import NamedTuple

from stetmark.judging.chain import Chain
from stetmark.text.align import matching_blocks

__all__ = ["LEVELS", "Anchor", "Stretch", "anchors"]

#: Tokens in a row that make an anchor, and how many of them stay in the windows on either side; then the same
#: for windows that are too large.
LEVELS = ((18, 4), (6, 1), (1, 0))


class Anchor(NamedTuple):
    """Reference tokens from `i` on that agree with `n` hypothesis tokens from `j` on."""

    i: int
    j: int
    n: int


class Stretch(NamedTuple):
    """Reference tokens `start:end` with slots `slot:slot_end`, and the hypothesis from code point `base`."""

    start: int
    end: int
    slot: int
    slot_end: int
    base: int


def anchors(chain: Chain, level: int, stretch: Stretch, tokens: list[str]) -> list[Anchor]:
    """Return the agreements of a level in order, each slot in them fitting.

    Args:
        chain: The item.
        level: Which of `LEVELS`; the last takes any agreement.
        stretch: The part of the chain to look at.
        tokens: The hypothesis tokens opposite it.
    """
    least, margin = LEVELS[level]
    likened = [chain.meant.get(token, token) for token in tokens]
    found: list[Anchor] = []
    k = stretch.slot
    for block in matching_blocks(chain.tokens[stretch.start : stretch.end], likened):
        if block.n < least:
            continue
        first, last = stretch.start + block.i + margin, stretch.start + block.i + block.n - margin
        shift = block.j - stretch.start - block.i
        for i in [*_unclear(chain, first, last, shift, tokens), last]:
            k = _clear_of_slots(chain, (first, i, shift), k, stretch.slot_end, found)
            first = i + 1
    return found


def _clear_of_slots(
    chain: Chain, run: tuple[int, int, int], k: int, slot_end: int, found: list[Anchor]
) -> int:
    """Add a run to `found`, without slots whose branches differ in length, or that reach over an end."""
    first, last, shift = run
    slots = chain.slots
    while k < slot_end and slots[k].end < first:
        k += 1
    m = k
    while m < slot_end and slots[m].start <= last:
        slot = slots[m]
        m += 1
        if first <= slot.start and slot.end <= last and slot.even:
            continue
        end, before = slot.start - 1, m - 2
        while before >= 0 and slots[before].end > end:
            # A slot right before this one is not cut in two either.
            end, before = slots[before].start - 1, before - 1
        if end > first:
            found.append(Anchor(first, first + shift, end - first))
        first = max(first, slot.end + 1)
    if last > first:
        found.append(Anchor(first, first + shift, last - first))
    return k


def _unclear(chain: Chain, first: int, last: int, shift: int, tokens: list[str]) -> list[int]:
    """Reference tokens that only seemed to agree: a source word outside its slot."""
    if chain.tokens[first:last] == tokens[first + shift : last + shift]:
        return []
    unclear = []
    for i in range(first, last):
        token, slot = tokens[i + shift], chain.single_slots.get(i)
        if token != chain.tokens[i] and (slot is None or (token,) not in slot.branches):
            unclear.append(i)
    return unclear
