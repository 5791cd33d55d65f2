"""The texts of an item as they are compared, and the way back to the texts as they came.

Line ends, a byte order mark and canonical equivalence are normalized before anything is compared; what is
reported has the offsets, and the characters, of the texts as they came.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from stetmark.judging.encoding import Plain, plain
from stetmark.records import ENCODING_FOLDS, Change, EditVerdict, GoldEdit, Item, Score

__all__ = ["Texts"]


class Texts(NamedTuple):
    """Reference, source and gold edits of an item, their encoding normalized."""

    reference: Plain
    source: Plain | None
    edits: tuple[GoldEdit, ...] | None

    @classmethod
    def of(cls, item: Item) -> Texts:
        """Return the texts of `item`; edits that only changed the encoding are gone."""
        reference = plain(item.reference)
        source = None if item.source is None else plain(item.source)
        edits = item.edits
        if edits is not None and source is not None and (source.at is not None or reference.at is not None):
            # One that changes nothing at all stays, to be refused.
            edits = tuple(
                moved
                for edit, moved in ((edit, _moved(edit, source)) for edit in edits)
                if source.text[moved.start : moved.end] != moved.replacement
                or source.original[edit.start : edit.end] == edit.replacement
            )
        return cls(reference, source, edits)

    def restored(self, score: Score, reply: Plain) -> Score:
        """Return `score`, made of the normalized texts, with offsets and characters of those that came."""
        if reply.at is None and self.reference.at is None and (self.source is None or self.source.at is None):
            return score
        start = score.hypothesis_start
        end = start + len(score.hypothesis)
        hypothesis, at = score.hypothesis, start
        inside = None
        if reply.text[start:end] == score.hypothesis:
            at = reply.back(start)
            hypothesis = reply.original[at : reply.back(end)]
            inside = (reply, start, at)
        else:
            at = reply.back(min(start, len(reply.text)))
        return replace(
            score,
            hypothesis=hypothesis,
            hypothesis_start=at,
            edits=tuple(self._edit(edit, inside) for edit in score.edits),
            changes=tuple(self._change(change, inside) for change in score.changes),
            folds=(*_folds(self, reply), *score.folds) if score.exact or score.folds else (),
        )

    def _edit(self, edit: EditVerdict, inside: tuple[Plain, int, int] | None) -> EditVerdict:
        if self.source is not None and self.source.at is not None:
            start, end = self.source.back(edit.start), self.source.back(edit.end)
            edit = replace(edit, start=start, end=end, source=self.source.original[start:end])
        return edit if inside is None else replace(edit, **_within(edit, inside))

    def _change(self, change: Change, inside: tuple[Plain, int, int] | None) -> Change:
        if self.reference.at is not None:
            back = self.reference.back
            start, end = back(change.start), back(change.end)
            parts = tuple((back(a), back(b), c, d) for a, b, c, d in change.parts)
            change = replace(
                change, start=start, end=end, reference=self.reference.original[start:end], parts=parts
            )
        if inside is None:
            return change
        reply, base, at = inside
        parts = tuple(
            (a, b, reply.back(base + c) - at, reply.back(base + d) - at) for a, b, c, d in change.parts
        )
        return replace(change, **_within(change, inside), parts=parts)


def _within(place: EditVerdict | Change, inside: tuple[Plain, int, int]) -> dict[str, object]:
    """The span and text of a place in the hypothesis as it came."""
    reply, start, at = inside
    first, last = reply.back(start + place.hyp_start), reply.back(start + place.hyp_end)
    return {"hyp_start": first - at, "hyp_end": last - at, "hypothesis": reply.original[first:last]}


def _moved(edit: GoldEdit, source: Plain) -> GoldEdit:
    return replace(
        edit,
        start=source.forth(edit.start),
        end=source.forth(edit.end),
        replacement=plain(edit.replacement).text,
        accept=tuple(plain(text).text for text in edit.accept),
    )


def _folds(texts: Texts, reply: Plain) -> tuple[str, ...]:
    """The foldings of encoding in which reply and reference differ as they came."""
    return tuple(fold for fold in ENCODING_FOLDS if (fold in reply.folds) != (fold in texts.reference.folds))
