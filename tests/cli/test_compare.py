"""`stetmark compare`: a gate that fails only when a drop exceeds noise."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from stetmark.cli.main import main
from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer, Item, Manifest
from stetmark.scoring.run import score_run
from stetmark.store import RunFolder, write_jsonl


def make(path: Path, systems: dict[str, list[bool | None]], *, n: int = 40, salt: str = "") -> Path:
    """A scored run: per system, which items it gets right; None where its call failed."""
    items = [Item(id=f"i{i}", source=f"teh cat {i}{salt}", reference=f"the cat {i}{salt}") for i in range(n)]
    folder = RunFolder.create(
        path, Manifest(stetmark="0", created="", items_sha256="", systems={s: {} for s in systems}), items
    )
    answers = [
        Answer(item=f"i{i}", system=name, outcome="failed")
        if right is None
        else Answer(
            item=f"i{i}",
            system=name,
            outcome="complete",
            reply=items[i].reference if right else str(items[i].source),
        )
        for name, rights in systems.items()
        for i, right in enumerate(rights)
    ]
    write_jsonl(path / "answers.jsonl", answers)
    score_run(folder)
    return path


def compare(*args: object) -> tuple[int, str]:
    """Exit code and output, an error of ours raised."""
    result = CliRunner().invoke(main, ["compare", *map(str, args)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.stdout


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """One run with a good, an equally good and a much worse system."""
    good = [i % 5 != 0 for i in range(40)]
    same = [i % 5 != 1 for i in range(40)]
    bad = [i % 2 == 0 and i % 5 != 0 for i in range(40)]
    return make(tmp_path / "run", {"good": good, "same": same, "bad": bad})


def test_the_gate(runs: Path) -> None:
    """Exit 1 for a drop beyond noise, 0 within noise, 0 for a gain, and 0 where no gate was asked for."""
    assert compare(runs, "good", "bad", "--fail-if-worse")[0] == 1
    assert compare(runs, "good", "same", "--fail-if-worse")[0] == 0
    assert compare(runs, "bad", "good", "--fail-if-worse")[0] == 0
    assert compare(runs, "good", "bad")[0] == 0


@pytest.mark.parametrize(("lang", "words"), [("en", "Not distinguishable at this n"), ("zh", "无法区分")])
def test_what_it_says(runs: Path, lang: str, words: str) -> None:
    """Within noise it says so; beyond noise it says which way."""
    assert words in compare(runs, "good", "same", "--lang", lang)[1]
    assert words not in compare(runs, "good", "bad", "--lang", lang)[1]


def test_json_holds_the_figures(runs: Path) -> None:
    """Every metric of both, the difference, its interval, p."""
    out = json.loads(compare(runs, "good", "bad", "--format", "json")[1])
    exact = next(m for m in out["metrics"] if m["metric"] == "exact")
    assert (out["n_texts"], exact["a"], exact["b"], exact["method"]) == (40, 0.8, 0.4, "mcnemar_exact")
    assert exact["p"] == pytest.approx(2 * exact["p_worse"]) == pytest.approx(2 / 2**16)
    assert exact["difference"] == pytest.approx(-0.4)
    assert exact["difference_ci"][0] < -0.4 < exact["difference_ci"][1] < 0
    assert len(out["only_a"]) == 16
    assert out["only_b"] == []


def test_before_and_after(tmp_path: Path) -> None:
    """One system in two runs; changed items are left out with a note."""
    before = make(tmp_path / "before", {"m": [True] * 30})
    after = make(tmp_path / "after", {"m": [i > 10 for i in range(30)]})
    assert compare(before, after, "m", "--fail-if-worse")[0] == 1
    assert compare(before, after, "--fail-if-worse")[0] == 1
    assert compare(after, before, "m", "--fail-if-worse")[0] == 0
    other = make(tmp_path / "other", {"m": [True] * 30}, salt="!")
    with pytest.raises(DataError, match="share no item"):
        compare(before, other, "m")
    renamed = make(tmp_path / "renamed", {"m-2": [i > 10 for i in range(30)]})
    assert compare(before, renamed, "m", "m-2", "--fail-if-worse")[0] == 1
    with pytest.raises(SettingsError, match="'m' is not a run folder"):
        compare(before, "m", "m-2", "x")
    two = make(tmp_path / "two", {"m": [True] * 30, "n": [True] * 30})
    with pytest.raises(SettingsError, match="several systems"):
        compare(before, two)


def test_missing_answers_are_left_out_and_told(tmp_path: Path) -> None:
    """A failed call is not a wrong answer: the gate compares what both answered, and says what it left out."""
    path = make(tmp_path / "r", {"a": [True] * 40, "b": [None] * 20 + [True] * 20})
    code, text = compare(path, "a", "b", "--fail-if-worse")
    assert code == 0
    assert "20 answers from A, 0 from B" in text
    gone = make(tmp_path / "g", {"a": [True] * 40, "b": [None] * 40})
    with pytest.raises(SettingsError, match="no scored answer from 'b'"):
        compare(gone, "a", "b", "--fail-if-worse")


@pytest.mark.parametrize(("b", "failures"), [("bad", 1), ("same", 0)])
def test_junit(runs: Path, tmp_path: Path, b: str, failures: int) -> None:
    """A test case a metric; only the gate's can fail."""
    compare(runs, "good", b, "--fail-if-worse", "--junit", tmp_path / "junit.xml")
    suite = ET.parse(tmp_path / "junit.xml").getroot()
    assert (suite.tag, suite.get("failures"), suite.get("tests")) == ("testsuite", str(failures), "8")
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert failed == ["exact does not drop"] * failures


def test_another_metric_decides(runs: Path) -> None:
    """A drop in recall, where recall is what counts; unneeded changes run the other way."""
    assert compare(runs, "good", "bad", "--fail-if-worse", "--metric", "recall")[0] == 1
    assert compare(runs, "good", "bad", "--fail-if-worse", "--metric", "unneeded")[0] == 0


def test_more_unneeded_changes_are_worse(tmp_path: Path) -> None:
    """For unneeded changes per 1,000 words a rise is the drop."""
    items = [Item(id=f"i{i}", source=f"teh cat ran {i}", reference=f"the cat ran {i}") for i in range(30)]
    folder = RunFolder.create(tmp_path / "r", Manifest(stetmark="0", created="", items_sha256=""), items)
    write_jsonl(
        folder.path / "answers.jsonl",
        [Answer(item=i.id, system="calm", outcome="complete", reply=i.reference) for i in items]
        + [
            Answer(item=i.id, system="busy", outcome="complete", reply=i.reference.replace("cat", "dog"))
            for i in items
        ],
    )
    score_run(folder)
    gate = ("--fail-if-worse", "--metric", "unneeded")
    assert compare(folder.path, "calm", "busy", *gate)[0] == 1
    assert compare(folder.path, "busy", "calm", *gate)[0] == 0


def test_what_cannot_be_compared(runs: Path, tmp_path: Path) -> None:
    """No such run, no such system, one system alone, a run without scores."""
    with pytest.raises(DataError, match="not a run folder"):
        compare(tmp_path / "none", "a", "b")
    with pytest.raises(SettingsError, match="systems: bad, good, same"):
        compare(runs, "good", "goood")
    with pytest.raises(SettingsError, match="no second system was given"):
        compare(runs, "good")
    with pytest.raises(SettingsError, match="with itself"):
        compare(runs, "good", "good")
    (runs / "scores.jsonl").unlink()
    with pytest.raises(DataError, match="no scores yet"):
        compare(runs, "good", "bad")
