"""What was taken out here and stands there: one change, not two."""

from __future__ import annotations

from typing import NamedTuple

from stetmark.text.tokens import count_words, is_word, tokenize

__all__ = ["Piece", "joined_moves"]

#: Unchanged characters between a word and where it went, if the two only changed places.
_BESIDE = 20


class Piece(NamedTuple):
    """One change with its class, empty while unknown.

    `weight` is how many unneeded changes it counts as, `words` how many words it gains, loses or changes.
    """

    class_: str
    start: int
    end: int
    hyp_start: int
    hyp_end: int
    weight: int = 1
    words: int = 0

    def classed(self, class_: str) -> Piece:
        """The same change with a class."""
        return tuple.__new__(Piece, (class_, *self[1:]))


def joined_moves(pieces: list[Piece], reference: str, hypothesis: str) -> list[Piece]:  # noqa: C901
    """Return the pieces with what was left out here joined to the same text put in there.

    So it is with two words and more, with one that stands once in each text, and with neighbours that change
    places.
    """
    if len(pieces) < 2:
        return pieces
    if not any(p.start == p.end for p in pieces) or not any(p.hyp_start == p.hyp_end for p in pieces):
        return pieces
    put: dict[str, list[int]] = {}
    for k, piece in enumerate(pieces):
        if piece.start == piece.end:
            text = hypothesis[piece.hyp_start : piece.hyp_end].strip()
            if is_word(text):
                put.setdefault(text, []).append(k)
    goes: dict[int, int] = {}
    for k, piece in enumerate(pieces):
        text = reference[piece.start : piece.end].strip()
        if not put.get(text) or piece.hyp_start != piece.hyp_end:
            continue
        beside = abs(put[text][0] - k) == 1 and _near(piece, pieces[put[text][0]], reference)
        if count_words(text) > 1 or beside or _stands_once(text, reference, hypothesis):
            goes[k] = put[text].pop(0)
    if not goes:
        return pieces
    there = set(goes.values())
    out: list[Piece] = []
    for k, piece in enumerate(pieces):
        if k in goes:
            target = pieces[goes[k]]
            out.append(Piece("moved", piece.start, piece.end, target.hyp_start, target.hyp_end))
        elif k not in there:
            out.append(piece)
    return out


def _near(one: Piece, other: Piece, reference: str) -> bool:
    """Whether two changes have one unchanged word between them."""
    first, last = sorted((one, other), key=lambda piece: (piece.start, piece.hyp_start))
    return last.start - first.end <= _BESIDE and count_words(reference[first.end : last.start]) == 1


def _stands_once(word: str, *texts: str) -> bool:
    """Whether a word, not only its letters inside another one, stands once in each text."""
    return all(text.count(word) == 1 or tokenize(text).count(word) == 1 for text in texts)
