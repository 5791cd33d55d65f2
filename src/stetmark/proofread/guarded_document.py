"""What became of each change of a document: decisions on its text as edits of the file."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from stetmark.documents import Block, Document, Edit
from stetmark.guarding.guard import Decision
from stetmark.text.lettercase import normalize_word

__all__ = ["GuardedDocument", "Passage", "WholeText", "place"]


@dataclass(frozen=True)
class GuardedDocument:
    """A document under the guard: what was changed, what of it was kept, and the new bytes.

    Attributes:
        document: The document as it was.
        decisions: Every change, in order; offsets are those of the document's text.
        edits: Those that were kept, as edits of the document.
        data: The document with them made; the same bytes where there are none.
        failures: Why the text, or a part of it, is as it was; empty if all went well.
        envelope: What was peeled off an edited text, as flags.
    """

    document: Document
    decisions: tuple[Decision, ...]
    edits: tuple[Edit, ...]
    data: bytes = field(repr=False)
    failures: tuple[str, ...] = ()
    envelope: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self.edits)

    @property
    def kept(self) -> tuple[Decision, ...]:
        """What was kept."""
        return tuple(decision for decision in self.decisions if decision.kept)

    @property
    def reverted(self) -> tuple[Decision, ...]:
        """What was put back."""
        return tuple(decision for decision in self.decisions if not decision.kept)

    def where(self, decision: Decision) -> str:
        """Return the place a reader would look for: `line:column`, or what the format has instead."""
        return self.document.where(decision.start)


class Passage(Protocol):
    """A text that decisions are made on, taken from a document."""

    def edit(self, start: int, end: int, replacement: str) -> tuple[Block, Edit] | None:
        """Return a change of the passage as an edit of the document; None where it is not inside prose."""
        ...

    def span(self, document: Document, start: int, source: str, edit: Edit | None) -> tuple[int, int]:
        """Return where in the document the words `source` are that begin at `start` of the passage."""
        ...


class WholeText:
    """The text of a whole document as one passage: code and markup in it can be changed, and are put back."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def edit(self, start: int, end: int, replacement: str) -> tuple[Block, Edit] | None:
        """Return the edit where one stretch of prose holds all of it."""
        for block in self._document.blocks:
            for segment in block.segments:
                if segment.at <= start and end <= segment.at + segment.end - segment.start:
                    shift = segment.start - segment.at
                    edit = block.edit(start + shift, end + shift, replacement)
                    return None if edit is None else (block, edit)
        return None

    def span(self, document: Document, start: int, source: str, edit: Edit | None) -> tuple[int, int]:
        """Return the words' own place: offsets are the document's."""
        del document, edit
        return start, start + len(source)


def place(
    document: Document,
    passage: Passage,
    decisions: Sequence[Decision],
    *,
    own: Container[str] = (),
    outside: str,
) -> list[tuple[Decision, Edit | None]]:
    """Return decisions on a passage as decisions on its document, each with its edit where it is kept.

    What cannot be done in the document is put back: a change of the user's own words, of what is not prose,
    or one that makes a title longer than its underline.

    Args:
        document: The document.
        passage: The text that the decisions were made on.
        decisions: What the guard decided, in order.
        own: The user's own words in lower case.
        outside: The reason given for what is not inside prose.
    """
    grown: dict[int, int] = {}
    placed = []
    for decision in decisions:
        found = passage.edit(decision.start, decision.end, decision.hypothesis)
        kept, reason = decision.kept, decision.reason
        if kept and normalize_word(decision.source) in own:
            kept, reason = False, "in your word list"
        elif kept and found is None:
            kept, reason = False, outside
        elif kept and found is not None and not _fits(*found, grown):
            kept, reason = False, "the title would be longer than its underline"
        edit = found[1] if found else None
        start, end = passage.span(document, decision.start, decision.source, edit)
        judged = replace(decision, start=start, end=end, kept=kept, reason=reason)
        placed.append((judged, edit if kept else None))
    return placed


def _fits(block: Block, edit: Edit, grown: dict[int, int]) -> bool:
    if block.growth is None:
        return True
    more = grown.get(block.start, 0) + len(edit.replacement) - (edit.end - edit.start)
    if more > block.growth:
        return False
    grown[block.start] = more
    return True
