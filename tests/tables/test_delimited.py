"""CSV and TSV: rows and errors with the line they begin on."""

from __future__ import annotations

import pytest

from stetmark.errors import DataError
from stetmark.tables import read_table


def test_rows_are_numbered_by_the_line_they_begin_on(tmp_path):
    """Blank lines and texts over several lines count."""
    path = tmp_path / "a.csv"
    path.write_text('\nmodel,answer,reference\na,"x\ny\nz",r\n\nb,x,r\n', encoding="utf-8")
    assert [row.line for row in read_table(path).rows] == [3, 7]


@pytest.mark.parametrize(("before", "line"), [("", 1), ("\n\n", 3)])
def test_a_heading_without_the_columns_is_named_with_its_line(tmp_path, before, line):
    """Whether it is the first line or not."""
    path = tmp_path / "a.csv"
    path.write_text(before + "x,y,z\n1,2,3\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column for system") as caught:
        read_table(path)
    assert caught.value.line == line
