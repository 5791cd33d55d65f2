"""Encode an answer for the page, from the spans that were scored, never from a second diff.

A drawing lists, in the order of the hypothesis, what equals the reference and what does not:
`n` copies n UTF-16 units of the reference; `[text, r]` is other text; the reference continues at r;
`[kind, ref, text]` is a finding. `kind` is -1 corrected, -2 missed, -3 miscorrected, or the index of the
change's class in CHANGE_CLASSES; `ref` is the number of units of the reference that it replaces, or that text
itself if it does not follow the last. After the last finding, the reference continues to its end.

Python counts code points and JavaScript UTF-16 units, so every length here is in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stetmark.records import CHANGE_CLASSES, EditVerdict, Score

__all__ = ["KINDS", "Drawing", "draw", "gold", "slot_places", "utf16"]

#: A list of pieces; 0 for the reference as it stands with every gold edit corrected; None for no drawing.
Drawing = list[Any] | int | None

KINDS = {"corrected": -1, "missed": -2, "miscorrected": -3}
_CLASS = {name: place for place, name in enumerate(CHANGE_CLASSES)}


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as JavaScript counts it."""
    if text.isascii() or max(text) <= "\uffff":
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def slot_places(edits: Sequence[EditVerdict]) -> list[tuple[int, int]]:
    """Return the position of each gold edit in the reference, given its position in the source."""
    places, shift = [], 0
    for e in edits:
        start = e.start + shift
        places.append((start, start + len(e.reference)))
        shift += len(e.reference) - (e.end - e.start)
    return places


def gold(source: str, edits: Sequence[EditVerdict]) -> list[Any]:
    """Return a source's gold edits as [units before it, units it takes, correction], one after another."""
    marks: list[Any] = []
    at = 0
    for e in edits:
        marks.append([utf16(source[at : e.start]), utf16(source[e.start : e.end]), e.reference])
        at = e.end
    return marks


def draw(score: Score, reference: str, places: Sequence[tuple[int, int]]) -> Drawing:
    """Return the drawing of one answer.

    Args:
        score: Its judgement.
        reference: The item's reference.
        places: The positions of the gold edits in it (`slot_places`).
    """
    if not score.assessable:
        return None
    hypothesis = score.hypothesis
    if not score.changes and hypothesis == reference:
        return 0
    pieces: list[Any] = []
    h = r = 0
    for hs, he, rs, re, kind in _events(score, places):
        before = hypothesis[h:hs]
        in_step = rs >= r and before == reference[r:rs]
        if in_step:
            pieces.append(utf16(before))
            pieces.append([kind, utf16(reference[rs:re]), hypothesis[hs:he]])
        else:
            # Moved text, or a slot inside a longer deletion: say the reference text, then go on behind it.
            if before:
                pieces.append([before, utf16(reference[: max(r, re)])])
            pieces.append([kind, reference[rs:re], hypothesis[hs:he]])
            if not before and re > r:
                pieces.append(["", utf16(reference[:re])])
        h, r = max(h, he), max(r, re)
    if hypothesis[h:] != reference[r:]:
        pieces.append([hypothesis[h:], utf16(reference)])
    return pieces


def _events(score: Score, places: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int, int]]:
    events = [(c, d, a, b, _CLASS.get(one.class_, 0)) for one in score.changes for a, b, c, d in one.places]
    taken = {event[:4] for event in events}
    # A slot that is right but for its quotes is drawn as the change that it holds.
    events += [
        (e.hyp_start, e.hyp_end, *place, KINDS[e.verdict])
        for e, place in zip(score.edits, places, strict=True)
        if (e.hyp_start, e.hyp_end, *place) not in taken or e.verdict != "corrected"
    ]
    # At one place a change comes before the slot that it swallowed.
    events.sort(key=lambda e: (e[0], e[2], -e[3], -e[4]))
    return events
