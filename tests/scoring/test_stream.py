"""Answers that came from anywhere: judged, shown, or made a run folder of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scale.made import make_answers, make_items, make_run
from stetmark.errors import DataError
from stetmark.records import SCORED_OUTCOMES
from stetmark.scoring.importing import Imported, read_answers
from stetmark.scoring.stream import rows_of, score_imported
from stetmark.store import RunFolder

ITEMS = make_items(5)
ANSWERS = make_answers(ITEMS)
KEPT = [a for a in ANSWERS if a.item != ITEMS[-1].id]


def imported():
    return Imported("mine", ITEMS, lambda: ANSWERS, n_bytes=10_000)


def test_scores_rows_and_what_has_none():
    """In the order of the answers, those to retired items left out; nothing is left behind."""
    with score_imported(imported()) as scored:
        scores, rows, left = list(scored.scores()), list(scored.rows()), list(scored.unscored())
        path = scored.path
    assert [(s.item, s.system, s.repeat) for s in scores] == [
        (a.item, a.system, a.repeat) for a in KEPT if a.outcome in SCORED_OUTCOMES
    ]
    assert left == [a for a in KEPT if a.outcome not in SCORED_OUTCOMES]
    assert [(r.item, r.system, r.score is not None) for r in rows] == [
        (a.item, a.system, a.outcome in SCORED_OUTCOMES) for a in KEPT
    ]
    assert scored.summary.systems[0].n_scored > 0
    assert not path.exists()


def test_rows_hide_ids_that_were_made_from_texts():
    """They would mean nothing to whoever gave the table."""
    item = ITEMS[0]
    made = type(item)(id="text-1234", source=None, reference="x")
    answer = type(ANSWERS[0])(item="text-1234", system="s", outcome="failed")
    (row,) = rows_of([made], [answer], [])
    assert (row.item, row.reference, row.score) == ("", "x", None)


def test_a_run_folder_is_made_whole(tmp_path):
    """With the manifest of answers from elsewhere; it opens, and its scores are those that were held."""
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with score_imported(imported(), out=tmp_path / "a" / "run", argv=["score"], now=lambda: now) as scored:
        held = list(scored.scores())
    folder = RunFolder.open(tmp_path / "a" / "run")
    assert list(folder.answers()) == ANSWERS
    assert list(folder.scores()) == held
    manifest = folder.manifest
    assert (manifest.created, manifest.argv, manifest.items_name) == (
        "2026-01-02T03:04:05Z",
        ("score",),
        "mine",
    )
    assert set(manifest.systems) == {"s0", "s1", "s2"}
    assert manifest.signature == scored.summary.signature
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["run"]


def test_a_folder_with_anything_in_it_is_not_written_to(tmp_path):
    """An empty one is taken; what stops in the middle leaves nothing."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with (
        pytest.raises(DataError, match="already exists"),
        score_imported(imported(), out=tmp_path / "full"),
    ):
        pass
    (tmp_path / "empty").mkdir()
    with score_imported(imported(), out=tmp_path / "empty"):
        pass
    assert RunFolder.is_run(tmp_path / "empty")
    broken = Imported("mine", ITEMS[:1], lambda: ANSWERS)
    with pytest.raises(DataError, match="not in the items file"), score_imported(broken, out=tmp_path / "no"):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "full"]


def test_a_run_is_scored_in_place(tmp_path):
    """Its scores and summary are written anew, its answers stay."""
    run = make_run(tmp_path / "run", n_items=5)
    before = (run.path / "answers.jsonl").read_bytes()
    with score_imported(read_answers(run.path), in_place=run.path) as scored:
        assert scored.path == run.path / "scores.jsonl"
        assert len(list(scored.scores())) == sum(row.n_scored for row in scored.summary.systems)
    assert (run.path / "answers.jsonl").read_bytes() == before
    assert (run.path / "summary.json").exists()
