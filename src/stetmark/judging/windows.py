"""One window of a chain and its tokens: aligned exactly, and kept where it comes again.

The same wrong words, and the same right ones in a slot that only an alignment can judge, come again in answer
after answer to one item; what they amount to depends on nothing but the window and its tokens.
"""

from __future__ import annotations

from itertools import accumulate

from stetmark.judging.anchors import Stretch
from stetmark.judging.chain import Chain, Window
from stetmark.judging.lattice import Column, align_window

__all__ = ["aligned"]

#: Windows with slots that are kept for the next answer, and how many tokens and characters one may have.
_KEPT, _KEPT_TOKENS, _KEPT_LENGTH = 256, 40, 200


def aligned(chain: Chain, stretch: Stretch, tokens: list[str], *, open_end: bool) -> Window:
    """The window's exact alignment; small ones with slots come again in answer after answer."""
    kept = chain.windows
    if stretch.slot == stretch.slot_end or len(tokens) > _KEPT_TOKENS:
        return _exact(chain, stretch, tokens, open_end=open_end)
    key = (stretch.start, stretch.end, stretch.slot, stretch.slot_end, open_end, tuple(tokens))
    window = kept.get(key)
    if window is None:
        window = _exact(chain, stretch, tokens, open_end=open_end)
        if len(kept) < _KEPT and sum(map(len, tokens)) <= _KEPT_LENGTH:
            kept[key] = window
    return window


def _exact(chain: Chain, stretch: Stretch, tokens: list[str], *, open_end: bool) -> Window:
    """Align one window; places in the hypothesis count from its beginning."""
    columns: list[Column] = []
    at: list[int] = []
    i = stretch.start
    for k in range(stretch.slot, stretch.slot_end):
        slot = chain.slots[k]
        columns += chain.tokens[i : slot.start]
        at += range(i, slot.start)
        columns.append(slot.branches)
        at.append(slot.start)
        i = slot.end
    columns += chain.tokens[i : stretch.end]
    at += range(i, stretch.end + 1)
    cost, steps, hits = align_window(columns, tokens, open_end=open_end)
    to = list(accumulate(map(len, tokens), initial=0))
    starts = chain.starts
    return Window(
        cost,
        tuple((starts[at[c]], starts[at[c] + c_end - c], to[j], to[j_end]) for c, c_end, j, j_end in steps),
        tuple((to[j], to[j_end], branch) for j, j_end, branch in hits),
    )
