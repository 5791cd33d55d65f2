"""XLSX, in and out: wrapped, frozen heading, what a model wrote coloured by verdict, nothing that runs."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from stetmark.errors import DataError
from stetmark.records import Score
from stetmark.tables.columns import resolve_columns
from stetmark.tables.escape import escape_sheet, unescape_sheet

__all__ = ["read_cells", "write_sheet"]

#: A cell holds 32,767 characters; a longer text goes on in a column of the same name with " (2)", " (3)"…
CELL = 32_000
_WIDTHS = {"answer": 80, "reference": 60, "source": 60, "diagnosis": 50, "verdict": 14, "system": 26}
#: verdict of a stretch of the reply -> (font colour, bold, strike, underline)
_INK = {
    "envelope": ("808080", False, None),
    "corrected": ("1A7F37", False, None),
    "missed": ("B35900", True, None),
    "miscorrected": ("C01C28", True, None),
    "change": ("C01C28", False, "single"),
}
Mark = tuple[int, int, str]


def read_cells(path: Path | str, columns: str | None) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row of the first sheet that has the columns, as (row number, field -> text).

    Raises:
        DataError: not a workbook, no such columns.
    """
    import openpyxl  # 0.3 s, for this format alone
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a workbook without styles is none of the reader's business
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except FileNotFoundError:
            raise DataError("no such file", path=path) from None
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise DataError(f"not an XLSX workbook: {error}", path=path) from None
        try:
            yield from _read_book(book, columns, path)
        finally:
            book.close()


def _read_book(book: Any, columns: str | None, path: Path | str) -> Iterator[tuple[int, dict[str, str]]]:
    refused: DataError | None = None
    for sheet in book.worksheets:
        rows = ((n, [_text(v) for v in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), 1))
        first = next(((n, row) for n, row in rows if any(row)), None)
        if first is None:
            continue
        number, headings = first
        while headings and not headings[-1]:
            headings.pop()
        try:
            places = resolve_columns(headings, columns, path=path, line=number)
        except DataError as error:
            refused = refused or error
            continue
        more = {field: _continued(headings, place) for field, place in places.items()}
        for line, cells in rows:
            if any(cells):
                yield line, {f: _joined(cells, parts) for f, parts in more.items()}
        return
    raise refused or DataError("contains no table", path=path, hint="the first row must contain the headings")


def _joined(cells: Sequence[str], places: Sequence[int]) -> str:
    return unescape_sheet("".join(cells[place] for place in places if place < len(cells)))


def _continued(headings: Sequence[str], place: int) -> list[int]:
    places = [place]
    while (name := f"{headings[place]} ({len(places) + 1})") in headings:
        places.append(list(headings).index(name))
    return places


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def write_sheet(
    target: BinaryIO,
    fields: Sequence[str],
    titles: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Score | None]],
) -> None:
    """Write one sheet that `read_cells` reads back unchanged.

    Args:
        target: A binary file.
        fields: The field of each column.
        titles: The headings.
        rows: The cells of each row, with the score whose spans colour its answer.
    """
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    kept = list(rows)
    spread = [max((len(escape_sheet(cells[i])) for cells, _ in kept), default=0) for i in range(len(fields))]
    extra = [(i, n) for i, size in enumerate(spread) for n in range(2, -(-size // CELL) + 1)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("stetmark")
    sheet.freeze_panes = "B2"
    every = [*fields, *(fields[i] for i, _ in extra)]
    for number, field in enumerate(every, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(field, 16)
    make = _Maker(sheet, Alignment(wrap_text=True, vertical="top"))
    head = [make.cell(t) for t in [*titles, *(f"{titles[i]} ({n})" for i, n in extra)]]
    for cell in head:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
    sheet.append(head)
    for cells, score in kept:
        parts = [_parts(text) for text in cells]
        line = [
            make.rich(text, marks(score, len(text)))
            if field == "answer" and score is not None and len(part) == 1
            else make.cell(part[0])
            for field, text, part in zip(fields, cells, parts, strict=True)
        ]
        line += [make.cell(parts[i][n - 1] if n <= len(parts[i]) else "") for i, n in extra]
        sheet.append(line)
    book.save(target)


def _parts(text: str) -> list[str]:
    """Cut an escaped text into cells; they are joined before anything is unescaped."""
    escaped = escape_sheet(text)
    return [escaped[at : at + CELL] for at in range(0, len(escaped), CELL)] or [""]


class _Maker:
    """Makes cells that are always text, whatever their content."""

    def __init__(self, sheet: Any, alignment: Any) -> None:
        self._sheet, self._alignment = sheet, alignment

    def cell(self, escaped: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, None)
        if escaped:
            cell.value = escaped
            cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.alignment = self._alignment
        cell.quotePrefix = True  # and Excel would, once the cell is edited
        return cell

    def rich(self, text: str, spans: Sequence[Mark]) -> Any:
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont

        if not spans or not text:
            return self.cell(escape_sheet(text))
        runs: list[Any] = []
        at = 0
        for start, end, kind in spans:
            if start > at:
                runs.append(escape_sheet(text[at:start]))
            colour, bold, underline = _INK[kind]
            font = InlineFont(color=colour, b=bold, u=underline)
            runs.append(TextBlock(font, escape_sheet(text[start:end])))
            at = end
        if at < len(text):
            runs.append(escape_sheet(text[at:]))
        cell = self.cell("")
        cell.value = CellRichText(*runs)
        return cell


def marks(score: Score | None, size: int) -> list[Mark]:
    """Return the stretches of the reply that carry a verdict, in order and apart, as (start, end, kind)."""
    if score is None or not score.assessable:
        return []
    base, end = score.hypothesis_start, score.hypothesis_start + len(score.hypothesis)
    found: list[Mark] = [(0, base, "envelope")]
    inside = [(e.hyp_start, e.hyp_end, str(e.verdict)) for e in score.edits]
    inside += [(start, end, "change") for c in score.changes for _, _, start, end in c.places]
    found += [(base + a, base + b, kind) for a, b, kind in sorted(inside)]
    found.append((end, size, "envelope"))
    apart: list[Mark] = []
    at = 0
    for a, b, kind in found:
        if max(a, at) < min(b, size):
            apart.append((max(a, at), min(b, size), kind))
            at = min(b, size)
    return apart
