"""How do all cores work on a stream?  Each worker is a process of its own that runs one function, in order.

Results come in the order of the tasks, at most two tasks a worker are under way, and a worker dies with its
parent. A Ctrl-C reaches the parent alone, which ends the workers. A worker is a fresh interpreter, not a fork
(threads) and not `multiprocessing` (which runs the caller's script again).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from stetmark.errors import DataError, StetmarkError

__all__ = ["Workers", "n_cores"]

T = TypeVar("T")
R = TypeVar("R")

#: One task is worked on while the next one waits, so that no worker waits for its parent.
_AHEAD = 2
_PROGRAM = "import sys; sys.path[:] = {path!r}; from stetmark.workers import serve; serve({read}, {write})"


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers(Generic[T, R]):
    """Processes that each hold one function; use it as a context manager.

    Args:
        n: How many.
        make: Called once in each process; returns the function that every task goes through. It is pickled,
            so it is a function of a module, or a `functools.partial` of one.
    """

    def __init__(self, n: int, make: Callable[[], Callable[[T], R]]) -> None:
        self._n, self._make = n, make
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        self._workers = [_Worker() for _ in range(self._n)]
        for worker in self._workers:
            worker.send(self._make)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()

    @property
    def pids(self) -> list[int]:
        """The processes' numbers."""
        return [worker.process.pid for worker in self._workers]

    def map(self, tasks: Iterable[T]) -> Iterator[R]:
        """Yield the function's result for each task, in order; tasks are drawn as they are needed.

        Raises:
            DataError: A worker died.
            Exception: What the function raised, when its turn comes.
        """
        waiting: deque[_Worker] = deque()
        for number, task in enumerate(tasks):
            if len(waiting) == _AHEAD * self._n:
                yield waiting.popleft().receive()
            worker = self._workers[number % self._n]
            worker.send(task)
            waiting.append(worker)
        while waiting:
            yield waiting.popleft().receive()


class _Worker:
    """One process, as its parent sees it."""

    def __init__(self) -> None:
        their_read, my_write = os.pipe()
        my_read, their_write = os.pipe()
        program = _PROGRAM.format(path=sys.path, read=their_read, write=their_write)
        try:
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(their_read, their_write),
                start_new_session=True,
            )
        finally:
            os.close(their_read)
            os.close(their_write)
        self._in = Connection(my_read, writable=False)
        self._out = Connection(my_write, readable=False)

    def send(self, task: Any) -> None:
        with contextlib.suppress(BrokenPipeError):  # `receive` says that it died
            self._out.send_bytes(pickle.dumps(task, protocol=5))

    def receive(self) -> Any:
        try:
            ok, result = pickle.loads(self._in.recv_bytes())  # noqa: S301  (from our own process)
        except (EOFError, ConnectionResetError):
            code = self.process.wait()
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise DataError(
                f"a worker process died ({how})",
                hint="Out of memory? Nothing was changed; run it again with fewer --workers.",
            ) from None
        if ok:
            return result
        raise result

    def end(self) -> None:
        self._out.close()
        self._in.close()
        try:
            self.process.wait(timeout=0.2)  # it sees the end of its input
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(read: int, write: int) -> None:
    """Be a worker: take the maker, then tasks, until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # A thread takes tasks in, so that parent and worker never both wait for the other to read.
    threading.Thread(target=_take_in, args=(Connection(read, writable=False), inbox), daemon=True).start()
    out = Connection(write, readable=False)
    try:
        function = pickle.loads(inbox.get())()  # noqa: S301  (from our own parent)
    except Exception as error:  # noqa: BLE001  (whatever it is goes to the parent, as every task's result)
        function = _Failing(_portable(error))
    while True:
        task = pickle.loads(inbox.get())  # noqa: S301
        try:
            message = (True, function(task))
        except Exception as error:  # noqa: BLE001
            message = (False, _portable(error))
        try:
            out.send_bytes(pickle.dumps(message, protocol=5))
        except BrokenPipeError:
            return


class _Failing:
    """Stands for a function that could not be made."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, task: Any) -> Any:
        del task
        raise self._error


def _take_in(connection: Connection, inbox: queue.SimpleQueue[bytes]) -> None:
    while True:
        try:
            inbox.put(connection.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)  # the parent is gone or wants no more: what is being worked on is wanted by nobody


def _portable(error: Exception) -> Exception:
    """The error itself where it can travel, else what it said and where."""
    if isinstance(error, StetmarkError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))
