"""How is a corrector on this machine asked?  In worker processes, so that it blocks nobody.

A process that dies takes one question with it, not the run. Workers leave when the run is killed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from stetmark.answers.local import registry
from stetmark.answers.protocol import Question, Reply, Watcher, hash_key
from stetmark.errors import SettingsError, StetmarkError

__all__ = ["OfflineSystem"]

#: Too quick for a process of its own.
INLINE = frozenset({"copy"})
_loaded: dict[str, registry.LocalSystem] = {}


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
            raise SettingsError(f"there is no system local:{name}", hint=f"There are {known}.")
        self._local = name
        self._info = registry.LOCAL[name]
        self.name = f"local:{name}"
        self.model = self.remote = ""
        self._in_process = in_process or name in INLINE
        # A big model would fill the memory twice; the light ones share the processors.
        self._n_workers = min(2, os.cpu_count() or 1) if self._info.light else 1
        self.concurrency = 1 if self._in_process else 2 * self._n_workers
        self._pool: ProcessPoolExecutor | None = None
        self._version = ""

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
            self._version = _version(self._local)
            return
        self._new_pool()
        self._version = await asyncio.get_running_loop().run_in_executor(self._pool, _version, self._local)

    def _new_pool(self) -> None:
        self._pool = ProcessPoolExecutor(
            max_workers=self._n_workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
        )

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        return min(concurrency or self.concurrency, self.concurrency)

    async def ask(self, question: Question) -> Reply:
        """Correct one text."""
        if self._pool is None:
            # Whatever else goes on in the loop, a Ctrl-C among it, has its turn between two texts.
            await asyncio.sleep(0)
            return _correct(self._local, question.source, question.lang)
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(
                pool, _correct, self._local, question.source, question.lang
            )
        except BrokenProcessPool:
            if self._pool is pool:
                self._new_pool()
            return Reply(outcome="failed", error="its process died")

    def drain(self) -> None:
        """Nothing waits here."""

    async def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)


def _begin() -> None:
    # Ctrl-C is the parent's to handle. A worker whose parent was killed would wait for work for ever.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _version(name: str) -> str:
    return _load(name).version


def _load(name: str) -> registry.LocalSystem:
    if name not in _loaded:
        _loaded[name] = registry.load(name)
    return _loaded[name]


def _correct(name: str, text: str, lang: str) -> Reply:
    try:
        reply = _load(name).correct(text, lang)
    except StetmarkError as error:
        return Reply(outcome="failed", error=error.message, dead=True)
    except Exception as error:  # noqa: BLE001 - whatever a corrector does wrong is one failed answer
        return Reply(outcome="failed", error=f"{type(error).__name__}: {error}")
    return Reply(outcome="complete" if reply.strip() else "empty", reply=reply, cost_usd=0.0)
