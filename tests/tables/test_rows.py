"""Rows in and out: formats, languages, and the columns that are needed to come back."""

from __future__ import annotations

import pytest

from stetmark.errors import DataError, SettingsError
from stetmark.tables import EXTRAS, Row, extras_for, read_table, render_table, write_table

ROW = Row(system="s", answer="a", reference="r")


def test_a_format_or_language_that_does_not_exist(tmp_path):
    """Refused before anything is written; what there is is listed."""
    for fmt in ("doc", "", "MD"):
        with pytest.raises(SettingsError, match=f"unknown table format '{fmt}'") as caught:
            next(render_table([ROW], fmt))
        assert "md, csv, xlsx" in caught.value.hint
    with pytest.raises(SettingsError, match="unknown language 'de'") as caught:
        next(render_table([ROW], "md", "de"))
    assert caught.value.hint == "languages: zh, en"
    with pytest.raises(SettingsError, match=r"unknown table format|not a table format"):
        write_table([ROW], tmp_path / "a.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_that_is_none_of_ours():
    """Reading says which ones are."""
    with pytest.raises(SettingsError, match="not a table format") as caught:
        read_table("answers.pdf")
    assert ".xlsx" in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "extras"),
    [
        ([ROW], ()),
        ([ROW, Row(system="s", answer="b", reference="r", source="x")], ("source",)),
        ([ROW, Row(system="s", answer="b", reference="r", item="i")], ("id",)),
        ([ROW, Row(system="s", answer="b", reference="r", repeat=2)], ()),
        ([ROW, Row(system="s", answer="b", reference="r", repeat=1)], ("repeat",)),
        ([ROW, Row(system="t", answer="b", reference="r", repeat=2)], ("repeat",)),
        ([Row(system="s", answer="a", reference="r", outcome="complete")], ()),
        ([Row(system="s", answer="", reference="r", outcome="empty")], ()),
        ([Row(system="s", answer="", reference="r", outcome="complete")], ("outcome",)),
        ([Row(system="s", answer="a", reference="r", outcome="refused")], ("outcome",)),
        (
            [Row(system="s", answer="", reference="r", source="", item="i", repeat=3, outcome="failed")],
            EXTRAS,
        ),
    ],
)
def test_only_the_columns_that_are_needed(rows, extras):
    """What a reader would conclude by itself is not written."""
    assert extras_for(rows) == extras


@pytest.mark.parametrize("repeat", ["0", "-1", "x", "1.5", "²", "１"])
def test_a_repeat_is_a_number_from_1(tmp_path, repeat):
    """Digits of other scripts and powers are not."""
    path = tmp_path / "a.csv"
    path.write_text(f"model,answer,reference,repeat\ns,a,r,1\ns,a,r,{repeat}\n", encoding="utf-8")
    with pytest.raises(DataError, match="repeat must be a whole number from 1") as caught:
        read_table(path)
    assert caught.value.line == 3
