"""XLSX: long texts, ragged rows, coloured answers."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest

from stetmark.records import EditVerdict, Score
from stetmark.tables import Row, read_table, write_table
from stetmark.tables.sheets import CELL, marks

SCORE = Score(
    item="i",
    strict=False,
    exact=False,
    livebench=False,
    hypothesis="The cat.",
    hypothesis_start=6,
    edits=(
        EditVerdict(
            verdict="corrected",
            source="Teh",
            reference="The",
            hypothesis="The",
            start=0,
            end=3,
            hyp_start=0,
            hyp_end=3,
        ),
    ),
)


@pytest.mark.parametrize(("size", "n_columns"), [(CELL, 1), (CELL + 1, 2), (2 * CELL, 2), (2 * CELL + 1, 3)])
def test_a_long_text_goes_on_in_another_column(tmp_path, size, n_columns):
    """No cell holds more than Excel takes (32,767 characters, the escapes included)."""
    assert CELL == 32_000
    path = write_table([Row(system="s", answer="x" * size, reference="r")], tmp_path / "a.xlsx")
    headings = [cell.value for cell in next(openpyxl.load_workbook(path).active.iter_rows())]
    assert len([h for h in headings if re.match(r"model answer|answer", h, re.IGNORECASE)]) == n_columns
    assert read_table(path).rows[0].answer == "x" * size


def test_rows_may_be_shorter_than_the_heading(tmp_path):
    """Other programs leave out the cells at the end, and the size of the sheet."""
    path, ragged = tmp_path / "a.xlsx", tmp_path / "ragged.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["model", "answer", "reference", "answer (2)"])
    book.active.append(["a", "one", "r", " two"])
    book.active.append(["b", "three", "r"])
    book.save(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(ragged, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<dimension[^>]*/>", b"", old.read(name)))
    assert [row.answer for row in read_table(ragged).rows] == ["one two", "three"]


def test_the_marks_of_an_answer():
    """The envelope before and behind, the verdicts between; none where there is no judgement to show."""
    assert marks(SCORE, 20) == [(0, 6, "envelope"), (6, 9, "corrected"), (14, 20, "envelope")]
    assert marks(None, 20) == []
    assert marks(Score(item="i", strict=False, exact=False, livebench=False, assessable=False), 20) == []
