"""A corrector on this machine is asked in processes of its own: one that dies takes one question with it."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from stetmark.answers.local import registry
from stetmark.answers.local.system import OfflineSystem
from stetmark.answers.protocol import Question, Reply
from stetmark.errors import SettingsError

TEXT, FIXED = "I recieved the letter.", "I received the letter."


def _question(n: int, text: str = TEXT) -> Question:
    return Question(item=f"i{n}", source=text, lang="en")


def _with(what, name: str = "hunspell"):
    """Run `what(system)` with a started system; it is closed at the end."""

    async def main():
        system = OfflineSystem(name)
        await system.start(None)
        try:
            return await what(system), system
        finally:
            await system.close()

    return asyncio.run(main())


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_many_questions_at_once():
    """Each gets its own answer; no more processes than the system asks for; they end with it."""
    pids: set[int] = set()

    async def ask(system):
        replies = await asyncio.gather(*(system.ask(_question(n, f"{n} {TEXT}")) for n in range(20)))
        pids.update(worker.process.pid for worker in system._workers)
        return replies

    replies, system = _with(ask)
    assert [reply.reply.split()[0] for reply in replies] == [str(n) for n in range(20)]
    assert {reply.outcome for reply in replies} == {"complete"}
    assert 1 <= len(pids) <= system._n_workers
    assert all(_gone(pid) for pid in pids)
    assert system.facts()["version"]


def test_one_question_at_a_time_needs_one_process():
    """The second is started only when the first is busy."""

    async def ask(system):
        for n in range(5):
            await system.ask(_question(n))
        return len(system._workers)

    assert _with(ask)[0] == 1


def test_a_process_that_dies_takes_one_question_with_it():
    """That answer failed and says why; the next one is given by a new process."""

    async def ask(system):
        first = await system.ask(_question(1))
        (worker,) = system._workers
        os.kill(worker.process.pid, signal.SIGKILL)
        return first, await system.ask(_question(2)), await system.ask(_question(3))

    (first, second, third), _ = _with(ask)
    assert second == Reply(outcome="failed", error="its process died")
    assert first.reply == third.reply
    assert third.outcome == "complete"


def test_a_question_that_is_dropped_frees_its_place_at_once():
    """A second Ctrl-C does not wait for what a process is working on."""

    async def ask(system):
        await system.ask(_question(0))
        long = asyncio.create_task(system.ask(_question(1, "I recieved it. " * 2_000_000)))
        await asyncio.sleep(0.05)
        assert not long.done()
        long.cancel()
        with pytest.raises(asyncio.CancelledError):
            await long
        async with asyncio.timeout(60):
            return await system.ask(_question(2))

    assert _with(ask)[0].outcome == "complete"


def test_a_corrector_that_cannot_be_loaded_says_so(monkeypatch):
    """When it starts, before anything is asked."""
    monkeypatch.setitem(registry.LOCAL, "nonesuch", registry.LOCAL["hunspell"])
    with pytest.raises(SettingsError, match="unknown local system 'nonesuch'"):
        _with(None, "nonesuch")  # the process knows the list as it is in the package


def test_a_system_that_was_closed_can_be_started_again():
    """In another event loop, too."""
    system = OfflineSystem("hunspell")

    async def ask():
        await system.start(None)
        try:
            return await system.ask(_question(1))
        finally:
            await system.close()

    assert asyncio.run(ask()) == asyncio.run(ask())


def test_in_this_process_the_answers_are_the_same():
    """What `fix` does with a few texts."""

    async def ask(**how):
        system = OfflineSystem("hunspell", **how)
        await system.start(None)
        try:
            return await system.ask(_question(1)), len(system._workers)
        finally:
            await system.close()

    (here, none), (there, one) = asyncio.run(ask(in_process=True)), asyncio.run(ask())
    assert here == there
    assert (none, one) == (0, 1)


def test_copy_needs_no_process():
    """The text comes back as it went in."""
    (reply, workers), _ = _with(_copied, "copy")
    assert reply.reply == TEXT
    assert not workers


async def _copied(system):
    return await system.ask(_question(1)), system._workers
