"""How do all cores work on a stream?  Each worker is a process of its own that runs one function, in order.

Results come in the order of the tasks, at most two tasks a worker are under way, and a worker dies with its
parent. A Ctrl-C reaches the parent alone, which ends the workers. A worker is a fresh interpreter with a pipe
at either end, not a fork (threads) and not `multiprocessing` (which runs the caller's script again).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

from stetmark.errors import DataError, StetmarkError

__all__ = ["Worker", "WorkerDiedError", "Workers", "n_cores"]

T = TypeVar("T")
R = TypeVar("R")

#: One task is worked on while the next one waits, so that no worker waits for its parent.
_AHEAD = 2
_PROGRAM = "import sys; sys.path[:] = {path!r}; from stetmark.workers import serve; serve()"
#: How long the next message is, in front of each.
_LENGTH = struct.Struct("<Q")


class WorkerDiedError(DataError):
    """A worker process ended without an answer: killed, out of memory, or crashed in a library."""


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
        self._workers: list[Worker[T, R]] = []

    def __enter__(self) -> Self:
        self._workers = [Worker(self._make) for _ in range(self._n)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()

    def map(self, tasks: Iterable[T]) -> Iterator[R]:
        """Yield the function's result for each task, in order; tasks are drawn as they are needed.

        Raises:
            WorkerDiedError: A worker died; the message says in which task, counted from 1.
            Exception: What the function raised, when its turn comes.
        """
        waiting: deque[tuple[int, Worker[T, R]]] = deque()
        for number, task in enumerate(tasks):
            if len(waiting) == _AHEAD * self._n:
                yield self._next(waiting)
            worker = self._workers[number % self._n]
            worker.send(task)
            waiting.append((number, worker))
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: deque[tuple[int, Worker[T, R]]]) -> R:
        number, worker = waiting.popleft()
        return worker.receive(f" in batch {number + 1}")


class Worker(Generic[T, R]):
    """One process that holds one function.

    Args:
        make: As in `Workers`.
    """

    def __init__(self, make: Callable[[], Callable[[T], R]]) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Out of reach of the terminal's Ctrl-C, which its parent handles.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self.process.stdin is not None  # noqa: S101  (it is a pipe)
        assert self.process.stdout is not None  # noqa: S101
        self._tasks: IO[bytes] = self.process.stdin
        self._results: IO[bytes] = self.process.stdout
        self._send(make)

    def send(self, task: T) -> None:
        """Hand over a task; where the process has died, `receive` says so."""
        self._send(task)

    def _send(self, content: Any) -> None:
        with contextlib.suppress(OSError):
            _write(self._tasks, content)

    def receive(self, where: str = "") -> R:
        """Wait for the result of the earliest task that is not yet received.

        Args:
            where: Said in the message where the process has died, e.g. " in batch 7".

        Raises:
            WorkerDiedError: The process died.
            Exception: What the function raised.
        """
        try:
            ok, result = _read(self._results)
        except (EOFError, OSError, ValueError):  # ValueError: `end` was called meanwhile
            code = self.process.wait()
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise WorkerDiedError(
                f"a worker process died{where} ({how})",
                hint="It may have run out of memory. Nothing was changed; try again with fewer --workers.",
            ) from None
        if ok:
            return result  # type: ignore[no-any-return]
        raise result

    def end(self) -> None:
        """End the process, in the middle of a task if need be."""
        with contextlib.suppress(OSError):
            self._tasks.close()
        try:
            self.process.wait(timeout=0.2)  # it sees the end of its input
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._results.close()


def _write(pipe: IO[bytes], content: Any) -> None:
    message = pickle.dumps(content, protocol=5)
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    """Return the next message.

    Raises:
        EOFError: There is none, or not the whole of it.
    """
    return pickle.loads(_read_bytes(pipe))  # noqa: S301  (from our own process)


def _read_bytes(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    if len(message) < length:
        raise EOFError
    return message


def serve() -> None:
    """Be a worker: take the maker, then tasks, until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    # What the function prints, or reads, has nothing to do with the pipes.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # A thread takes tasks in, so that parent and worker never both wait for the other to read.
    threading.Thread(target=_take_in, args=(tasks, inbox), daemon=True).start()
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
            _write(results, message)
        except OSError:
            os._exit(0)  # the parent is gone


class _Failing:
    """Replaces a function that could not be created."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, task: Any) -> Any:
        del task
        raise self._error


def _take_in(tasks: IO[bytes], inbox: queue.SimpleQueue[bytes]) -> None:
    while True:
        try:
            inbox.put(_read_bytes(tasks))
        except (EOFError, OSError):
            os._exit(0)  # the parent is gone or wants no more: nobody wants what is being worked on


def _portable(error: Exception) -> Exception:
    """Return the error itself where it can travel, else what it said and where."""
    if isinstance(error, StetmarkError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))
