"""Where may a stretch be cut? At agreements of many tokens, so long that no better alignment crosses them."""

from __future__ import annotations

from typing import NamedTuple

from stetmark.judging.chain import Chain
from stetmark.text.align import blocks

__all__ = ["LEVELS", "Anchor", "Stretch", "anchors"]

#: Tokens in a row that make an anchor, and how many of them stay in the windows on either side; then the same
#: for windows that are too large.
LEVELS = ((18, 4), (6, 1), (1, 0))
#: Reference token, hypothesis token, and how many agree from there.
Anchor = tuple[int, int, int]


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
        tokens: The hypothesis over against it.
    """
    least, margin = LEVELS[level]
    likened = [chain.meant.get(token, token) for token in tokens]
    found: list[Anchor] = []
    k = stretch.slot
    for block in blocks(chain.tokens[stretch.start : stretch.end], likened):
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
    """Put down a run without slots whose branches differ in length, or that reach over an end."""
    first, last, shift = run
    while k < slot_end and chain.spans[k][1] < first:
        k += 1
    m = k
    while m < slot_end and chain.spans[m][0] <= last:
        slot_start, slot_to = chain.spans[m]
        m += 1
        if first <= slot_start and slot_to <= last and m - 1 in chain.even:
            continue
        end, before = slot_start - 1, m - 2
        while before >= 0 and chain.spans[before][1] > end:
            # A slot right before this one is not cut in two either.
            end, before = chain.spans[before][0] - 1, before - 1
        if end > first:
            found.append((first, first + shift, end - first))
        first = max(first, slot_to + 1)
    if last > first:
        found.append((first, first + shift, last - first))
    return k


def _unclear(chain: Chain, first: int, last: int, shift: int, tokens: list[str]) -> list[int]:
    """Reference tokens that only seemed to agree: a source word that stands where its slot is not."""
    if chain.tokens[first:last] == tokens[first + shift : last + shift]:
        return []
    return [
        i
        for i in range(first, last)
        if tokens[i + shift] != chain.tokens[i]
        and (chain.slot_at.get(i), tokens[i + shift]) not in chain.fits
    ]
