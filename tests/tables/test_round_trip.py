"""What is written reads back as the same texts, in every format and both languages."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stetmark.records import Change, EditVerdict, Score
from stetmark.tables import EXTRAS, FORMATS, Row, read_table, render_table, write_table

NASTY = [
    "a | b \\| c \\\\| d\\",
    "line\nbreak\r\nand\rreturns\n\n",
    "  lead and trail \t",
    "\u3000全角\u00a0空格\u00a0",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@cmd",
    "＝1",
    "'quoted",
    "''=x",
    "\t=x",
    "\x00\x01\x1b[31mred\x1b[0m\x7f\x9b",
    "\u202edesrever\u202c \u2066x\u2069 \ufeff\u200b",
    "<br>&amp;&#x20;<b>&nbsp;",
    "`*_[a](b)~~$x$",
    "_x000D_ _x005F_ _x0041_",
    "lone \ud800 surrogate \udfff",
    "\ufffe\uffff",
    "👩‍👩‍👧 e\u0301 नि \u0e01\u0e33",
    "---|---",
    "a\u2028b\u2029c\u0085d",
]


def same(fmt: str, rows: list[Row], path: Path, lang: str) -> None:
    write_table(rows, path, fmt, lang, extras=EXTRAS)
    back = read_table(path).rows
    for row, got in zip(rows, back, strict=True):
        for field in ("system", "answer", "reference", "source", "item", "repeat", "outcome"):
            assert getattr(got, field) == getattr(row, field), field


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_nasty_texts(tmp_path: Path, fmt: str, lang: str) -> None:
    """Pipes, breaks, controls, direction marks, formulas, our own escapes."""
    rows = [
        Row(
            system=f"s{i}",
            answer=t,
            reference=f"x{t}",
            source=f"{t}x",
            item="1",
            repeat=1,
            outcome="complete",
        )
        for i, t in enumerate(NASTY)
    ]
    same(fmt, rows, tmp_path / f"t.{fmt}", lang)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4), st.sampled_from(FORMATS))
@example([("_x", "_x0041_" * 3)], "xlsx")
def test_any_text(tmp_path: Path, texts: list[tuple[str, str]], fmt: str) -> None:
    """Any text at all comes back, code point for code point."""
    rows = [
        Row(system="s", answer=a, reference=f"r{b}", source=f"{b}s", item="i", repeat=n, outcome="complete")
        for n, (a, b) in enumerate(texts, 1)
    ]
    same(fmt, rows, tmp_path / f"t.{fmt}", "en")


@pytest.mark.parametrize("fmt", FORMATS)
def test_ten_thousand_words(tmp_path: Path, fmt: str) -> None:
    """A text beyond what one XLSX cell holds goes on beside it."""
    text = "word_x0041_ " * 10_000
    row = Row(
        system="s", answer=text, reference=text + ".", source="s", item="i", repeat=1, outcome="truncated"
    )
    same(fmt, [row], tmp_path / f"t.{fmt}", "zh")


def test_the_plain_columns_come_first() -> None:
    """The founding document's headings, then verdict and diagnosis, then only what is needed."""
    row = Row(system="m", answer="a", reference="b")
    heads = {lang: b"".join(render_table([row], "md", lang)).decode().split("\n")[0] for lang in ("zh", "en")}
    assert heads["zh"] == "| 模型 | 模型答案 | 正确答案 | 判定 | 诊断 |"
    assert heads["en"] == "| model | model answer | correct answer | verdict | diagnosis |"
    more = [row, Row(system="m", answer="a", reference="b", item="1", repeat=3, outcome="failed", source="s")]
    assert b"".join(render_table(more, "md")).split(b"\n")[0].endswith(b"| source | id | repeat | outcome |")


def test_markdown_stays_one_line_a_row() -> None:
    """No text can break out of its row, and what shows is the text."""
    text = b"".join(render_table([Row(system="m", answer=t, reference="r") for t in NASTY], "md")).decode()
    lines = text.rstrip("\n").split("\n")
    assert len(lines) == 2 + len(NASTY)
    assert all(line.startswith("| ") and line.endswith(" |") for line in (lines[0], *lines[2:]))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_no_spreadsheet_runs_a_cell(tmp_path: Path) -> None:
    """CSV cells never begin with a formula sign; XLSX cells are text, marked as such."""
    rows = [Row(system=t, answer=t, reference=f"r{t}") for t in ("=1+1", "+1", "-1", "@x", "\t=1", "＝1")]
    body = b"".join(render_table(rows, "csv"))
    assert body.startswith(b"\xef\xbb\xbf")
    for cells in list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in cells)
    write_table(rows, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    for line in sheet.iter_rows(min_row=2):
        assert {cell.data_type for cell in line if cell.value is not None} <= {"s", "inlineStr"}
        assert all(cell.quotePrefix for cell in line)
    assert sheet.freeze_panes == "B2"
    assert sheet["B2"].alignment.wrap_text


def test_xlsx_colours_the_scored_spans(tmp_path: Path) -> None:
    """Each run of colour is a scored span of the reply; the text is untouched."""
    reply = "Here:\nteh cat sat"
    edit = EditVerdict(
        verdict="missed",
        source="teh",
        reference="the",
        hypothesis="teh",
        start=0,
        end=3,
        hyp_start=0,
        hyp_end=3,
    )
    change = Change(
        class_="reworded", reference="sits", hypothesis="sat", start=8, end=12, hyp_start=8, hyp_end=11
    )
    score = Score(
        item="1",
        strict=False,
        exact=False,
        livebench=False,
        envelope=("preamble",),
        hypothesis="teh cat sat",
        hypothesis_start=6,
        edits=(edit,),
        changes=(change,),
    )
    path = write_table(
        [Row(system="m", answer=reply, reference="the cat sits", score=score)], tmp_path / "t.xlsx"
    )
    cell = openpyxl.load_workbook(path, rich_text=True).active["B2"].value
    assert [str(part) for part in cell] == ["Here:\n", "teh", " cat ", "sat"]
    assert read_table(path).rows[0].answer == reply


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """A table is there whole or not at all."""

    def rows():
        yield Row(system="m", answer="a", reference="b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_table(rows(), tmp_path / "t.md", extras=())
    assert list(tmp_path.iterdir()) == []
