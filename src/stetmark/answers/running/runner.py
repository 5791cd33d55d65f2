"""How are many systems asked many questions, safely, and no question paid for twice?

Every system has its own workers, all take from one stream of questions, so memory does not grow with the
number of items. An answer counts once it is on disk. What is on disk under the same key is never asked again.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from stetmark.answers.guarded import GuardedSystem
from stetmark.answers.protocol import Question, Reply, System
from stetmark.answers.recorded import RecordedSystem, reference_hash
from stetmark.answers.running.asking import Notices, first_error, put_questions
from stetmark.answers.running.budget import Budget
from stetmark.answers.running.in_flight import InFlight
from stetmark.answers.running.progress import Progress, Silent
from stetmark.answers.running.resume import AskedItem, OnDisk, stored_answers
from stetmark.answers.running.system_progress import SystemProgress, answer_from
from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer, Item
from stetmark.store import RunFolder, read_jsonl, repair_tail

__all__ = ["RunResult", "run", "run_sync"]

Ident = tuple[str, str, int]


class RunResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a run.

    Attributes:
        n_asked: Answers got this time, failures among them.
        n_reused: Answers that were on disk already.
        n_failed: Failures among those asked this time.
        n_left: Questions that were not put (stopped, budget, a system given up).
        interrupted: Stopped by Ctrl-C.
        stopped: Why a system was asked nothing more, by system.
        cost_usd: What this run folder's answers cost so far, as far as it is known.
        notices: What the user should know, once each.
    """

    n_asked: int
    n_reused: int
    n_failed: int
    n_left: int = 0
    interrupted: bool = False
    stopped: dict[str, str] = {}
    cost_usd: float = 0.0
    notices: tuple[str, ...] = ()


async def run(
    systems: Sequence[System],
    items: Iterable[Item] | None,
    folder: RunFolder,
    *,
    repeats: int = 1,
    concurrency: int | None = None,
    budget_usd: float | None = None,
    progress: Progress | None = None,
    stop: asyncio.Event | None = None,
) -> RunResult:
    """Ask every system every item and put the answers into the run folder, as far as they are not there.

    Args:
        systems: From `parse_systems`. A `guard(SYSTEM)` is passed over: it asks nothing.
        items: What to ask; anything that can be gone through more than once. None: the folder's items.
        folder: Where answers lie and go; locked meanwhile.
        repeats: How often each system is asked each item.
        concurrency: How many questions at once, each system; what it advises when None.
        budget_usd: Stop before this is passed, counting what the folder's answers cost before.
        progress: Told what happens.
        stop: Once set, no further question is put; those in flight are waited for.

    Raises:
        LockedError: Another process writes to this run.
        SettingsError: A budget is set and a system's price is unknown; a system cannot be set up.
        DataError: An item has no source, or the disk is full.
    """
    asked = [system for system in systems if not isinstance(system, GuardedSystem)]
    if items is not None and not isinstance(items, Sequence):
        items = None if isinstance(items, Iterator) else items
    with folder.lock():
        state = _Run(
            asked, items, folder, repeats=repeats, progress=progress or Silent(), stop=stop or asyncio.Event()
        )
        return await state.run(concurrency, budget_usd)


def run_sync(
    systems: Sequence[System], items: Iterable[Item] | None, folder: RunFolder, **how: Any
) -> RunResult:
    """`run` for callers without an event loop; the first Ctrl-C stops asking, the second stops at once.

    Raises:
        KeyboardInterrupt: The second Ctrl-C.
    """

    async def main() -> RunResult:
        stop = asyncio.Event()
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        progress: Progress = how.get("progress") or Silent()

        def interrupt() -> None:
            if stop.is_set() and task:
                task.cancel()
            stop.set()
            progress.notice(
                "stopping: waiting for requests in flight; press Ctrl-C again to stop immediately"
            )

        # Neither outside the main thread nor on Windows, where Ctrl-C cancels this task.
        with contextlib.suppress(ValueError, RuntimeError, NotImplementedError):
            loop.add_signal_handler(signal.SIGINT, interrupt)
        try:
            return await run(systems, items, folder, stop=stop, **how)
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None
        finally:
            with contextlib.suppress(ValueError, RuntimeError, NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)

    return asyncio.run(main())


class _Run:
    def __init__(
        self,
        systems: Sequence[System],
        items: Iterable[Item] | None,
        folder: RunFolder,
        *,
        repeats: int,
        progress: Progress,
        stop: asyncio.Event,
    ) -> None:
        self._systems, self._items, self._folder = systems, items, folder
        self._repeats, self._progress, self._stop = repeats, progress, stop
        self._notice = Notices(progress.notice)
        self._spent = 0.0
        self._waiting: deque[Answer] = deque()
        self._broken = ""
        self._look_up = any(isinstance(system, RecordedSystem) for system in systems)

    async def run(self, concurrency: int | None, budget_usd: float | None) -> RunResult:
        n_total = self._n_questions()
        states = [SystemProgress(system, n_total) for system in self._systems]
        started: list[System] = []
        try:
            for state in states:
                started.append(state.system)
                await state.system.start(self)
            self._resume(states)
            self._write_facts()
            self._budget = Budget(budget_usd, self._spent)
            self._check_prices(states, budget_usd)
            for state in states:
                self._progress.started(state.system.name, n_total, state.n_reused)
            with InFlight(self._folder.path, self._notice) as self._in_flight:
                with self._folder.append_answers(self._from_thread()) as self._appender:
                    self._notice(self._appender.notice)
                    drain = asyncio.create_task(self._drain())
                    try:
                        async with asyncio.TaskGroup() as group:
                            for state in states:
                                group.create_task(self._drive(state, concurrency))
                    finally:
                        drain.cancel()
                self._in_flight.finish()
            self._durable(len(self._waiting))
        except BaseExceptionGroup as errors:
            raise first_error(errors) from None
        finally:
            for system in started:
                await system.close()
            self._progress.finished()
        return self._result(states)

    # -- what to ask ---------------------------------------------------------------------------------

    def _n_questions(self) -> int:
        if self._items is None:
            return self._folder.count_items() * self._repeats
        return sum(not item.retired for item in self._items) * self._repeats

    def _questions(self, reused: bytearray | None = None) -> Iterator[Question]:
        """Yield what to ask, always in the same order, but for those whose place is marked."""
        path = self._folder.path / "items.jsonl"
        items = read_jsonl(path, AskedItem) if self._items is None else self._items
        place = -1
        for item in items:
            if item.retired:
                continue
            if item.source is None:
                raise DataError(
                    f"item {item.id!r} has no source, so it cannot be sent to a system",
                    path=path,
                    hint="Existing answers to it can be scored: stetmark score.",
                )
            reference = reference_hash(item.reference) if self._look_up else ""
            for repeat in range(1, self._repeats + 1):
                place += 1
                if not (reused and reused[place]):
                    yield Question(item.id, item.source, item.lang, repeat, reference)

    def _left(self, state: SystemProgress) -> Iterator[Question]:
        for question in self._questions(state.reused):
            if self._stop.is_set() or state.why_stopped or self._broken:
                return
            yield question

    def _resume(self, states: Sequence[SystemProgress]) -> None:
        """Find what is on disk under the same key; set aside what has to be asked again."""
        path = self._folder.path / "answers.jsonl"
        self._notice(repair_tail(path))
        stored = OnDisk(stored_answers(path), {state.system.name for state in states})
        # What was paid in this folder, for answers that no longer hold too.
        aside = stored_answers(self._folder.path / "superseded.jsonl")
        self._spent = stored.spent_usd + sum(answer.cost_usd or 0.0 for answer in aside)
        if not len(stored):
            return
        unwanted: set[Ident] = set()
        for state in states:
            state.reused = bytearray(state.n_total)
        for place, question in enumerate(self._questions()):
            for state in states:
                ident = (state.system.name, question.item, question.repeat)
                key = stored.key(*ident)
                if key is None:
                    continue
                if key == hash(state.system.key(question)):
                    state.reused[place] = 1
                    state.n_reused += 1
                else:
                    unwanted.add(ident)
        if unwanted:
            n = self._folder.set_aside(lambda a: (a.system, a.item, a.repeat) in unwanted)
            self._notice(f"{n} stored answers failed or belong to a different question; asking again")

    # -- asking --------------------------------------------------------------------------------------

    async def _drive(self, state: SystemProgress, concurrency: int | None) -> None:
        if not state.n_left:
            return
        questions = self._left(state)
        await put_questions(state, questions, budget=self._budget, keeper=self, concurrency=concurrency)
        if state.why_stopped:
            self._progress.stopped(state.system.name, state.why_stopped)

    async def _drain(self) -> None:
        await self._stop.wait()
        for system in self._systems:
            system.drain()

    def asking(self, key: str) -> None:
        self._in_flight.asking(key)

    def keep(self, system: System, question: Question, key: str, reply: Reply) -> None:
        answer = answer_from(system, question, key, reply)
        self._waiting.append(answer)
        try:
            self._appender.append(answer)
        except DataError as error:
            # Others in flight end as they may; nothing new is asked that could not be stored.
            self._broken = error.message
            raise

    def _from_thread(self) -> Callable[[int], None]:
        loop = asyncio.get_running_loop()

        def on_durable(n: int) -> None:
            loop.call_soon_threadsafe(self._durable, n)

        return on_durable

    def _durable(self, n: int) -> None:
        for _ in range(min(n, len(self._waiting))):
            self._progress.answered(self._waiting.popleft())

    # -- what the user is told -----------------------------------------------------------------------

    def retried(self, system: str, why: str, wait_s: float) -> None:
        self._progress.retried(system, why, wait_s)

    def notice(self, text: str) -> None:
        self._notice(text)

    def _check_prices(self, states: Sequence[SystemProgress], budget_usd: float | None) -> None:
        first = next(iter(self._questions()), None)
        if budget_usd is None or first is None:
            return
        for state in states:
            if state.system.estimate_usd(first) is None:
                raise SettingsError(
                    f"{state.system.name}: its price is unknown, so a budget cannot be enforced",
                    hint="Add its price to stetmark.toml ([[prices]]), or omit --budget-usd.",
                )

    def _write_facts(self) -> None:
        manifest = self._folder.manifest
        known, prompts, prices = dict(manifest.systems), dict(manifest.prompts), dict(manifest.prices)
        for system in self._systems:
            facts = system.facts()
            if prompt := facts.pop("prompts", None):
                prompts.update(prompt)
            if price := facts.pop("price", None):
                prices[system.name] = price
            known[system.name] = facts
        changed = msgspec.structs.replace(
            manifest,
            systems=known,
            prompts=prompts,
            prices=prices,
            repeats=max(self._repeats, manifest.repeats),
        )
        if changed != manifest:
            self._folder.write_manifest(changed)

    def _result(self, states: Sequence[SystemProgress]) -> RunResult:
        return RunResult(
            n_asked=sum(state.n_asked for state in states),
            n_reused=sum(state.n_reused for state in states),
            n_failed=sum(state.n_failed for state in states),
            n_left=sum(state.n_left for state in states),
            interrupted=self._stop.is_set(),
            stopped={state.system.name: state.why_stopped for state in states if state.why_stopped},
            cost_usd=self._budget.spent_usd,
            notices=tuple(self._notice.told),
        )
