"""What is shown while a run goes on, and what it would cost."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from rich.console import Console

from fakes.dialects import Said
from fakes.server import Status
from stetmark.answers.endpoints.doctor import examine
from stetmark.answers.running.estimate import estimate, estimate_table
from stetmark.answers.running.progress import Progress, Silent
from stetmark.answers.systems import parse_system, parse_systems
from stetmark.cli.run_display import LiveProgress, PlainProgress, make_progress
from stetmark.records import Answer, Item, Usage
from stetmark.settings import Settings


def story(progress: Progress) -> None:
    progress.started("openai:m", 10, 2)
    progress.started("local:copy", 10, 0)
    for n in range(5):
        progress.answered(
            Answer(
                item=str(n),
                system="openai:m",
                outcome="complete",
                cost_usd=0.01,
                usage=Usage(output_tokens=100),
            )
        )
    progress.answered(Answer(item="5", system="openai:m", outcome="failed", error="x"))
    progress.answered(Answer(item="0", system="local:copy", outcome="complete", cost_usd=0.0))
    progress.retried("openai:m", "429: slow\x1b[31m down", 3.0)
    progress.notice("asked for m,\nserved by n\x1b]0;evil\x07")
    progress.stopped("local:copy", "no credit")


def test_live():
    """A row a system: done, ok, retried, failed, tokens a second, cost, how long; nothing a terminal would obey."""
    console = Console(file=io.StringIO(), record=True, width=120, force_terminal=True)
    progress = LiveProgress(io.StringIO(), console)
    story(progress)
    console.print(progress.table())
    progress.finished()
    shown = console.export_text()
    row = next(line for line in shown.splitlines() if line.strip().startswith("openai:m "))
    assert row.split()[:5] == ["openai:m", "8/10", "5", "1", "1"]
    assert "≥ $0.0500" in row
    assert "stopped" in shown
    assert "429: slow" in shown
    assert "\x1b]0;evil" not in shown
    assert "\x1b[31m down" not in shown


def test_plain():
    """Lines for logs: what is there already, notices, and the state at the end."""
    stream = io.StringIO()
    progress = PlainProgress(stream, every_s=3600)
    story(progress)
    progress.finished()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "openai:m: 2 of 10 answers are on disk already"
    assert lines[1].startswith("note: asked for m, served by n")
    assert any(line.startswith("openai:m: 8/10, 1 retried, 1 failed") for line in lines)
    assert "\x1b" not in stream.getvalue()


def test_what_fits_where_it_is_shown():
    """No terminal, plain lines; quiet, nothing."""
    assert isinstance(make_progress(stream=io.StringIO()), PlainProgress)
    assert isinstance(make_progress(quiet=True), Silent)


def test_an_estimate_asks_nothing(server, settings):
    """Requests, tokens, likely and most money; an unknown price is unknown."""
    items = [
        Item(id=str(n), source="Teh cat sat on the mat. " * 20, reference="x", lang="en") for n in range(10)
    ]
    items.append(Item(id="no source", reference="x"))
    [known, unknown, local] = parse_systems(
        ["openai:gpt-4o-2024-08-06", "baichuan:Baichuan4", "local:copy"], settings
    )
    found = estimate(known, items, repeats=3)
    assert found.n_requests == 30
    assert found.input_tokens > found.output_tokens > 30 * 100
    assert 0 < found.usd < found.most_usd
    assert estimate(unknown, items).usd is None
    assert (estimate(local, items).n_requests, estimate(local, items).usd) == (10, 0.0)
    table = estimate_table([known, unknown, local], items, repeats=3)
    assert "unknown" in table
    assert "Nothing was asked" in table
    assert "未知" in estimate_table([unknown], items, lang="zh")
    assert not server.requests


@pytest.mark.parametrize(
    ("act", "ok", "says"),
    [
        (Said(text="The cat sat on the mat."), True, "outcome: complete"),
        (Said(text="The cat", finish="weird"), False, 'finish.complete = ["weird"]'),
        (Said(text="x", model="other"), True, "Another model than the one asked for"),
        (Said(text="", reasoning="hm", finish="length"), False, "went into thinking"),
        (Said(text="The cat", finish=None), False, "no finish reason came"),
        (Status(status=404, body={"error": {"message": "no such model"}}), False, "Known ids: gpt-6.1-sol"),
        (Status(status=401, body={"error": {"message": "bad"}}), False, "The key is refused"),
        (Status(raw=b"<html>", kind="text/html"), False, "Check the address"),
        (
            Status(status=429, body={"error": {"message": "x"}}, headers={"Retry-After": "7"}),
            False,
            "Retry-After: 7",
        ),
    ],
)
def test_the_doctor(server, settings, act, ok, says):
    """One request; what was sent, what came, how it was understood, what to change."""
    server.play(act)
    finding = examine(parse_system("openai:m", settings))
    assert finding.ok == ok
    assert says in "\n".join((*finding.received, *finding.understood, *finding.advice))
    assert any('"max_completion_tokens"' in line for line in finding.sent)
    assert len(server.requests) == 1


def test_the_doctor_without_a_key(settings):
    """What would be sent is shown; the variable to set is named."""
    finding = examine(parse_system("openai:m", Settings(presets=settings.presets)))
    assert not finding.ok
    assert "OPENAI_API_KEY" in "".join((*finding.understood, *finding.advice))
    assert finding.sent[0].startswith("POST http")


def test_the_doctor_on_others():
    """Correctors here and programs are tried as well."""
    assert examine(parse_system("local:copy", Settings())).ok
    assert not examine(parse_system("command:false", Settings())).ok


def test_the_list():
    """Every preset and every local system is listed; retired ids with --all; all of it as JSON."""
    import json

    def shown(*args: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "stetmark", "systems", "list", *args],
            capture_output=True,
            text=True,
            check=True,
            env={
                "PATH": "/usr/bin:/bin",
                "OPENAI_API_KEY": "sk-12345678901234567890",
                "STETMARK_CACHE": "/nowhere",
            },
        ).stdout

    plain = shown("--all")
    assert "OPENAI_API_KEY" in plain
    assert "sk-1234" not in plain
    assert "o1 (2026-10-23, instead: gpt-5.6-sol)" in plain
    assert "local:NAME" in plain
    found = json.loads(shown("--json"))
    assert found["presets"]["openai"]["key_set"] is True
    assert found["presets"]["zhipu"]["key_set"] is False
    assert "copy" in found["local"]
