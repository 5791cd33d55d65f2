"""Edits on a text: checking them, applying them, and where each one lands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from stetmark.errors import DataError
from stetmark.records import GoldEdit

__all__ = ["Edit", "Replacement", "apply_edits", "check_edits", "reference_starts"]


class Replacement(Protocol):
    """Anything that replaces `text[start:end]`: an `Edit`, a gold edit, a planted misspelling."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def end(self) -> int:
        """Where it ends; half-open."""

    @property
    def replacement(self) -> str:
        """What comes in its place."""


class Edit(NamedTuple):
    """`text[start:end]` becomes `replacement`."""

    start: int
    end: int
    replacement: str


def check_edits(source: str, edits: Sequence[GoldEdit], *, what: str = "edits") -> None:
    """Raise `DataError` unless `edits` are in order, apart, inside `source`, and each changes something.

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
                f"{what}: edit {number} starts at {edit.start}, before the previous one ends ({end})",
                hint="sort the edits by start, and merge those that overlap",
            )
        if edit.start == edit.end and not edit.replacement:
            raise DataError(
                f"{what}: edit {number} at {edit.start} changes nothing",
                hint="omit it",
            )
        if source[edit.start : edit.end] == edit.replacement:
            raise DataError(
                f"{what}: edit {number} at {edit.start}..{edit.end} replaces "
                f"{edit.replacement!r} with itself",
                hint="leave it out: it would count as corrected for every system",
            )
        end = edit.end


def apply_edits(text: str, edits: Iterable[Replacement]) -> str:
    """Return `text` with each edit's span replaced by its `replacement`.

    Args:
        text: The text the offsets count in, in code points.
        edits: In any order; of two that begin at one place, the shorter comes first.

    Raises:
        DataError: Two edits overlap, or one lies outside the text.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not at <= edit.start <= edit.end <= len(text):
            raise DataError(
                f"the edit of {edit.start}..{edit.end} to {edit.replacement!r} overlaps another edit or is "
                f"outside the text of {len(text)} characters"
            )
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def reference_starts(edits: Sequence[Replacement]) -> list[int]:
    """Return where the replacement of each edit, in order, starts in the text that `apply_edits` gives."""
    shift = 0
    starts: list[int] = []
    for edit in edits:
        starts.append(edit.start + shift)
        shift += len(edit.replacement) - (edit.end - edit.start)
    return starts
