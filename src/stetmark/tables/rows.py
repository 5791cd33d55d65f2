"""One row is one answer: read a table of any format, write it back with verdict and diagnosis."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import OUTCOMES, Score
from stetmark.store.replace import replacing
from stetmark.tables import delimited, markdown, sheets
from stetmark.tables.columns import TITLES
from stetmark.tables.files import read_text
from stetmark.tables.words import diagnosis_text, verdict_text

__all__ = ["EXTRAS", "FORMATS", "Row", "Table", "extras_for", "read_table", "render_table", "write_table"]

FORMATS = ("md", "csv", "xlsx")
_PLAIN = ("system", "answer", "reference", "verdict", "diagnosis")
#: Columns behind the plain ones, for what these cannot say.
EXTRAS = ("source", "id", "repeat", "outcome")
_SUFFIXES = {".md": "md", ".markdown": "md", ".txt": "md", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of one system.

    `item` is the id, empty if the table has none; `repeat` is 0 and `outcome` is "" if not given.
    `score` colours the answer in XLSX and provides verdict and diagnosis; `line` is the line of the row.
    """

    system: str
    answer: str
    reference: str = ""
    source: str | None = None
    item: str = ""
    repeat: int = 0
    outcome: str = ""
    score: Score | None = None
    line: int = 0


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one file, in its order."""

    path: str
    rows: tuple[Row, ...]


def read_table(path: Path | str, columns: str | None = None) -> Table:
    """Read a table of answers from Markdown, CSV, TSV or XLSX, by its suffix.

    Args:
        path: The file.
        columns: Which column is which, where the headings do not say so (see `parse_columns`).

    Raises:
        DataError: not a table, no such columns, a row that cannot be used; nothing is returned half.
        SettingsError: `columns` cannot be understood, or the suffix is none of ours.
    """
    kind = _SUFFIXES.get(Path(path).suffix.lower())
    if kind is None:
        raise SettingsError(f"{path}: not a table format", hint="use .md, .csv, .tsv or .xlsx")
    if kind == "xlsx":
        cells = sheets.read_cells(path, columns)
    else:
        reader = markdown.read_cells if kind == "md" else delimited.read_cells
        cells = reader(read_text(path), columns, path)
    rows = tuple(_row(line, fields, path) for line, fields in cells)
    if not rows:
        raise DataError("the table has a heading but no rows", path=path)
    return Table(path=str(path), rows=rows)


def _row(line: int, cells: dict[str, str], path: Path | str) -> Row:
    for field in ("system", "reference", "source", "id"):
        if field in cells and not cells[field].strip():
            raise DataError(f"a row has no {field}", path=path, line=line, hint="fill the cell")
    ours = "verdict" in cells and "diagnosis" in cells
    outcome = cells.get("outcome", "").strip() if ours else ""
    if outcome and outcome not in OUTCOMES:
        raise DataError(f"unknown outcome {outcome!r}; outcomes: {', '.join(OUTCOMES)}", path=path, line=line)
    repeat = cells.get("repeat", "").strip()
    if repeat and not (repeat.isascii() and repeat.isdigit() and int(repeat) > 0):
        raise DataError(f"repeat must be a whole number from 1, not {repeat!r}", path=path, line=line)
    return Row(
        system=cells["system"].strip(),
        answer=cells["answer"],
        reference=cells.get("reference", ""),
        source=cells.get("source"),
        item=cells.get("id", "").strip(),
        repeat=int(repeat or 0),
        outcome=outcome,
        line=line,
    )


def extras_for(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the columns beyond the plain five that these rows need to come back as they are."""
    source = item = repeat = outcome = False
    seen: Counter[int] = Counter()
    for row in rows:
        place = hash((row.system, row.item, row.reference, row.source))
        seen[place] += 1
        source = source or row.source is not None
        item = item or bool(row.item)
        # A reader numbers the answers of one system to one item as they come.
        repeat = repeat or row.repeat not in (0, seen[place])
        outcome = outcome or row.outcome not in ("", "complete", "empty") or _surprising(row)
    needed = dict(zip(EXTRAS, (source, item, repeat, outcome), strict=True))
    return tuple(field for field in EXTRAS if needed[field])


def _surprising(row: Row) -> bool:
    """Return whether the text alone would suggest the other of `complete` and `empty`."""
    return bool(row.outcome) and (row.outcome == "empty") == bool(row.answer.strip())


def _cells(row: Row, fields: Sequence[str], lang: str) -> list[str]:
    shown = {
        "system": row.system,
        "answer": row.answer,
        "reference": row.reference,
        "verdict": verdict_text(row.score, lang),
        "diagnosis": diagnosis_text(row.score, row.outcome or "complete", lang),
        "source": row.source or "",
        "id": row.item,
        "repeat": str(row.repeat or 1),
        "outcome": row.outcome or "complete",
    }
    return [shown[field] for field in fields]


def render_table(
    rows: Iterable[Row],
    fmt: str,
    lang: str = "en",
    *,
    extras: Sequence[str] | None = None,
    mark: bool = True,
) -> Iterator[bytes]:
    """Yield the table `model | model answer | correct answer | verdict | diagnosis` as bytes, part by part.

    Args:
        rows: With `extras` given, Markdown and CSV stream; without, the rows are looked through first.
        fmt: `md`, `csv` or `xlsx`.
        lang: Language of headings, verdicts and diagnoses: `en` or `zh`.
        extras: Which of `EXTRAS` follow; None for those that are needed to read the rows back.
        mark: Begin CSV with a byte-order mark, without which spreadsheets do not take it for UTF-8.

    Raises:
        SettingsError: no such format or language.
    """
    if fmt not in FORMATS:
        raise SettingsError(f"unknown table format {fmt!r}", hint=f"formats: {', '.join(FORMATS)}")
    if lang not in TITLES:
        raise SettingsError(f"unknown language {lang!r}", hint=f"languages: {', '.join(TITLES)}")
    if extras is None:
        rows = tuple(rows)
        extras = extras_for(rows)
    fields = [*_PLAIN, *extras]
    titles = [TITLES[lang][field] for field in fields]
    if fmt == "xlsx":
        target = io.BytesIO()
        sheets.write_sheet(target, fields, titles, ((_cells(r, fields, lang), r.score) for r in rows))
        yield target.getvalue()
        return
    writer = markdown.write_lines if fmt == "md" else delimited.write_lines
    if fmt == "csv" and mark:
        yield b"\xef\xbb\xbf"
    for line in writer(titles, (_cells(row, fields, lang) for row in rows)):
        yield line.encode()


def write_table(
    rows: Iterable[Row],
    path: Path | str,
    fmt: str | None = None,
    lang: str = "en",
    *,
    extras: Sequence[str] | None = None,
) -> Path:
    """Write the table to a file, whole or not at all.

    Args:
        rows: The answers.
        path: The file.
        fmt: As in `render_table`; None for what the suffix says.
        lang: As in `render_table`.
        extras: As in `render_table`.

    Returns:
        The path.

    Raises:
        DataError: the file cannot be written.
        SettingsError: no such format or language.
    """
    path = Path(path)
    parts = render_table(rows, fmt or _SUFFIXES.get(path.suffix.lower(), ""), lang, extras=extras)
    with replacing(path) as file:
        file.writelines(parts)
    return path
