"""Who is better, and who cannot be told apart?  Every pair of systems, tested on the texts both answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from stetmark.statistics.accumulate import COLUMN
from stetmark.statistics.metrics import f_score, per_1000
from stetmark.statistics.paired_test import (
    compare_differences,
    count_discordant,
    difference_intervals,
    texts_needed,
)
from stetmark.statistics.significance import ALPHA, MIN_UNITS, group_units, holm
from stetmark.summary import Interval, PairTest

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["RankingCounts", "SystemRank", "compare_all", "rank_systems"]

#: Above this many pairs the intervals of differences are left out; the tests stand.
MAX_INTERVALS = 500


class RankingCounts:
    """What is kept of one system to compare it with others: two small numbers an item, and sums.

    Args:
        system: Its name.
        items: Counts, one row an item (`accumulate.COLUMNS`), items sorted by text.
        repeats: Answers expected for each item.
    """

    def __init__(self, system: str, items: NDArray[Any], repeats: int = 1) -> None:
        self.system = system
        self.n_items = len(items)
        self.sums = {name: int(items[:, place].sum()) for name, place in COLUMN.items()}
        self.scored, self.exact = (_narrow(items[:, COLUMN[name]]) for name in ("n_scored", "exact"))
        given = items[:, COLUMN["n_answers"]].clip(min=items[:, COLUMN["n_scored"]])
        self.n_expected = int(given.clip(min=repeats).sum())

    @property
    def bounds(self) -> Interval:
        """Share of exact answers if every missing answer were wrong, and if every one were right."""
        exact, scored = self.sums["exact"], self.sums["n_scored"]
        if not self.n_expected:
            return 0.0, 1.0
        return exact / self.n_expected, (exact + self.n_expected - scored) / self.n_expected

    def sort_key(self) -> tuple[float, float, float, str]:
        """By exact answers per answer expected, then F0.5, then fewest unneeded changes, then name."""
        tp, fp, fn, unneeded, words = (
            self.sums[name] for name in ("tp", "fp", "fn", "n_unneeded", "n_words")
        )
        per = per_1000(unneeded, words)
        return (
            -self.bounds[0],
            -(f_score(tp, fp, fn) or 0.0),
            float("inf") if per is None else per,
            self.system,
        )


def _narrow(counts: NDArray[Any]) -> NDArray[Any]:
    """The same counts in as few bytes as they need: mostly one."""
    import numpy as np

    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))))


class SystemRank(msgspec.Struct, frozen=True, kw_only=True):
    """The rank of one system, the ranks it may truly have, and its tie group."""

    system: str
    rank: int
    interval: tuple[int, int]
    group: int


class _Differences(NamedTuple):
    """What two systems differ by on each text, over the items both answered.

    `gaps` are sums of differences in exact rate, `sizes` the items both answered, one number a text; `binary`
    says whether each text has at most one answer of each system.
    """

    gaps: NDArray[Any]
    sizes: NDArray[Any]
    binary: bool
    n_answers: int


def _differences(a: RankingCounts, b: RankingCounts, starts: NDArray[Any]) -> _Differences:
    import numpy as np

    n_a, n_b = a.scored.astype(np.float64), b.scored.astype(np.float64)
    both = (n_a > 0) & (n_b > 0)
    gap = np.zeros(len(both))
    gap[both] = a.exact[both] / n_a[both] - b.exact[both] / n_b[both]
    if not len(starts):
        return _Differences(np.zeros(0), np.zeros(0), binary=True, n_answers=0)
    sums = np.add.reduceat(np.stack([gap, both, n_a * both, n_b * both], axis=1), starts, axis=0)
    n_answers = sums[:, 2:]
    return _Differences(sums[:, 0], sums[:, 1], bool((n_answers <= 1).all()), int(n_answers.sum()))


def _compare_pair(a: RankingCounts, b: RankingCounts, found: _Differences, seed: int) -> PairTest:
    """Test whether one pair differs in exact answers."""
    used = found.sizes > 0
    gaps, sizes = found.gaps[used], found.sizes[used]
    only_a, only_b = count_discordant(gaps)
    p = needed = difference = None
    method = "mcnemar_exact" if found.binary else "paired_randomisation"
    if len(gaps):
        method, p, _ = compare_differences(gaps, binary=found.binary, seed=seed)
        needed = texts_needed(gaps / sizes, binary=found.binary)
        difference = float(gaps.sum() / sizes.sum())
    return PairTest(
        a=a.system,
        b=b.system,
        n_texts=len(gaps),
        n_answers=found.n_answers,
        difference=difference,
        difference_ci=None,
        only_a=only_a,
        only_b=only_b,
        method=method,
        p=p,
        p_holm=None,
        distinguishable=False,
        n_needed=needed,
    )


def _mean_gap(sums: NDArray[Any]) -> NDArray[Any]:
    """Resampled gaps over resampled sizes; nan where no text with an answer of both was drawn."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        means: NDArray[Any] = sums[:, 0] / sums[:, 1]
    return means


def compare_all(counts: Sequence[RankingCounts], starts: Sequence[int], *, seed: int = 0) -> list[PairTest]:
    """Test every pair, the better one first, with Holm's correction over all of them.

    Args:
        counts: The systems.
        starts: Where each text begins among the items.
        seed: Random seed of the draws.
    """
    import numpy as np

    begins = np.asarray(starts, dtype=np.int64)
    ranked = sorted(counts, key=RankingCounts.sort_key)
    pairs = [(a, b) for i, a in enumerate(ranked) for b in ranked[i + 1 :]]
    with_intervals = len(pairs) <= MAX_INTERVALS
    tests: list[PairTest] = []
    grouped: list[Any] = []
    for a, b in pairs:
        found = _differences(a, b, begins)
        tests.append(_compare_pair(a, b, found, seed))
        if with_intervals:
            grouped.append(group_units(np.stack([found.gaps, found.sizes], axis=1)))
    intervals: Sequence[Interval | None] = [None] * len(tests)
    if with_intervals:
        intervals = difference_intervals(grouped, _mean_gap, seed=seed)
    adjusted = iter(holm([t.p for t in tests if t.p is not None]))
    done = []
    for test, interval in zip(tests, intervals, strict=True):
        p_holm = None if test.p is None else next(adjusted)
        done.append(
            msgspec.structs.replace(
                test,
                difference_ci=interval if test.n_texts >= MIN_UNITS else None,
                p_holm=p_holm,
                distinguishable=p_holm is not None and p_holm < ALPHA,
            )
        )
    return done


def rank_systems(counts: Sequence[RankingCounts], pairs: Sequence[PairTest]) -> list[SystemRank]:
    """Return the systems best first, each with the ranks it may truly have and its tie group.

    A group holds its best system and those after it that cannot be told from that one; the next system
    begins a group. A rank interval counts the systems that are distinguishably better and worse.
    """
    ranked = [s.system for s in sorted(counts, key=RankingCounts.sort_key)]
    better = dict.fromkeys(ranked, 0)
    worse = dict(better)
    apart: set[frozenset[str]] = set()
    for pair in pairs:
        if pair.distinguishable and pair.difference:
            apart.add(frozenset((pair.a, pair.b)))
            high, low = (pair.a, pair.b) if pair.difference > 0 else (pair.b, pair.a)
            better[low] += 1
            worse[high] += 1
    places: list[SystemRank] = []
    leader, group = "", 0
    for rank, name in enumerate(ranked, 1):
        if not leader or frozenset((leader, name)) in apart:
            leader, group = name, group + 1
        interval = (1 + better[name], len(ranked) - worse[name])
        places.append(SystemRank(system=name, rank=rank, interval=interval, group=group))
    return places
