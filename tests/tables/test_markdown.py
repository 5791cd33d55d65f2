"""Markdown tables: where a table goes on after a blank line, and where the next one begins."""

from __future__ import annotations

import pytest

from stetmark.tables import read_table

HEAD = "| model | answer | reference |\n|---|---|---|\n"


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("blank", ["", "\n", "\n \t\n\n"])
def test_a_table_goes_on_after_blank_lines(tmp_path, blank, end):
    """Its last row may be the last line of the file, with or without a newline."""
    path = tmp_path / "a.md"
    path.write_text(HEAD + "| a | b | c |\n" + blank + "| d | e | f |" + end, encoding="utf-8")
    rows = read_table(path).rows
    assert [(row.system, row.answer, row.reference) for row in rows] == [("a", "b", "c"), ("d", "e", "f")]
    assert [row.line for row in rows] == [3, 4 + blank.count("\n")]


@pytest.mark.parametrize("after", ["Some prose.\n", "| x | y | z |\n|---|---|---|\n| 1 | 2 | 3 |\n"])
def test_prose_or_another_table_after_a_blank_line_ends_it(tmp_path, after):
    """What begins with a pipe and has a rule below is a heading, not a row."""
    path = tmp_path / "a.md"
    path.write_text(HEAD + "| a | b | c |\n\n" + after, encoding="utf-8")
    assert [row.system for row in read_table(path).rows] == ["a"]
