"""A batch of answers -> their scores as lines, and what they add to the summary."""

from __future__ import annotations

import msgspec
import pytest

from scale.made import make_answers, make_items
from stetmark.errors import DataError
from stetmark.judging.judge import score_answers
from stetmark.records import Answer, Score
from stetmark.scoring.batch import make_stage
from stetmark.scoring.judge_cache import encode_items
from stetmark.scoring.run import in_batches
from stetmark.store import write_jsonl
from stetmark.store.ranges import cut


def test_a_batch_is_judged_without_anything_around_it():
    """The stage is a pure function: the same batch twice gives the same."""
    items = make_items(5)
    stage = make_stage(encode_items(items))()
    batch = next(in_batches(make_answers(items)))
    first, second = stage(batch), stage(batch)
    assert first.lines == second.lines
    assert first.n_answers == 30
    assert first.n_scored == len(first.lines.splitlines())


def test_a_range_of_a_file_and_its_bytes_are_the_same_batch(tmp_path):
    """Answers on disk or in memory: the same lines, in the order of the answers."""
    items = make_items(5)
    answers = make_answers(items)
    write_jsonl(tmp_path / "answers.jsonl", answers)
    stage = make_stage(encode_items(items))()
    (batch,) = cut(tmp_path / "answers.jsonl", 1 << 20)
    lines = stage(batch).lines
    assert lines == stage(next(in_batches(answers))).lines
    scores = [msgspec.json.decode(line, type=Score) for line in lines.splitlines()]
    assert scores == list(score_answers(items, [a for a in answers if a.item != items[-1].id]))


def test_what_is_never_scored_is_counted_all_the_same():
    """Failed answers have no line, and their outcome is in the counts."""
    items = make_items(2)
    answers = [
        Answer(item="i0", system="s", outcome="failed", error="500"),
        Answer(item="i0", system="s", repeat=2, outcome="filtered"),
    ]
    judged = make_stage(encode_items(items))()(next(in_batches(answers)))
    assert (judged.lines, judged.n_answers, judged.n_scored) == (b"", 2, 0)
    _, _, counters = judged.counts.systems["s"]
    assert counters["outcomes"] == {"failed": 1, "filtered": 1}


def test_an_answer_to_no_item_is_refused():
    """By its item and system; a batch in memory has no line to name."""
    stage = make_stage(encode_items(make_items(2)))()
    stray = Answer(item="nobody", system="s", outcome="complete", reply="x")
    with pytest.raises(DataError, match="'s' is to item 'nobody'") as caught:
        stage(msgspec.json.encode(stray))
    assert caught.value.line is None
