"""Recorded edits on a text: checking them, applying them, and where each one lands."""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.errors import DataError
from stetmark.records import GoldEdit

__all__ = ["apply_edits", "check_edits", "reference_starts"]


def check_edits(source: str, edits: Sequence[GoldEdit], *, what: str = "edits") -> None:
    """Raise `DataError` unless `edits` are in order, apart, inside `source`, and none is empty.

    Args:
        source: The text the offsets count in, in code points.
        edits: In the order of their places.
        what: How the message names them, e.g. "item 'x'".
    """
    end = 0
    for number, edit in enumerate(edits):
        if not 0 <= edit.start <= edit.end <= len(source):
            raise DataError(
                f"{what}: edit {number} spans {edit.start}..{edit.end}, "
                f"the source has {len(source)} characters",
                hint="offsets are half-open code points",
            )
        if edit.start < end:
            raise DataError(
                f"{what}: edit {number} starts at {edit.start}, before the one in front of it ends ({end})",
                hint="sort the edits by start, and join those that overlap",
            )
        if edit.start == edit.end and not edit.replacement:
            raise DataError(
                f"{what}: edit {number} at {edit.start} takes nothing out and puts nothing in",
                hint="leave it out",
            )
        end = edit.end


def apply_edits(source: str, edits: Sequence[GoldEdit]) -> str:
    """Return `source` with each edit's span replaced by its `replacement`."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (source[at : edit.start], edit.replacement)
        at = edit.end
    parts.append(source[at:])
    return "".join(parts)


def reference_starts(edits: Sequence[GoldEdit]) -> list[int]:
    """Return where each edit's replacement starts in the text that `apply_edits` gives."""
    shift = 0
    starts: list[int] = []
    for edit in edits:
        starts.append(edit.start + shift)
        shift += len(edit.replacement) - (edit.end - edit.start)
    return starts
