"""From counts to figures: what is no part of the run, and what nothing depends on."""

from __future__ import annotations

import pytest

from fakes.scores import answer, items, score
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import ExactCounts, conclude, exact_interval
from stetmark.statistics.significance import MIN_UNITS, wilson


def concluded(scores, n, texts=None, **more):
    summarizer = Summarizer(items(n, texts=texts))
    for one in scores:
        summarizer.add(one)
    return conclude(summarizer, **more)


def test_items_that_nobody_answered_are_no_part_of_the_run():
    """They enter neither the items of the summary nor what is expected of a system."""
    summary = concluded([score("i0"), score("i3")], 10, texts=2)
    assert (summary.n_items, summary.n_texts) == (2, 2)
    assert (summary.systems[0].n_items, summary.systems[0].n_expected) == (2, 2)


def test_an_item_that_was_answered_without_a_score_is():
    """A failed answer was asked for."""
    summarizer = Summarizer(items(3))
    summarizer.add(score("i0")).add_answer(answer("i0")).add_answer(answer("i1", outcome="failed"))
    summary = conclude(summarizer)
    assert (summary.n_items, summary.systems[0].n_expected, summary.systems[0].n_missing) == (2, 2, 1)


def test_nothing_was_answered():
    """No systems, no pairs, no error."""
    summary = conclude(Summarizer(items(3)))
    assert (summary.systems, summary.pairs, summary.n_items, summary.audit) == ((), (), 0, ())


@pytest.mark.parametrize(("n", "known"), [(MIN_UNITS - 1, False), (MIN_UNITS, True)])
def test_intervals_need_ten_texts(n, known):
    """Below, none but that of the exact rate, which Wilson gives."""
    scores = [score(f"i{i}", verdicts=["corrected", "missed" if i % 2 else "corrected"]) for i in range(n)]
    row = concluded(scores, n).systems[0]
    assert (row.recall_ci is not None) == known
    assert row.exact_ci == wilson(row.exact, n)


def test_seed_and_signature():
    """The seed moves intervals by a little, the signature is passed on."""
    scores = [
        score(f"i{i}", repeat=k, verdicts=["corrected"] * (1 + i % 7) + ["miscorrected"] * (i * k % 5))
        for i in range(40)
        for k in (1, 2)
    ]
    one, same, other = (concluded(scores, 40, seed=seed, signature="x") for seed in (1, 1, 2))
    assert one == same
    assert one.signature == "x"
    assert one.systems[0].precision_ci != other.systems[0].precision_ci
    assert one.systems[0].precision_ci == pytest.approx(other.systems[0].precision_ci, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "interval"),
    [
        (ExactCounts(n_texts=5, total=0, hits=0, answered=0, most=0), None),
        (ExactCounts(n_texts=5, total=5, hits=3, answered=5, most=1), wilson(3, 5)),
        (ExactCounts(n_texts=5, total=10, hits=6, answered=5, most=2), wilson(3, 5)),
        (ExactCounts(n_texts=40, total=80, hits=80, answered=40, most=2), wilson(40, 40)),
        (ExactCounts(n_texts=40, total=80, hits=0, answered=40, most=2), wilson(0, 40)),
    ],
)
def test_wilson_where_the_bootstrap_has_nothing_to_go_by(counts, interval):
    """One answer a text; too few texts; all or none of them exact."""
    assert exact_interval(counts, None) == interval
