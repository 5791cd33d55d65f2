"""Read and write the three-column table `模型 | 模型答案 | 正确答案`, with one way of escaping.

`read_table` reads Markdown, CSV, TSV and XLSX from anywhere; `write_table` writes the same table with
verdict and diagnosis. Written texts read back unchanged, code point for code point.
"""

from stetmark.tables.columns import HEADINGS, TITLES, parse_columns, resolve_columns
from stetmark.tables.files import check_line, read_text
from stetmark.tables.rows import (
    EXTRAS,
    FORMATS,
    Row,
    Table,
    extras_for,
    read_table,
    render_table,
    write_table,
)
from stetmark.tables.terminal import plain
from stetmark.tables.words import CLASS_NAMES, FLAG_NAMES, diagnosis_text, verdict_text

__all__ = [
    "CLASS_NAMES",
    "EXTRAS",
    "FLAG_NAMES",
    "FORMATS",
    "HEADINGS",
    "TITLES",
    "Row",
    "Table",
    "check_line",
    "diagnosis_text",
    "extras_for",
    "parse_columns",
    "plain",
    "read_table",
    "read_text",
    "render_table",
    "resolve_columns",
    "verdict_text",
    "write_table",
]
