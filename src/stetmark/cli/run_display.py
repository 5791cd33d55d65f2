"""Show the progress of a run: a live table on a terminal, occasional plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from typing import TYPE_CHECKING, TextIO

from stetmark.answers.running.progress import Progress, Silent
from stetmark.records import Answer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

__all__ = ["LiveProgress", "PlainProgress", "make_progress"]

#: The displayed speed is averaged over this many seconds.
WINDOW_S = 20.0


def make_progress(*, quiet: bool = False, stream: TextIO | None = None) -> Progress:
    """Return the progress display that suits the stream: none, a live table or plain lines."""
    stream = stream or sys.stderr
    if quiet:
        return Silent()
    return LiveProgress(stream) if stream.isatty() else PlainProgress(stream)


class _Row:
    """The state of one system."""

    def __init__(self, n_total: int, n_reused: int) -> None:
        self.n_total, self.n_reused = n_total, n_reused
        self.outcomes: Counter[str] = Counter()
        self.n_retried = 0
        self.cost_usd = 0.0
        self.cost_unknown = False
        self.stopped = ""
        self._recent: deque[tuple[float, int]] = deque()

    def take(self, answer: Answer, now: float) -> None:
        self.outcomes[answer.outcome] += 1
        n = answer.usage.output_tokens or 0 if answer.usage else 0
        self._recent.append((now, n))
        while self._recent and now - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        if answer.cost_usd is None:
            self.cost_unknown = True
        else:
            self.cost_usd += answer.cost_usd

    @property
    def n_done(self) -> int:
        return self.n_reused + self.outcomes.total()

    @property
    def n_failed(self) -> int:
        return self.outcomes["failed"] + self.outcomes["filtered"]

    def pace(self, now: float) -> tuple[float, float]:
        """Return recent answers and tokens per second."""
        if not self._recent:
            return 0.0, 0.0
        span = max(now - self._recent[0][0], 0.5)
        return len(self._recent) / span, sum(n for _, n in self._recent) / span

    def eta(self, now: float) -> str:
        if self.stopped:
            return "stopped"
        left = self.n_total - self.n_done
        if left <= 0:
            return "done"
        pace, _ = self.pace(now)
        return _duration(left / pace) if pace else "…"

    def cost(self) -> str:
        if not self.cost_unknown:
            return f"${self.cost_usd:.4f}" if self.cost_usd else "–"
        return f"≥ ${self.cost_usd:.4f}" if self.cost_usd else "unknown"


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


class PlainProgress:
    """Print one line every few seconds and one at the end, for logs and pipes.

    Args:
        stream: Where to print.
        every_s: Minimum time between lines, in seconds.
    """

    def __init__(self, stream: TextIO, every_s: float = 10.0) -> None:
        self._stream = stream
        self._every_s = every_s
        self._rows: dict[str, _Row] = {}
        self._ended: set[str] = set()  # systems whose last line has been printed
        self._shown_at = time.monotonic()

    def started(self, system: str, n_total: int, n_reused: int) -> None:
        """Add the system, and print how many of its answers already exist."""
        self._rows[system] = _Row(n_total, n_reused)
        if n_reused:
            self._say(f"{system}: {n_reused} of {n_total} answers already on disk")

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        now = time.monotonic()
        if row := self._rows.get(answer.system):
            row.take(answer, now)
        if now - self._shown_at >= self._every_s:
            self._show(now)

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """Count a retry."""
        del why, wait_s
        if row := self._rows.get(system):
            row.n_retried += 1

    def notice(self, text: str) -> None:
        """Print a note."""
        self._say(f"note: {text}")

    def stopped(self, system: str, why: str) -> None:
        """Print why the system was stopped."""
        if row := self._rows.get(system):
            row.stopped = why
        self._say(f"{system}: stopped: {why}")

    def finished(self) -> None:
        """Print the final state."""
        self._show(time.monotonic())

    def _show(self, now: float) -> None:
        self._shown_at = now
        for name, row in self._rows.items():
            if name in self._ended:
                continue
            facts = [f"{row.n_done}/{row.n_total}"]
            facts += [f"{row.n_retried} retried"] if row.n_retried else []
            facts += [f"{row.n_failed} failed"] if row.n_failed else []
            facts += [] if row.cost() == "–" else [f"cost {row.cost()}"]
            ended = row.eta(now) in {"done", "stopped"}
            facts.append(row.eta(now) if ended else f"{row.pace(now)[0]:.1f}/s, {row.eta(now)} left")
            if ended:
                self._ended.add(name)
            self._say(f"{name}: {', '.join(facts)}")

    def _say(self, line: str) -> None:
        self._stream.write(f"{_clean(line)}\n")
        self._stream.flush()


class LiveProgress:
    """Show a table that is redrawn four times a second.

    Args:
        stream: The terminal.
        console: Console to use instead of the terminal, for tests.
    """

    def __init__(self, stream: TextIO, console: Console | None = None) -> None:
        from rich.console import Console
        from rich.live import Live

        self._rows: dict[str, _Row] = {}
        self._last: str = ""
        self._console = console or Console(file=stream, stderr=False)
        self._live: Live = Live(console=self._console, refresh_per_second=4, get_renderable=self.table)
        self._begun = False

    def started(self, system: str, n_total: int, n_reused: int) -> None:
        """Add a row."""
        self._rows[system] = _Row(n_total, n_reused)
        if not self._begun:
            self._begun = True
            self._live.start()

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        if row := self._rows.get(answer.system):
            row.take(answer, time.monotonic())

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """Count a retry, and show its reason below the table."""
        if row := self._rows.get(system):
            row.n_retried += 1
        self._last = f"{system}: retrying in {wait_s:.0f} s: {why}"

    def notice(self, text: str) -> None:
        """Print a note above the table."""
        self._console.print(f"note: {_clean(text)}", markup=False, highlight=False)

    def stopped(self, system: str, why: str) -> None:
        """Print above the table why the system was stopped."""
        if row := self._rows.get(system):
            row.stopped = why
        self.notice(f"{system}: stopped: {why}")

    def finished(self) -> None:
        """Leave the final table on the terminal."""
        if self._begun:
            self._last = ""
            self._live.stop()
            self._begun = False

    def table(self) -> Table:
        """Return the current table."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        now = time.monotonic()
        caption = Text(_clean(self._last)[:200], style="dim") if self._last else None
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, caption=caption, caption_justify="left")
        table.add_column("system", overflow="fold")
        for heading in ("done", "ok", "retried", "failed", "tokens/s", "cost", "ETA"):
            table.add_column(heading, justify="right", no_wrap=True)
        for name, row in self._rows.items():
            n_ok = row.outcomes.total() - row.n_failed
            speed = row.pace(now)[1]
            table.add_row(
                Text(_clean(name)),
                f"{row.n_done}/{row.n_total}",
                str(n_ok),
                str(row.n_retried),
                str(row.n_failed),
                f"{speed:.0f}" if speed else "–",
                row.cost(),
                row.eta(now),
            )
        return table


def _clean(text: str) -> str:
    """Return the text on one line without control characters, because it may come from a provider."""
    return "".join(char if char.isprintable() else " " for char in text)
