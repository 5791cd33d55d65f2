"""Ctrl-C: what is in flight is kept, what is left can be asked later."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fakes.command import stetmark
from fakes.waiting import HANG_S, wait_until
from stetmark.records import Item
from stetmark.store import RunFolder, write_jsonl


@pytest.mark.parametrize("times", [1, 2])
def test_control_c(tmp_path: Path, times):
    """Once: no new question, exit code 130, the command that goes on. Twice: at once. Going on asks the rest."""
    write_jsonl(
        tmp_path / "items.jsonl",
        (Item(id=f"i{n}", source=f"Teh cat {n}", reference=f"The cat {n}", lang="en") for n in range(12)),
    )
    slow = tmp_path / "slow.sh"
    slow.write_text(
        f"#!/bin/sh\necho x >> {tmp_path}/calls\nsleep {0.4 if times == 1 else 20}\nsed s/Teh/The/\n"
    )
    slow.chmod(0o755)
    argv = [
        sys.executable,
        "-m",
        "stetmark",
        "run",
        "items.jsonl",
        "-s",
        f"command:{slow}",
        "--out",
        "run",
        "--concurrency",
        "2",
    ]
    process = subprocess.Popen(
        argv, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_until((tmp_path / "calls").exists, "the program is called")
    for _ in range(times):
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=HANG_S)
    assert process.returncode == 130, err
    answers = list(RunFolder.open(tmp_path / "run").answers())
    if times == 1:
        assert "waiting for requests in flight" in err
        assert "to resume: stetmark run --out run" in err
        assert len(answers) == len((tmp_path / "calls").read_text().split())
        assert 2 <= len(answers) <= 6
        assert all(answer.outcome == "complete" for answer in answers)
    else:
        assert answers == []
    slow.write_text("#!/bin/sh\nsed s/Teh/The/\n" if times == 2 else slow.read_text())
    assert stetmark("run", "--out", "run", cwd=tmp_path).returncode == 0
    assert len(list(RunFolder.open(tmp_path / "run").answers())) == 12
