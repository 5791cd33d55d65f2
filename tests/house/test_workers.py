"""Worker processes: order kept, errors carried, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from fakes import jobs
from fakes.waiting import HANG_S, wait_until
from stetmark.errors import DataError
from stetmark.workers import Worker, WorkerDiedError, Workers, n_cores


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_results_come_in_the_order_of_the_tasks():
    """Whichever worker is faster, the n-th result belongs to the n-th task."""
    with Workers[int, int](3, jobs.make_square) as workers:
        assert list(workers.map(range(40))) == [n * n for n in range(40)]


def test_tasks_are_drawn_only_as_they_are_needed():
    """A stream of tasks is never held whole: two a worker are under way."""
    drawn = 0

    def tasks():
        nonlocal drawn
        for n in range(1000):
            drawn += 1
            yield n

    with Workers[int, int](2, jobs.make_square) as workers:
        results = workers.map(tasks())
        assert [next(results), next(results)] == [0, 1]
        assert drawn <= 7


def test_large_tasks_and_results_do_not_block_each_other():
    """Both pipes hold 64 KiB; four tasks and results of 3 MB pass all the same."""
    blocks = [bytes([n]) * 3_000_000 for n in range(6)]
    with Workers[bytes, bytes](2, jobs.make_echo) as workers:
        assert list(workers.map(blocks)) == blocks


def test_an_error_of_ours_arrives_as_it_was_raised():
    """Message, place and hint survive the way between processes."""
    with Workers[int, int](2, jobs.make_choosy) as workers, pytest.raises(DataError) as caught:
        list(workers.map([1, 2, 5, 3]))
    assert (str(caught.value.path), caught.value.line, caught.value.hint) == ("five.txt", 5, "leave it out")


def test_another_error_arrives_with_its_traceback():
    """What we did not foresee says where it was raised."""
    with Workers[int, int](2, jobs.make_choosy) as workers, pytest.raises(RuntimeError, match=r"jobs\.py"):
        list(workers.map([6]))


def test_a_function_that_cannot_be_made_says_why():
    """The maker's own error is what the first result raises."""
    with Workers[int, int](2, jobs.make_broken) as workers, pytest.raises(DataError, match="cannot be read"):
        list(workers.map([1]))


def test_a_worker_that_dies_is_an_error_and_not_a_hang():
    """The message names the batch and the signal."""
    with (
        Workers[int, int](2, jobs.make_dying) as workers,
        pytest.raises(WorkerDiedError, match=r"died in batch 4 \(SIGKILL\)") as caught,
    ):
        list(workers.map(range(10)))
    assert "fewer --workers" in caught.value.hint


def test_workers_end_with_their_block():
    """Even in the middle of a task, at once."""
    with Workers[int, int](2, jobs.make_slow) as workers:
        results = workers.map(range(4))
        pids = [worker.process.pid for worker in workers._workers]
        del results
    assert all(_gone(pid) for pid in pids)


_PARENT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the tests may ignore it
from fakes import jobs
from stetmark.workers import Workers
with Workers(2, jobs.make_slow) as workers:
    print(*(worker.process.pid for worker in workers._workers), flush=True)
    list(workers.map(range(4)))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_die_with_their_parent(how, request):
    """Ctrl-C or a kill leaves no process behind."""
    path = os.pathsep.join([str(request.config.rootpath / "tests"), *filter(None, sys.path)])
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    parent.send_signal(how)
    parent.wait(timeout=HANG_S)
    parent.stdout.close()
    wait_until(lambda: all(_gone(pid) for pid in pids), "the workers end with their parent")


_PLAIN_SCRIPT = """
from fakes import jobs
from stetmark.workers import Workers
print("once", flush=True)
with Workers(2, jobs.make_square) as workers:
    print(list(workers.map(range(4))))
"""


def test_a_plain_script_is_not_run_again(tmp_path, request):
    """No `if __name__ == "__main__"` is asked of whoever calls the API from a script."""
    script = tmp_path / "script.py"
    script.write_text(_PLAIN_SCRIPT, encoding="utf-8")
    path = os.pathsep.join([str(request.config.rootpath / "tests"), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (done.stdout, done.stderr) == ("once\n[0, 1, 4, 9]\n", "")


def test_what_a_function_prints_or_reads_is_not_taken_for_a_result():
    """Its standard output leads nowhere, its standard input is empty."""
    with Workers[int, str](1, jobs.make_chatty) as workers:
        assert list(workers.map([1, 2])) == ["", ""]


def test_one_worker_by_itself():
    """Tasks may be sent ahead; after its end it is a worker that died."""
    worker = Worker[int, int](jobs.make_square)
    for n in range(3):
        worker.send(n)
    assert [worker.receive() for _ in range(3)] == [0, 1, 4]
    worker.end()
    with pytest.raises(WorkerDiedError, match="died"):
        worker.receive()


def test_there_is_at_least_one_core():
    """What the machine lets this process use."""
    assert n_cores() >= 1
