"""Is B worse than A, or is that noise?  Two systems of a run, or one system of two runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import Item, Score
from stetmark.statistics.accumulate import COLUMN, COLUMNS, Summarizer
from stetmark.statistics.metrics import METRICS, vector_metric
from stetmark.statistics.paired_test import (
    PairedTest,
    compare_counts,
    compare_differences,
    difference_intervals,
    texts_needed,
)
from stetmark.statistics.significance import ALPHA
from stetmark.store import RunFolder
from stetmark.summary import Interval
from stetmark.tables import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Comparison", "MetricTest", "compare_runs", "compare_scores", "junit"]

BEFORE, AFTER = " (before)", " (after)"


class MetricTest(msgspec.Struct, frozen=True, kw_only=True):
    """One metric of both systems, on what both answered.

    `difference` is that of `b` less that of `a`; `p` is two-sided; `p_worse` asks whether `b` is worse than
    `a` beyond chance, whichever way the metric runs.
    """

    metric: str
    a: float | None
    b: float | None
    difference: float | None
    difference_ci: Interval | None
    p: float | None
    p_worse: float | None
    method: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two systems side by side.

    `missing_a` and `missing_b` count answers that only the other one has a score for: they are left out.
    `only_a` and `only_b` name items that one had more exact answers to. `worse` is the verdict of the gate.
    """

    a: str
    b: str
    n_items: int
    n_texts: int
    missing_a: int
    missing_b: int
    gate: str
    alpha: float
    worse: bool
    n_needed: int | None
    metrics: tuple[MetricTest, ...]
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def compare_runs(
    before: RunFolder,
    after: RunFolder,
    a: str,
    b: str,
    *,
    gate: str = "exact",
    alpha: float = ALPHA,
    seed: int = 0,
) -> Comparison:
    """Compare system `a` of one run with system `b` of the same or another run.

    Items of two runs are the same if id, source, reference and gold edits are; others are left out.

    Raises:
        DataError: a run without scores, or nothing that both answered.
        SettingsError: a system that is not in the run.
    """
    if before.path.resolve() == after.path.resolve():
        if a == b:
            raise SettingsError(f"{a!r} cannot be compared with itself", hint="name two systems, or two runs")
        scores = _scores(before, (a, b))
        return compare_scores(before.items(), scores, a, b, gate=gate, alpha=alpha, seed=seed)
    old = {item.id: item for item in before.items()}
    new = list(after.items())
    same = [i for i in new if i.id in old and _question(old[i.id]) == _question(i)]
    if not same:
        raise DataError(
            "the two runs share no item", path=after.path, hint="compare runs over the same items"
        )
    left = max(len(old), len(new)) - len(same)
    name_a, name_b = (a + BEFORE, b + AFTER) if a == b else (a, b)
    kept = {item.id for item in same}

    def both() -> Iterator[Score]:
        for folder, system, name in ((before, a, name_a), (after, b, name_b)):
            for score in _scores(folder, (system,)):
                if score.item in kept:
                    yield msgspec.structs.replace(score, system=name)

    notes = (f"{left} items differ between the two runs and are ignored",) if left else ()
    return compare_scores(same, both(), name_a, name_b, gate=gate, alpha=alpha, seed=seed, notes=notes)


def _question(item: Item) -> tuple[object, ...]:
    return item.source, item.reference, item.edits, item.retired


def _scores(folder: RunFolder, systems: tuple[str, ...]) -> Iterator[Score]:
    found: set[str] = set()
    seen: set[str] = set()
    for score in folder.scores():
        seen.add(score.system)
        if score.system in systems:
            found.add(score.system)
            yield score
    if not seen:
        raise DataError(
            "has no scores yet", path=folder.path, hint=f"score it first: stetmark score {folder.path}"
        )
    if missing := [s for s in systems if s not in found]:
        raise SettingsError(
            f"{folder.path}: no scored answer from {', '.join(map(repr, missing))}",
            hint=f"systems: {', '.join(sorted(seen))}",
        )


def compare_scores(
    items: Iterable[Item],
    scores: Iterable[Score],
    a: str,
    b: str,
    *,
    gate: str = "exact",
    alpha: float = ALPHA,
    seed: int = 0,
    metrics: Iterable[str] = tuple(METRICS),
    notes: tuple[str, ...] = (),
) -> Comparison:
    """Compare two systems on the items both have a scored answer to.

    Args:
        items: The items.
        scores: Scores of both systems; those of others are passed over.
        a: The system that was, or is relied on.
        b: The one that would take its place.
        gate: The metric that decides whether `b` is worse (one of `METRICS`).
        alpha: How often the gate may fail though nothing changed.
        seed: Random seed of the draws.
        metrics: What is shown; `gate` is always among it.
        notes: What to say besides.

    Raises:
        DataError: there is nothing that both answered.
        SettingsError: no such metric.
    """
    if gate not in METRICS:
        raise SettingsError(f"no metric {gate!r}", hint=f"metrics: {', '.join(METRICS)}")
    shown = set(metrics)
    state = Summarizer(items)
    for score in scores:
        if score.system in (a, b):
            state.add(score)
    both = _common(state, a, b)
    tests = tuple(_test(name, *both.texts, seed) for name in METRICS if name == gate or name in shown)
    decided = next(t for t in tests if t.metric == gate)
    exact = _rate_differences(*both.items, "exact")
    return Comparison(
        a=a,
        b=b,
        n_items=len(both.ids),
        n_texts=len(both.texts[0]),
        missing_a=both.missing[0],
        missing_b=both.missing[1],
        gate=gate,
        alpha=alpha,
        worse=decided.p_worse is not None and decided.p_worse < alpha,
        n_needed=texts_needed(_rate_differences(*both.texts, "exact"), binary=_is_binary(*both.texts)),
        metrics=tests,
        only_a=tuple(i for i, g in zip(both.ids, exact, strict=True) if g > 1e-12),
        only_b=tuple(i for i, g in zip(both.ids, exact, strict=True) if g < -1e-12),
        notes=notes,
    )


class _Common(NamedTuple):
    """The counts of two systems on what both answered, by item and by text, sorted by text."""

    ids: list[str]
    items: tuple[NDArray[Any], NDArray[Any]]
    texts: tuple[NDArray[Any], NDArray[Any]]
    missing: tuple[int, int]


def _common(state: Summarizer, a: str, b: str) -> _Common:
    import numpy as np

    cubes = []
    for name in (a, b):
        if name not in state.systems:
            raise DataError(f"no scored answer from {name!r} to these items")
        cubes.append(state.item_counts(name).astype(np.float64))
    n_a, n_b = (cube[:, COLUMN["n_scored"]] for cube in cubes)
    facts = state.items
    shared = [int(i) for i in np.flatnonzero((n_a > 0) & (n_b > 0))]
    if not shared:
        raise DataError(f"no item was answered by both {a!r} and {b!r}")
    shared.sort(key=lambda i: (facts.clusters[i], facts.ids[i]))
    clusters = [facts.clusters[i] for i in shared]
    starts = [i for i, c in enumerate(clusters) if i == 0 or c != clusters[i - 1]]
    first, second = (cube[shared] for cube in cubes)
    return _Common(
        ids=[facts.ids[i] for i in shared],
        items=(first, second),
        texts=(np.add.reduceat(first, starts, axis=0), np.add.reduceat(second, starts, axis=0)),
        missing=(int(n_b[n_a == 0].sum()), int(n_a[n_b == 0].sum())),
    )


def _is_binary(a: NDArray[Any], b: NDArray[Any]) -> bool:
    """Whether each text has one answer of each system."""
    n = COLUMN["n_scored"]
    return bool((a[:, n] == 1).all() and (b[:, n] == 1).all())


def _rate_differences(a: NDArray[Any], b: NDArray[Any], column: str) -> NDArray[Any]:
    """The difference in a rate of answers, one number a row."""
    n, k = COLUMN["n_scored"], COLUMN[column]
    differences: NDArray[Any] = a[:, k] / a[:, n] - b[:, k] / b[:, n]
    return differences


def _test(name: str, a: NDArray[Any], b: NDArray[Any], seed: int) -> MetricTest:
    """Test one metric, text by text where its differences are counts of answers, else on resampled sums."""
    import numpy as np

    of_a, of_b = (float(vector_metric(name, rows.sum(axis=0))) for rows in (a, b))
    if np.isnan(of_a) or np.isnan(of_b):
        return MetricTest(
            metric=name,
            a=None if np.isnan(of_a) else of_a,
            b=None if np.isnan(of_b) else of_b,
            difference=None,
            difference_ci=None,
            p=None,
            p_worse=None,
            method="none",
        )
    found = _paired(name, a, b, seed)
    width = len(COLUMNS)
    (interval,) = difference_intervals(
        [np.concatenate([a, b], axis=1)],
        lambda sums: vector_metric(name, sums[:, width:]) - vector_metric(name, sums[:, :width]),
        seed=seed,
    )
    return MetricTest(
        metric=name,
        a=of_a,
        b=of_b,
        difference=of_b - of_a,
        difference_ci=interval,
        p=found.p,
        p_worse=found.p_worse,
        method=found.method,
    )


def _paired(name: str, a: NDArray[Any], b: NDArray[Any], seed: int) -> PairedTest:
    n = COLUMN["n_scored"]
    if name in COLUMN and (a[:, n] == b[:, n]).all():
        differences = a[:, COLUMN[name]] - b[:, COLUMN[name]]
        return compare_differences(differences, binary=_is_binary(a, b), seed=seed)
    return compare_counts(a, b, lambda sums: vector_metric(name, sums, sign=True), seed=seed)


def junit(result: Comparison, *, gate_fails: bool) -> bytes:
    """Return the comparison as JUnit XML: one test case a metric; only that of the gate can fail.

    Args:
        result: The comparison.
        gate_fails: Whether a drop beyond noise is a failure (`--fail-if-worse`).
    """
    failed = gate_fails and result.worse
    suite = ET.Element(
        "testsuite",
        name="stetmark compare",
        tests=str(len(result.metrics)),
        failures=str(int(failed)),
        errors="0",
    )
    classname = _xml(f"{result.a} vs {result.b}")
    for test in result.metrics:
        case = ET.SubElement(suite, "testcase", classname=classname, name=f"{test.metric} does not drop")
        said = (
            f"{test.metric}: {test.a} -> {test.b}, difference {test.difference}, "
            f"interval {test.difference_ci}, p(worse) {test.p_worse}, {test.method}, {result.n_texts} texts"
        )
        if failed and test.metric == result.gate:
            ET.SubElement(case, "failure", message=f"{test.metric} drops beyond noise").text = said
        else:
            ET.SubElement(case, "system-out").text = said
    body: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _xml(text: str) -> str:
    """Text that XML can hold."""
    return re.sub("[\ufffe\uffff]", "", plain(text, one_line=True))
