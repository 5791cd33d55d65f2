"""CSV and TSV, in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from stetmark.errors import DataError
from stetmark.tables.columns import resolve_columns
from stetmark.tables.escape import escape_sheet, guard_formula, unescape_sheet, unguard_formula
from stetmark.tables.files import MAX_LINE

__all__ = ["read_cells", "write_lines"]


def _delimiter(first: str, path: Path | str) -> str:
    if str(path).lower().endswith(".tsv"):
        return "\t"
    return max(",;\t", key=first.count)


def read_cells(text: str, columns: str | None, path: Path | str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row as (line, field -> text). The first row contains the headings.

    In a table written by us (it has verdict and diagnosis) every escape is undone.

    Raises:
        DataError: no such columns, broken quotes, a row with too few or too many cells.
    """
    csv.field_size_limit(MAX_LINE)
    delimiter = _delimiter(text.split("\n", 1)[0], path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    places: dict[str, int] = {}
    width = 0
    ours = False
    end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not any(cells):
                continue
            if not places:
                places, width = resolve_columns(cells, columns, path=path, line=line), len(cells)
                ours = {"verdict", "diagnosis"} <= places.keys()
                continue
            if len(cells) != width:
                raise DataError(
                    f"a row has {len(cells)} cells, but the heading has {width}",
                    path=path,
                    line=line,
                    hint="quote texts that contain the separator, a quotation mark or a line break",
                )
            row = {field: cells[place] for field, place in places.items()}
            yield line, {f: unguard_formula(unescape_sheet(c)) for f, c in row.items()} if ours else row
    except csv.Error as error:
        raise DataError(f"not CSV: {error}", path=path, line=reader.line_num) from None


def write_lines(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file that `read_cells` reads back and spreadsheets do not execute."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(titles)
    for row in rows:
        writer.writerow([escape_sheet(guard_formula(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()
