"""`kill -9` at any moment: nothing on disk is lost or asked again, and the end is as if nothing had happened."""

from __future__ import annotations

import json
import random
import shlex
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from fakes.command import stetmark
from fakes.waiting import wait_until
from stetmark.records import Answer, Item
from stetmark.store import RunFolder, read_jsonl, write_jsonl

N_ITEMS = 24
AT_ONCE = 4
SLEEP_S = 0.12
#: Answers that came in the last fifth of a second may not be on disk yet.
LOST_AT_MOST = int(AT_ONCE * 0.2 / SLEEP_S) + 1


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Path:
    """A folder with items and a slow program that logs its calls."""
    path = tmp_path_factory.mktemp("kill")
    write_jsonl(
        path / "items.jsonl",
        (
            Item(
                id=f"i{n}", source=f"Teh cat number {n} sat.", reference=f"The cat number {n} sat.", lang="en"
            )
            for n in range(N_ITEMS)
        ),
    )
    program = path / "slow.sh"
    program.write_text(
        f'#!/bin/sh\ntext=$(cat)\necho "$text" >> {shlex.quote(str(path))}/calls.log\nsleep {SLEEP_S}\necho "$text" | sed s/Teh/The/\n'
    )
    program.chmod(0o755)
    return path


def calls(bench: Path) -> Counter[str]:
    log = bench / "calls.log"
    return Counter(log.read_text().splitlines()) if log.exists() else Counter()


def command(bench: Path, out: Path) -> list[str]:
    program = f"command:{bench / 'slow.sh'}"
    return [
        "run",
        str(bench / "items.jsonl"),
        "-s",
        program,
        "--out",
        str(out),
        "--concurrency",
        str(AT_ONCE),
    ]


def start(bench: Path, out: Path) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "stetmark", *command(bench, out)]
    return subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=bench)


def kill_after(bench: Path, process: subprocess.Popen[bytes], n_calls: int, extra_s: float) -> None:
    wait_until(lambda: calls(bench).total() >= n_calls or process.poll() is not None, f"{n_calls} calls")
    time.sleep(extra_s)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def finish(bench: Path, out: Path) -> str:
    """Run to the end, in this process: nothing is killed."""
    done = stetmark(*command(bench, out), cwd=bench)
    assert done.returncode == 0, done.stderr
    return done.stderr


def on_disk(out: Path) -> set[str]:
    path = out / "answers.jsonl"
    return {answer.item for answer in read_jsonl(path, Answer, torn=True)} if path.exists() else set()


def scores(out: Path) -> list[str]:
    return sorted((out / "scores.jsonl").read_text().splitlines())


@pytest.fixture(scope="module")
def uninterrupted(bench) -> list[str]:
    finish(bench, bench / "whole")
    return scores(bench / "whole")


def one_kill(bench: Path, out: Path, rng: random.Random, uninterrupted: list[str]) -> bool:
    """Kill one run once, finish it, check everything; return whether it was killed half-way."""
    (bench / "calls.log").unlink(missing_ok=True)
    kill_after(bench, start(bench, out), rng.randint(AT_ONCE + 1, N_ITEMS), rng.uniform(0, SLEEP_S))
    there = on_disk(out)
    time.sleep(2 * SLEEP_S)  # what the killed run had started is still running
    before = calls(bench)
    assert before.total() <= len(there) + AT_ONCE + LOST_AT_MOST
    said = finish(bench, out)
    after = calls(bench)
    asked_twice = [item for item in there if after[f"Teh cat number {item[1:]} sat."] != 1]
    assert not asked_twice
    assert after.total() <= N_ITEMS + AT_ONCE + LOST_AT_MOST
    assert on_disk(out) == {f"i{n}" for n in range(N_ITEMS)}
    assert len(list(RunFolder.open(out).answers())) == N_ITEMS
    assert scores(out) == uninterrupted
    if before.total() > len(there):
        assert f"{before.total() - len(there)} question" in said
    return 0 < len(there) < N_ITEMS


def test_a_few_kills(bench, uninterrupted):
    """Killed and resumed three times in a row, a run ends with the same scores and no call too many."""
    out = bench / "thrice"
    (bench / "calls.log").unlink(missing_ok=True)
    rng, seen = random.Random(5), set()
    for kill in (1, 2, 3):
        kill_after(bench, start(bench, out), calls(bench).total() + 6, rng.uniform(0, SLEEP_S))
        there = on_disk(out)
        assert seen <= there, kill
        seen = there
        time.sleep(2 * SLEEP_S)
    assert seen
    finish(bench, out)
    assert calls(bench).total() <= N_ITEMS + 3 * (AT_ONCE + LOST_AT_MOST)
    assert scores(out) == uninterrupted


@pytest.mark.slow
def test_twenty_kills(bench, uninterrupted):
    """At twenty random moments, at least fifteen of them with some but not all answers on disk."""
    rng = random.Random(20261122)
    half_way = 0
    for kill in range(20):
        half_way += one_kill(bench, bench / f"run{kill}", rng, uninterrupted)
    assert half_way >= 15, half_way


def test_what_a_torn_line_costs(bench, uninterrupted):
    """A line cut in the middle, as by a power cut, is told, dropped and asked again; nothing else is."""
    out = bench / "torn"
    finish(bench, out)
    path = out / "answers.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][: len(lines[-1]) // 2])
    (bench / "calls.log").unlink()
    said = finish(bench, out)
    assert "incomplete" in said
    assert calls(bench).total() == 1
    assert json.loads(path.read_bytes().splitlines()[-1])["item"] == json.loads(lines[-1])["item"]
    assert scores(out) == uninterrupted
