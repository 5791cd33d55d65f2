"""A run judged in batches: the same rows for any number of workers and any cuts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import msgspec
import pytest

from fakes.waiting import HANG_S
from scale.made import make_answers, make_items, make_run
from stetmark.errors import DataError
from stetmark.judging.judge import score_answers
from stetmark.records import Answer
from stetmark.scoring import run as run_module
from stetmark.scoring.judge_cache import encode_items
from stetmark.scoring.run import in_batches, judge_batches, score_run, workers_for
from stetmark.scoring.signature import run_signature
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
from stetmark.store.ranges import cut, read_range
from stetmark.summary import dump_summary


def _one_by_one(run) -> tuple[bytes, bytes]:
    """The plain way: every answer in turn, no batches."""
    items = list(run.items())
    total = Summarizer(items, repeats=run.manifest.repeats)
    encode = msgspec.json.Encoder().encode
    answers = [answer for answer in run.answers() if answer.item not in total.items.retired]
    scores = list(score_answers(items, answers))
    for answer in answers:
        total.add_answer(answer)
    for score in scores:
        total.add(score)
    lines = b"".join(encode(score) + b"\n" for score in scores)
    line = run_signature(items, repeats=run.manifest.repeats)
    return lines, dump_summary(conclude(total, signature=line))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_scores_and_summary_hang_on_no_number_of_workers(tmp_path, monkeypatch, workers):
    """Both files equal, byte for byte, what one answer after the other gives."""
    monkeypatch.setattr(run_module, "BATCH_BYTES", 5000)
    run = make_run(tmp_path / "run")
    expected_scores, expected_summary = _one_by_one(run)

    summary = score_run(run, workers=workers)

    assert (run.path / "scores.jsonl").read_bytes() == expected_scores
    assert (run.path / "summary.json").read_bytes() == expected_summary
    assert summary.systems[0].n_expected == 2 * 59


@pytest.mark.parametrize("n_bytes", [1, 300, 5000, 10**6])
def test_cuts_fall_at_line_ends_and_lose_nothing(tmp_path, n_bytes):
    """The ranges join to the file, whatever their size."""
    run = make_run(tmp_path / "run", n_items=5)
    path = run.path / "answers.jsonl"
    pieces = list(cut(path, n_bytes))
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert [a for p in pieces for _, a in read_range(p, Answer)] == list(run.answers())


def test_a_torn_last_line_is_left_out(tmp_path):
    """A run that was killed while it wrote can be scored as it is."""
    run = make_run(tmp_path / "run", n_items=5)
    path = run.path / "answers.jsonl"
    whole = list(run.answers())
    path.write_bytes(path.read_bytes()[:-20])
    pieces = list(cut(path, 1000))
    assert [a for p in pieces for _, a in read_range(p, Answer, torn=True)] == whole[:-1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_line_that_is_no_answer_is_named_by_its_line_in_the_file(tmp_path, monkeypatch, workers):
    """Not by its line in the batch."""
    monkeypatch.setattr(run_module, "BATCH_BYTES", 2000)
    run = make_run(tmp_path / "run")
    path = run.path / "answers.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[200] = b'{"item": 3}\n'
    path.write_bytes(b"".join(lines))
    with pytest.raises(DataError) as caught:
        score_run(run, workers=workers)
    assert caught.value.line == 201
    assert not (run.path / "scores.jsonl").exists()


def test_an_answer_to_no_item_is_named_by_its_line(tmp_path):
    """The item, the system, the file and the line stand in the message."""
    run = make_run(tmp_path / "run", n_items=5)
    stray = Answer(item="nobody", system="s0", outcome="complete", reply="x")
    with (run.path / "answers.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(stray))
    with pytest.raises(DataError, match=r"answers\.jsonl:31: .*'s0'.*'nobody'"):
        score_run(run)


def test_a_run_without_answers_has_an_empty_summary(tmp_path):
    """Nothing was asked yet: no scores, no systems, no error."""
    run = make_run(tmp_path / "run", n_items=5)
    (run.path / "answers.jsonl").unlink()
    assert score_run(run).systems == ()
    assert (run.path / "scores.jsonl").read_bytes() == b""


def test_answers_in_memory_give_the_same_rows(tmp_path):
    """Answers from anywhere go through the same stage as lines of a file."""
    items, answers = make_items(20), make_answers(make_items(20))
    expected = list(score_answers(items, [a for a in answers if a.item != items[-1].id]))
    total = Summarizer(items)
    blocks = judge_batches(encode_items(items), in_batches(answers, 3000), total, workers=2)
    lines = [line for block in blocks for line in bytes(block).splitlines()]
    assert lines == [msgspec.json.encode(score) for score in expected]


def test_few_answers_get_one_process_and_many_all_cores():
    """Workers are asked for only where there is work for them."""
    assert workers_for(100_000) == 1
    assert workers_for(10**9) == run_module.n_cores()
    assert workers_for(10**9, 3) == 3
    assert workers_for(0, 3) == 1


_SCORE = """
import signal, sys, time
from pathlib import Path
from stetmark.scoring import run
from stetmark.store import RunFolder
run.BATCH_BYTES = 20_000
judge_batches = run.judge_batches

def until_stopped(*how, **more):
    # The first block of scores, then an hour in which somebody may press Ctrl-C.
    yield next(iter(judge_batches(*how, **more)))
    print("half", flush=True)
    time.sleep(3600)

run.judge_batches = until_stopped
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the tests may ignore it
try:
    run.score_run(RunFolder.open(Path(sys.argv[1])), workers=2)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_leaves_the_old_scores_and_no_half_file(tmp_path):
    """Stopped in the middle, the folder is as it was before."""
    run = make_run(tmp_path / "run", n_items=400)
    (run.path / "scores.jsonl").write_text("old\n")
    process = subprocess.Popen(
        [sys.executable, "-c", _SCORE, str(run.path)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    assert list(run.path.glob(".stetmark-*.tmp"))
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=HANG_S) == 130
    process.stdout.close()
    assert (run.path / "scores.jsonl").read_text() == "old\n"
    assert sorted(p.name for p in run.path.iterdir()) == [
        "answers.jsonl",
        "items.jsonl",
        "manifest.json",
        "scores.jsonl",
    ]
