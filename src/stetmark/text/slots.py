"""The gold edits of an item as slots: places where the text may stand in two or more ways.

A slot always covers whole tokens of source and reference: a recorded edit inside a word widens to the word.
Without recorded edits the pair is diffed, and `pairing` finds which words of the source became which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from stetmark.errors import DataError
from stetmark.records import GoldEdit
from stetmark.text.edits import apply_edits, check_edits, reference_starts
from stetmark.text.pairing import pair
from stetmark.text.tokens import OUTER, is_boundary, tokenize

__all__ = ["Slot", "inner_slots", "slots_of"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place with a source text, a reference text and perhaps others as right.

    `start,end` are in the source, `ref_start,ref_end` in the reference. Gold edits that touch the same token
    are one slot, and what is accepted for one of them alone is not accepted there.
    """

    start: int
    end: int
    ref_start: int
    ref_end: int
    source: str
    reference: str
    accept: tuple[str, ...] = ()


def slots_of(source: str | None, reference: str, edits: Sequence[GoldEdit] | None = None) -> tuple[Slot, ...]:
    """Return the slots of an item in order; none without a source.

    Raises:
        DataError: The edits do not fit the source, or applied to it do not give the reference.
    """
    if source is None:
        return ()
    if edits is None:
        spans = pair(source, reference)
        return tuple(Slot(*span, source[span[0] : span[1]], reference[span[2] : span[3]]) for span in spans)
    check_edits(source, edits)
    if apply_edits(source, edits) != reference:
        raise DataError(
            "applying the edits to the source does not give the reference",
            hint="omit the edits to have the texts diffed instead",
        )
    return _widened(source, reference, edits)


def inner_slots(slots: Sequence[Slot], reference: str, lead: int, size: int) -> tuple[Slot, ...]:
    """Return `slots` as they are in `reference[lead : lead + size]`, all else being outer white space.

    What a slot has of the outer white space is taken off; a slot that then is nothing but that is left out. A
    source text that stands beyond outer white space keeps the part of it that is inner white space there.
    """
    if not lead and all(slot.ref_end <= size for slot in slots):
        return tuple(slots)
    inner_end = lead + size
    kept: list[Slot] = []
    for k, slot in enumerate(slots):
        ref_start, ref_end = (
            min(max(slot.ref_start, lead), inner_end),
            min(max(slot.ref_end, lead), inner_end),
        )
        # Up to the slots beside it, source and reference are the same text.
        floor = max(inner_end, slots[k - 1].ref_end) if k else inner_end
        ceiling = min(lead, slots[k + 1].ref_start) if k + 1 < len(slots) else lead
        before, after = reference[floor : slot.ref_start], reference[slot.ref_end : ceiling]
        source, start = before + slot.source + after, slot.start - len(before)
        if slot.ref_start < lead:
            start += len(source) - len(source.lstrip(OUTER))
            source = source.lstrip(OUTER)
        if slot.ref_end > inner_end:
            source = source.rstrip(OUTER)
        inner = reference[ref_start:ref_end]
        if source != inner:
            accept = (
                tuple(text.strip(OUTER) for text in slot.accept) if inner != slot.reference else slot.accept
            )
            span = (start, start + len(source), ref_start - lead, ref_end - lead)
            kept.append(Slot(*span, source, inner, accept))
    return tuple(kept)


def _widened(source: str, reference: str, edits: Sequence[GoldEdit]) -> tuple[Slot, ...]:
    """Recorded edits as slots of whole tokens; edits that meet in one token become one slot."""
    places = [
        (edit.start, edit.end, at, at + len(edit.replacement))
        for edit, at in zip(edits, reference_starts(edits), strict=True)
    ]
    if all(
        is_boundary(source, a)
        and is_boundary(source, b)
        and is_boundary(reference, c)
        and is_boundary(reference, d)
        for a, b, c, d in places
    ):
        return tuple(
            Slot(a, b, c, d, source[a:b], edit.replacement, edit.accept)
            for (a, b, c, d), edit in zip(places, edits, strict=True)
        )
    cuts = set(accumulate(map(len, tokenize(source)), initial=0))
    ref_cuts = set(accumulate(map(len, tokenize(reference)), initial=0))
    found: list[Slot] = []
    k = floor = 0
    while k < len(edits):
        first = k
        start, end, ref_start, ref_end = places[k]
        while start > floor and not (start in cuts and ref_start in ref_cuts):
            start, ref_start = start - 1, ref_start - 1
        while not (end in cuts and ref_end in ref_cuts):
            if k + 1 < len(edits) and end == places[k + 1][0]:
                k += 1
                end, ref_end = places[k][1], places[k][3]
            else:
                end, ref_end = end + 1, ref_end + 1
        accept: tuple[str, ...] = ()
        if k == first:
            head, tail = source[start : edits[k].start], source[edits[k].end : end]
            accept = tuple(head + text + tail for text in edits[k].accept)
        found.append(
            Slot(start, end, ref_start, ref_end, source[start:end], reference[ref_start:ref_end], accept)
        )
        floor = end
        k += 1
    return tuple(found)
