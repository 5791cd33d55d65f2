"""From counts to the figures of each system: rates, intervals, and the same by tier and language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from stetmark.records import CHANGE_CLASSES, ENVELOPE_FLAGS, OUTCOMES, TIERS
from stetmark.statistics.accumulate import COLUMN, COLUMNS, Summarizer, SystemCounts
from stetmark.statistics.metrics import f_score, per_1000, precision, rate, recall, vector_metric
from stetmark.statistics.ranking import RankingCounts, SystemRank, compare_all, rank_systems
from stetmark.statistics.significance import (
    CONFIDENCE,
    MIN_UNITS,
    bootstrap_interval,
    group_units,
    resample_sums,
    wilson,
)
from stetmark.summary import Counts, Interval, Latency, Summary, SystemSummary

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ExactCounts", "conclude", "exact_counts", "exact_interval"]

FAILURES = ("changes_only", "slots_only", "both", "envelope_only", "unassessable")


def conclude(state: Summarizer, *, seed: int = 0, signature: str = "") -> Summary:
    """Return all numbers of what a summarizer counted.

    Items that no system answered are left out of the run. Nothing depends on the order in which scores came:
    texts and systems are sorted before anything is drawn. Counts are gone through one system at a time, so
    that memory holds those of one system, and of the others what `RankingCounts` and `_Figures` keep.
    """
    names = sorted(state.systems)
    asked = _asked_items(state, names)
    figures = {name: _figures(state, name, asked) for name in names}
    ranking = [figures[name].ranking for name in names]
    pairs = compare_all(ranking, asked.starts, seed=seed)
    resampled = _resampled({name: figures[name].grouped for name in names}, len(asked.starts), seed)
    systems = [
        _system(state.systems[rank.system], figures[rank.system], rank, resampled.get(rank.system))
        for rank in rank_systems(ranking, pairs)
    ]
    n_answers = {state.items.ids[i]: int(asked.n_scored[i]) for i in asked.places}
    return Summary(
        signature=signature,
        n_items=len(asked.places),
        n_texts=len(asked.starts),
        confidence=CONFIDENCE,
        systems=tuple(systems),
        pairs=tuple(pairs),
        audit=state.audit.list(n_answers),
        flagged_items=state.audit.flagged(n_answers),
        audit_complete=state.audit.complete,
    )


class _AskedItems(NamedTuple):
    """The items that were asked, in the order that statistics go through them.

    `places` sorts them by text; `starts` says where each text begins among these; `n_scored` counts the
    scores of every item, asked or not, in the items' own order.
    """

    places: NDArray[Any]
    starts: list[int]
    n_scored: NDArray[Any]


def _asked_items(state: Summarizer, names: list[str]) -> _AskedItems:
    import numpy as np

    n_items = len(state.items)
    is_asked, n_scored = np.zeros(n_items, dtype=bool), np.zeros(n_items, dtype=np.int64)
    for name in names:
        counts = state.item_counts(name)
        is_asked |= (counts[:, COLUMN["n_answers"]] > 0) | (counts[:, COLUMN["n_scored"]] > 0)
        n_scored += counts[:, COLUMN["n_scored"]]
    clusters, ids = state.items.clusters, state.items.ids
    places = sorted(np.flatnonzero(is_asked).tolist(), key=lambda i: (clusters[i], ids[i]))
    starts = [k for k, i in enumerate(places) if k == 0 or clusters[i] != clusters[places[k - 1]]]
    return _AskedItems(np.array(places, dtype=np.int64), starts, n_scored)


class _Figures(NamedTuple):
    """What is kept of one system's counts.

    `grouped` are its counts by text, in at most `MAX_UNITS` groups; `exact` is what `exact_interval` goes by.
    """

    ranking: RankingCounts
    grouped: NDArray[Any]
    exact: ExactCounts
    parts: dict[str, dict[str, Counts]]


def _figures(state: Summarizer, name: str, asked: _AskedItems) -> _Figures:
    """Go through the counts of one system."""
    import numpy as np

    counts = state.item_counts(name)
    parts = _parts(state, counts)
    rows = counts[asked.places]
    del counts
    texts = np.add.reduceat(rows, asked.starts, axis=0) if asked.starts else rows
    return _Figures(
        ranking=RankingCounts(system=name, items=rows, repeats=state.repeats),
        grouped=group_units(texts).astype(np.float64, copy=False),
        exact=exact_counts(texts),
        parts=parts,
    )


def _system(counts: SystemCounts, kept: _Figures, rank: SystemRank, sums: Any | None) -> SystemSummary:
    """All figures of one system, from its counts and their resampled sums."""
    ranking = kept.ranking
    figures: dict[str, Any] = {
        **_whole(ranking, kept.exact.n_texts, counts),
        **_intervals(sums),
        **kept.parts,
        **_spent(counts),
    }
    return SystemSummary(
        system=ranking.system,
        rank=rank.rank,
        rank_interval=rank.interval,
        tie_group=rank.group,
        exact_ci=exact_interval(kept.exact, sums),
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


class ExactCounts(NamedTuple):
    """What the interval of the exact rate goes by; `most` is the largest number of answers to one text."""

    n_texts: int
    total: float
    hits: float
    answered: int
    most: int


def exact_counts(texts: Any) -> ExactCounts:
    """Return the counts of one system from its rows, one a text."""
    n = texts[:, COLUMN["n_scored"]]
    return ExactCounts(
        n_texts=len(texts),
        total=float(n.sum()),
        hits=float(texts[:, COLUMN["exact"]].sum()),
        answered=int((n > 0).sum()),
        most=int(n.max(initial=0)),
    )


def exact_interval(exact: ExactCounts, sums: Any | None) -> Interval | None:
    """Return the interval of the exact rate.

    Wilson where each text has one answer; else the bootstrap by text. Where that has nothing to go by (fewer
    than ten texts, or all or no answers exact) Wilson as if each text were one answer, which is the widest
    that dependence within texts can make it.

    Args:
        exact: Counts of one system.
        sums: Its resampled column sums; None for too few texts.
    """
    total, hits, answered = exact.total, exact.hits, exact.answered
    if not total:
        return None
    if exact.most <= 1:
        return wilson(hits, total)
    if sums is None or answered < MIN_UNITS or hits in (0, total):
        return wilson(hits / total * answered, answered)
    return bootstrap_interval(vector_metric("exact", sums))


def _whole(ranking: RankingCounts, n_texts: int, counts: SystemCounts) -> dict[str, Any]:
    sums = dict(ranking.sums)
    n, tp, fp, fn = sums["n_scored"], sums["tp"], sums["fp"], sums["fn"]
    sums["n_answers"] = sum(counts.outcomes.values()) or n
    miscorrected = counts.sums["miscorrected"]
    n_missing = ranking.n_expected - n
    return {
        **sums,
        "n_items": ranking.n_items,
        "n_texts": n_texts,
        "n_expected": ranking.n_expected,
        "n_missing": n_missing,
        "outcomes": {o: counts.outcomes[o] for o in OUTCOMES if counts.outcomes[o]},
        **_rates(sums),
        "strict_rate": rate(sums["strict"], n),
        "livebench_rate": rate(sums["livebench"], n),
        "exact_bounds": ranking.bounds,
        "missed": counts.sums["missed"],
        "miscorrected": miscorrected,
        # Detection: the right place was touched, whatever was written there (SIGHAN; ERRANT -ds).
        "detection_recall": recall(tp + miscorrected, fn - miscorrected),
        "detection_precision": precision(tp + miscorrected, fp - miscorrected),
        "n_clean": counts.sums["n_clean"],
        "false_alarms": counts.sums["false_alarms"],
        "false_alarm_rate": rate(counts.sums["false_alarms"], counts.sums["n_clean"]),
        "failures": {kind: counts.failures[kind] for kind in FAILURES},
        "envelope": _ordered(counts.envelope, ENVELOPE_FLAGS),
        "classes": _ordered(counts.classes, CHANGE_CLASSES),
        "slot_classes": _ordered(counts.slot_classes, CHANGE_CLASSES),
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


def _spent(counts: SystemCounts) -> dict[str, Any]:
    sums = counts.sums
    n = counts.latencies.total()
    tokens = {
        name: sums[name] if sums["n_" + name] else None
        for name in ("input_tokens", "output_tokens", "reasoning_tokens")
    }
    known = counts.cost_usd()
    return {
        "cost_usd": known if sums["n_cost"] and not sums["n_cost_unknown"] else None,
        "cost_known_usd": known,
        "n_cost_known": sums["n_cost"],
        "latency": Latency(
            n=n,
            mean_s=sums["latency_us"] / n / 1e6,
            median_s=counts.latency(0.5),
            p95_s=counts.latency(0.95),
        )
        if n
        else None,
        **tokens,
    }
