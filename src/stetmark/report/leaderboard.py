"""The leaderboard on a terminal and in Markdown.

On a narrow terminal the least informative columns are hidden until the rest fits; a line below names them.
"""

from __future__ import annotations

import io

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from stetmark.report.board import COLUMNS, Column, percent, tied_groups
from stetmark.report.lead import lead
from stetmark.report.words import words
from stetmark.summary import Summary, SystemSummary
from stetmark.tables import plain

__all__ = ["leaderboard", "leaderboard_markdown", "missing_line", "notes"]

_SHORT = {
    "en": {"unneeded": "Unneeded\n/1,000", "unassessable": "Not\ngradable"},
    "zh": {"unneeded": "多改\n/千词"},
}
_LONGEST_NAME = 44
_FOLDED_NAME = 24
_FIDELITY = ("unneeded", "untouched")


def leaderboard(
    summary: Summary, *, lang: str = "en", width: int | None = None, color: bool | None = None
) -> str:
    """Return the leaderboard as text for a terminal.

    Args:
        summary: The run's numbers.
        lang: `en` or `zh`.
        width: Width in columns; None for that of the terminal (80 if there is none).
        color: Whether to use colour; None if the terminal supports it.

    Raises:
        SettingsError: no such language.
    """
    w = words(lang)
    console = _console(width, color=color)
    columns, dropped = _fitting(summary, w, lang, console.width)
    with console.capture() as capture:
        console.print(_table(summary, columns, w, lang), crop=True)
        for line in notes(summary, w):
            console.print(Text(line), style="dim", soft_wrap=False)
        if dropped:
            names = w["comma"].join(w[c.key].format(f"{summary.confidence:.0%}") for c in dropped)
            console.print(Text(w["dropped"].format(names)), style="dim")
    return "\n".join(line.rstrip() for line in capture.get().strip("\n").split("\n")) + "\n"


def _console(width: int | None, *, color: bool | None) -> Console:
    if color is None:
        return Console(width=width, highlight=False)
    return Console(
        file=io.StringIO(),
        width=width or Console().width,
        highlight=False,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )


def _shown(columns: tuple[Column, ...], summary: Summary) -> tuple[Column, ...]:
    """Return the columns without those that no system has: cost and latency of an imported table."""
    optional = {"cost", "latency"}
    return tuple(
        c for c in columns if c.key not in optional or any(c.value(s) is not None for s in summary.systems)
    )


def _fitting(
    summary: Summary, w: dict[str, str], lang: str, width: int
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns that fit, chosen by how informative they are, and those that do not."""
    probe = Console(file=io.StringIO(), width=10_000, highlight=False)
    # A long name may go over two lines before a figure is left out.
    name = max((cell_len(plain(s.system, one_line=True)) for s in summary.systems), default=0)
    spare = max(0, min(name, _LONGEST_NAME) - _FOLDED_NAME)
    offered = _shown(COLUMNS, summary)
    taken = {c.key for c in offered if not c.keep}
    for column in sorted((c for c in offered if c.keep), key=lambda c: -c.keep):
        if column.key in _FIDELITY and "unassessable" not in taken:
            continue  # never show a fidelity figure without the number of answers that it excludes
        tried = tuple(c for c in offered if c.key in taken or c is column)
        if probe.measure(_table(summary, tried, w, lang)).maximum - spare <= width:
            taken.add(column.key)
    return (
        tuple(c for c in offered if c.key in taken),
        tuple(c for c in offered if c.key not in taken),
    )


def _table(summary: Summary, columns: tuple[Column, ...], w: dict[str, str], lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    groups = tied_groups(summary)
    several = len(set(groups.values())) > 1
    table.add_column(w["system"], overflow="fold", min_width=12)
    for column in columns:
        title = _SHORT.get(lang, {}).get(column.key, w[column.key])
        if column.key == "interval":
            title = f"{summary.confidence:.0%}"
        table.add_column(title, justify="right", no_wrap=True)
        if column.key == "rank":
            table.add_column(w["tie"], justify="center", no_wrap=True)
    previous = ""
    for s in sorted(summary.systems, key=lambda s: s.rank):
        group = groups[s.system]
        if previous and group != previous and several:
            table.add_section()
        previous = group
        cells: list[str | Text] = [_name(s.system)]
        for column in columns:
            style = "bold" if column.key == "exact" else ""
            cells.append(Text(column.text(s), style=style))
            if column.key == "rank":
                cells.append(Text(group, style="cyan"))
        table.add_row(*cells)
    return table


def _name(system: str) -> Text:
    name = plain(system, one_line=True)
    return Text(name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…")


def notes(summary: Summary, w: dict[str, str]) -> list[str]:
    """Return the finding, and what is missing, as lines for below a table."""
    lines = [plain(sentence, one_line=True) for sentence in lead(summary, w)]
    lines += [missing_line(s, w) for s in summary.systems if s.n_missing]
    return lines


def missing_line(s: SystemSummary, w: dict[str, str]) -> str:
    """Return a line on how many answers of a system are missing and the bounds of its rate."""
    low, high = (percent(bound) + "%" for bound in s.exact_bounds)
    return w["missing_line"].format(plain(s.system, one_line=True), s.n_missing, s.n_expected, low, high)


def leaderboard_markdown(summary: Summary, *, lang: str = "en") -> str:
    """Return the leaderboard as a Markdown table, all columns."""
    from stetmark.tables.escape import escape_markdown

    w = words(lang)
    groups = tied_groups(summary)
    columns = _shown(COLUMNS, summary)
    titles = [w["system"], w["tie"]]
    for column in columns:
        title = w[column.key]
        titles.append(title.format(f"{summary.confidence:.0%}") if column.key == "interval" else title)
    lines = [_row(titles), _row(["---", ":-:"] + ["--:"] * len(columns))]
    for s in sorted(summary.systems, key=lambda s: s.rank):
        cells = [escape_markdown(s.system), groups[s.system], *(c.text(s) for c in columns)]
        lines.append(_row(cells))
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
