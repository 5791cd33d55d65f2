"""From counts to the figures of each system: rates, intervals, parts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from stetmark.records import CHANGE_CLASSES, ENVELOPE_FLAGS, OUTCOMES, TIERS
from stetmark.statistics.accumulate import COLUMN, COLUMNS, Summarizer, Tally
from stetmark.statistics.metrics import f_score, per_1000, precision, rate, recall, vector_metric
from stetmark.statistics.ranking import Place, Standing, compare_all, order
from stetmark.statistics.significance import (
    CONFIDENCE,
    bootstrap_interval,
    group_units,
    resample_sums,
    wilson,
)
from stetmark.summary import Counts, Interval, Latency, Summary, SystemSummary

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["conclude", "exact_interval"]

#: Fewer texts than this say nothing about their own spread: no bootstrap interval is given.
MIN_UNITS = 10
FAILURES = ("changes_only", "slots_only", "both", "envelope_only", "unassessable")


def conclude(state: Summarizer, *, seed: int = 0, signature: str = "") -> Summary:
    """Return all numbers of what a summarizer counted.

    Items that no system answered are no part of the run. Nothing depends on the order in which scores came:
    texts and systems are sorted before anything is drawn. Counts are gone through one system at a time, so
    that memory holds those of one system, and of the others what `Standing` and `_Weighed` keep.
    """
    names = sorted(state.tallies)
    laid = _lay(state, names)
    weighed = {name: _weigh(state, name, laid) for name in names}
    standings = [weighed[name].standing for name in names]
    pairs = compare_all(standings, laid.starts, seed=seed)
    resampled = _resampled({name: weighed[name].grouped for name in names}, len(laid.starts), seed)
    systems = [
        _system(state.tallies[place.system], weighed[place.system], place, resampled.get(place.system))
        for place in order(standings, pairs)
    ]
    n_answers = {state.items.ids[i]: int(laid.n_scored[i]) for i in laid.places}
    return Summary(
        signature=signature,
        n_items=len(laid.places),
        n_texts=len(laid.starts),
        confidence=CONFIDENCE,
        systems=tuple(systems),
        pairs=tuple(pairs),
        audit=state.audit.list(n_answers),
        flagged_items=state.audit.flagged(n_answers),
        audit_complete=state.audit.complete,
    )


class _Laid(NamedTuple):
    """The items that were asked, in the order that statistics go through them.

    `places` sorts them by text; `starts` says where each text begins among these; `n_scored` counts the
    scores of every item, asked or not, in the items' own order.
    """

    places: NDArray[Any]
    starts: list[int]
    n_scored: NDArray[Any]


def _lay(state: Summarizer, names: list[str]) -> _Laid:
    import numpy as np

    n_items = len(state.items)
    asked, n_scored = np.zeros(n_items, dtype=bool), np.zeros(n_items, dtype=np.int64)
    for name in names:
        counts = state.counts(name)
        asked |= (counts[:, COLUMN["n_answers"]] > 0) | (counts[:, COLUMN["n_scored"]] > 0)
        n_scored += counts[:, COLUMN["n_scored"]]
    clusters, ids = state.items.clusters, state.items.ids
    places = sorted(np.flatnonzero(asked).tolist(), key=lambda i: (clusters[i], ids[i]))
    starts = [k for k, i in enumerate(places) if k == 0 or clusters[i] != clusters[places[k - 1]]]
    return _Laid(np.array(places, dtype=np.int64), starts, n_scored)


class _Weighed(NamedTuple):
    """What is kept of one system's counts.

    `grouped` are its counts by text, in at most `MAX_UNITS` groups; `exact` is what `exact_interval` goes by.
    """

    standing: Standing
    grouped: NDArray[Any]
    exact: _ExactCounts
    parts: dict[str, dict[str, Counts]]


def _weigh(state: Summarizer, name: str, laid: _Laid) -> _Weighed:
    """Go through the counts of one system."""
    import numpy as np

    counts = state.counts(name)
    parts = _parts(state, counts)
    rows = counts[laid.places]
    del counts
    texts = np.add.reduceat(rows, laid.starts, axis=0) if laid.starts else rows
    return _Weighed(
        standing=Standing(system=name, items=rows, repeats=state.repeats),
        grouped=group_units(texts).astype(np.float64, copy=False),
        exact=_exact_counts(texts),
        parts=parts,
    )


def _system(tally: Tally, weighed: _Weighed, place: Place, sums: Any | None) -> SystemSummary:
    """All figures of one system, from its counts and their resampled sums."""
    standing = weighed.standing
    figures: dict[str, Any] = {
        **_whole(standing, weighed.exact.n_texts, tally),
        **_intervals(sums),
        **weighed.parts,
        **_spent(tally),
    }
    return SystemSummary(
        system=standing.system,
        rank=place.rank,
        rank_interval=place.interval,
        tie_group=place.group,
        exact_ci=_exact_interval(weighed.exact, sums),
        **figures,
    )


def _resampled(grouped: dict[str, Any], n_texts: int, seed: int) -> dict[str, Any]:
    """Resampled column sums of every system, the same texts drawn for all; none for too few texts."""
    import numpy as np

    if not grouped or n_texts < MIN_UNITS:
        return {}
    sums = resample_sums(np.concatenate(list(grouped.values()), axis=1), seed=seed)
    width = len(COLUMNS)
    return {name: sums[:, i * width : (i + 1) * width] for i, name in enumerate(grouped)}


def _intervals(sums: Any | None) -> dict[str, Interval | None]:
    fields = {
        "precision_ci": "precision",
        "recall_ci": "recall",
        "f05_ci": "f05",
        "unneeded_per_1000_ci": "unneeded",
        "untouched_rate_ci": "untouched",
    }
    return {
        field: None if sums is None else bootstrap_interval(vector_metric(metric, sums))
        for field, metric in fields.items()
    }


def exact_interval(texts: Any, sums: Any | None = None) -> Interval | None:
    """Return the interval of the exact rate.

    Wilson where each text has one answer; else the bootstrap by text. Where that has nothing to go by (fewer
    than ten texts, or all or no answers exact) Wilson as if each text were one answer, which is the widest
    that dependence within texts can make it.

    Args:
        texts: Counts of one system, one row a text.
        sums: Its resampled column sums.
    """
    return _exact_interval(_exact_counts(texts), sums)


class _ExactCounts(NamedTuple):
    n_texts: int
    total: float
    hits: float
    answered: int
    most: int


def _exact_counts(texts: Any) -> _ExactCounts:
    n = texts[:, COLUMN["n_scored"]]
    return _ExactCounts(
        n_texts=len(texts),
        total=float(n.sum()),
        hits=float(texts[:, COLUMN["exact"]].sum()),
        answered=int((n > 0).sum()),
        most=int(n.max(initial=0)),
    )


def _exact_interval(exact: _ExactCounts, sums: Any | None) -> Interval | None:
    total, hits, answered = exact.total, exact.hits, exact.answered
    if not total:
        return None
    if exact.most <= 1:
        return wilson(hits, total)
    if sums is None or answered < MIN_UNITS or hits in (0, total):
        return wilson(hits / total * answered, answered)
    return bootstrap_interval(vector_metric("exact", sums))


def _whole(standing: Standing, n_texts: int, tally: Tally) -> dict[str, Any]:
    sums = dict(standing.sums)
    n, tp, fp, fn = sums["n_scored"], sums["tp"], sums["fp"], sums["fn"]
    sums["n_answers"] = sum(tally.outcomes.values()) or n
    miscorrected = tally.sums["miscorrected"]
    n_missing = standing.n_expected - n
    return {
        **sums,
        "n_items": standing.n_items,
        "n_texts": n_texts,
        "n_expected": standing.n_expected,
        "n_missing": n_missing,
        "outcomes": {o: tally.outcomes[o] for o in OUTCOMES if tally.outcomes[o]},
        **_rates(sums),
        "strict_rate": rate(sums["strict"], n),
        "livebench_rate": rate(sums["livebench"], n),
        "exact_bounds": standing.bounds,
        "missed": tally.sums["missed"],
        "miscorrected": miscorrected,
        # Detection: the right place was touched, whatever was written there (SIGHAN; ERRANT -ds).
        "detection_recall": recall(tp + miscorrected, fn - miscorrected),
        "detection_precision": precision(tp + miscorrected, fp - miscorrected),
        "n_clean": tally.sums["n_clean"],
        "false_alarms": tally.sums["false_alarms"],
        "false_alarm_rate": rate(tally.sums["false_alarms"], tally.sums["n_clean"]),
        "failures": {kind: tally.failures[kind] for kind in FAILURES},
        "envelope": _ordered(tally.envelope, ENVELOPE_FLAGS),
        "classes": _ordered(tally.classes, CHANGE_CLASSES),
        "slot_classes": _ordered(tally.slot_classes, CHANGE_CLASSES),
    }


def _rates(sums: dict[str, int]) -> dict[str, float | None]:
    n, tp, fp, fn = sums["n_scored"], sums["tp"], sums["fp"], sums["fn"]
    return {
        "exact_rate": rate(sums["exact"], n),
        "precision": precision(tp, fp),
        "recall": recall(tp, fn),
        "f05": f_score(tp, fp, fn),
        "unneeded_per_1000": per_1000(sums["n_unneeded"], sums["n_words"]),
        "untouched_rate": rate(sums["n_untouched"], n - sums["n_unassessable"]),
    }


def _ordered(counts: Counter[str], names: tuple[str, ...]) -> dict[str, int]:
    known = {name: counts[name] for name in names if counts[name]}
    return {**known, **{name: counts[name] for name in sorted(counts) if name not in names and counts[name]}}


def _parts(state: Summarizer, cube: Any) -> dict[str, dict[str, Counts]]:
    """The figures by tier and by language."""
    facts = state.items
    return {
        "tiers": _split(cube, facts.tiers, [t for t in TIERS if t in set(facts.tiers)]),
        "langs": _split(cube, facts.langs, []),
    }


def _split(cube: Any, labels: list[str], first: list[str]) -> dict[str, Counts]:
    import numpy as np

    names = [*first, *sorted(set(labels) - {"", *first})]
    found: dict[str, Counts] = {}
    number = {name: i for i, name in enumerate(names)}
    label = np.fromiter((number.get(name, -1) for name in labels), dtype=np.int32, count=len(labels))
    for name in names:
        rows = cube[(label == number[name]) & (cube[:, COLUMN["n_scored"]] > 0)]
        if len(rows):
            sums = {column: int(rows[:, place].sum()) for column, place in COLUMN.items()}
            del sums["n_answers"]
            figures: dict[str, Any] = {**sums, **_rates(sums)}
            found[name] = Counts(n_items=len(rows), **figures)
    return found


def _spent(tally: Tally) -> dict[str, Any]:
    sums = tally.sums
    n = tally.latencies.total()
    tokens = {
        name: sums[name] if sums["n_" + name] else None
        for name in ("input_tokens", "output_tokens", "reasoning_tokens")
    }
    known = tally.cost_usd()
    return {
        "cost_usd": known if sums["n_cost"] and not sums["n_cost_unknown"] else None,
        "cost_known_usd": known,
        "n_cost_known": sums["n_cost"],
        "latency": Latency(
            n=n,
            mean_s=sums["latency_us"] / n / 1e6,
            median_s=tally.latency(0.5),
            p95_s=tally.latency(0.95),
        )
        if n
        else None,
        **tokens,
    }
