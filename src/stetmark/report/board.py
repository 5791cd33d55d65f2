"""Define the columns of the leaderboard: which figures, in which order and how formatted.

One list for the terminal, Markdown, CSV and the page, so that they agree. Values are rounded only here,
for display; a figure without a value is a dash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stetmark.summary import Interval, Summary, SystemSummary

__all__ = ["COLUMNS", "DASH", "Column", "group_letter", "money", "percent", "span", "tied_groups"]

DASH = "–"


def percent(rate: float | None, digits: int = 1) -> str:
    """Return a rate in [0, 1] as a percentage without its sign; a dash for None.

    100 and 0 are written so only where they are exact: 0.9999 is 99.9, not 100.0.
    """
    if rate is None:
        return DASH
    text = f"{100 * rate:.{digits}f}"
    if text == f"{100:.{digits}f}" and rate < 1:
        return f"{100 - 10**-digits:.{digits}f}"
    if text == f"{0:.{digits}f}" and rate > 0:
        return f"{10**-digits:.{digits}f}"
    return text


def span(interval: Interval | None, digits: int = 0) -> str:
    """Return an interval of rates as percentages, `low–high`; a dash for None."""
    return DASH if interval is None else f"{100 * interval[0]:.{digits}f}–{100 * interval[1]:.{digits}f}"


def number(value: float | None, digits: int = 1) -> str:
    """Return a number with fixed decimals, none from 100 on; a dash for None."""
    if value is None:
        return DASH
    return f"{value:,.0f}" if abs(value) >= 99.95 else f"{value:.{digits}f}"


def money(value: float | None) -> str:
    """Return US dollars: cents from one dollar on, three significant digits below; a dash for unknown."""
    if value is None:
        return DASH
    if value >= 1 or value == 0:
        return f"{value:,.2f}"
    return f"{value:.3g}" if value >= 0.001 else "<0.001"


def group_letter(group: int) -> str:
    """Return the letter of a tie group, counted from 1: A, B, … Z, AA."""
    letters = ""
    while group > 0:
        group, rest = divmod(group - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def tied_groups(summary: Summary) -> dict[str, str]:
    """Return each system's group letter; the best group is A."""
    order = sorted({s.tie_group for s in summary.systems}, key=_first_rank(summary))
    letters = {group: group_letter(place) for place, group in enumerate(order, 1)}
    return {s.system: letters[s.tie_group] for s in summary.systems}


def _first_rank(summary: Summary) -> Callable[[int], int]:
    first: dict[int, int] = {}
    for s in summary.systems:
        first[s.tie_group] = min(s.rank, first.get(s.tie_group, s.rank))
    return first.__getitem__


def _rank(s: SystemSummary) -> str:
    low, high = s.rank_interval
    return f"{s.rank}" if low == high else f"{s.rank} ({low}–{high})"


def _of(k: int, n: int) -> str:
    return f"{k}/{n}" if n else DASH


def _share(k: int, n: int) -> float | None:
    return k / n if n else None


def _failed(s: SystemSummary) -> str:
    return str(s.n_missing) if s.n_missing else "0"


def _cost(s: SystemSummary) -> str:
    if s.cost_usd is None and s.n_cost_known:
        return f"≥ {money(s.cost_known_usd)}"
    return money(s.cost_usd)


@dataclass(frozen=True)
class Column:
    """One figure of the leaderboard.

    Attributes:
        key: Its name in `words`; `KEY_help` says what it means.
        text: How it is written.
        value: What it sorts by; None sorts last.
        keep: On a narrow terminal the lowest go first; 0 stays always.
        falling: Whether the best is the highest, and so a first press sorts from there.
    """

    key: str
    text: Callable[[SystemSummary], str]
    value: Callable[[SystemSummary], float | None]
    keep: int
    falling: bool = True


COLUMNS = (
    Column("rank", _rank, lambda s: s.rank, 6, falling=False),
    Column("exact", lambda s: percent(s.exact_rate), lambda s: s.exact_rate, 0),
    Column("interval", lambda s: span(s.exact_ci), lambda s: s.exact_ci and s.exact_ci[0], 8),
    Column("n", lambda s: _of(s.exact, s.n_scored), lambda s: s.n_scored, 11),
    Column("strict", lambda s: percent(s.strict_rate), lambda s: s.strict_rate, 4),
    Column("livebench", lambda s: percent(s.livebench_rate), lambda s: s.livebench_rate, 3),
    Column("recall", lambda s: percent(s.recall), lambda s: s.recall, 9),
    Column("precision", lambda s: percent(s.precision), lambda s: s.precision, 2),
    Column("f05", lambda s: percent(s.f05), lambda s: s.f05, 2),
    Column(
        "unneeded",
        lambda s: number(s.unneeded_per_1000),
        lambda s: s.unneeded_per_1000,
        9,
        falling=False,
    ),
    Column("untouched", lambda s: percent(s.untouched_rate), lambda s: s.untouched_rate, 2),
    Column("unassessable", lambda s: str(s.n_unassessable), lambda s: s.n_unassessable, 10, falling=False),
    Column("failed", _failed, lambda s: s.n_missing, 5, falling=False),
    Column("cost", _cost, lambda s: s.cost_usd, 1, falling=False),
    Column(
        "latency",
        lambda s: number(s.latency.median_s, 2) if s.latency else DASH,
        lambda s: s.latency.median_s if s.latency else None,
        1,
        falling=False,
    ),
)
