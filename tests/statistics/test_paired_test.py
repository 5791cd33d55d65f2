"""The one paired test: which test is taken, what it gives, and how sure a difference is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from stetmark.statistics.paired_test import (
    compare_counts,
    compare_differences,
    count_discordant,
    difference_intervals,
    texts_needed,
)
from stetmark.statistics.significance import MIN_UNITS, mcnemar, n_needed, n_needed_paired, sign_flip_test

GAPS = np.array([1.0] * 9 + [-1.0] * 2 + [0.0] * 20)


def test_yes_or_no_is_mcnemars_exact_test():
    """Two-sided, and one-sided whether the second is worse."""
    got = compare_differences(GAPS, binary=True)
    assert got.method == "mcnemar_exact"
    assert (got.p, got.p_worse) == (mcnemar(9, 2), mcnemar(9, 2, one_sided=True))
    assert compare_differences(-GAPS, binary=True).p_worse > 0.95


def test_any_other_difference_is_tested_by_turning_signs():
    """Which is the same p where every difference is one, by another name."""
    got = compare_differences(GAPS, binary=False)
    assert got.method == "paired_randomisation"
    assert (got.p, got.p_worse) == sign_flip_test(GAPS.tolist())
    assert got.p == pytest.approx(mcnemar(9, 2))
    halves = compare_differences(GAPS / 2, binary=False, seed=3)
    assert halves.p == pytest.approx(got.p)


def test_counts_that_only_sums_make_a_metric_of():
    """A system that is better on every text, by a ratio of sums; which one is worse depends on the order."""
    good, bad = np.array([[4.0, 5.0]] * 30), np.array([[2.0, 5.0]] * 30)
    got = compare_counts(good, bad, lambda sums: sums[..., 0] / sums[..., 1])
    assert got.method == "paired_randomisation"
    assert got.p == got.p_worse == pytest.approx(1 / 10_001)
    assert compare_counts(bad, good, lambda sums: sums[..., 0] / sums[..., 1]).p_worse == 1.0


def test_discordant_texts():
    """What floats lose on the way is not a difference."""
    assert count_discordant(GAPS) == (9, 2)
    assert count_discordant(np.array([1 / 3 + 2 / 3 - 1 + 1e-16, 0.5, -0.25, 1e-13])) == (1, 1)


def test_texts_needed():
    """As for shares of discordant texts, or for differences of any kind; None where there is none."""
    assert texts_needed(GAPS, binary=True) == n_needed(9 / 31, 2 / 31)
    assert texts_needed(GAPS / 3, binary=False) == n_needed_paired(GAPS)
    assert texts_needed(np.zeros(20), binary=True) is None
    assert texts_needed(np.zeros(20), binary=False) is None


def mean(sums):
    return sums[:, 0] / sums[:, 1]


def test_intervals_of_several_pairs_hold_each_its_own_difference():
    """The width of an interval is that of theory; no pair gets another's."""
    rng = np.random.default_rng(2)
    pairs = [np.stack([rng.normal(at, 0.1, 200), np.ones(200)], axis=1) for at in (-3, 0, 3)]
    for at, (low, high) in zip((-3, 0, 3), difference_intervals(pairs, mean), strict=True):
        assert low < at < high
        assert high - low == pytest.approx(2 * 1.96 * 0.1 / math.sqrt(200), rel=0.15)


def test_the_same_texts_are_drawn_for_all_pairs():
    """A pair alone has the interval that it has among others."""
    rng = np.random.default_rng(5)
    pairs = [np.stack([rng.normal(0, 1, 50), np.ones(50)], axis=1) for _ in range(3)]
    together = difference_intervals(pairs, mean, seed=4)
    alone = [difference_intervals([pair], mean, seed=4)[0] for pair in pairs]
    assert [pytest.approx(one) for one in alone] == together


@pytest.mark.parametrize(("n", "known"), [(MIN_UNITS - 1, False), (MIN_UNITS, True)])
def test_too_few_texts_say_nothing_about_their_spread(n, known):
    """No interval below ten texts; without a pair there is none to give."""
    pair = np.stack([np.arange(n, dtype=float), np.ones(n)], axis=1)
    assert [one is not None for one in difference_intervals([pair, pair], mean)] == [known, known]
    assert difference_intervals([], mean) == []
