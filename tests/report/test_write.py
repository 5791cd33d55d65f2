"""Every form of a report: what it holds, that it reads back, that hostile texts stay texts."""

from __future__ import annotations

import csv
import json
import re
import sys
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from report.made import HOSTILE
from stetmark.cli.report import command
from stetmark.errors import DataError, SettingsError
from stetmark.report.write import FORMS, write_report
from stetmark.store import RunFolder
from stetmark.tables import read_table


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["md", "csv", "xlsx"])
@pytest.mark.parametrize("which", ["made_folder", "hostile_folder"])
def test_tables_read_back_as_they_were(request, tmp_path, which, form, lang):
    """System, answer, reference and source come back code point for code point, in both languages."""
    folder = RunFolder.open(request.getfixturevalue(which))
    path = write_report(folder, to=form, lang=lang, out=tmp_path / f"t.{form}")
    items = {item.id: item for item in folder.items()}

    rows = read_table(path).rows
    wanted = [
        (a.system.strip(), a.reply, items[a.item].reference, items[a.item].source, a.outcome)
        for a in folder.answers()
    ]

    assert [(r.system, r.answer, r.reference, r.source, r.outcome or "complete") for r in rows] == wanted


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile_folder, tmp_path):
    """`=HYPERLINK(` stays text in CSV and XLSX."""
    import openpyxl

    folder = RunFolder.open(hostile_folder)
    path = write_report(folder, to="csv", out=tmp_path / "t.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = openpyxl.load_workbook(write_report(folder, to="xlsx", out=tmp_path / "t.xlsx"))
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f"]


def test_json_is_what_score_prints(made, made_folder, tmp_path):
    """The object has the fields that scripts rely on, and every score."""
    path = write_report(RunFolder.open(made_folder), to="json", out=tmp_path / "t.json")
    whole = json.loads(path.read_bytes())

    assert list(whole)[:2] == ["signature", "systems"]
    assert len(whole["scores"]) == len(made.scores)
    assert {"system", "exact_rate", "exact_ci", "n_unassessable", "f05"} <= set(whole["systems"][0])
    assert {"hypothesis_start", "edits", "changes", "diagnosis"} <= set(whole["scores"][0])


def test_parquet_holds_every_answer_with_its_judgement(made, made_folder, tmp_path):
    """One row an answer; a call that failed has no verdict."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = write_report(RunFolder.open(made_folder), to="parquet", out=tmp_path / "t.parquet")
    rows = parquet.read_table(path).to_pylist()

    assert len(rows) == len(made.answers)
    failed = [row for row in rows if row["outcome"] == "failed"]
    assert failed
    assert all(row["exact"] is None for row in failed)
    edits = sum(len(row["edits"] or []) for row in rows)
    assert edits == sum(len(score.edits) for score in made.scores)


def test_figures_are_whole_pictures(hostile_folder, made_folder, tmp_path):
    """SVG parses with names as text; PNG is a PNG."""
    import xml.etree.ElementTree as ET

    for folder in (hostile_folder, made_folder):
        path = write_report(RunFolder.open(folder), to="svg", out=tmp_path / "t.svg")
        tree = ET.parse(path)
        assert not list(tree.iter("{http://www.w3.org/2000/svg}script"))
    pytest.importorskip("resvg_py")
    png = write_report(RunFolder.open(made_folder), to="png", out=tmp_path / "t.png")
    assert png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("form", "package"), [("parquet", "pyarrow"), ("png", "resvg_py")])
def test_a_missing_extra_is_named(made_folder, tmp_path, monkeypatch, form, package):
    """What is not installed is said, with the command that installs it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SettingsError, match="pip install 'stetmark"):
        write_report(RunFolder.open(made_folder), to=form, out=tmp_path / "t")


class _Page(HTMLParser):
    """What a page holds that could act: scripts, images, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def test_hostile_texts_are_inert_in_the_page(hostile_folder, tmp_path):
    """No script, image, handler or style beyond ours; the data block holds no `<`."""
    page = write_report(RunFolder.open(hostile_folder), out=tmp_path / "t.html").read_text("utf-8")
    parsed = _Page()
    parsed.feed(page)

    assert parsed.tags.count("script") == 2
    assert "img" not in parsed.tags
    assert not [name for name, _ in parsed.attributes if name.startswith("on") or name == "style"]
    assert not [v for n, v in parsed.attributes if n in ("href", "src") and not v.startswith(("#", "data:,"))]
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert "<" not in block
    data = json.loads(block)
    assert {HOSTILE[0], HOSTILE[2]} <= set(data["systems"])


def test_the_page_allows_only_itself(made_folder, tmp_path):
    """The policy allows nothing but our own style and script, by hashes that are right."""
    import base64
    import hashlib

    page = write_report(RunFolder.open(made_folder), out=tmp_path / "t.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    digests = [
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
        for text in (re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1] for tag in ("style", "script"))
    ]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert f"style-src {digests[0]}; script-src {digests[1]};" in policy


def test_without_javascript_tables_audit_and_method_are_there(made, made_folder, tmp_path):
    """Leaderboard, class and tier tables, audit and method card stand in the HTML itself."""
    page = write_report(RunFolder.open(made_folder), out=tmp_path / "t.html").read_text("utf-8")
    before = page[: page.index('<script type="application/json"')]

    for section in ("board", "where", "audit", "method"):
        assert f'<section id="{section}"' in before
    assert before.count("<tbody>") >= 5
    assert made.manifest.signature in before
    assert "Fix the misspellings." in before
    assert "<noscript>" in before


def test_above_the_limit_a_sample_is_taken_and_said(made, made_summary, monkeypatch):
    """A large run keeps its aggregates; the items are a sample, and those that the audit names."""
    from stetmark.report import explorer
    from stetmark.report.page import render_page

    monkeypatch.setattr(explorer, "SAMPLE_ABOVE", 100)
    monkeypatch.setattr(explorer, "_SAMPLE", 70)
    monkeypatch.setattr(explorer, "AUDIT_SHOWN", 2)
    page = render_page(made.manifest, made.items, made.scores, made.answers, made_summary)
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])

    assert 2 <= len(data["items"]) < 30
    assert {entry.item for entry in made_summary.audit[:2]} <= {item["i"] for item in data["items"]}
    assert (
        f"This run has 280 answers. The tables above include all of them. Below are {len(data['items'])}"
        in page
    )


def test_lone_surrogates_and_nul_do_not_break_the_page(made_summary):
    """JSON can say a lone surrogate; the page then says it too, and is still UTF-8."""
    from stetmark.report.explorer import json_block

    text = json_block({"a": "x\ud800y\x00<"})

    assert json.loads(text) == {"a": "x\ud800y\x00<"}
    assert "<" not in text
    assert text.encode()


def test_the_command_writes_prints_and_refuses(made_folder, tmp_path):
    """By default the page is written and the leaderboard printed; mistakes are named."""
    runner = CliRunner()
    done = runner.invoke(command, [str(made_folder)], standalone_mode=False)
    assert done.exception is None
    assert "alpha:careful-1" in done.stdout
    assert (made_folder / "report.html").is_file()
    out = runner.invoke(command, [str(made_folder), "--to", "csv", "-o", "-"], standalone_mode=False)
    assert out.stdout_bytes.startswith(b"\xef\xbb\xbf")
    item = runner.invoke(
        command, [str(made_folder), "--item", "made-0002", "--lang", "zh"], standalone_mode=False
    )
    assert "原文" in item.stdout
    missing = runner.invoke(command, [str(made_folder), "--item", "nope"], standalone_mode=False)
    assert isinstance(missing.exception, DataError)
    nothing = runner.invoke(command, [str(tmp_path)], standalone_mode=False)
    assert isinstance(nothing.exception, DataError)


def test_a_run_without_scores_is_refused(made, tmp_path):
    """The message says what to run first."""
    folder = RunFolder.create(tmp_path / "run", made.manifest, made.items)
    with pytest.raises(DataError, match="stetmark score"):
        write_report(folder)
    with pytest.raises(SettingsError, match="unknown report format 'doc'"):
        write_report(folder, to="doc")
    assert set(FORMS) == {"html", "md", "csv", "xlsx", "json", "parquet", "svg", "png"}


def test_an_item_on_a_terminal_is_marked_and_harmless(hostile_folder):
    """Changes stand in marks, escape sequences are gone."""
    done = CliRunner().invoke(
        command, [str(hostile_folder), "--item", f"x1 {HOSTILE[1]}"], standalone_mode=False
    )

    assert done.exception is None
    assert "[frist ≠ first]" in done.stdout
    assert "\x1b" not in done.stdout
