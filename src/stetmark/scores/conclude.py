"""From counts to the figures of each system: rates, intervals, parts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from stetmark.records import CHANGE_CLASSES, ENVELOPE_FLAGS, OUTCOMES, TIERS
from stetmark.scores.accumulate import COLUMN, COLUMNS, Summarizer, Tally
from stetmark.scores.metrics import f_score, per_1000, precision, rate, recall, vector_metric
from stetmark.scores.ranking import Place, Standing, compare_all, order
from stetmark.scores.significance import (
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
    texts and systems are sorted before anything is drawn.
    """
    import numpy as np  # noqa: PLC0415

    names = sorted(state.tallies)
    n_items = len(state.items)
    cubes = {
        name: np.frombuffer(state.tallies[name].rows, dtype=np.int64).reshape(n_items, len(COLUMNS))
        for name in names
    }
    asked = np.zeros(n_items, dtype=bool)
    for cube in cubes.values():
        asked |= (cube[:, COLUMN["n_answers"]] > 0) | (cube[:, COLUMN["n_scored"]] > 0)
    places = np.array(
        sorted(np.flatnonzero(asked), key=lambda i: (state.items.clusters[i], state.items.ids[i])), dtype=int
    )
    clusters = [state.items.clusters[i] for i in places]
    starts = [i for i, c in enumerate(clusters) if i == 0 or c != clusters[i - 1]]
    items = {name: cube[places].astype(np.float64) for name, cube in cubes.items()}
    texts = {name: _by_text(rows, starts) for name, rows in items.items()}
    standings = {
        name: Standing(system=name, items=items[name], texts=texts[name], repeats=state.repeats)
        for name in names
    }
    pairs = compare_all([standings[name] for name in names], starts, seed=seed)
    resampled = _resampled(texts, seed)
    systems = [
        _system(state, standings[place.system], place, cubes[place.system], resampled.get(place.system))
        for place in order(list(standings.values()), pairs)
    ]
    every = np.sum([c[:, COLUMN["n_scored"]] for c in cubes.values()], axis=0) if cubes else np.zeros(0)
    n_answers = {state.items.ids[i]: int(every[i]) for i in places}
    return Summary(
        signature=signature,
        n_items=len(places),
        n_texts=len(starts),
        confidence=CONFIDENCE,
        systems=tuple(systems),
        pairs=tuple(pairs),
        audit=state.audit.list(n_answers),
        flagged_items=state.audit.flagged(n_answers),
        audit_complete=state.audit.complete,
    )


def _system(
    state: Summarizer, standing: Standing, place: Place, cube: Any, sums: Any | None
) -> SystemSummary:
    """All figures of one system, from its counts and their resampled sums."""
    tally = state.tallies[standing.system]
    figures = {**_whole(standing, tally), **_intervals(sums), **_parts(state, cube), **_spent(tally)}
    return SystemSummary(
        system=standing.system,
        rank=place.rank,
        rank_interval=place.interval,
        tie_group=place.group,
        exact_ci=exact_interval(standing.texts, sums),
        **figures,
    )


def _by_text(rows: NDArray[Any], starts: list[int]) -> NDArray[Any]:
    import numpy as np  # noqa: PLC0415

    return np.add.reduceat(rows, starts, axis=0) if starts else rows


def _resampled(texts: dict[str, Any], seed: int) -> dict[str, Any]:
    """Resampled column sums of every system, the same texts drawn for all; none for too few texts."""
    import numpy as np  # noqa: PLC0415

    names = sorted(texts)
    if not names or len(texts[names[0]]) < MIN_UNITS:
        return {}
    side_by_side = group_units(np.concatenate([texts[name] for name in names], axis=1))
    sums = resample_sums(side_by_side, seed=seed)
    width = len(COLUMNS)
    return {name: sums[:, i * width : (i + 1) * width] for i, name in enumerate(names)}


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
    n, k = texts[:, COLUMN["n_scored"]], texts[:, COLUMN["exact"]]
    total, hits, answered = float(n.sum()), float(k.sum()), int((n > 0).sum())
    if not total:
        return None
    if n.max() <= 1:
        return wilson(hits, total)
    if sums is None or answered < MIN_UNITS or hits in (0, total):
        return wilson(hits / total * answered, answered)
    return bootstrap_interval(vector_metric("exact", sums))


def _whole(standing: Standing, tally: Tally) -> dict[str, Any]:
    sums = {name: int(standing.items[:, place].sum()) for name, place in COLUMN.items()}
    n, tp, fp, fn = sums["n_scored"], sums["tp"], sums["fp"], sums["fn"]
    sums["n_answers"] = sum(tally.outcomes.values()) or n
    miscorrected = tally.sums["miscorrected"]
    n_missing = standing.n_expected - n
    return {
        **sums,
        "n_items": len(standing.items),
        "n_texts": len(standing.texts),
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
    import numpy as np  # noqa: PLC0415

    names = [*first, *sorted(set(labels) - {"", *first})]
    found: dict[str, Counts] = {}
    every = np.array(labels, dtype=object)
    for name in names:
        rows = cube[(every == name) & (cube[:, COLUMN["n_scored"]] > 0)]
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
