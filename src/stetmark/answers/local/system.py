"""How is a corrector on this machine asked?  In worker processes, so that it blocks nobody.

A process that dies takes one question with it, not the run. Workers leave when the run is killed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from stetmark.answers.local import registry
from stetmark.answers.protocol import Question, Reply, Watcher, hash_key
from stetmark.errors import SettingsError, StetmarkError
from stetmark.workers import Worker, WorkerDiedError

__all__ = ["OfflineSystem"]

T = TypeVar("T")

#: Too quick for a process of its own.
INLINE = frozenset({"copy"})
#: A text and its language; None asks for the version.
_Task = tuple[str, str] | None


class OfflineSystem:
    """A `local:NAME` system of `answers.local.registry`.

    Args:
        name: Which.
        in_process: Ask it here, one text after another, instead of in worker processes: a few texts are
            answered before another process would have started.

    Raises:
        SettingsError: There is no such system.
    """

    def __init__(self, name: str, *, in_process: bool = False) -> None:
        if name not in registry.LOCAL:
            known = ", ".join(f"local:{known}" for known in registry.LOCAL)
            raise SettingsError(f"unknown system local:{name}", hint=f"Available: {known}.")
        self._local = name
        self._info = registry.LOCAL[name]
        self.name = f"local:{name}"
        self.model = self.remote = ""
        self._in_process = in_process or name in INLINE
        # A big model would fill the memory twice; the light ones share the processors.
        self._n_workers = min(2, os.cpu_count() or 1) if self._info.light else 1
        self.concurrency = 1 if self._in_process else 2 * self._n_workers
        self._version = ""
        self._correct: Callable[[_Task], Reply | str] | None = None
        self._workers: set[Worker[_Task, Reply | str]] = set()
        #: Workers that wait for a question, the last one used on top; below, None for each not yet started.
        self._free: asyncio.LifoQueue[Worker[_Task, Reply | str] | None] = asyncio.LifoQueue()
        self._threads: ThreadPoolExecutor | None = None

    def facts(self) -> dict[str, Any]:
        """Say which corrector it is, in which version."""
        return {"kind": "local", "version": self._version, "licence": self._info.licence}

    def key(self, question: Question) -> str:
        """Return the hash of the corrector's version (known once started) and the question."""
        return hash_key("local", self._local, self._version, question.source, question.lang, question.repeat)

    def estimate_usd(self, question: Question) -> float | None:
        """Return 0: it runs here."""
        del question
        return 0.0

    async def start(self, watcher: Watcher) -> None:
        """Load it.

        Raises:
            StetmarkError: What it needs is not installed.
        """
        del watcher
        if self._in_process:
            self._correct = _make(self._local)
            self._version = str(self._correct(None))
            return
        self._free, self._threads = asyncio.LifoQueue(), ThreadPoolExecutor(self._n_workers)
        worker = self._new_worker()
        try:
            self._version = str(await self._put(worker, None))
        except BaseException:
            await self.close()
            raise
        for _ in range(self._n_workers - 1):
            self._free.put_nowait(None)
        self._free.put_nowait(worker)

    def _new_worker(self) -> Worker[_Task, Reply | str]:
        worker: Worker[_Task, Reply | str] = Worker(partial(_make, self._local))
        self._workers.add(worker)
        return worker

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        return min(concurrency or self.concurrency, self.concurrency)

    async def ask(self, question: Question) -> Reply:
        """Correct one text."""
        task = (question.source, question.lang)
        if self._correct is not None:
            # Whatever else goes on in the loop, a Ctrl-C among it, has its turn between two texts.
            await asyncio.sleep(0)
            return _reply(self._correct(task))
        worker = await self._free.get() or self._new_worker()
        back: Worker[_Task, Reply | str] | None = None
        try:
            reply = _reply(await self._put(worker, task))
            back = worker
        except WorkerDiedError:
            return Reply(outcome="failed", error="its process died")
        except StetmarkError as error:
            return Reply(outcome="failed", error=error.message, dead=True)
        finally:
            if back is None:  # it is dead, or, when we are stopped, busy with what nobody wants any more
                self._workers.discard(worker)
                await asyncio.to_thread(worker.end)
            self._free.put_nowait(back)
        return reply

    async def _put(self, worker: Worker[_Task, Reply | str], task: _Task) -> Reply | str:
        worker.send(task)
        return await self._in_thread(worker.receive)

    def _in_thread(self, function: Callable[[], T]) -> asyncio.Future[T]:
        # Threads of our own: those of the loop look up hosts for other systems.
        return asyncio.get_running_loop().run_in_executor(self._threads, function)

    def drain(self) -> None:
        """Nothing waits here."""

    async def close(self) -> None:
        """End the workers."""
        workers, self._workers = self._workers, set()
        for worker in workers:
            await asyncio.to_thread(worker.end)
        if self._threads is not None:
            self._threads.shutdown(wait=False)


def _reply(answer: Reply | str) -> Reply:
    assert isinstance(answer, Reply)  # noqa: S101  (a version is asked for with None alone)
    return answer


def _make(name: str) -> Callable[[_Task], Reply | str]:
    """Load a corrector; what comes back corrects a text, or tells its version."""
    system = registry.load(name)
    return lambda task: system.version if task is None else _correct(system, *task)


def _correct(system: registry.LocalSystem, text: str, lang: str) -> Reply:
    try:
        reply = system.correct(text, lang)
    except StetmarkError as error:
        return Reply(outcome="failed", error=error.message, dead=True)
    except Exception as error:  # noqa: BLE001 - whatever a corrector does wrong is one failed answer
        return Reply(outcome="failed", error=f"{type(error).__name__}: {error}")
    return Reply(outcome="complete" if reply.strip() else "empty", reply=reply, cost_usd=0.0)
