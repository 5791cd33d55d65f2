"""The lock: a second writer is told at once by whom, and a lock ends with its process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from stetmark.errors import DataError, LockedError
from stetmark.store.lock import locked

_HOLD = """
import sys
from pathlib import Path
from stetmark.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run" / ".lock"


@pytest.fixture
def holder(path):
    """Another process that holds the lock until its input ends."""
    path.parent.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def _try(path) -> None:
    with locked(path):
        pass


def test_the_second_is_told_who_the_first_is(path, holder):
    """Process and machine; its attempts leave no trace, so the third is told the same."""
    for _ in range(2):
        with pytest.raises(
            LockedError, match=rf": process {holder.pid} on \S+ is writing to this run\n"
        ) as caught:
            _try(path)
        assert caught.value.path == path.parent
        assert caught.value.exit_code == 3
        assert "--out" in caught.value.hint


def test_it_is_free_once_its_holder_is_killed(path, holder):
    """`kill -9` leaves the file but no lock; the next holder writes its own name."""
    holder.kill()
    holder.wait()
    with locked(path):
        assert path.read_text().startswith(f"process {os.getpid()} on ")


def test_it_is_free_once_its_block_ends(path, holder):
    """By an exception, too."""
    holder.stdin.close()
    holder.wait()
    with pytest.raises(RuntimeError), locked(path):
        raise RuntimeError
    _try(path)


def test_two_threads_of_one_process_keep_each_other_out(tmp_path):
    """A notebook that scores the same folder twice at once."""
    told = []

    def second():
        try:
            _try(tmp_path / ".lock")
        except LockedError as error:
            told.append(error.message)

    with locked(tmp_path / ".lock"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    name = (tmp_path / ".lock").read_text().strip()
    assert told == [f"{tmp_path}: {name} is writing to this run"]


def test_where_the_lock_file_cannot_be_made(tmp_path):
    """The folder is missing: a data error that names the place."""
    with pytest.raises(DataError, match="cannot be locked"):
        _try(tmp_path / "none" / ".lock")


def test_a_file_system_without_locks_is_an_error_of_ours(tmp_path, monkeypatch):
    """Some network mounts; never a traceback, never writing without a lock."""
    import errno
    import fcntl

    def refused(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(DataError, match="cannot be locked: No locks available") as caught:
        _try(tmp_path / ".lock")
    assert "local disk" in caught.value.hint
