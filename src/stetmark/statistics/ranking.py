"""Who is better, and who cannot be told apart?  Every pair of systems, tested on the texts both answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from stetmark.statistics.accumulate import COLUMN
from stetmark.statistics.metrics import f_score, per_1000
from stetmark.statistics.significance import (
    ALPHA,
    bootstrap_interval,
    group_units,
    holm,
    mcnemar,
    n_needed,
    n_needed_paired,
    resample_sums,
    sign_flip_test,
)
from stetmark.summary import Interval, PairTest

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Place", "Standing", "compare_all", "order"]

MIN_UNITS = 10  # as in `conclude`
#: Above this many pairs the intervals of differences are left out; the tests stand.
MAX_INTERVALS = 500


class Standing:
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


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one system stands."""

    system: str
    rank: int
    interval: tuple[int, int]
    group: int


def _differences(a: Standing, b: Standing, starts: NDArray[Any]) -> tuple[Any, bool, int]:
    """What two systems differ by on each text, over the items both answered.

    Returns:
        (sum of differences in exact rate, items) a text; whether each text has one answer of each system or
        none; how many answers there are.
    """
    import numpy as np

    n_a, n_b = a.scored.astype(np.float64), b.scored.astype(np.float64)
    both = (n_a > 0) & (n_b > 0)
    gap = np.zeros(len(both))
    gap[both] = a.exact[both] / n_a[both] - b.exact[both] / n_b[both]
    if not len(starts):
        return np.zeros((0, 2)), True, 0
    sums = np.add.reduceat(np.stack([gap, both, n_a * both, n_b * both], axis=1), starts, axis=0)
    return sums[:, :2], bool((sums[:, 2:] <= 1).all()), int(sums[:, 2:].sum())


def _compare_pair(a: Standing, b: Standing, differences: tuple[Any, bool, int], seed: int) -> PairTest:
    """Test one pair. McNemar's exact test where each text has one answer of each, else by swapping texts."""
    sums, single, n_answers = differences
    used = sums[sums[:, 1] > 0]
    n = len(used)
    gaps, sizes = used[:, 0], used[:, 1]
    only_a, only_b = int((gaps > 1e-12).sum()), int((gaps < -1e-12).sum())
    if not n:
        p, needed, difference = None, None, None
    elif single:
        p, needed = mcnemar(only_a, only_b), n_needed(only_a / n, only_b / n)
        difference = (only_a - only_b) / n
    else:
        p, needed = sign_flip_test(gaps.tolist(), seed=seed), n_needed_paired(gaps / sizes)
        difference = float(gaps.sum() / sizes.sum())
    return PairTest(
        a=a.system,
        b=b.system,
        n_texts=n,
        n_answers=n_answers,
        difference=difference,
        difference_ci=None,
        only_a=only_a,
        only_b=only_b,
        method="mcnemar_exact" if single else "paired_randomisation",
        p=p,
        p_holm=None,
        distinguishable=False,
        n_needed=needed,
    )


def _intervals(grouped: Sequence[Any], seed: int) -> list[Interval | None]:
    """The paired bootstrap of each pair's difference, the same texts drawn for all pairs."""
    import numpy as np

    sums = resample_sums(np.concatenate(grouped, axis=1), seed=seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        return [bootstrap_interval(sums[:, i] / sums[:, i + 1]) for i in range(0, sums.shape[1], 2)]


def compare_all(standings: Sequence[Standing], starts: Sequence[int], *, seed: int = 0) -> list[PairTest]:
    """Test every pair, the better one first, with Holm's correction over all of them.

    Args:
        standings: The systems.
        starts: Where each text begins among the items.
        seed: For what is drawn.
    """
    import numpy as np

    begins = np.asarray(starts, dtype=np.int64)
    ranked = sorted(standings, key=Standing.sort_key)
    tests: list[PairTest] = []
    grouped: list[Any] = []
    for i, a in enumerate(ranked):
        for b in ranked[i + 1 :]:
            differences = _differences(a, b, begins)
            tests.append(_compare_pair(a, b, differences, seed))
            if len(grouped) <= MAX_INTERVALS:
                grouped.append(group_units(differences[0]))
    if len(starts) >= MIN_UNITS and 0 < len(tests) <= MAX_INTERVALS:
        intervals = _intervals(grouped, seed)
    else:
        intervals = [None] * len(tests)
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


def order(standings: Sequence[Standing], pairs: Sequence[PairTest]) -> list[Place]:
    """Return the systems best first, each with the ranks it may truly have and its tie group.

    A group holds its best system and those after it that cannot be told from that one; the next system
    begins a group. A rank interval counts the systems that are distinguishably better and worse.
    """
    ranked = [s.system for s in sorted(standings, key=Standing.sort_key)]
    better = dict.fromkeys(ranked, 0)
    worse = dict(better)
    apart: set[frozenset[str]] = set()
    for pair in pairs:
        if pair.distinguishable and pair.difference:
            apart.add(frozenset((pair.a, pair.b)))
            high, low = (pair.a, pair.b) if pair.difference > 0 else (pair.b, pair.a)
            better[low] += 1
            worse[high] += 1
    places: list[Place] = []
    leader, group = "", 0
    for rank, name in enumerate(ranked, 1):
        if not leader or frozenset((leader, name)) in apart:
            leader, group = name, group + 1
        interval = (1 + better[name], len(ranked) - worse[name])
        places.append(Place(system=name, rank=rank, interval=interval, group=group))
    return places
