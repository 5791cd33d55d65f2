"""A document as the rest of the house sees it: text, the prose in it, and the way back to bytes.

A `Block` is one paragraph as a reader (or a system) sees it; its `segments` are the stretches of it that are
prose and may be edited. Everything else in it (code, formulas, link targets, line breaks) is shown, so that
the paragraph reads whole, but no edit can reach it. Offsets are half-open code-point offsets.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stetmark.errors import DataError
from stetmark.text.edits import Edit, apply_edits
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions

__all__ = [
    "Block",
    "Document",
    "Mask",
    "Segment",
    "Span",
    "make_block",
    "names",
    "outside_of",
    "shifted",
]


class Span(NamedTuple):
    """A stretch of prose, `text[start:end]` of the document."""

    start: int
    end: int


class Segment(NamedTuple):
    """`block.text[start:end]`, which is `document.text[at : at + end - start]`, character for character."""

    start: int
    end: int
    at: int


class Mask(NamedTuple):
    """A stretch that no edit may reach; `shown` is what the block reads there, None for the text itself."""

    start: int
    end: int
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, cell or list item.

    Attributes:
        text: The paragraph whole, as a system gets it.
        segments: The prose in it, in order, not overlapping.
        growth: How many characters the edits of this block may add together; None for no limit. (A title in
            reStructuredText must not grow longer than its underline.)
    """

    text: str
    segments: tuple[Segment, ...]
    growth: int | None = None

    @property
    def start(self) -> int:
        """Where its prose begins in the document's text."""
        return self.segments[0].at

    @property
    def outside(self) -> Regions:
        """What of its text is not prose; a line break inside a paragraph is."""
        return outside_of(self.text, [(s.start, s.end) for s in self.segments])

    def edit(self, start: int, end: int, replacement: str) -> Edit | None:
        """`text[start:end]` of this block replaced, as an edit of the document.

        What source and replacement share at their ends is left out first, so a word whose one half is bold
        can still be mended in the other half.

        Returns:
            The edit, or None where it would touch anything that is not prose.
        """
        old = self.text[start:end]
        head = _common_prefix(old, replacement)
        tail = _common_prefix(old[head:][::-1], replacement[head:][::-1])
        low, high = start + head, end - tail
        new = replacement[head : len(replacement) - tail]
        for segment in self.segments:
            if segment.start <= low and high <= segment.end:
                offset = segment.at - segment.start
                return Edit(low + offset, high + offset, new)
        return None


def outside_of(text: str, prose: Iterable[tuple[int, int]]) -> Regions:
    """Return the stretches of `text` outside `prose` that are more than white space."""
    gaps = Regions(prose).gaps(0, len(text))
    return Regions(span for span in gaps if not text[span[0] : span[1]].isspace())


def shifted(block: Block, by: int, seams: Sequence[int] = ()) -> Block:
    """Return the block of a part of a document as a block of the document.

    Args:
        block: What was found in the part.
        by: Where the part begins.
        seams: Offsets in the part at which a segment is to be cut.
    """
    segments = []
    for segment in block.segments:
        end = segment.at + segment.end - segment.start
        cuts = [segment.at, *(seam for seam in seams if segment.at < seam < end), end]
        for low, high in itertools.pairwise(cuts):
            first = segment.start + low - segment.at
            segments.append(Segment(first, first + high - low, low + by))
    return Block(block.text, tuple(segments), block.growth)


def names(text: str) -> frozenset[str]:
    """The names in a text, divided by spaces."""
    return frozenset(text.split())


def _common_prefix(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def make_block(
    text: str, start: int, end: int, masks: Iterable[Mask] = (), *, growth: int | None = None
) -> Block | None:
    """A block from `text[start:end]`, less its outer whitespace.

    What `not_prose` finds in the text as it is shown is left out of the segments. Masks may come in any
    order and overlap: of two that overlap, the one that begins first (then the longer one) is shown and the
    other is swallowed.

    Returns:
        The block, or None if no letter of it is prose.
    """
    shown: list[str] = []
    segments: list[Segment] = []
    length, at = 0, start

    def prose(upto: int) -> None:
        nonlocal length, at
        if upto > at:
            shown.append(text[at:upto])
            segments.append(Segment(length, length + upto - at, at))
            length += upto - at
            at = upto

    for mask in sorted(masks, key=lambda m: (m.start, -m.end)):
        if mask.end <= at or mask.start >= end:
            continue
        if mask.start >= at:
            prose(mask.start)
            piece = text[mask.start : min(mask.end, end)] if mask.shown is None else mask.shown
        else:  # the rest of a mask that began inside another
            piece = text[at : min(mask.end, end)]
        shown.append(piece)
        length += len(piece)
        at = min(mask.end, end)
    prose(end)
    return _stripped("".join(shown), segments, growth)


def _stripped(shown: str, segments: Sequence[Segment], growth: int | None) -> Block | None:
    low = len(shown) - len(shown.lstrip())
    text = shown.strip()
    closed = not_prose(text)
    kept = []
    for segment in segments:
        left, right = max(segment.start - low, 0), min(segment.end - low, len(text))
        for start, end in closed.gaps(left, right):
            kept.append(Segment(start, end, segment.at + low + start - segment.start))
    if not any(any(map(str.isalpha, text[s.start : s.end])) for s in kept):
        return None
    return Block(text, tuple(kept), growth)


@dataclass(frozen=True)
class Document:
    """A file's text, its prose, and the way back to bytes.

    Attributes:
        text: What offsets refer to: the decoded file without its byte order mark; for .ipynb, .jsonl and
            .docx, the texts in it, divided by newlines.
        blocks: The paragraphs, in order.
        format: `txt md tex rst html ipynb docx jsonl`.
        name: The file's name, for messages.
        data: The bytes it was read from.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    name: str
    data: bytes = field(repr=False)
    encoding: str = "utf-8"
    bom: bytes = b""

    @property
    def spans(self) -> tuple[Span, ...]:
        """All prose, in order: an edit is possible inside one of these and nowhere else."""
        return tuple(Span(s.at, s.at + s.end - s.start) for block in self.blocks for s in block.segments)

    @property
    def outside(self) -> Regions:
        """What of its text is not prose."""
        return outside_of(self.text, self.spans)

    def where(self, offset: int) -> str:
        """The place a reader would look for: `line:column`, both from 1."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        return f"{line}:{column}"

    def replace(self, edits: Iterable[Edit]) -> bytes:
        """The file with these edits made and not one other byte changed.

        Raises:
            DataError: An edit is not wholly inside prose, overlaps another, or cannot be written in the
                file's encoding.
        """
        edits = self.checked(edits)
        if not edits:
            return self.data
        try:
            return self.bom + apply_edits(self.text, edits).encode(self.encoding)
        except UnicodeEncodeError as e:
            raise DataError(
                f"{e.object[e.start : e.end]!r} cannot be written in {self.encoding}", path=self.name
            ) from None

    def checked(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits in order, each of them inside prose.

        Raises:
            DataError: One is not.
        """
        ordered = sorted(edits)
        spans = sorted(self.spans)
        for edit in ordered:
            i = bisect.bisect_right(spans, (edit.start, len(self.text) + 1)) - 1
            near = [s for s in spans[max(i - 1, 0) : i + 1] if s.start <= edit.start and edit.end <= s.end]
            if not near or edit.end < edit.start:
                raise DataError(f"edit {edit!r} is not inside prose", path=self.name)
        return ordered
