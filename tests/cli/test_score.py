"""`stetmark score`: the founding table, round trips, answers from anywhere, bad input."""

from __future__ import annotations

import csv
import io
import json
import string
from pathlib import Path

import click
import msgspec
import openpyxl
import pytest
from click.testing import CliRunner, Result

from stetmark.cli.main import main
from stetmark.errors import DataError, StetmarkError
from stetmark.records import Answer, Item
from stetmark.store import RunFolder, write_jsonl
from stetmark.tables import read_table

EXAMPLES = Path(__file__).parents[2] / "examples"
EXACT = {"gpt-4o-2024-08-06", "baichuan4", "doubao", "deepseek-v3"}


def run(*args: object) -> Result:
    """The command as `stetmark` would run it; an error of ours is raised."""
    result = CliRunner().invoke(main, ["score", *map(str, args)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result


def scored(*args: object) -> dict:
    return json.loads(run(*args, "--format", "json").stdout)


def bare(scores: list[dict]) -> list[tuple]:
    """What a score says, without the item's name."""
    return [
        (
            s["system"],
            s["repeat"],
            s["strict"],
            s["exact"],
            s["livebench"],
            s["envelope"],
            s["edits"],
            s["changes"],
        )
        for s in scores
    ]


def test_the_founding_table(shared: Path) -> None:
    """All sixteen answers, as they were read by hand."""
    data = shared / "data"
    out = scored(data / "founding-table.md", "--items", data / "founding-item.json")
    by_hand = json.loads((data / "founding-verdicts.json").read_text())["rows"]
    assert len(out["scores"]) == len(by_hand) == 16
    for got, want in zip(out["scores"], by_hand, strict=True):
        assert (got["system"], got["repeat"], got["exact"]) == (want["system"], want["repeat"], want["exact"])
        assert got["envelope"] == want["envelope"]
        assert len(got["edits"]) == 45
        wrong = [e for e in got["edits"] if e["verdict"] != "corrected"]
        if "translated" in got["envelope"]:
            assert len(wrong) == 45
            assert {e["verdict"] for e in wrong} == {"missed"}
        else:
            names = ("source", "reference", "hypothesis", "verdict")
            assert [{n: e[n] for n in names} for e in wrong] == want["not_corrected"]
        changes = [(c["reference"], c["hypothesis"]) for c in got["changes"]]
        if got["system"] == "Qwen2-72B-Instruct":  # a dash and the words beside it may be cut elsewhere
            assert {text.strip() for _, text in changes} == {"when", "—", "it happens"}
        else:
            assert changes == [(c["reference"], c["hypothesis"]) for c in want["changes"]]
    assert {s["system"] for s in out["scores"] if s["exact"]} == EXACT


def test_the_founding_table_in_numbers(shared: Path) -> None:
    """Every field that scripts rely on, and the two places that many share."""
    data = shared / "data"
    out = scored(data / "founding-table.md", "--items", data / "founding-item.json")
    rows = {row["system"]: row for row in out["systems"]}
    assert len(rows) == 15
    fields = (
        "system n_items n_answers n_scored n_unassessable outcomes strict exact livebench exact_rate exact_ci "
        "exact_bounds tp fp fn precision recall f05 unneeded_per_1000 untouched_rate cost_usd"
    ).split()
    assert all(set(fields) <= row.keys() for row in out["systems"])
    assert (rows["gpto1"]["n_answers"], rows["gpto1"]["n_items"], rows["gpto1"]["tp"]) == (2, 1, 88)
    assert rows["baichuan4"]["exact_ci"] == [pytest.approx(0.2065, abs=1e-3), 1.0]
    assert rows["DeepSeek-Coder-V2-Lite-Instruct"]["n_unassessable"] == 1
    assert rows["DeepSeek-Coder-V2-Lite-Instruct"]["unneeded_per_1000"] is None
    assert all(row["cost_usd"] is None for row in out["systems"])
    assert all(not pair["distinguishable"] for pair in out["pairs"])
    first, second = out["audit"][:2]
    assert (first["source"], first["n_deviating"], first["n_answers"]) == ("tyhathten", 8, 16)
    assert [(w["action"], w["detail"], w["n_answers"]) for w in first["written"]] == [("drop", "the", 8)]
    assert (second["source"], second["n_deviating"], second["n_answers"]) == ("irregardless", 6, 16)
    assert {(w["action"], w["detail"], w["n_answers"]) for w in second["written"]} == {
        ("leave", "irregardless", 3),
        ("write", "irrespective", 3),
    }
    assert out["signature"].startswith("stetmark:")


def test_spans_are_slices(shared: Path) -> None:
    """Every offset points at its text: in the source, the reference, the hypothesis, the reply."""
    data = shared / "data"
    item = json.loads((data / "founding-item.json").read_text())
    replies = [row.answer for row in read_table(data / "founding-table.md").rows]
    out = scored(data / "founding-table.md", "--items", data / "founding-item.json")
    for reply, score in zip(replies, out["scores"], strict=True):
        start, hypothesis = score["hypothesis_start"], score["hypothesis"]
        assert reply[start : start + len(hypothesis)] == hypothesis
        for edit in score["edits"]:
            assert item["source"][edit["start"] : edit["end"]] == edit["source"]
        for change in score["changes"]:
            assert item["reference"][change["start"] : change["end"]] == change["reference"]
            assert hypothesis[change["hyp_start"] : change["hyp_end"]] == change["hypothesis"]


def test_the_founding_table_two_way(shared: Path) -> None:
    """Without items there is no source: no slots, all differences are changes, the same four are exact."""
    out = scored(shared / "data" / "founding-table.md")
    assert all(score["edits"] == [] for score in out["scores"])
    assert {s["system"] for s in out["scores"] if s["exact"]} == EXACT
    assert {row["recall"] for row in out["systems"]} == {None}
    gpto1 = next(s for s in out["scores"] if s["system"] == "gpto1")
    assert [(c["reference"], c["hypothesis"]) for c in gpto1["changes"]] == [("regardless", "irregardless")]
    assert out["audit"][0]["n_deviating"] == 8


def _permuted(text: str) -> str:
    """Vowels among themselves, consonants among themselves: other words, the same shape."""
    table = {}
    for letters in ("aeiou", "bcdfghjklmnpqrstvwxyz"):
        for a, b in zip(letters, letters[1:] + letters[0], strict=True):
            table[a], table[a.upper()] = b, b.upper()
    return text.translate(str.maketrans(table))


def test_nothing_hangs_on_these_words(shared: Path, tmp_path: Path) -> None:
    """After a fixed permutation of letters the same slots, verdicts and spans come out."""
    data = shared / "data"
    item = json.loads((data / "founding-item.json").read_text())
    rows = read_table(data / "founding-table.md").rows
    lines = ["| 模型 | 模型答案 | 正确答案 |", "|---|---|---|"]
    lines += [f"| {r.system} | {_permuted(r.answer)} | {_permuted(r.reference)} |" for r in rows]
    (tmp_path / "t.md").write_text("\n".join(lines) + "\n")
    (tmp_path / "i.json").write_text(
        json.dumps({**item, "source": _permuted(item["source"]), "reference": _permuted(item["reference"])})
    )
    plain = scored(data / "founding-table.md", "--items", data / "founding-item.json")
    moved = scored(tmp_path / "t.md", "--items", tmp_path / "i.json")
    for a, b in zip(plain["scores"], moved["scores"], strict=True):
        if a["envelope"]:
            continue  # what talks about an answer is known by its words
        assert (a["strict"], a["exact"], a["envelope"]) == (b["strict"], b["exact"], b["envelope"])
        places = ("start", "end", "hyp_start", "hyp_end")
        for field in ("edits", "changes"):
            assert [[x[p] for p in places] for x in a[field]] == [[x[p] for p in places] for x in b[field]]
        assert [e["verdict"] for e in a["edits"]] == [e["verdict"] for e in b["edits"]]
    assert set(string.ascii_letters) == set(_permuted(string.ascii_letters))


@pytest.mark.parametrize("with_items", [True, False])
@pytest.mark.parametrize("fmt", ["md", "csv"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_given_back_gives_the_same_scores(
    tmp_path: Path, fmt: str, lang: str, with_items: bool
) -> None:
    """`model | model answer | correct answer | verdict | diagnosis`, read again, with and without items."""
    items = ("--items", EXAMPLES / "table.item.json") if with_items else ()
    first = scored(EXAMPLES / "table.zh.md", *items)
    path = tmp_path / f"again.{fmt}"
    path.write_bytes(run(EXAMPLES / "table.zh.md", *items, "--format", fmt, "--lang", lang).stdout_bytes)
    assert bare(scored(path, *items)["scores"]) == bare(first["scores"])
    assert bare(scored(path)["scores"]) == bare(first["scores"])


def test_the_example_table() -> None:
    """What the README says of it: broken cells, a system twice, a preamble, a translation."""
    out = scored(EXAMPLES / "table.zh.md", "--items", EXAMPLES / "table.item.json")
    assert [(s["system"], s["repeat"], s["exact"], s["envelope"]) for s in out["scores"]] == [
        ("青松-大", 1, True, []),
        ("青松-小", 1, False, []),
        ("river-2", 1, True, ["preamble"]),
        ("白鹭", 1, False, []),
        ("river-2", 2, False, []),
        ("山月", 1, False, ["translated"]),
        ("harbor-mini", 1, False, []),
        ("灯塔", 1, False, ["postamble"]),
        ("石桥-chat", 1, True, []),
    ]
    text = run(EXAMPLES / "table.zh.md", "--items", EXAMPLES / "table.item.json", "--lang", "zh").stdout
    assert "山月" in text
    rows = list(
        csv.reader(
            io.StringIO(
                run(EXAMPLES / "table.zh.md", "--format", "csv", "--lang", "zh").stdout.lstrip("\ufeff")
            )
        )
    )
    assert rows[0] == ["模型", "模型答案", "正确答案", "判定", "诊断"]
    assert [row[3] for row in rows[1:]].count("正确") == 2


ITEMS = [
    Item(id="a", source="teh cat sat", reference="the cat sat"),
    Item(id="b", source="a dgo ran", reference="a dog ran"),
]


def test_rows_find_their_items(tmp_path: Path) -> None:
    """By id, by reference, and by source where two items share a reference."""
    items = [*ITEMS, Item(id="c", source="the cta sat", reference="the cat sat")]
    write_jsonl(tmp_path / "items.jsonl", items)
    table = tmp_path / "t.csv"
    table.write_text("id,model,answer,reference\nb,m,a dog ran,a dog ran\nc,m,x,the cat sat\n")
    out = scored(table, "--items", tmp_path / "items.jsonl")
    assert [s["item"] for s in out["scores"]] == ["b", "c"]
    assert out["n_items"] == 2
    table.write_text("model,answer,reference,source\nm,x,the cat sat,the cta sat\nm,y,a dog ran,a dgo ran\n")
    assert [s["item"] for s in scored(table, "--items", tmp_path / "items.jsonl")["scores"]] == ["c", "b"]
    table.write_text("model,answer,reference\nm,x,the cat sat\n")
    with pytest.raises(DataError, match="2 items have this correct answer: a, c"):
        run(table, "--items", tmp_path / "items.jsonl")
    table.write_text("id,model,answer\nb,m,a dog ran\n")
    assert scored(table, "--items", tmp_path / "items.jsonl")["systems"][0]["exact"] == 1
    with pytest.raises(DataError, match="no correct answers"):
        run(table)


def test_jsonl_of_ours_and_a_run_folder(tmp_path: Path) -> None:
    """The same answers as a file and as a run give the same scores; a run gets its scores written."""
    write_jsonl(tmp_path / "items.jsonl", ITEMS)
    answers = [
        Answer(item="a", system="m", outcome="complete", reply="the cat sat"),
        Answer(item="b", system="m", outcome="failed", error="500"),
        Answer(item="b", system="m", repeat=2, outcome="truncated", reply="a dog"),
    ]
    write_jsonl(tmp_path / "answers.jsonl", answers)
    result = run(
        tmp_path / "answers.jsonl",
        "--items",
        tmp_path / "items.jsonl",
        "--out",
        tmp_path / "r",
        "--format",
        "json",
    )
    out = json.loads(result.stdout)
    assert [(s["item"], s["repeat"], s["exact"]) for s in out["scores"]] == [("a", 1, True), ("b", 2, False)]
    (row,) = out["systems"]
    assert (row["n_answers"], row["n_scored"], row["outcomes"]["failed"]) == (3, 2, 1)
    assert out["unscored"] == [{"item": "b", "system": "m", "repeat": 1, "outcome": "failed", "error": "500"}]
    folder = RunFolder.open(tmp_path / "r")
    assert list(folder.answers()) == answers
    assert sorted(p.name for p in (tmp_path / "r").iterdir() if p.suffix) == [
        "answers.jsonl",
        "items.jsonl",
        "manifest.json",
        "scores.jsonl",
        "summary.json",
    ]
    (tmp_path / "r" / "scores.jsonl").unlink()
    again = scored(tmp_path / "r")
    assert (again["scores"], again["unscored"]) == (out["scores"], out["unscored"])
    assert [s.item for s in folder.scores()] == ["a", "b"]
    with pytest.raises(DataError, match="already exists"):
        run(tmp_path / "answers.jsonl", "--items", tmp_path / "items.jsonl", "--out", tmp_path / "r")


def test_a_run_under_a_mended_set(tmp_path: Path) -> None:
    """An accepted alternative counts at once, under another signature, and the run stays as it was."""
    write_jsonl(tmp_path / "items.jsonl", ITEMS)
    write_jsonl(tmp_path / "a.jsonl", [Answer(item="a", system="m", outcome="complete", reply="tha cat sat")])
    run(tmp_path / "a.jsonl", "--items", tmp_path / "items.jsonl", "--out", tmp_path / "r")
    mended = [
        {
            "id": "a",
            "source": "teh cat sat",
            "reference": "the cat sat",
            "edits": [{"start": 0, "end": 3, "replacement": "the", "accept": ["tha"]}],
        }
    ]
    (tmp_path / "mended.json").write_text(json.dumps(mended))
    before, after = scored(tmp_path / "r"), scored(tmp_path / "r", "--items", tmp_path / "mended.json")
    assert (before["systems"][0]["exact"], after["systems"][0]["exact"]) == (0, 1)
    assert before["signature"] != after["signature"]
    (tmp_path / "other.json").write_text(json.dumps([{**mended[0], "source": "tha cat sat"}]))
    with pytest.raises(DataError, match="none of this run's items"):
        run(tmp_path / "r", "--items", tmp_path / "other.json")


def test_rows_as_jsonl(tmp_path: Path) -> None:
    """A line with the keys of a table is a row of it."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"model": "m", "answer": "the cat", "reference": "the cat", "source": "teh cat"}\n')
    out = scored(path)
    assert (out["systems"][0]["exact"], len(out["scores"][0]["edits"])) == (1, 1)
    path.write_text('{"model": "m", "answer": ["x"], "reference": "the cat"}\n')
    with pytest.raises(DataError, match=":1: 'answer' must be text"):
        run(path)


def test_livebench_files(tmp_path: Path) -> None:
    """Their question file and model_answer folder; an error of theirs is a failure, not a wrong answer."""
    prompt = "Please output this exact text, with no changes at all.\n    teh cat sat on a mat by the door\nand slept\n\nYour answer:"
    truth = "the cat sat on a mat by the door\nand slept"
    questions = [
        {"question_id": "q1", "task": "typos", "turns": [prompt], "ground_truth": truth},
        {"question_id": "q2", "task": "plot_unscrambling", "turns": ["x"], "ground_truth": ["y"]},
    ]
    (tmp_path / "question.jsonl").write_text("".join(json.dumps(q) + "\n" for q in questions))
    folder = tmp_path / "model_answer"
    folder.mkdir()

    def line(reply: str, **more: str) -> str:
        return json.dumps(
            {"question_id": "q1", "answer_id": "x", "choices": [{"index": 0, "turns": [reply]}], **more}
        )

    (folder / "good.jsonl").write_text(line(f"<solution>{truth}</solution>", model_id="Good-1") + "\n")
    (folder / "bad.jsonl").write_text(line("$ERROR$") + "\n")
    out = scored(folder, "--items", tmp_path / "question.jsonl")
    rows = {row["system"]: row for row in out["systems"]}
    # Their rule looks for a solution within one line, so it does not see this one.
    assert (rows["Good-1"]["exact"], rows["Good-1"]["strict"], rows["Good-1"]["livebench"]) == (1, 0, 0)
    assert (rows["bad"]["n_scored"], rows["bad"]["outcomes"]) == (0, {"failed": 1})
    assert [e["source"] for e in out["scores"][0]["edits"]] == ["teh"]
    with pytest.raises(DataError, match="question file"):
        run(folder)
    assert scored(tmp_path)["systems"] == out["systems"]  # their folder of a task holds both


def test_livebench_prompt_of_many_lines(tmp_path: Path) -> None:
    """Line breaks of a prompt are no misspellings where the correct answer has none."""
    prompt = "Please output this exact text.\n\nteh cat sat on a mat by the door\nand slept until teh morning"
    question = {
        "question_id": "q",
        "turns": [prompt],
        "ground_truth": "the cat sat on a mat by the door and slept until the morning",
    }
    (tmp_path / "question.jsonl").write_text(json.dumps(question) + "\n")
    answer = {"question_id": "q", "model_id": "m", "choices": [{"turns": [question["ground_truth"]]}]}
    (tmp_path / "model_answer").mkdir()
    (tmp_path / "model_answer" / "m.jsonl").write_text(json.dumps(answer) + "\n")
    out = scored(tmp_path)
    assert [e["source"] for e in out["scores"][0]["edits"]] == ["teh", "teh"]
    assert out["scores"][0]["exact"]


def _bad(tmp_path: Path, name: str) -> list[object]:
    """One bad input of each kind, as arguments."""
    good = "| model | answer | reference |\n|---|---|---|\n| m | x | the cat sat |\n"
    items = tmp_path / "items.jsonl"
    write_jsonl(items, ITEMS)
    table = tmp_path / "t.md"
    table.write_text(good)
    if name == "duplicate item ids":
        write_jsonl(items, [*ITEMS, ITEMS[0]])
        return [table, "--items", items]
    if name == "unknown reference":
        table.write_text(good.replace("the cat", "the dog"))
        return [table, "--items", items]
    if name == "unknown id":
        table.write_text("| id | model | answer |\n|---|---|---|\n| z | m | x |\n")
        return [table, "--items", items]
    if name == "answer twice":
        one = msgspec.json.encode(Answer(item="a", system="m", outcome="complete", reply="x"))
        (tmp_path / "a.jsonl").write_bytes(one + b"\n" + one + b"\n")
        return [tmp_path / "a.jsonl", "--items", items]
    if name == "answers without items":
        write_jsonl(tmp_path / "a.jsonl", [Answer(item="a", system="m", outcome="complete")])
        return [tmp_path / "a.jsonl"]
    contents: dict[str, bytes] = {
        "not a table": b"no table at all\n",
        "too few cells": (good + "| m | x |\n").encode(),
        "invalid UTF-8": good.encode() + b"| \xff | x | y |\n",
        "empty file": b"",
        "50 MB line": b"| model | answer | reference |\n|---|---|---|\n| m | "
        + b"x" * 50_000_000
        + b" | c |\n",
        "missing source": b"| model | answer | reference | source |\n|---|---|---|---|\n| m | x | y |  |\n",
    }
    table.write_bytes(contents[name])
    return [table]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("not a table", "t.md: contains no table"),
        ("too few cells", "t.md:4: a row has 2 cells, but the heading has 3"),
        ("invalid UTF-8", "t.md:4: not UTF-8"),
        ("empty file", "t.md: the file is empty"),
        ("duplicate item ids", "items.jsonl:3: item id 'a' is already used"),
        ("missing source", "t.md:3: a row has no source"),
        ("50 MB line", "t.md:3: a line of 48 MB"),
        ("unknown reference", "t.md:3: the correct answer 'the dog sat'"),
        ("unknown id", "t.md:3: no item 'z'"),
        ("answer twice", "a.jsonl:2: a second answer from 'm'"),
        ("answers without items", "a.jsonl: these answers refer to items by id"),
    ],
)
def test_bad_input_is_refused_with_nothing_half_written(tmp_path: Path, name: str, where: str) -> None:
    """The file and line, what is wrong, exit code 3, and no trace of a run folder."""
    args = _bad(tmp_path, name)
    there = sorted(tmp_path.iterdir())
    with pytest.raises(StetmarkError) as caught:
        run(*args, "--out", tmp_path / "out" / "run")
    assert where in str(caught.value)
    assert caught.value.exit_code == 3
    assert [p for p in sorted(tmp_path.iterdir()) if p.name != "out"] == there
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    """Escape sequences and formulas in system names and answers reach neither terminal nor spreadsheet."""
    book = openpyxl.Workbook()
    for row in (["model", "answer", "reference"], ["=cmd", "=HYPERLINK(1) x", "a x"], ["ok", "a x", "a x"]):
        book.active.append(row)
    for cell in book.active[2]:
        cell.data_type = "s"
    book.save(tmp_path / "t.xlsx")
    body = run(tmp_path / "t.xlsx", "--format", "csv").stdout
    assert "\n'=cmd,'=HYPERLINK(1) x" in body.replace("\r", "")
    (tmp_path / "t.md").write_text(
        "| model | answer | reference |\n|-|-|-|\n| \x1b[31mred | \x1b]0;x\x07y | a |\n"
    )
    for fmt in ("table", "md", "csv"):
        assert "\x1b" not in run(tmp_path / "t.md", "--format", fmt).stdout


def test_scale_needs_to_be_told_where(tmp_path: Path) -> None:
    """Parquet in, Parquet out: without --items and --out it is a usage error."""
    with pytest.raises(click.UsageError, match="need --items and --out"):
        run(tmp_path / "a.parquet")
    with pytest.raises(click.UsageError, match="--format md"):
        run("a.parquet", "--items", "i.jsonl", "--out", tmp_path / "o", "--format", "md")


@pytest.mark.slow
def test_parquet_in_parquet_out(tmp_path: Path) -> None:
    """The same summary as from JSONL."""
    from stetmark.store.parquet import write_parquet

    write_jsonl(tmp_path / "items.jsonl", ITEMS)
    answers = [Answer(item=i.id, system="m", outcome="complete", reply=i.reference) for i in ITEMS]
    write_jsonl(tmp_path / "answers.jsonl", answers)
    with write_parquet(str(tmp_path / "answers.parquet"), Answer) as write:
        write((tmp_path / "answers.jsonl").read_bytes())
    items = ("--items", tmp_path / "items.jsonl")
    plain = scored(tmp_path / "answers.jsonl", *items)
    large = scored(tmp_path / "answers.parquet", *items, "--out", tmp_path / "out")
    assert large["systems"] == plain["systems"]
    assert large["signature"] == plain["signature"]
