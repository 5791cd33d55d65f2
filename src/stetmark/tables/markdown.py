"""Read and write Markdown tables as people paste them: cells may span lines, with prose around the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from stetmark.errors import DataError
from stetmark.tables.columns import resolve_columns
from stetmark.tables.escape import escape_markdown, unescape_markdown

__all__ = ["read_cells", "write_lines"]

# A backslash takes the next sign with it, so `\\|` ends a cell and `\|` does not (as in cmark-gfm).
_PIPE = re.compile(r"\\.|\|", re.DOTALL)
_RULE_CELL = re.compile(r":?-+:?")
_BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE)

Cells = tuple[int, dict[str, str]]


def _split(row: str) -> list[str]:
    """Cut at the pipes that are not escaped."""
    cells, start = [], 0
    for match in _PIPE.finditer(row):
        if match[0] == "|":
            cells.append(row[start : match.start()])
            start = match.end()
    cells.append(row[start:])
    return cells


def _pipes(line: str) -> int:
    return sum(m[0] == "|" for m in _PIPE.finditer(line))


def _inner(row: str) -> list[str]:
    """Return the cells of one row, without blank text outside its first and last pipe."""
    cells = _split(row)
    if len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def read_cells(text: str, columns: str | None, path: Path | str) -> Iterator[Cells]:
    r"""Yield each row of the first table that has the columns, as (line, field -> text).

    A cell may span lines until its row has as many cells as the heading. `\|` is a pipe and
    `<br>` a line break; in a table written by us (it has verdict and diagnosis) every escape is undone.

    Raises:
        DataError: no table, no such columns, a row with too few or too many cells.
    """
    lines = text.split("\n")
    if lines[0].endswith("\r"):  # the file's line ends, not the texts'
        lines = [line.removesuffix("\r") for line in lines]
    refused: DataError | None = None
    for number in range(1, len(lines)):
        heading, rule = lines[number - 1], lines[number]
        if "|" not in heading or not _is_rule(rule):
            continue
        headings = [cell.strip() for cell in _inner(heading)]
        if len(_inner(rule)) != len(headings):
            continue
        try:
            places = resolve_columns(headings, columns, path=path, line=number)
        except DataError as error:
            refused = refused or error
            continue
        undo = unescape_markdown if {"verdict", "diagnosis"} <= places.keys() else _foreign
        outer = heading.lstrip().startswith("|")
        for line, cells in _rows(lines, number + 1, len(headings), outer=outer, path=path):
            yield line, {field: undo(cells[place].strip(" \t\r\n")) for field, place in places.items()}
        return
    raise refused or DataError(
        "contains no table",
        path=path,
        hint="a Markdown table has a heading row and a row of dashes: | model | answer | reference |",
    )


def _is_rule(line: str) -> bool:
    return set(line) <= set(" \t|:-") and all(_RULE_CELL.fullmatch(c.strip(" \t")) for c in _inner(line))


def _foreign(cell: str) -> str:
    return _BREAK.sub("\n", cell.replace("\\|", "|"))


def _rows(
    lines: Sequence[str], start: int, width: int, *, outer: bool, path: Path | str
) -> Iterator[tuple[int, list[str]]]:
    """Gather lines into rows of `width` cells, with the 1-based line each begins on.

    Rows with outer pipes have width + 1 of them, and the last may be omitted before the next row. Without
    outer pipes a row is one line.
    """
    full = width + 1 if outer else width - 1
    open_row: list[str] = []
    count = began = 0
    blank = False
    for number, line in enumerate(lines[start:], start + 1):
        if open_row:
            pipes = _pipes(line)
            if count + pipes <= full and not (_is_row(line) and _closed(open_row[-1])):
                open_row.append(line)
                count += pipes
            else:
                yield began, _finish(open_row, width, began, path)
                open_row = []
        if not open_row:
            if not line.strip():
                blank = True
                continue
            if blank and (not _is_row(line) or (number < len(lines) and _is_rule(lines[number]))):
                return
            open_row, count, began, blank = [line], _pipes(line), number, False
        if count >= full and (not outer or _closed(open_row[-1])):
            yield began, _finish(open_row, width, began, path)
            open_row = []
    if open_row:
        yield began, _finish(open_row, width, began, path)


def _is_row(line: str) -> bool:
    return line.lstrip(" \t").startswith("|")


def _closed(line: str) -> bool:
    return line.rstrip(" \t\r").endswith("|")


def _finish(row: Sequence[str], width: int, line: int, path: Path | str) -> list[str]:
    cells = _inner("\n".join(row))
    if len(cells) != width:
        few = len(cells) < width
        raise DataError(
            f"a row has {len(cells)} cells, but the heading has {width}",
            path=path,
            line=line,
            hint="the row is missing a cell" if few else r"write a pipe inside a cell as \|",
        )
    return cells


def write_lines(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table that `read_cells` reads back unchanged."""
    yield "| " + " | ".join(titles) + " |\n"
    yield "|" + "---|" * len(titles) + "\n"
    for row in rows:
        yield "| " + " | ".join(map(escape_markdown, row)) + " |\n"
