"""Intervals and tests against scipy and statsmodels, and by simulation.

The libraries are imported where they are asked: they take seconds that only the process needs that runs these tests.
"""

from __future__ import annotations

import gc
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.scores import items, score
from stetmark.statistics.accumulate import COLUMN, COLUMNS
from stetmark.statistics.conclude import exact_counts, exact_interval
from stetmark.statistics.metrics import METRICS, f_score, per_1000, precision, recall, vector_metric
from stetmark.statistics.significance import (
    bootstrap_interval,
    group_units,
    holm,
    mcnemar,
    n_needed,
    n_needed_paired,
    resample_sums,
    sign_flip_test,
    swap_test,
    wilson,
)
from stetmark.statistics.summarize import summarize
from stetmark.statistics.system_comparison import compare_scores


@settings(deadline=None)
@given(st.integers(1, 5000), st.data())
def test_wilson_is_that_of_statsmodels_and_scipy(n: int, data) -> None:
    """The same interval to twelve digits."""
    import scipy.stats
    from statsmodels.stats.proportion import proportion_confint

    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    theirs = proportion_confint(k, n, method="wilson")
    scipys = scipy.stats.binomtest(k, n).proportion_ci(method="wilson")
    assert (low, high) == (pytest.approx(theirs[0], abs=1e-9), pytest.approx(theirs[1], abs=1e-9))
    assert (low, high) == (pytest.approx(scipys.low, abs=1e-9), pytest.approx(scipys.high, abs=1e-9))
    assert 0 <= low <= k / n <= high <= 1


def test_wilson_of_nothing() -> None:
    """No answer, no interval; a worked value of Newcombe 1998, table I."""
    assert wilson(0, 0) is None
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


@settings(deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_mcnemar_is_that_of_statsmodels_and_scipy(b: int, c: int) -> None:
    """Two-sided as statsmodels has it, one-sided as the binomial has it, also where integers grow long."""
    import scipy.stats
    from statsmodels.stats.contingency_tables import mcnemar as sm_mcnemar

    theirs = sm_mcnemar([[1, b], [c, 1]], exact=True).pvalue if b + c else 1.0
    assert mcnemar(b, c) == pytest.approx(min(1.0, theirs), rel=1e-6, abs=1e-12)
    one = scipy.stats.binomtest(b, b + c, alternative="greater").pvalue if b + c else 1.0
    assert mcnemar(b, c, one_sided=True) == pytest.approx(one, rel=1e-6, abs=1e-12)


@pytest.fixture(scope="module")
def little_garbage():
    """`multipletests` calls `gc.collect()` each time, which looks at all that this process has loaded."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("little_garbage")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_is_that_of_statsmodels(p_values: list[float]) -> None:
    """The same adjusted p-values in the same order."""
    from statsmodels.stats.multitest import multipletests

    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1].tolist())


def test_holm_of_nothing() -> None:
    """No test, nothing to adjust."""
    assert holm([]) == []


@pytest.mark.parametrize("one_sided", [False, True])
def test_sign_flips_are_mcnemar_where_all_differences_are_one(one_sided: bool) -> None:
    """Exact below 13 texts that differ, close to it above."""
    for plus, minus in ((5, 0), (7, 2), (3, 3), (1, 8), (0, 0)):
        gaps = [1.0] * plus + [-1.0] * minus + [0.0] * 5
        assert sign_flip_test(gaps)[one_sided] == pytest.approx(mcnemar(plus, minus, one_sided=one_sided))
    for plus, minus, near in ((40, 22, 0.01), (250, 200, 0.01)):
        found = sign_flip_test([1.0] * plus + [-1.0] * minus)[one_sided]
        assert found == pytest.approx(mcnemar(plus, minus, one_sided=one_sided), abs=near)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3).filter(lambda x: abs(x) > 1e-3), min_size=2, max_size=10))
def test_sign_flips_are_those_of_scipy(gaps: list[float]) -> None:
    """The exact permutation test of scipy gives the same p."""
    import scipy.stats

    theirs = scipy.stats.permutation_test(
        (np.array(gaps),), np.sum, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    greater = scipy.stats.permutation_test(
        (np.array(gaps),), np.sum, permutation_type="samples", n_resamples=np.inf, alternative="greater"
    )
    # scipy's two-sided p doubles the smaller tail; the distribution is symmetric, so this is the same.
    two, one = sign_flip_test(gaps)
    assert two == pytest.approx(theirs.pvalue, abs=1e-9)
    assert one == pytest.approx(greater.pvalue, abs=1e-9)


def test_swapping_texts_is_flipping_signs_for_a_plain_sum() -> None:
    """For a sum, the general test and the special one agree to the noise of 10,000 draws."""
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 4, (40, 1)).astype(float), rng.integers(0, 3, (40, 1)).astype(float)
    two, one = swap_test(a, b, lambda sums: sums[..., 0])
    gaps = (a - b)[:, 0].tolist()
    assert (two, one) == pytest.approx(sign_flip_test(gaps), abs=0.015)


def test_n_needed_reaches_its_power() -> None:
    """So many texts, simulated, give about 80 % of significant tests."""
    rng = np.random.default_rng(0)
    for p_a, p_b in ((0.125, 0.075), (0.3, 0.1), (0.05, 0.01)):
        n = n_needed(p_a, p_b)
        draws = rng.multinomial(n, [p_a, p_b, 1 - p_a - p_b], 1000)
        power = np.mean([mcnemar(int(x), int(y)) < 0.05 for x, y, _ in draws])
        print(f"n_needed({p_a}, {p_b}) = {n}: power {power:.3f}")
        assert 0.70 < power < 0.88
    assert n_needed(0.1, 0.1) is None
    assert n_needed(1.0, 0.0) == 6
    gaps = [1.0] * 30 + [-1.0] * 10 + [0.0] * 60
    assert n_needed_paired(gaps) == pytest.approx(n_needed(0.3, 0.1), rel=0.1)
    assert n_needed_paired([1.0]) is None
    assert n_needed_paired([1.0, -1.0]) is None


def test_resampling_is_seeded_and_has_the_right_spread() -> None:
    """The same seed gives the same sums, and their spread is that of theory."""
    rows = np.random.default_rng(0).normal(size=(200, 3))
    sums = resample_sums(rows, seed=7)
    assert (sums == resample_sums(rows, seed=7)).all()
    assert not (sums == resample_sums(rows, seed=8)).all()
    theory = rows.std(axis=0) * math.sqrt(200)
    assert sums.std(axis=0) == pytest.approx(theory, rel=0.06)
    assert bootstrap_interval(np.array([np.nan] * 6 + [1.0] * 4)) is None


def test_groups_keep_the_sum_and_the_spread() -> None:
    """Many texts are drawn in groups: nothing is lost and the spread stays."""
    rows = np.random.default_rng(0).normal(size=(9000, 2))
    grouped = group_units(rows)
    assert len(grouped) == 4000
    assert grouped.sum(axis=0) == pytest.approx(rows.sum(axis=0))
    assert resample_sums(grouped).std(axis=0) == pytest.approx(rows.std(axis=0) * math.sqrt(9000), rel=0.08)


@given(st.lists(st.integers(0, 60), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_vector_metrics_are_the_plain_ones(counts: list[int]) -> None:
    """What the bootstrap computes is what the table shows."""
    c = dict(zip(COLUMNS, counts, strict=True))
    plain = {
        "precision": precision(c["tp"], c["fp"]),
        "recall": recall(c["tp"], c["fn"]),
        "f05": f_score(c["tp"], c["fp"], c["fn"]),
        "unneeded": per_1000(c["n_unneeded"], c["n_words"]),
    }
    assert set(plain) <= set(METRICS)
    for name, value in plain.items():
        got = float(vector_metric(name, np.array(counts, dtype=float)))
        assert math.isnan(got) if value is None else got == pytest.approx(value)


def test_exact_interval_chooses_by_the_shape_of_the_data() -> None:
    """One answer a text: Wilson. Several: by text. Too few texts, or all alike: as wide as texts allow."""

    def interval(texts, sums=None):
        return exact_interval(exact_counts(texts), sums)

    def texts(rows):
        made = np.zeros((len(rows), len(COLUMNS)))
        for row, (n, k) in zip(made, rows, strict=True):
            row[COLUMN["n_scored"]], row[COLUMN["exact"]] = n, k
        return made

    assert interval(texts([(1, 1)] * 30 + [(1, 0)] * 10)) == wilson(30, 40)
    assert interval(texts([(2, 2), (2, 0), (2, 2)])) == wilson(2, 3)
    assert interval(texts([(5, 5)] * 40), resample_sums(texts([(5, 5)] * 40))) == wilson(40, 40)
    assert interval(texts([(0, 0)] * 3)) is None
    same = texts([(10, 10)] * 20 + [(10, 0)] * 20)
    low, high = interval(same, resample_sums(same))
    assert low == pytest.approx(wilson(20, 40)[0], abs=0.03)
    assert high == pytest.approx(wilson(20, 40)[1], abs=0.03)


def made_scores(rng: random.Random, system: str, n_texts: int, per_text: int, rate: float, together: float):
    """Scores whose answers to one text tend to be right or wrong together."""
    for t in range(n_texts):
        luck = rng.random()
        for k in range(per_text):
            right = (luck if rng.random() < together else rng.random()) < rate
            yield score(
                f"i{t + k * n_texts}",
                system,
                verdicts=["corrected"] * 4 + ["corrected" if right else "missed"],
            )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n_texts", "per_text", "rate"), [(50, 1, 0.8), (100, 1, 0.5), (60, 4, 0.7), (200, 3, 0.9)]
)
def test_intervals_cover(n_texts: int, per_text: int, rate: float) -> None:
    """A 95 % interval holds the true rate in about 95 % of runs, with dependent answers too."""
    rng = random.Random(5)
    some = items(n_texts * per_text, texts=n_texts)
    hits = recall_hits = 0
    runs = 300
    for _ in range(runs):
        row = summarize(some, made_scores(rng, "s", n_texts, per_text, rate, 0.7)).systems[0]
        hits += row.exact_ci[0] <= rate <= row.exact_ci[1]
        recall_hits += row.recall_ci[0] <= (4 + rate) / 5 <= row.recall_ci[1]
    print(
        f"coverage, {n_texts} texts x {per_text}, rate {rate}: exact {hits / runs:.3f}, recall {recall_hits / runs:.3f}"
    )
    assert hits / runs >= 0.91
    assert recall_hits / runs >= 0.90


@pytest.mark.slow
@pytest.mark.parametrize(("n_texts", "per_text"), [(60, 1), (60, 3), (12, 5)])
def test_the_gate_is_not_set_off_by_noise(n_texts: int, per_text: int) -> None:
    """Two systems that are equally good fail the gate in at most about 5 % of runs, and a worse one does fail."""
    rng = random.Random(6)
    some = items(n_texts * per_text, texts=n_texts)
    runs = 400
    alarms = caught = 0
    for _ in range(runs):
        a = list(made_scores(rng, "a", n_texts, per_text, 0.7, 0.6))
        b = list(made_scores(rng, "b", n_texts, per_text, 0.7, 0.6))
        alarms += compare_scores(some, [*a, *b], "a", "b", metrics=()).worse
        c = list(made_scores(rng, "c", n_texts, per_text, 0.3, 0.6))
        caught += compare_scores(some, [*a, *c], "a", "c", metrics=()).worse
    print(
        f"gate, {n_texts} texts x {per_text}: false alarms {alarms / runs:.3f}, a drop of 40 points caught {caught / runs:.3f}"
    )
    assert alarms / runs <= 0.075
    assert caught / runs >= (0.6 if n_texts < 20 else 0.95)


@pytest.mark.slow
def test_ties_hold_over_a_whole_table() -> None:
    """Ten equal systems: in at most about 5 % of runs is any pair said to differ."""
    rng = random.Random(7)
    some = items(80)
    wrong = 0
    for _ in range(100):
        scores = [s for name in "abcdefghij" for s in made_scores(rng, name, 80, 1, 0.7, 0)]
        wrong += any(pair.distinguishable for pair in summarize(some, scores).pairs)
    print(f"ten equal systems: some pair distinguishable in {wrong} of 100 runs")
    assert wrong <= 8


def test_pairs_groups_and_rank_intervals() -> None:
    """A clear winner stands alone; the two behind it are tied and may stand in either place."""
    from statsmodels.stats.contingency_tables import mcnemar as sm_mcnemar

    scores = []
    for i in range(60):
        scores.append(score(f"i{i}", "best"))
        scores.append(score(f"i{i}", "mid", verdicts=["corrected" if i % 3 == 0 else "missed"]))
        scores.append(score(f"i{i}", "low", verdicts=["corrected" if i % 4 == 1 else "missed"]))
    summary = summarize(items(60), scores)
    assert [(r.system, r.tie_group, r.rank_interval) for r in summary.systems] == [
        ("best", 1, (1, 1)),
        ("mid", 2, (2, 3)),
        ("low", 2, (2, 3)),
    ]
    pair = next(p for p in summary.pairs if {p.a, p.b} == {"mid", "low"})
    assert (pair.method, pair.only_a, pair.only_b, pair.n_texts) == ("mcnemar_exact", 15, 10, 60)
    assert pair.p == pytest.approx(sm_mcnemar([[0, 15], [10, 0]], exact=True).pvalue)
    assert not pair.distinguishable
    assert pair.n_needed == n_needed(15 / 60, 10 / 60)
    assert pair.difference == pytest.approx(5 / 60)
    assert pair.difference_ci[0] < 5 / 60 < pair.difference_ci[1]


def test_pairs_leave_out_what_one_did_not_answer() -> None:
    """Only items that both answered are compared; with none there is no p."""
    scores = [score(f"i{i}", "a") for i in range(10)] + [score(f"i{i}", "b") for i in range(5, 15)]
    summary = summarize(items(15), [*scores, score("i14", "c")])
    by = {frozenset((p.a, p.b)): p for p in summary.pairs}
    assert by[frozenset("ab")].n_texts == 5
    none = by[frozenset("ac")]
    assert (none.n_texts, none.p, none.p_holm, none.distinguishable) == (0, None, None, False)


def test_many_texts_in_little_memory() -> None:
    """12,000 texts and three systems conclude quickly, in a fixed number of groups."""
    rng = random.Random(1)
    scores = (
        score(f"i{i}", name, verdicts=["corrected" if rng.random() < 0.8 else "missed"])
        for i in range(12_000)
        for name in "abc"
    )
    row = summarize(items(12_000), scores).systems[0]
    half = 1.96 * math.sqrt(0.16 / 12_000)
    assert row.recall_ci[1] - row.recall_ci[0] == pytest.approx(2 * half, rel=0.15)


def test_two_hundred_texts_that_differ_take_the_normal_limit() -> None:
    """At exactly the bound, not one further."""
    import scipy.stats

    gaps = [1.0] * 120 + [-1.0] * 80
    z = 40 / math.sqrt(200)
    assert sign_flip_test(gaps) == (
        pytest.approx(2 * scipy.stats.norm.sf(z), rel=1e-12),
        pytest.approx(scipy.stats.norm.sf(z), rel=1e-12),
    )
    drawn = sign_flip_test(gaps[1:])
    assert drawn != (2 * scipy.stats.norm.sf(39 / math.sqrt(199)), scipy.stats.norm.sf(39 / math.sqrt(199)))
    assert drawn[0] * 10_001 == pytest.approx(round(drawn[0] * 10_001))


def test_percentiles_leave_as_much_on_either_side() -> None:
    """2.5 % below, 2.5 % above; undefined values are left out while half and more are defined."""
    values = np.arange(1001, dtype=float)
    assert bootstrap_interval(values) == pytest.approx((25.0, 975.0))
    assert bootstrap_interval(values, confidence=0.5) == pytest.approx((250.0, 750.0))
    assert bootstrap_interval(np.array([np.nan] * 5 + [1.0] * 5)) == (1.0, 1.0)
    assert bootstrap_interval(np.array([np.nan] * 6 + [1.0] * 5)) is None


def test_a_metric_without_anything_under_its_line_is_undefined() -> None:
    """Also where something is over it: changes in answers without a word to count."""
    counts = np.zeros(len(COLUMNS))
    counts[COLUMN["n_unneeded"]] = 3
    assert math.isnan(float(vector_metric("unneeded", counts)))
    assert float(vector_metric("unneeded", counts + np.eye(len(COLUMNS))[COLUMN["n_words"]])) == 3000
    assert (
        float(vector_metric("unneeded", counts + np.eye(len(COLUMNS))[COLUMN["n_words"]], sign=True)) == -3000
    )
