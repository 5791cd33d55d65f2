"""The Ray engine gives what the local one gives, row for row, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import msgspec
import pytest

from scale.made import make_answers, make_items
from stetmark.records import Answer, Item, Score

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.ray

_SCRIPT = """
import json, os, signal, sys, threading, time
import ray
from stetmark.errors import StetmarkError
from stetmark.scale import ray_engine, score_files

ray_engine.BLOCK_BYTES = 100_000

def kill_one(killed):
    while not killed:
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                name = open(f"/proc/{pid}/cmdline").read()
                ours = f"STETMARK_TEST={os.environ['STETMARK_TEST']}" in open(f"/proc/{pid}/environ").read()
            except OSError:
                continue
            if ours and name.startswith("ray::MapBatches(judge_table)"):
                time.sleep(0.02)  # in the middle of its batch
                os.kill(int(pid), signal.SIGKILL)
                killed.append(int(pid))
                return
        time.sleep(0.002)

jobs = json.loads(sys.argv[1])
said = {}
for name, job in jobs.items():
    killed, error = [], ""
    if job.pop("kill", False):
        threading.Thread(target=kill_one, args=[killed], daemon=True).start()
    try:
        score_files(**job, engine="ray", repeats=2)
    except StetmarkError as caught:
        error = f"{type(caught).__name__}: {caught}"
    said[name] = {"killed": killed, "error": error}
    if name == "first":  # so far each started Ray and shut it down; from here one Ray serves all
        assert not ray.is_initialized()
        ray.init(include_dashboard=False, log_to_driver=False)

from stetmark.items.corpus import Corpus
from stetmark.items.generate import Tally
from stetmark.items.make import Plan
from stetmark.scale.items import generate_on_ray
import msgspec

tally = Tally()
texts = Corpus([sys.argv[2]]).texts()
made = [msgspec.to_builtins(item) for item in generate_on_ray(texts, Plan(one_each=True), tally)]
said["items"] = {"items": made, "texts": tally.texts, "refused": tally.refused}
print(json.dumps(said))
"""


def _lines(path, records):
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Items, answers in two Parquet files and in JSONL, and what the local engine makes of them."""
    from stetmark.scale import score_files
    from stetmark.scoring.run import in_batches
    from stetmark.store.parquet import write_parquet

    folder = tmp_path_factory.mktemp("made")
    items = make_items(250)
    answers = make_answers(items, n_systems=4)
    _lines(folder / "answers.jsonl", answers)
    _lines(folder / "items.jsonl", items)
    for name, part in (("a", answers[:1100]), ("b", answers[1100:])):
        with write_parquet(folder / "answers" / f"{name}.parquet", Answer) as write:
            for block in in_batches(part, 20_000):
                write(block)
    with write_parquet(folder / "items.parquet", Item) as write:
        write(b"\n".join(msgspec.json.encode(item) for item in items))
    sentence = "The boat with number {} came in late that evening, and nobody on the quay had seen the lamp. "
    rest = (
        "It hung above the door of the harbour office, and the keeper wrote it down and went home to sleep."
    )
    texts = [{"text": sentence.format(n) + rest} for n in range(40)]
    texts += [texts[0], {"text": "Thsi text is nto clean, so it is refused. " + rest}]
    _lines(folder / "texts.jsonl", texts)
    score_files(folder / "answers.jsonl", folder / "items.jsonl", folder / "local", repeats=2, workers=1)
    return folder


@pytest.fixture(scope="module")
def on_ray(made, tmp_path_factory):
    """What three jobs on Ray said, and where their results are; one process, for Ray takes long to start."""
    folder = tmp_path_factory.mktemp("ray")
    _lines(folder / "few.jsonl", make_items(3))
    jobs = {
        "first": {"answers": made / "answers", "items": made / "items.parquet"},
        "killed": {"answers": made / "answers.jsonl", "items": made / "items.jsonl", "kill": True},
        "stray": {"answers": made / "answers", "items": folder / "few.jsonl"},
    }
    for name, job in jobs.items():
        job["out"] = folder / name
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, json.dumps(jobs, default=str), str(made / "texts.jsonl")],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env={**os.environ, "STETMARK_TEST": str(folder)},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1]), folder


def _same(out, local):
    from stetmark.store.parquet import read_parquet

    assert list(read_parquet(out / "scores", Score)) == list(read_parquet(local / "scores", Score))
    assert (out / "summary.json").read_bytes() == (local / "summary.json").read_bytes()


def test_parquet_on_ray_gives_the_local_rows(on_ray, made):
    """Rows, their order and the summary are the same."""
    said, folder = on_ray
    assert said["first"]["error"] == ""
    _same(folder / "first", made / "local")


def test_a_worker_killed_in_the_middle_changes_nothing(on_ray, made):
    """Ray puts the lost batch to another worker; no row is lost, none is there twice."""
    said, folder = on_ray
    assert said["killed"]["error"] == ""
    assert len(said["killed"]["killed"]) == 1
    _same(folder / "killed", made / "local")


def test_an_error_of_a_stage_is_ours(on_ray):
    """Not Ray's wrapping of it."""
    said, _ = on_ray
    assert said["stray"]["error"].startswith(
        "DataError: an answer from 's0' is to item 'i3', which is not in"
    )


def test_items_made_on_ray_are_the_local_ones(on_ray, made):
    """In the order of the texts, with the same texts refused."""
    from stetmark.items.corpus import Corpus
    from stetmark.items.generate import Tally, generate
    from stetmark.items.make import Plan

    said, _ = on_ray
    tally = Tally()
    expected = list(generate(Corpus([str(made / "texts.jsonl")]).texts(), Plan(one_each=True), tally))
    assert msgspec.convert(said["items"]["items"], list[Item]) == expected
    assert said["items"]["texts"] == tally.texts == 42
    assert said["items"]["refused"] == tally.refused
    assert {"duplicate", "spelling"} <= set(tally.refused)
