"""Who is better, who cannot be told apart, and within which ranks each may truly be."""

from __future__ import annotations

import numpy as np
import pytest

from fakes.scores import items, score
from stetmark.statistics import ranking
from stetmark.statistics.accumulate import COLUMN, COLUMNS
from stetmark.statistics.ranking import RankingCounts, compare_all, rank_systems
from stetmark.statistics.summarize import summarize


def counts(name, exact, scored=None, repeats=1, **more):
    """Counts of one system: exact answers, and answers, of each item."""
    rows = np.zeros((len(exact), len(COLUMNS)), dtype=np.int64)
    rows[:, COLUMN["exact"]] = exact
    rows[:, COLUMN["n_scored"]] = [1] * len(exact) if scored is None else scored
    for column, value in more.items():
        rows[:, COLUMN[column]] = value
    return RankingCounts(name, rows, repeats)


def test_bounds_and_what_is_expected():
    """Missing answers all wrong, and all right; an answer more than asked is expected too."""
    some = counts("a", [1, 0, 0], [1, 1, 0])
    assert some.n_expected == 3
    assert some.bounds == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert counts("a", [1, 1], repeats=2).n_expected == 4
    assert counts("a", [2, 1], [3, 1]).n_expected == 4
    assert counts("a", []).bounds == (0.0, 1.0)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"exact": [1, 1]}, {"exact": [1, 0]}),
        ({"exact": [1, 0], "tp": 3, "fn": 1}, {"exact": [1, 0], "tp": 2, "fn": 2}),
        (
            {"exact": [1, 0], "n_unneeded": 1, "n_words": 10},
            {"exact": [1, 0], "n_unneeded": 2, "n_words": 10},
        ),
        ({"exact": [1, 0], "n_unneeded": 9, "n_words": 10}, {"exact": [1, 0]}),
    ],
)
def test_order_of_ties(better, worse):
    """Exact answers, then F0.5, then fewest unneeded changes, undefined last; then the name."""
    one, other = counts("z", **better), counts("a", **worse)
    assert [rank.system for rank in rank_systems([other, one], [])] == ["z", "a"]
    assert [rank.system for rank in rank_systems([one, counts("b", **better)], [])] == ["b", "z"]


def test_a_pair_is_tested_on_what_both_answered():
    """The better one first; texts and answers that one lacks are left out."""
    a = counts("a", [1] * 12 + [0] * 3, [1] * 14 + [0])
    b = counts("b", [0] * 15)
    (pair,) = compare_all([b, a], list(range(15)))
    assert (pair.a, pair.b, pair.n_texts, pair.n_answers) == ("a", "b", 14, 28)
    assert (pair.only_a, pair.only_b, pair.method) == (12, 0, "mcnemar_exact")
    assert pair.difference == pytest.approx(12 / 14)
    assert pair.p == pair.p_holm == 2 / 2**12
    assert pair.distinguishable
    low, high = pair.difference_ci
    assert 0.5 < low < 12 / 14 <= high <= 1


def test_items_of_one_text_are_one_unit():
    """Rates are added up within a text, and their sum over its items is the difference."""
    a, b = counts("a", [1, 1, 0, 1]), counts("b", [0, 1, 0, 0])
    (pair,) = compare_all([a, b], [0, 2])
    assert (pair.n_texts, pair.n_answers, pair.only_a, pair.only_b) == (2, 8, 2, 0)
    assert pair.method == "paired_randomisation"
    assert pair.difference == pytest.approx(0.5)
    assert pair.difference_ci is None


def test_systems_that_share_no_item():
    """No p, no interval, and never distinguishable."""
    (pair,) = compare_all([counts("a", [1, 0], [1, 0]), counts("b", [0, 0], [0, 1])], [0, 1])
    assert (pair.n_texts, pair.p, pair.p_holm, pair.difference, pair.n_needed) == (0, None, None, None, None)
    assert not pair.distinguishable
    assert compare_all([counts("a", []), counts("b", [])], [])[0].p is None


def test_p_values_are_adjusted_over_all_pairs():
    """Three pairs: the smallest p counts three times."""
    systems = [counts("a", [1] * 12), counts("b", [1] * 4 + [0] * 8), counts("c", [0] * 12)]
    pairs = compare_all(systems, list(range(12)))
    assert [(p.a, p.b) for p in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [p.p for p in pairs] == [2 / 2**8, 2 / 2**12, 2 / 2**4]
    assert [p.p_holm for p in pairs] == [2 * 2 / 2**8, 3 * 2 / 2**12, 2 / 2**4]
    assert [p.distinguishable for p in pairs] == [True, True, False]
    assert [(r.system, r.rank, r.interval, r.group) for r in rank_systems(systems, pairs)] == [
        ("a", 1, (1, 1), 1),
        ("b", 2, (2, 3), 2),
        ("c", 3, (2, 3), 2),
    ]


@pytest.mark.parametrize(("n", "known"), [(3, True), (4, False)])
def test_above_so_many_pairs_intervals_are_left_out(monkeypatch, n, known):
    """The tests stay; three systems make three pairs, four make six."""
    monkeypatch.setattr(ranking, "MAX_INTERVALS", 3)
    scores = [
        score(f"i{i}", f"s{k}", verdicts=["corrected" if i % (k + 2) else "missed"])
        for i in range(20)
        for k in range(n)
    ]
    pairs = summarize(items(20), scores).pairs
    assert len(pairs) == n * (n - 1) // 2
    assert all((pair.difference_ci is not None) == known for pair in pairs)
    assert all(pair.p is not None for pair in pairs)
    if known:
        assert all(pair.difference_ci[0] <= pair.difference <= pair.difference_ci[1] for pair in pairs)
