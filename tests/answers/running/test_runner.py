"""The runner: everything asked once, nothing paid twice, whatever stops it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter

import pytest

from fakes.dialects import Said
from fakes.server import Status
from fakes.waiting import HANG_S, wait_until
from stetmark.answers.running.budget import Budget
from stetmark.answers.running.runner import run, run_sync
from stetmark.answers.systems import parse_system, parse_systems
from stetmark.errors import AuthenticationError, DataError, LockedError, SettingsError
from stetmark.records import Answer, Item, Manifest
from stetmark.settings import Settings
from stetmark.store import RunFolder

ITEMS = [Item(id=f"i{n:03}", source=f"Teh cat {n}.", reference=f"The cat {n}.", lang="en") for n in range(40)]


@pytest.fixture
def folder(tmp_path):
    return RunFolder.create(tmp_path / "run", Manifest(stetmark="0", created="", items_sha256=""), ITEMS)


def go(specs, folder, settings=None, **how):
    return run_sync(parse_systems(specs, settings or Settings(env=dict(os.environ))), None, folder, **how)


def idents(folder):
    return Counter((a.system, a.item, a.repeat) for a in folder.answers())


def test_offline_systems(folder):
    """A corrector here and a program each answer every item; the text is what they gave."""
    result = go(["local:copy", "command:sed s/Teh/The/"], folder)
    assert (result.n_asked, result.n_reused, result.n_failed, result.n_left) == (80, 0, 0, 0)
    answers = {(a.system, a.item): a for a in folder.answers()}
    assert answers["local:copy", "i007"].reply == "Teh cat 7."
    assert answers["command:sed s/Teh/The/", "i007"].reply == "The cat 7."
    assert answers["local:copy", "i007"].key
    assert folder.manifest.systems["command:sed s/Teh/The/"]["argv"] == ["sed", "s/Teh/The/"]


def test_a_worker_process(folder):
    """A corrector in a process of its own gives what it gives here."""
    from stetmark.answers.local.registry import load

    result = go(["local:hunspell"], folder)
    assert (result.n_asked, result.n_failed) == (40, 0)
    assert folder.manifest.systems["local:hunspell"]["version"] == load("hunspell").version
    assert {a.item: a.reply for a in folder.answers()} == {
        item.id: load("hunspell").correct(str(item.source), "en") for item in ITEMS
    }


def test_resuming_asks_only_what_is_missing(folder):
    """A second run asks nothing; more repeats ask only the new ones."""
    go(["local:copy"], folder)
    assert go(["local:copy"], folder).n_reused == 40
    result = go(["local:copy"], folder, repeats=3)
    assert (result.n_asked, result.n_reused) == (80, 40)
    assert set(idents(folder).values()) == {1}
    assert folder.manifest.repeats == 3


def test_a_changed_program_or_prompt_reuses_nothing(folder, tmp_path, server, settings):
    """Answers to another question are set aside and asked anew, never taken for these."""
    script = tmp_path / "fix.sh"
    script.write_text("#!/bin/sh\nsed s/Teh/The/\n")
    script.chmod(0o755)
    go([f"command:{script}"], folder)
    script.write_text("#!/bin/sh\nsed s/Teh/THE/\n")
    result = go([f"command:{script}"], folder)
    assert (result.n_asked, result.n_reused) == (40, 0)
    assert {a.reply for a in folder.answers()} == {f"THE cat {n}." for n in range(40)}
    assert len((folder.path / "superseded.jsonl").read_text().splitlines()) == 40
    assert any("a different question" in notice for notice in result.notices)


def test_failures_are_asked_again_and_answers_are_not(folder, server, settings):
    """After a run with failures only these are asked again."""
    server.chooser = lambda request, n: (
        Status(status=400, body={"error": {"message": "no"}}) if n % 4 == 0 else Said(text="x")
    )
    first = go(["openai:m"], folder, settings)
    assert (first.n_asked, first.n_failed) == (40, 10)
    server.chooser = None
    server.play(Said(text="y"))
    second = go(["openai:m"], folder, settings)
    assert (second.n_asked, second.n_reused, second.n_failed) == (10, 30, 0)
    assert Counter(a.reply for a in folder.answers()) == {"x": 30, "y": 10}


def test_filtered_answers_are_not_asked_again(folder, server, settings):
    """A filter is a result; rewording or resending until it passes would be none."""
    server.play(Status(status=400, body={"error": {"code": "content_filter", "message": "x"}}))
    assert go(["azure:m"], folder, settings).n_failed == 0
    assert {a.outcome for a in folder.answers()} == {"filtered"}
    assert go(["azure:m"], folder, settings).n_asked == 0


def test_a_dead_system_stops_and_the_others_go_on(folder, server, settings):
    """A refused key stops that system after what was in flight; it is said why."""
    server.play(Status(status=401, body={"error": {"code": "invalid_api_key", "message": "no"}}))
    result = go(["openai:m", "local:copy"], folder, settings, concurrency=4)
    assert 1 <= len(server.requests) <= 4
    assert "invalid_api_key" in result.stopped["openai:m"]
    assert idents(folder)["local:copy", "i039", 1] == 1
    assert result.n_left == 40 - len(server.requests)


def test_a_system_from_which_nothing_comes_is_given_up(tmp_path):
    """Twenty failures and no answer: the rest is not asked, and can be later."""
    items = [Item(id=str(n), source=f"{n}", reference="x", lang="en") for n in range(100)]
    folder = RunFolder.create(tmp_path / "run", Manifest(stetmark="0", created="", items_sha256=""), items)
    result = go(["command:false"], folder, concurrency=2)
    assert "20 failures in a row" in result.stopped["command:false"]
    assert 20 <= result.n_failed <= 22
    assert result.n_left == 100 - result.n_asked


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("sh -c 'echo boo >&2; exit 3'", "exit code 3: boo"),
        ("sh -c 'printf \"\\\\377\"'", "not valid UTF-8"),
        ("sh -c 'echo $$ > pid; exec sleep infinity'", "no answer within 0.2 s"),
        ("sh -c 'kill -9 $$'", "exit code -9"),
    ],
)
def test_programs_that_fail(command, what, tmp_path, monkeypatch):
    """A non-zero exit code, undecodable bytes and a time-out all count as failed, and leave no process running."""
    from stetmark.answers.protocol import Question

    monkeypatch.chdir(tmp_path)
    settings = Settings(systems={"x": {"command": command, "timeout_s": 0.2}})

    reply = asyncio.run(parse_system("x", settings).ask(Question("i", "text", "en")))
    assert reply.outcome == "failed"
    assert what in reply.error
    if (tmp_path / "pid").exists():
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_program_that_does_not_read_its_input():
    """A program may answer without reading; a megabyte of text is no trouble."""
    from stetmark.answers.protocol import Question

    reply = asyncio.run(
        parse_system("command:echo hello", Settings()).ask(Question("i", "x" * 1_000_000, "en"))
    )
    assert (reply.outcome, reply.reply) == ("complete", "hello\n")


@pytest.mark.parametrize(
    "spec",
    [
        "command:",
        "command:no-such-program-here",
        "command:'open",
        "local:nope",
        "recorded:nope",
        "nope",
        "nope:m",
        "openai:",
        "openai",
    ],
)
def test_unknown_systems_are_refused(spec):
    """What names nothing is a settings error that says what there is."""
    with pytest.raises(SettingsError):
        parse_system(spec, Settings())


def test_named_twice():
    """One system cannot stand twice in one leaderboard."""
    with pytest.raises(SettingsError, match="listed twice"):
        parse_systems(["local:copy", "local:copy"], Settings())


def test_guarded_systems_ask_nothing(folder):
    """`guard(SYSTEM)` is worked out from stored replies elsewhere; the runner passes it over."""
    [system] = parse_systems(["guard(local:copy)"], Settings())
    assert (system.name, system.inner.name) == ("guard(local:copy)", "local:copy")
    assert asyncio.run(run([system], None, folder)).n_asked == 0


def test_recorded_answers(folder, tmp_path):
    """Answers recorded elsewhere take part: from JSONL, a run folder or a table, by id or by text."""
    go(["local:copy"], folder)
    again = RunFolder.create(tmp_path / "two", Manifest(stetmark="0", created="", items_sha256=""), ITEMS)
    assert go([f"recorded:{folder.path}"], again).n_failed == 0
    assert {a.system for a in again.answers()} == {"local:copy"}
    table = tmp_path / "t.md"
    rows = "".join(f"| m{k} | The cat {n}.{'!' * k} | The cat {n}. |\n" for n in range(40) for k in (0, 1, 1))
    table.write_text(f"| model | model answer | correct answer |\n|---|---|---|\n{rows}")
    third = RunFolder.create(tmp_path / "three", Manifest(stetmark="0", created="", items_sha256=""), ITEMS)
    with pytest.raises(SettingsError, match="contains 2 systems"):
        parse_system(f"recorded:{table}", Settings())
    assert go([f"recorded:{table}#m1"], third, repeats=2).n_failed == 0
    assert {a.reply for a in third.answers() if a.item == "i003"} == {"The cat 3.!"}
    with pytest.raises(SettingsError, match="has no system 'm9'"):
        parse_system(f"recorded:{table}#m9", Settings())


def test_a_second_writer_is_refused(folder):
    """Two runs on one folder: the second stops before it asks anything."""
    with folder.lock(), pytest.raises(LockedError):
        go(["local:copy"], folder)


def test_items_without_a_source_cannot_be_asked(tmp_path):
    """An item of which only the reference is known is named."""
    folder = RunFolder.create(
        tmp_path / "r", Manifest(stetmark="0", created="", items_sha256=""), [Item(id="a", reference="x")]
    )
    with pytest.raises(DataError, match="item 'a' has no source"):
        go(["local:copy"], folder)


def test_retired_items_are_not_asked(tmp_path):
    """A retired item costs nothing."""
    items = [*ITEMS[:2], Item(id="old", source="a", reference="b", retired="unfair")]
    folder = RunFolder.create(tmp_path / "r", Manifest(stetmark="0", created="", items_sha256=""), items)
    assert go(["local:copy"], folder).n_asked == 2


def test_a_missing_key_stops_before_anything_is_asked(folder, server, settings):
    """The variable is named; with all answers on disk no key is needed."""
    without = Settings(presets=settings.presets)
    with pytest.raises(AuthenticationError, match="OPENAI_API_KEY"):
        go(["openai:m"], folder, without)
    go(["openai:m"], folder, settings)
    assert go(["openai:m"], folder, without).n_reused == 40


# -- money -------------------------------------------------------------------------------------------------------


def test_a_budget_is_never_passed(folder, server, settings):
    """Asking stops while there is still room; what was spent is below the budget, and resuming asks no more."""
    server.play(Said(text="x" * 400))
    result = go(["openai:gpt-4o-2024-08-06"], folder, settings, budget_usd=0.02, concurrency=8)
    spent = sum(a.cost_usd for a in folder.answers())
    assert 0 < spent <= 0.02
    assert result.cost_usd == pytest.approx(spent)
    assert result.n_left == 40 - result.n_asked > 0
    assert "budget" in result.stopped["openai:gpt-4o-2024-08-06"]
    n = len(server.requests)
    assert go(["openai:gpt-4o-2024-08-06"], folder, settings, budget_usd=0.02).n_asked <= 1
    assert sum(a.cost_usd for a in folder.answers()) <= 0.02
    assert len(server.requests) <= n + 1


def test_a_budget_needs_a_price(folder, server, settings):
    """Where the price is unknown no budget can be kept, and nothing is asked."""
    with pytest.raises(SettingsError, match="price is unknown"):
        go(["baichuan:Baichuan4"], folder, settings, budget_usd=1.0)
    assert not server.requests
    own = Settings(
        presets=settings.presets,
        env=settings.env,
        prices=({"model": "Baichuan4", "input": 1.0, "output": 1.0},),
    )
    assert go(["baichuan:Baichuan4"], folder, own, budget_usd=1.0).n_asked == 40


def test_waiting_for_money_in_flight():
    """A question waits while others may give money back, and is refused when they cannot."""

    async def main() -> list[bool]:
        budget = Budget(1.0)
        first = await budget.reserve(0.8)
        waiting = asyncio.create_task(budget.reserve(0.5))
        await asyncio.sleep(0)
        await budget.settle(0.8, 0.1)
        second = await waiting
        await budget.settle(0.5, 0.5)
        return [
            first,
            second,
            await budget.reserve(0.5),
            await budget.reserve(None),
            await budget.reserve(0.0),
        ]

    assert asyncio.run(main()) == [True, True, False, False, True]


# -- being stopped -----------------------------------------------------------------------------------------------


def test_stopping_waits_for_what_is_in_flight(folder, server, settings):
    """Once told to stop, nothing new is asked, what is in flight is kept, and the rest can be asked later."""
    server.delay_s = 0.15
    systems = parse_systems(["openai:m"], settings)

    async def main():
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.2, stop.set)
        return await run(systems, None, folder, concurrency=5, stop=stop)

    result = asyncio.run(main())
    assert result.interrupted
    assert 5 <= result.n_asked <= 15
    assert len(server.requests) == result.n_asked == len(list(folder.answers()))
    assert result.n_left == 40 - result.n_asked
    server.delay_s = 0.0
    assert go(["openai:m"], folder, settings).n_reused == result.n_asked


def test_a_full_disk_stops_the_run_and_loses_nothing_that_was_there(folder, server, settings):
    """No room ends the run with what to do; after making room the rest is asked, each once."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    server.delay_s = 0.01
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, hard))
    try:
        with pytest.raises(DataError, match="cannot be written") as caught:
            go(["openai:m"], folder, settings, concurrency=4)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "free some disk space" in caught.value.hint
    kept = len(list(folder.answers()))
    assert 0 < kept < 40
    result = go(["openai:m"], folder, settings)
    assert (result.n_reused, result.n_asked) == (kept, 40 - kept)
    assert set(idents(folder).values()) == {1}
    assert any("in flight" in notice for notice in result.notices)


def test_a_clock_that_jumps_changes_nothing(folder, server, settings, monkeypatch):
    """Waits and time-outs are measured by a clock that nobody sets."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 86_400 * 365)
    acts = [Status(status=429, body={"error": {"message": "x"}}, headers={"Retry-After": "0.01"})] * 3
    server.play(*acts, Said(text="x"))
    result = go(["openai:m"], folder, settings)
    assert (result.n_asked, result.n_failed) == (40, 0)


def test_the_number_of_workers_changes_nothing(tmp_path, server, settings):
    """One at a time or forty at once: the same answers to the same items."""
    server.chooser = lambda request, n: Said(text=request.body["messages"][0]["content"][-20:])
    seen = []
    for n in (1, 40):
        folder = RunFolder.create(
            tmp_path / str(n), Manifest(stetmark="0", created="", items_sha256=""), ITEMS
        )
        go(["openai:m"], folder, settings, concurrency=n)
        seen.append({(a.item, a.key): a.reply for a in folder.answers()})
    assert seen[0] == seen[1]


def test_memory_does_not_grow_with_the_items(tmp_path):
    """Ten times the items take about the same memory: nothing but what is in flight is held."""
    code = (
        "import sys, resource; from pathlib import Path; from stetmark.records import Item, Manifest; from stetmark.store import RunFolder\n"
        "from stetmark.answers.running.runner import run_sync; from stetmark.answers.systems import parse_systems; from stetmark.settings import Settings\n"
        "n, path = int(sys.argv[1]), sys.argv[2]\n"
        "items = (Item(id=str(k), source='Teh cat ' * 40, reference='x', lang='en') for k in range(n))\n"
        "folder = RunFolder.create(path, Manifest(stetmark='0', created='', items_sha256=''), items)\n"
        "run_sync(parse_systems(['local:copy'], Settings()), None, folder)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    import subprocess

    used = [
        int(
            subprocess.run(
                [sys.executable, "-c", code, str(n), str(tmp_path / str(n))],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for n in (1_000, 10_000)
    ]
    assert used[1] < used[0] + 12, used


def test_answers_carry_what_happened(folder, server, settings):
    """Each answer says how long it took, how often it was tried, when, of whom, and under which key."""
    go(["openai:gpt-4o-2024-08-06"], folder, settings)
    found: Answer = next(iter(folder.answers()))
    assert found.latency_s > 0
    assert (found.attempts, found.requested_model, found.finish_reason) == (1, "gpt-4o-2024-08-06", "stop")
    assert found.at.endswith("+00:00")
    assert len(found.key) == 32
    assert folder.manifest.prices["openai:gpt-4o-2024-08-06"]["input"] == 2.5
    assert "{text}" in folder.manifest.prompts["stet-en"]["text"]


def test_stopping_does_not_wait_for_waits(folder, server, settings):
    """Questions that wait for a slot or for another attempt are given back at once, and asked by the next run."""
    server.chooser = lambda request, n: (
        Said(text="x")
        if n < 5
        else Status(status=429, body={"error": {"message": "x"}}, headers={"Retry-After": "3600"})
    )
    patient = Settings(
        presets={"openai": {**settings.presets["openai"], "retry": {"ceiling_s": 9000}}}, env=settings.env
    )
    systems = parse_systems(["openai:m"], patient)

    async def main():
        stop = asyncio.Event()
        asking = asyncio.create_task(run(systems, None, folder, concurrency=3, stop=stop))
        # Five answers, and one question that is to wait for an hour.
        await asyncio.to_thread(wait_until, lambda: len(server.requests) >= 6, "a question is put off")
        stop.set()
        async with asyncio.timeout(HANG_S):
            return await asking

    result = asyncio.run(main())
    assert (result.n_asked, result.n_failed, result.interrupted) == (5, 0, True)
    server.chooser = None
    assert go(["openai:m"], folder, settings).n_reused == 5
    assert len(list(folder.answers())) == 40


def test_one_model_asked_in_two_ways_shares_its_limits(folder, server, settings):
    """Two prompts to one model with one key: together they keep to what the endpoint bears."""
    server.delay_s = 0.01
    most = []
    server.chooser = lambda request, n: most.append(systems[0]._limiter.in_flight) or Said(text="x")
    systems = parse_systems(["openai:m", "openai:m?prompt=tagged", "openai:other"], settings)
    result = asyncio.run(run(systems, None, folder, concurrency=3))
    assert result.n_asked == 120
    assert systems[0]._limiter is systems[1]._limiter
    assert systems[0]._limiter is not systems[2]._limiter
    assert max(most) <= 3
