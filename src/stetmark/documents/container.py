"""Documents that hold texts inside JSON strings: notebooks and JSONL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from stetmark.documents.json_strings import JsonText, escape
from stetmark.documents.model import Document
from stetmark.errors import DataError
from stetmark.text.edits import Edit, apply_edits

__all__ = ["Cell", "JsonDocument"]

_ASCII_ESCAPE = re.compile(r"\\u(?!00[01])[0-9a-fA-F]{4}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of the file: where it begins in the document's text, what a reader calls it."""

    start: int
    label: str
    text: JsonText


@dataclass(frozen=True)
class JsonDocument(Document):
    """A JSON file whose strings hold the prose; `raw` is the decoded file."""

    raw: str = field(default="", repr=False)
    cells: tuple[Cell, ...] = ()

    def where(self, offset: int) -> str:
        """`cell 3, 2:5` or `line 7, 1:5`."""
        cell = self._cell(offset)
        before = self.text[cell.start : offset]
        column = len(before.rpartition("\n")[2]) + 1
        return f"{cell.label}, {before.count(chr(10)) + 1}:{column}"

    def _cell(self, offset: int) -> Cell:
        found = self.cells[0]
        for cell in self.cells:
            if cell.start > offset:
                break
            found = cell
        return found

    def replace(self, edits: Iterable[Edit]) -> bytes:
        """The file with these edits made inside its string literals, escaped as the file escapes."""
        edits = self.checked(edits)
        if not edits:
            return self.data
        ascii_only = self.raw.isascii() and bool(_ASCII_ESCAPE.search(self.raw))
        placed = []
        for edit in edits:
            cell = self._cell(edit.start)
            place = cell.text.place(edit.start - cell.start, edit.end - cell.start)
            if place is None:
                raise DataError(f"edit {edit!r} extends beyond the end of a string", path=self.name)
            placed.append(Edit(*place, escape(edit.replacement, ascii_only=ascii_only)))
        return self.bom + apply_edits(self.raw, placed).encode(self.encoding)
