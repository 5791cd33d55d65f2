"""A dash made of hyphens is one sign: "--" → "-" is one change of it, not a hyphen less."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from stetmark.judging.moves import Piece
from stetmark.text.folds import DASHES

__all__ = ["whole_dashes"]


def whole_dashes(
    pieces: Sequence[Piece], reference: str, hypothesis: str, walls: Sequence[tuple[int, int]]
) -> list[Piece]:
    """Return the pieces, what is a part of such a dash with the unchanged hyphens beside it.

    Hyphens of a slot stay the slot's, and those of another piece that piece's.

    Args:
        pieces: Changes without a class, in order.
        reference: The text they start from.
        hypothesis: The text they lead to.
        walls: Reference spans of the slots, in order.
    """
    out: list[Piece] = []
    at = hyp_at = 0
    for n, piece in enumerate(pieces):
        signs = reference[piece.start : piece.end] + hypothesis[piece.hyp_start : piece.hyp_end]
        if piece.class_ or not signs or not DASHES.issuperset(signs):
            out.append(piece)
        else:
            k = bisect_left(walls, (piece.start, piece.start))
            low = max(at, walls[k - 1][1] if k else 0)
            high, hyp_high = len(reference), len(hypothesis)
            if n + 1 < len(pieces):
                high, hyp_high = pieces[n + 1].start, pieces[n + 1].hyp_start
            if k < len(walls):
                high = min(high, walls[k][0])
                if walls[k] == (piece.start, piece.start):
                    low = piece.start  # what stands before may be held by a slot without text
            out.append(_stretched(piece, reference, hypothesis, (low, high, hyp_at, hyp_high)))
        at, hyp_at = out[-1].end, out[-1].hyp_end
    return out


def _stretched(piece: Piece, reference: str, hypothesis: str, bounds: tuple[int, int, int, int]) -> Piece:
    """The piece with the hyphens on both sides of it, within bounds of reference and hypothesis."""
    class_, start, end, hyp_start, hyp_end, *counts = piece
    low, high, hyp_low, hyp_high = bounds
    while start > low and hyp_start > hyp_low and reference[start - 1] == hypothesis[hyp_start - 1] == "-":
        start, hyp_start = start - 1, hyp_start - 1
    while end < high and hyp_end < hyp_high and reference[end] == hypothesis[hyp_end] == "-":
        end, hyp_end = end + 1, hyp_end + 1
    return Piece(class_, start, end, hyp_start, hyp_end, *counts)
