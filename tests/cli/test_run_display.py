"""What is shown while a run goes on."""

from __future__ import annotations

import io

from rich.console import Console

from stetmark.answers.running.progress import Progress, Silent
from stetmark.cli.run_display import LiveProgress, PlainProgress, make_progress
from stetmark.records import Answer, Usage


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
    """In a log: how much is already done, the notices, and the final state."""
    stream = io.StringIO()
    progress = PlainProgress(stream, every_s=3600)
    story(progress)
    progress.finished()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "openai:m: 2 of 10 answers already on disk"
    assert lines[1].startswith("note: asked for m, served by n")
    assert any(line.startswith("openai:m: 8/10, 1 retried, 1 failed") for line in lines)
    assert "\x1b" not in stream.getvalue()


def test_what_fits_where_it_is_shown():
    """No terminal, plain lines; quiet, nothing."""
    assert isinstance(make_progress(stream=io.StringIO()), PlainProgress)
    assert isinstance(make_progress(quiet=True), Silent)
