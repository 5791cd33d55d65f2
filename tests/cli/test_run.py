"""`stetmark run`, as a user sees it: a folder, a leaderboard, a page; and again, where it stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fakes.command import stetmark

FILES = {"manifest.json", "items.jsonl", "answers.jsonl", "scores.jsonl", "summary.json", "report.html"}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """One small run with a control, a corrector, and its guarded form."""
    folder = tmp_path_factory.mktemp("run")
    args = ["run", "--limit", "12", "-s", "local:copy", "-s", "guard(local:hunspell)", "--out", "r"]
    return stetmark(*args, cwd=folder), folder


def test_it_leaves_every_file_and_prints_the_leaderboard(done):
    """All files of the folder are there; the leaderboard is on stdout, the page's path on stderr."""
    result, folder = done

    assert result.returncode == 0, result.stderr
    assert {p.name for p in (folder / "r").iterdir()} >= FILES
    assert "local:copy" in result.stdout
    assert "guard(local:hunspell)" in result.stdout
    assert "report.html" in result.stderr


def test_every_answer_is_scored_and_the_guarded_ones_are_worked_out(done):
    """Three systems, twelve items: 36 answers and 36 scores; the summary counts them."""
    _, folder = done
    answers, scores = lines(folder / "r" / "answers.jsonl"), lines(folder / "r" / "scores.jsonl")
    summary = json.loads((folder / "r" / "summary.json").read_text(encoding="utf-8"))

    assert len(answers) == len(scores) == 36
    assert {s["system"] for s in scores} == {"local:copy", "local:hunspell", "guard(local:hunspell)"}
    assert {s["system"]: s["n_scored"] for s in summary["systems"]} == dict.fromkeys(
        ("local:copy", "local:hunspell", "guard(local:hunspell)"), 12
    )


def test_copying_corrects_nothing_and_changes_nothing(done):
    """The control's verdicts are what its definition says, on every item."""
    _, folder = done
    copied = [s for s in lines(folder / "r" / "scores.jsonl") if s["system"] == "local:copy"]

    assert all(not s["changes"] for s in copied)
    assert all(e["verdict"] == "missed" for s in copied for e in s["edits"])
    assert all(s["exact"] == (not s["edits"]) for s in copied)


def test_running_again_asks_nothing_and_scores_the_same(done):
    """`stetmark run --out RUN` takes items and systems from the run; its scores do not change by a byte."""
    _, folder = done
    before = (folder / "r" / "scores.jsonl").read_bytes()
    n_answers = len(lines(folder / "r" / "answers.jsonl"))
    again = stetmark("run", "--out", "r", cwd=folder)

    assert again.returncode == 0, again.stderr
    assert len(lines(folder / "r" / "answers.jsonl")) == n_answers
    assert (folder / "r" / "scores.jsonl").read_bytes() == before


def test_other_items_do_not_go_into_a_run(done):
    """A folder over other items is refused with exit 3, and stays as it is."""
    _, folder = done
    before = {p.name: p.stat().st_mtime_ns for p in (folder / "r").iterdir()}
    other = stetmark("run", "--limit", "5", "-s", "local:copy", "--out", "r", cwd=folder)

    assert other.returncode == 3
    assert "different items" in other.stderr
    assert {p.name: p.stat().st_mtime_ns for p in (folder / "r").iterdir()} == before


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["no-such-items"], 2, "no-such-items"),
        (["-s", "local:nobody"], 2, "local:nobody"),
        (["-s", "nowhere:model-1"], 2, "nowhere"),
        (["-s", "openai:gpt-6-luna"], 4, "OPENAI_API_KEY"),
        (["-s", "recorded:none.jsonl"], 2, "none.jsonl"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_written(tmp_path, args, code, words):
    """The error names what was asked for, and no folder is made."""
    result = stetmark("run", *args, cwd=tmp_path)

    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_asks_and_writes_nothing(tmp_path):
    """--dry-run says what would be asked and leaves no folder."""
    result = stetmark("run", "--limit", "4", "-s", "local:copy", "--dry-run", cwd=tmp_path)

    assert result.returncode == 0, result.stderr
    assert "local:copy" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_the_same_every_time(tmp_path):
    """Two runs with the same limit ask the same items, so their answers can be compared."""
    for name in ("a", "b"):
        assert (
            stetmark("run", "--limit", "9", "-s", "local:copy", "--out", name, cwd=tmp_path).returncode == 0
        )

    assert (tmp_path / "a" / "items.jsonl").read_bytes() == (tmp_path / "b" / "items.jsonl").read_bytes()


def test_recorded_answers_can_be_gone_on_with(done):
    """A run over a run's recorded answers, resumed from its manifest alone, gives the same scores."""
    _, folder = done
    first = stetmark(
        "run", str(folder / "r" / "items.jsonl"), "-s", "recorded:r#local:copy", "--out", "again", cwd=folder
    )
    before = (folder / "again" / "scores.jsonl").read_bytes()
    second = stetmark("run", "--out", "again", cwd=folder)

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert (folder / "again" / "scores.jsonl").read_bytes() == before
