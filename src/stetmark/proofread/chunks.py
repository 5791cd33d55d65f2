"""A document in portions that a system can take: whole paragraphs together, so that each has its context."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stetmark.documents import Block, Document, Edit
from stetmark.text.regions import Regions
from stetmark.text.scripts import main_language

__all__ = ["CHUNK_CHARACTERS", "Chunk", "chunks"]

#: About 600 words: enough context, little enough that a model gives it back whole.
CHUNK_CHARACTERS = 4_000
_BETWEEN = "\n\n"
_SENTENCE_END = re.compile(r"(?<=[.!?。！？…])[\"'”’)\]」』]*\s+|(?<=[。！？])|\n")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is asked at once: `text`, made of stretches of blocks.

    Attributes:
        text: What the system gets.
        starts: Where each stretch begins in `text`.
        parts: (block, where the stretch begins in it, its length).
    """

    text: str
    starts: tuple[int, ...]
    parts: tuple[tuple[Block, int, int], ...]

    def edit(self, start: int, end: int, replacement: str) -> tuple[Block, Edit] | None:
        """A change of `text[start:end]` as an edit of the document; None where it is not inside prose."""
        i = bisect.bisect_right(self.starts, start) - 1
        block, at, length = self.parts[i]
        low = start - self.starts[i]
        high = end - self.starts[i]
        if high > length:
            return None
        edit = block.edit(low + at, high + at, replacement)
        return None if edit is None else (block, edit)

    def span(self, document: Document, start: int, source: str, edit: Edit | None) -> tuple[int, int]:
        """Where the changed words are in the document; where markup cuts them, the part that changes."""
        low = self._near(start)
        high = low + len(source)
        if document.text[low:high] == source:
            return low, high
        return (edit.start, edit.end) if edit else (low, low)

    def _near(self, start: int) -> int:
        """The place in the document of an offset here; of the prose before it where that is none."""
        for low in range(start, -1, -1):
            placed = self.edit(low, low, "")
            if placed is not None:
                return placed[1].start
        return self.parts[0][0].start

    @property
    def outside(self) -> Regions:
        """What of `text` is not prose."""
        return Regions(
            (start - at + low, end - at + low)
            for low, (block, at, length) in zip(self.starts, self.parts, strict=True)
            for start, end in block.outside.within(at, at + length)
        )

    @property
    def lang(self) -> str:
        """The language that most of it is in: "zh" or "en"."""
        return main_language(self.text)


def chunks(blocks: Iterable[Block], limit: int = CHUNK_CHARACTERS) -> Iterator[Chunk]:
    """The blocks in portions of at most `limit` characters; a longer block is cut between sentences."""
    parts: list[tuple[Block, int, int]] = []
    size = 0
    for block in blocks:
        for at, length in _stretches(block.text, limit):
            if parts and size + length + len(_BETWEEN) > limit:
                yield _chunk(parts)
                parts, size = [], 0
            parts.append((block, at, length))
            size += length + len(_BETWEEN)
    if parts:
        yield _chunk(parts)


def _chunk(parts: list[tuple[Block, int, int]]) -> Chunk:
    texts = [block.text[at : at + length] for block, at, length in parts]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    return Chunk(_BETWEEN.join(texts), tuple(starts), tuple(parts))


def _stretches(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Offsets and lengths that cover `text` but for the whitespace between sentences where it is cut."""
    at = 0
    while len(text) - at > limit:
        cut = 0
        for match in _SENTENCE_END.finditer(text, at + limit // 2, at + limit):
            cut = match.end()
        if not cut:
            space = text.rfind(" ", at + 1, at + limit)
            cut = space + 1 if space > 0 else at + limit
        yield at, len(text[at:cut].rstrip())
        at = cut
    yield at, len(text) - at
