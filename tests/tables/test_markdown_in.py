"""Markdown tables as people paste them."""

from __future__ import annotations

from pathlib import Path

import pytest

from stetmark.errors import DataError, SettingsError
from stetmark.tables import read_table

HEAD = "| 模型 | 模型答案 | 正确答案 |\n|---|---|---|\n"


def read(tmp_path: Path, text: str, columns: str | None = None):
    path = tmp_path / "t.md"
    path.write_bytes(text.encode())
    return read_table(path, columns).rows


def test_founding_table(shared: Path) -> None:
    """Sixteen answers, three of them with the reference on a line of its own, all with one reference."""
    rows = read_table(shared / "data" / "founding-table.md").rows
    assert len(rows) == 16
    assert len({row.reference for row in rows}) == 1
    assert [row.system for row in rows].count("gpto1") == 2
    assert [row.line for row in rows][:3] == [3, 4, 6]
    assert rows[1].answer.endswith("higher pre-training losses.")
    assert not any("|" in row.answer + row.reference for row in rows)


@pytest.mark.parametrize(
    "row",
    [
        "| a | b | c |\n",
        "| a | b |\nc |\n",
        "| a |\nb | c |\n",
        "| a | b\n| c |\n",
        "|a|b|c|\n",
        "| a | b | c\n",
        "  | a | b | c |  \n",
    ],
)
def test_a_row_may_break_between_its_cells(tmp_path: Path, row: str) -> None:
    """Wherever a line breaks beside a pipe, the cells are the same."""
    for text in (HEAD + row, HEAD + row + "| x | y | z |\n", (HEAD + row).replace("\n", "\r\n")):
        first = read(tmp_path, text)[0]
        assert (first.system, first.answer, first.reference) == ("a", "b", "c")


def test_a_row_may_break_inside_a_cell(tmp_path: Path) -> None:
    """A break inside a text is part of the text, blank lines too."""
    rows = read(tmp_path, HEAD + "| a | one\ntwo\n\nthree | c |\n| d | e | f |\n")
    assert rows[0].answer == "one\ntwo\n\nthree"
    assert rows[1].system == "d"


def test_prose_around_and_a_second_table(tmp_path: Path) -> None:
    """The first table with the columns is read, and it ends where it ends."""
    other = "| week | rain |\n|---|---|\n| 1 | 2 |\n\n"
    after = "\nSome words.\n\n| a | b | c |\n|---|---|---|\n| no | no | no |\n"
    rows = read(tmp_path, "# Title\n\n" + other + HEAD + "| m | x | y |\n" + after)
    assert [row.system for row in rows] == ["m"]
    assert rows[0].line == 9


def test_escaped_pipes_and_breaks(tmp_path: Path) -> None:
    r"""`\|` is a pipe, `<br>` a line break, other backslashes stay."""
    row = read(tmp_path, HEAD + r"| m | a \| b<br>$\alpha$ &lt; | y |" + "\n")[0]
    assert row.answer == "a | b\n$\\alpha$ &lt;"


def test_english_headings_without_outer_pipes(tmp_path: Path) -> None:
    """GFM lets outer pipes go, and headings may be English, bold, in any case."""
    rows = read(tmp_path, "**Model** | Answer | Reference\n--- | :-: | ---\na | b | c\nd | e | f\n")
    assert [(r.system, r.answer, r.reference) for r in rows] == [("a", "b", "c"), ("d", "e", "f")]


def test_columns_by_heading_and_by_place(tmp_path: Path) -> None:
    """Other headings are named, by text or by place."""
    text = "| who | said | right |\n|---|---|---|\n| a | b | c |\n"
    for columns in ("system=who,answer=said,reference=right", "system,answer,reference"):
        row = read(tmp_path, text, columns)[0]
        assert (row.system, row.answer, row.reference) == ("a", "b", "c")
    with pytest.raises(DataError, match="'who', 'said', 'right'"):
        read(tmp_path, text)
    with pytest.raises(DataError, match="no heading 'whom'"):
        read(tmp_path, text, "system=whom,answer=said,reference=right")
    with pytest.raises(SettingsError, match="unknown field 'sytem'"):
        read(tmp_path, text, "sytem=who")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"just some words\n", "contains no table"),
        (b"a | b\n", "contains no table"),
        ((HEAD + "| a | b |\n| c | d | e |\n").encode(), ":3: a row has 2 cells, but the heading has 3"),
        ((HEAD + "| a | b | c |\n| d | e |\n").encode(), ":4: a row has 2 cells"),
        ((HEAD + "| a | b | c | d |\n").encode(), ":3: a row has 4 cells"),
        ((HEAD + "| a | b | c |\nstray\n").encode(), ":4: a row has 1 cells"),
        ((HEAD + "|  | b | c |\n").encode(), ":3: a row has no system"),
        ((HEAD + "| a | b |  |\n").encode(), ":3: a row has no reference"),
        (HEAD.encode(), "a heading but no row"),
        ((HEAD + "| a | b | ").encode() + b"\xff |\n", ":3: not UTF-8"),
        ((HEAD + "| a | ").encode() + b"x" * 50_000_000 + b" | c |\n", ":3: a line of 48 MB"),
        ("| 模型 | 系统 | 答案 | 参考答案 |\n|-|-|-|-|\n".encode(), "two columns could be 'system'"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, text: bytes, message: str) -> None:
    """What is wrong, and in which line."""
    path = tmp_path / "t.md"
    path.write_bytes(text)
    with pytest.raises(DataError, match=message):
        read_table(path)


def test_missing_file_and_unknown_suffix(tmp_path: Path) -> None:
    """A file that is not there is data, a format that we do not know is settings."""
    with pytest.raises(DataError, match="no such file"):
        read_table(tmp_path / "no.md")
    with pytest.raises(SettingsError, match="not a table format"):
        read_table(tmp_path / "no.doc")
