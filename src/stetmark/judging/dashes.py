"""A dash made of hyphens is one sign: "--" → "-" is one change of it, not a hyphen less."""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.folds import DASHES

__all__ = ["whole_dashes"]


def whole_dashes(changes: Sequence[FoundChange], texts: TextPair) -> list[FoundChange]:
    """Return the changes, what is a part of such a dash with the unchanged hyphens beside it.

    Hyphens of a slot stay the slot's, and those of another change that change's.

    Args:
        changes: Changes without a class, in order.
        texts: The texts they lie between.
    """
    slot_spans = texts.slot_spans
    out: list[FoundChange] = []
    at = hyp_at = 0
    for n, change in enumerate(changes):
        signs = "".join(texts.texts(change))
        if change.class_ or not signs or not DASHES.issuperset(signs):
            out.append(change)
        else:
            k = texts.next_slot(change.start)
            low = max(at, slot_spans[k - 1][1] if k else 0)
            high, hyp_high = len(texts.reference), len(texts.hypothesis)
            if n + 1 < len(changes):
                high, hyp_high = changes[n + 1].start, changes[n + 1].hyp_start
            if k < len(slot_spans):
                high = min(high, slot_spans[k][0])
                if slot_spans[k] == (change.start, change.start):
                    low = change.start  # what comes before may belong to a slot without text
            out.append(_stretched(change, texts, (low, high, hyp_at, hyp_high)))
        at, hyp_at = out[-1].end, out[-1].hyp_end
    return out


def _stretched(change: FoundChange, texts: TextPair, bounds: tuple[int, int, int, int]) -> FoundChange:
    """The change with the hyphens on both sides of it, within bounds of reference and hypothesis."""
    reference, hypothesis, _ = texts
    start, end, hyp_start, hyp_end = change[1:5]
    low, high, hyp_low, hyp_high = bounds
    while start > low and hyp_start > hyp_low and reference[start - 1] == hypothesis[hyp_start - 1] == "-":
        start, hyp_start = start - 1, hyp_start - 1
    while end < high and hyp_end < hyp_high and reference[end] == hypothesis[hyp_end] == "-":
        end, hyp_end = end + 1, hyp_end + 1
    return change._replace(start=start, end=end, hyp_start=hyp_start, hyp_end=hyp_end)
