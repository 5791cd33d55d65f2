"""CSV, TSV and XLSX from elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from stetmark.errors import DataError
from stetmark.tables import read_table


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_delimiters(tmp_path: Path, name: str, mark: str) -> None:
    """The separator is what the heading uses."""
    path = tmp_path / name
    path.write_text(
        mark.join(["model", "answer", "reference"]) + "\n" + mark.join(["a", '"b\n""b"""', "c"]) + "\n"
    )
    row = read_table(path).rows[0]
    assert (row.system, row.answer, row.reference, row.line) == ("a", 'b\n"b"', "c", 2)


def test_a_foreign_apostrophe_stays(tmp_path: Path) -> None:
    """Only in a table of ours is an apostrophe before a formula sign an escape."""
    path = tmp_path / "a.csv"
    path.write_text("model,answer,reference\na,'=1,_x0041_\n")
    assert (read_table(path).rows[0].answer, read_table(path).rows[0].reference) == ("'=1", "_x0041_")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model,answer,reference\na,b\n", ":2: a row has 2 cells"),
        ("model,answer,reference\na,b,c,d\n", ":2: a row has 4 cells"),
        ('model,answer,reference\na,"b,c\n', "not CSV"),
        ("x,y,z\n1,2,3\n", "no column for system"),
        ("model,answer,reference\n", "no row"),
        ("model,answer,reference,source\na,b,c,\n", "a row has no source"),
    ],
)
def test_bad_csv_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """What is wrong, and in which line."""
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=message):
        read_table(path)


def test_xlsx_from_elsewhere(tmp_path: Path) -> None:
    """Another sheet first, numbers as text, blank rows passed over."""
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("answers")
    for line in (
        ["题号", "模型", "回答", "参考答案"],
        [1, "a", 12, "12.0"],
        [None] * 4,
        [2.0, "a", "=1+1", "x"],
    ):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    rows = read_table(tmp_path / "a.xlsx").rows
    assert [(r.item, r.answer, r.line) for r in rows] == [("1", "12", 2), ("2", "", 4)]


def test_bad_xlsx_is_refused(tmp_path: Path) -> None:
    """Something else under the name, and a workbook without the columns."""
    (tmp_path / "a.xlsx").write_bytes(b"no zip")
    with pytest.raises(DataError, match="not an XLSX workbook"):
        read_table(tmp_path / "a.xlsx")
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    with pytest.raises(DataError, match="contains no table"):
        read_table(tmp_path / "b.xlsx")
    with pytest.raises(DataError, match="no such file"):
        read_table(tmp_path / "c.xlsx")
