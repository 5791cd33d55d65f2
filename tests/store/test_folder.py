"""Run folders: made whole, locked by one writer, read by anyone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from stetmark.errors import DataError, LockedError
from stetmark.records import Answer, Item, Manifest
from stetmark.store import RunFolder, content_hash

ITEMS = [Item(id="a", source="Teh", reference="The")]


def make(path):
    return RunFolder.create(path, Manifest(stetmark="0", created="", items_sha256=""), ITEMS)


def test_made_and_opened(tmp_path):
    """A folder that was made opens with the same manifest and items; its items' hash is filled in."""
    made = make(tmp_path / "run")
    opened = RunFolder.open(tmp_path / "run")
    assert opened.manifest == made.manifest
    assert opened.manifest.items_sha256 == content_hash(ITEMS)
    assert list(opened.items()) == ITEMS
    assert list(opened.answers()) == list(opened.scores()) == []
    with pytest.raises(DataError, match="already contains a run"):
        make(tmp_path / "run")
    with pytest.raises(DataError, match="not a run folder"):
        RunFolder.open(tmp_path)
    with pytest.raises(DataError, match="stetmark score"):
        opened.read_summary()


def test_the_second_writer_gets_a_clear_error(tmp_path):
    """While one process holds the lock another is told which one; when it dies, however, the lock is free."""
    folder = make(tmp_path / "run")
    code = f"from stetmark.store import RunFolder\nwith RunFolder.open({str(folder.path)!r}).lock():\n    print('held', flush=True); import time; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(LockedError, match=f"process {other.pid} .*is writing to this run") as caught,
            folder.lock(),
        ):
            pass
        assert caught.value.exit_code == 3
        assert "--out" in caught.value.hint
        other.kill()
        other.wait()
    with folder.lock():
        pass


def test_what_is_asked_again_is_set_aside_not_lost(tmp_path):
    """Answers that no longer hold go to superseded.jsonl, and answers.jsonl keeps one line each."""
    folder = make(tmp_path / "run")
    with folder.append_answers() as appender:
        for n in range(4):
            appender.append(Answer(item=f"i{n}", system="s", outcome="complete"))
    assert folder.set_aside(lambda answer: answer.item in {"i1", "i3"}) == 2
    assert [answer.item for answer in folder.answers()] == ["i0", "i2"]
    assert folder.set_aside(lambda answer: False) == 0
    assert [line[9:11] for line in (folder.path / "superseded.jsonl").read_text().splitlines()] == [
        "i1",
        "i3",
    ]
