"""Slots that the cheapest alignment passed by: what they hold stands beside the place it gives them.

It knows costs and nothing of misspellings. So it may take a character that should be gone for another one's
replacement, or pair a slot with a stranger while the slot's own word stands a few words off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stetmark.judging.chain import Chain, SlotText
from stetmark.text.align import Difference
from stetmark.text.tokens import count_words, is_boundary, token_spans

__all__ = ["found_slots"]

#: Characters on either side of a slot in which its own word is looked for, and how unlike it must hold, of 1.
_SEEK, _UNLIKE = 60, 0.5
_LETTERS = 4
#: Words between the slot and its own word that are then taken out, and those put in.
_LOST, _PUT = 1, 2


class _Place(NamedTuple):
    """Slot `k` and what it holds."""

    k: int
    start: int
    end: int


def found_slots(
    chain: Chain, hypothesis: str, differences: list[Difference], slot_texts: list[SlotText]
) -> bool:
    """Look again for slots without a text and slots that hold a stranger; change both lists in place.

    Returns:
        Whether anything was found.
    """
    changed = False
    for k, (start, end, branch) in enumerate(slot_texts):
        slot = chain.gold_slots[k]
        place = _Place(k, start, end)
        if branch >= 0:
            if start == end and slot.source and chain.slots[k].texts[branch] == "":
                changed |= _still_there(chain, hypothesis, place, differences, slot_texts)
        elif start < end:
            changed |= _less_space(chain, hypothesis, place, differences, slot_texts) or _elsewhere(
                chain, hypothesis, place, differences, slot_texts
            )
    return changed


def _still_there(
    chain: Chain,
    hypothesis: str,
    place: _Place,
    differences: list[Difference],
    slot_texts: list[SlotText],
) -> bool:
    """What should be gone stands beside its place, as if it were put in or stood for its neighbour."""
    slot = chain.gold_slots[place.k]
    size, at = len(slot.source), place.start
    for begin in (at, at - size):
        stop = begin + size
        if begin < 0 or hypothesis[begin:stop] != slot.source:
            continue
        cover = [step for step in differences if begin <= step.hyp_start and step.hyp_end <= stop]
        cover = [step for step in cover if step.hyp_start < step.hyp_end]
        if "".join(hypothesis[step.hyp_start : step.hyp_end] for step in cover) != slot.source:
            continue
        if (cover[0].start != slot.ref_end) if begin == at else (cover[-1].end != slot.ref_start):
            continue
        hyp_at = stop if begin == at else begin
        lost = [Difference(step.start, step.end, hyp_at, hyp_at) for step in cover if step.start < step.end]
        _replace(differences, cover, lost)
        slot_texts[place.k] = SlotText(begin, stop, len(chain.slots[place.k].texts) - 1)
        return True
    return False


def _less_space(
    chain: Chain,
    hypothesis: str,
    place: _Place,
    differences: list[Difference],
    slot_texts: list[SlotText],
) -> bool:
    """White space at the end of what a slot holds is that of the text beside it, which seems to be lost."""
    slot = chain.gold_slots[place.k]
    k, start, end = place
    if hypothesis[end - 1].isspace() and not slot.reference[-1:].isspace() and not slot.source[-1:].isspace():
        lost = _lost_space(chain, differences, slot.ref_end, end, hypothesis[end - 1])
        if lost is not None:
            _replace(differences, [lost], [])
            slot_texts[k] = SlotText(start, end - 1, -1)
            return True
    if hypothesis[start].isspace() and not slot.reference[:1].isspace() and not slot.source[:1].isspace():
        lost = _lost_space(chain, differences, slot.ref_start - 1, start, hypothesis[start])
        if lost is not None:
            _replace(differences, [lost], [])
            slot_texts[k] = SlotText(start + 1, end, -1)
            return True
    return False


def _lost_space(
    chain: Chain, differences: Sequence[Difference], at: int, hyp_at: int, space: str
) -> Difference | None:
    """The step that loses `space` at these places."""
    step = Difference(at, at + 1, hyp_at, hyp_at)
    return step if chain.reference[at : at + 1] == space and step in differences else None


def _elsewhere(
    chain: Chain,
    hypothesis: str,
    place: _Place,
    differences: list[Difference],
    slot_texts: list[SlotText],
) -> bool:
    """The slot's own word stands a few words off, as if it were put in there."""
    k, start, end = place
    slot, texts = chain.gold_slots[k], chain.slots[k].texts
    holds = hypothesis[start:end]
    if any(Indel.normalized_similarity(text, holds) >= _UNLIKE for text in texts):
        return False
    low = max(slot_texts[k - 1].hyp_end if k else 0, start - _SEEK)
    high = min(slot_texts[k + 1].hyp_start if k + 1 < len(slot_texts) else len(hypothesis), end + _SEEK)
    for branch in reversed(range(len(texts))):
        text = texts[branch]
        if len(text) < _LETTERS and (text.isascii() or len(text) < _LETTERS // 2):
            continue
        found = hypothesis.find(text, low, high)
        if found < 0 or not (is_boundary(hypothesis, found) and is_boundary(hypothesis, found + len(text))):
            continue
        stop = found + len(text)
        cover = [s for s in differences if found <= s.hyp_start < s.hyp_end <= stop]
        if "".join(hypothesis[s.hyp_start : s.hyp_end] for s in cover) != text:
            continue
        if found < start:
            span = Difference(cover[0].start, slot.ref_start, found, end)
            lost_at, put = found, (stop, end, slot.ref_end)
        else:
            span = Difference(slot.ref_end, cover[-1].end, start, stop)
            lost_at, put = stop, (start, found, slot.ref_start)
        lost = chain.reference[span.start : span.end]
        if (
            count_words(lost) > _LOST
            or count_words(hypothesis[put[0] : put[1]]) > _PUT
            or _has_slot(chain, k, span)
        ):
            continue
        gone = [
            s
            for s in differences
            if span.start <= s.start
            and s.end <= span.end
            and span.hyp_start <= s.hyp_start
            and s.hyp_end <= span.hyp_end
        ]
        steps = [
            Difference(a, b, lost_at, lost_at) for a, b in token_spans(chain.reference, span.start, span.end)
        ]
        added = [Difference(put[2], put[2], a, b) for a, b in token_spans(hypothesis, put[0], put[1])]
        _replace(differences, gone, steps + added)
        slot_texts[k] = SlotText(found, stop, branch)
        return True
    return False


def _has_slot(chain: Chain, k: int, span: Difference) -> bool:
    """Whether another slot than `k` lies in a stretch of the reference, or touches it."""
    return any(
        start <= span.end and span.start <= end
        for start, end in (*chain.slot_spans[max(0, k - 1) : k], *chain.slot_spans[k + 1 : k + 2])
    )


def _replace(differences: list[Difference], gone: Sequence[Difference], steps: Sequence[Difference]) -> None:
    """Put other steps in the place of some."""
    out = set(gone)
    differences[:] = sorted([*(step for step in differences if step not in out), *steps])
