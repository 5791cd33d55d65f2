"""A list of questions put to one system, as `fix` puts it: the replies in order, and how asking ends."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import sys

import pytest

from fakes.dialects import Said
from fakes.fixtures import make_settings
from fakes.server import Status
from stetmark.answers.protocol import Question
from stetmark.answers.running.asking import Notices, ask_questions, first_error
from stetmark.answers.systems import parse_system
from stetmark.errors import AuthenticationError, ProviderError, SettingsError
from stetmark.settings import Settings

REFUSED = Status(status=401, body={"error": {"message": "this key is not known", "code": "invalid_api_key"}})


def questions(*texts: str) -> list[Question]:
    return [Question(f"part {n}", text, "en") for n, text in enumerate(texts, 1)]


def here(spec: str):
    return parse_system(spec, Settings(env=dict(os.environ)), in_process=True)


def test_replies_come_in_the_order_of_the_questions(tmp_path):
    """Several programs run at once and end in another order than they began in."""
    script = tmp_path / "slow_first.py"
    script.write_text(
        "import sys, time\nt = sys.stdin.read()\ntime.sleep(0.6 if t == 'a' else 0.0)\nprint(t.upper(), end='')\n"
    )
    told: list[int] = []
    system = here(f"command:{sys.executable} {script}")
    system.concurrency = 3
    replies = ask_questions(system, questions("a", "b", "c"), done=told.append)
    assert [reply.reply for reply in replies] == ["A", "B", "C"]
    assert told == [1, 2, 3]
    assert all(reply.latency_s > 0 for reply in replies)


def test_no_questions_no_replies():
    """Having nothing to ask is not an error."""
    assert ask_questions(here("local:copy"), []) == []


def test_a_local_system_answers_in_this_process():
    """No worker process is started for a text or two."""
    system = here("local:stet")
    replies = ask_questions(system, questions("We recieved it.", "Fine."))
    assert [(reply.outcome, reply.reply) for reply in replies] == [
        ("complete", "We received it."),
        ("complete", "Fine."),
    ]
    assert multiprocessing.active_children() == []
    # Asked once more, as for the next file.
    assert ask_questions(system, questions("Teh end."))[0].reply == "The end."


def test_inside_a_loop_of_the_callers():
    """A notebook or a server has an event loop that runs already."""

    async def main() -> str:
        return ask_questions(here("local:copy"), questions("x"))[0].reply

    assert asyncio.run(main()) == "x"


def test_ctrl_c_stops_between_two_texts():
    """A long document through a corrector in this process ends at the first Ctrl-C."""
    told: list[int] = []

    def done(n: int) -> None:
        told.append(n)
        if n == 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        ask_questions(here("local:copy"), questions(*"abcdefgh"), done=done)
    assert told == [1, 2]


def test_a_system_that_never_answers_is_an_error(server, settings):
    """A refused key: nothing more is asked, and the reason is that of the error."""
    server.play(REFUSED)
    system = parse_system("openai:m", settings)
    system.concurrency = 1
    with pytest.raises(ProviderError, match="this key is not known") as caught:
        ask_questions(system, questions("a", "b", "c"))
    assert caught.value.system == "openai:m"
    assert len(server.requests) == 1


def test_what_came_before_the_end_is_kept(server, settings):
    """A key that is withdrawn on the way: the questions not put say why."""
    server.play(Said(text="The cat."), REFUSED)
    system = parse_system("openai:m", settings)
    system.concurrency = 1
    replies = ask_questions(system, questions("Teh cat.", "b", "c"))
    assert [reply.outcome for reply in replies] == ["complete", "failed", "failed"]
    assert replies[1].error == replies[2].error
    assert "this key is not known" in replies[2].error
    assert len(server.requests) == 2


def test_a_missing_key_is_named_without_a_group(settings):
    """An error inside a group of tasks comes out as itself."""
    with pytest.raises(AuthenticationError, match="OPENAI_API_KEY"):
        ask_questions(parse_system("openai:m", Settings(presets=settings.presets)), questions("a"))
    inner = ValueError("x")
    assert first_error(ExceptionGroup("o", [ExceptionGroup("i", [inner]), KeyError()])) is inner


def test_each_retry_and_each_notice_once(server, settings):
    """Retries are told as they happen; what holds for all questions is told once."""
    busy = Status(status=503, body={"error": {"message": "busy"}})
    server.play(busy, busy, Said(text="The cat."))
    told: list[str] = []
    system = parse_system("openai:m", settings)
    system.concurrency = 1
    [reply] = ask_questions(system, questions("Teh cat."), notice=told.append)
    assert reply.reply == "The cat."
    assert reply.attempts == 3
    assert told[:2] == ["openai:m: 503: busy; retrying in 0 s"] * 2
    heard: list[str] = []
    notices = Notices(heard.append)
    for text in ("a", "", "b", "a"):
        notices(text)
    assert heard == notices.told == ["a", "b"]


def test_what_a_local_system_lacks_is_told_before_anything_is_asked(monkeypatch, tmp_path):
    """Weights that are not there: how to get them is said."""
    monkeypatch.setenv("STETMARK_CACHE", str(tmp_path))
    with pytest.raises(SettingsError, match="local:smollm2 needs"):
        ask_questions(here("local:smollm2"), questions("a"))


def test_where_texts_go():
    """The address of an endpoint; of a guarded system that of the system; nothing for what runs here."""
    settings = Settings(systems={"mine": {"base_url": "https://llm.example.org/v1", "model": "m"}})
    there = "https://llm.example.org/v1/chat/completions"
    assert parse_system("mine", settings).remote == there
    assert parse_system("guard(mine)", settings).remote == there
    for spec in ("local:copy", "command:cat", "guard(local:copy)"):
        assert parse_system(spec, settings).remote == ""


def test_recorded_answers_go_nowhere(tmp_path):
    """They are looked up."""
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"item": "i", "system": "s", "outcome": "complete", "reply": "x"}) + "\n")
    assert parse_system(f"recorded:{path}", Settings()).remote == ""


def test_the_old_name_of_the_retry_settings(server):
    """`patience` in a stetmark.toml still says how often is tried; `retry` wins where both are given."""
    for table, attempts in (
        ({"patience": {"attempts": 1}}, 1),
        ({"patience": {"attempts": 1}, "retry": {"attempts": 2}}, 2),
        ({"patience": {"attempts": 1, "backoff_s": 0.001}, "retry": {"attempts": 2}}, 2),
    ):
        known = make_settings(server)
        own = {**known.presets["openai"], **table}
        own["retry"] = {"ceiling_s": 0.01, **table.get("retry", {})}
        server.play(Status(status=503, body={"error": {"message": "busy"}}))
        with pytest.raises(ProviderError):
            # 20 failures in a row are needed to give a system up, so that each question is tried in full.
            ask_questions(
                parse_system("openai:m", Settings(presets={"openai": own}, env=known.env)),
                questions(*"a" * 20),
            )
        assert len(server.requests) == 20 * attempts
