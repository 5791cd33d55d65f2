"""How are questions put to one system?  Several at once, within the budget, until nothing more will come.

A run puts the items of its folder; `fix` puts a list of texts and takes the replies. Both ask here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from stetmark.answers.protocol import Question, Reply, Stopped, System
from stetmark.answers.running.budget import Budget
from stetmark.answers.running.system_progress import SystemProgress, billed_cost
from stetmark.errors import ProviderError, StetmarkError

__all__ = ["Keeper", "Notices", "ask_questions", "first_error", "put_questions"]

_log = logging.getLogger(__name__)


class Keeper(Protocol):
    """Whoever keeps what comes of asking."""

    def asking(self, key: str) -> None:
        """A question is about to be put."""

    def keep(self, system: System, question: Question, key: str, reply: Reply) -> None:
        """A reply has come."""


class Notices:
    """Tells the user each thing once.

    Args:
        tell: Shows a notice.

    Attributes:
        told: What was shown, in order.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.told: list[str] = []

    def __call__(self, text: str) -> None:
        """Show a notice, unless it is empty or was shown before."""
        if text and text not in self.told:
            self.told.append(text)
            self._tell(text)


async def put_questions(
    progress: SystemProgress,
    questions: Iterator[Question],
    *,
    budget: Budget,
    keeper: Keeper,
    concurrency: int | None = None,
) -> None:
    """Put questions to a system until there are no more, the budget is spent or the system is given up.

    Args:
        progress: The system, and how it fares; `why_stopped` says afterwards why it was given up.
        questions: What to ask; workers take from it in turn.
        budget: What all systems may cost.
        keeper: Told of each question and each reply.
        concurrency: How many questions at once; what the system advises when None.

    Raises:
        AuthenticationError: There is no key, or it cannot be one.
    """
    n_workers = min(progress.system.prepare(concurrency), progress.n_left)
    async with asyncio.TaskGroup() as group:
        for _ in range(n_workers):
            group.create_task(_work(progress, questions, budget, keeper))


async def _work(
    progress: SystemProgress, questions: Iterator[Question], budget: Budget, keeper: Keeper
) -> None:
    system = progress.system
    for question in questions:
        estimate = system.estimate_usd(question) if budget.limit_usd is not None else 0.0
        if not await budget.reserve(estimate):
            progress.why_stopped = progress.why_stopped or (
                f"the budget of ${budget.limit_usd:g} leaves no room for another question"
                f" (${budget.spent_usd:.4f} spent)"
            )
            return
        key = system.key(question)
        keeper.asking(key)
        begin = time.monotonic()
        cost: float | None = None
        try:
            try:
                reply = await _ask(system, question)
            except Stopped:
                cost = 0.0
                return
            if reply.latency_s is None:
                reply.latency_s = time.monotonic() - begin
            cost = billed_cost(reply, estimate)
        finally:
            await budget.settle(estimate, cost)
        progress.note(reply)
        keeper.keep(system, question, key, reply)


async def _ask(system: System, question: Question) -> Reply:
    """Ask; a fault of ours costs one answer, not the run (many in a row stop the system all the same)."""
    try:
        return await system.ask(question)
    except (StetmarkError, Stopped):
        raise
    except Exception as error:  # noqa: BLE001 - see above
        _log.exception("asking %s about %s", system.name, question.item)
        return Reply(outcome="failed", error=f"internal error in Stetmark: {type(error).__name__}: {error}")


def first_error(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group that holds no group: what one task failed with."""
    first = errors.exceptions[0]
    return first_error(first) if isinstance(first, BaseExceptionGroup) else first


# -- a list of questions, without a run folder ---------------------------------------------------------


def ask_questions(
    system: System,
    questions: Sequence[Question],
    *,
    done: Callable[[int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> list[Reply]:
    """Ask one system a list of questions and return its replies, in their order.

    A question that was not put because the system was given up has a failed reply that says why. Callers may
    have an event loop of their own; it is blocked meanwhile.

    Args:
        system: From `parse_system`; it is started and closed here.
        questions: What to ask.
        done: Called with how many are answered, each time one is.
        notice: Told what the user should know: each retry, everything else once.

    Raises:
        ProviderError: The system was given up before it answered anything.
        StetmarkError: It cannot be set up.
    """
    asked = _ask_questions(system, questions, done or (lambda _: None), notice or (lambda _: None))
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(asked)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


async def _ask_questions(
    system: System,
    questions: Sequence[Question],
    done: Callable[[int], None],
    notice: Callable[[str], None],
) -> list[Reply]:
    progress = SystemProgress(system, len(questions))
    replies = _Replies(done)
    try:
        await system.start(_Listener(notice))
        await put_questions(
            progress, _until_given_up(progress, questions), budget=Budget(None), keeper=replies
        )
    except BaseExceptionGroup as errors:
        raise first_error(errors) from None
    finally:
        await system.close()
    if progress.why_stopped and not progress.n_ok:
        raise ProviderError(progress.why_stopped, system=system.name)
    not_put = Reply(outcome="failed", error=progress.why_stopped)
    return [replies.by_question.get(question, not_put) for question in questions]


def _until_given_up(progress: SystemProgress, questions: Sequence[Question]) -> Iterator[Question]:
    for question in questions:
        if progress.why_stopped:
            return
        yield question


class _Replies:
    """Keeps replies by question."""

    def __init__(self, done: Callable[[int], None]) -> None:
        self._done = done
        self.by_question: dict[Question, Reply] = {}

    def asking(self, key: str) -> None:
        """Nothing is written down: what is lost is asked again by the next call."""

    def keep(self, system: System, question: Question, key: str, reply: Reply) -> None:
        del system, key
        self.by_question[question] = reply
        self._done(len(self.by_question))


class _Listener:
    """Turns what a system tells into notices."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._notices = Notices(tell)

    def retried(self, system: str, why: str, wait_s: float) -> None:
        self._tell(f"{system}: {why}; retrying in {wait_s:.0f} s")

    def notice(self, text: str) -> None:
        self._notices(text)
