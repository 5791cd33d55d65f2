"""Of alignments that cost the same: the one in which what is taken out, or put in, is one run.

An aligner that takes an equal word as early as it can opens a gap twice: of "we met in May, and we left in
June" less its first half it keeps the first "we", and has two losses for one. Where the text kept between two
gaps occurs again at the outer end of one of them, the two are one gap, moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.judging.text_pair import TextPair
from stetmark.text.align import Difference
from stetmark.text.tokens import is_boundary, token_spans

__all__ = ["merged_gaps"]


def merged_gaps(
    differences: Sequence[Difference], texts: TextPair, deleted: Sequence[tuple[int, int]] = ()
) -> Sequence[Difference]:
    """Return the steps with gaps that an equal text parts as one gap; no gap is moved over a slot.

    Args:
        differences: Steps outside slots, in order.
        texts: The texts they lie between.
        deleted: Reference spans of slots inside a deletion, which stay inside.
    """
    if not _has_neighbours_alike(differences):
        return differences
    gaps = _gaps(differences)
    out: list[list[Difference]] = [gaps[0]]
    for gap in gaps[1:]:
        one = _merged(out[-1], gap, texts, deleted)
        if one is None:
            out.append(gap)
        else:
            out[-1] = one
    return differences if len(out) == len(gaps) else [step for gap in out for step in gap]


def _has_neighbours_alike(differences: Sequence[Difference]) -> bool:
    """Whether two gaps, one after the other, are both only taken out or both only put in."""
    before = side = -1  # -1 at the beginning; 0 taken out, 1 put in, 2 both or one for the other
    at = hyp_at = -1
    for start, end, hyp_start, hyp_end in differences:
        own = 0 if hyp_start == hyp_end else 1 if start == end else 2
        if start == at and hyp_start == hyp_at:
            if own != side:
                side = 2
        else:
            if side == before and side in (0, 1):
                return True
            before, side = side, own
        at, hyp_at = end, hyp_end
    return side == before and side in (0, 1)


def _gaps(differences: Sequence[Difference]) -> list[list[Difference]]:
    """The steps in runs that touch."""
    out: list[list[Difference]] = []
    at = (-1, -1)
    for step in differences:
        if (step.start, step.hyp_start) == at:
            out[-1].append(step)
        else:
            out.append([step])
        at = (step.end, step.hyp_end)
    return out


def _merged(
    one: list[Difference], two: list[Difference], texts: TextPair, deleted: Sequence[tuple[int, int]]
) -> list[Difference] | None:
    """Two gaps on the same side as one, if the text between them also occurs at an outer end of one."""
    if all(s.hyp_start == s.hyp_end for s in (*one, *two)):
        side, text = 0, texts.reference
    elif all(s.start == s.end for s in (*one, *two)):
        side, text = 2, texts.hypothesis
    else:
        return None
    first, last = one[0][side], one[-1][side + 1]
    second, stop = two[0][side], two[-1][side + 1]
    kept = text[last:second]
    # What is kept is moved over the gap before it or behind it; a space alone parts no run of words anyway.
    if not kept.strip() or _has_slot_between(one[0].start, two[-1].end, texts):
        return None
    n = len(kept)
    if text.startswith(kept, first, last) and is_boundary(text, first + n):
        begin, end, shift = first + n, stop, n
    elif text.endswith(kept, second, stop) and is_boundary(text, stop - n):
        begin, end, shift = first, stop - n, 0
    else:
        return None
    if side == 0 and any((a < begin and first <= a) or end < b <= stop for a, b in deleted):
        return None
    other = one[0][2 - side] + shift
    return [
        Difference(*span, other, other) if side == 0 else Difference(other, other, *span)
        for span in token_spans(text, begin, end)
    ]


def _has_slot_between(start: int, end: int, texts: TextPair) -> bool:
    """Whether a slot lies between two places of the reference, or one without text there at either."""
    spans, k = texts.slot_spans, texts.next_slot(start)
    if k and spans[k - 1][1] > start:
        return True
    return k < len(spans) and (spans[k][0] < end or spans[k] == (end, end))
