"""Every rate, what it is where its denominator is zero, and that order never matters."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.scores import answer, change, items, score
from stetmark.errors import DataError
from stetmark.records import Item, Usage
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.batch_counts import add_batch_counts, batch_counts
from stetmark.statistics.conclude import conclude
from stetmark.statistics.metrics import f_score, per_1000, precision, recall
from stetmark.statistics.summarize import summarize
from stetmark.summary import dump_summary, load_summary


def one(scores, answers=(), n=1, **more):
    return summarize(items(n), scores, answers, **more).systems[0]


@pytest.mark.parametrize(
    ("tp", "fp", "fn", "p", "r", "f"),
    [
        (0, 0, 0, None, None, None),
        (0, 0, 3, None, 0.0, 0.0),
        (0, 3, 0, 0.0, None, 0.0),
        (0, 2, 2, 0.0, 0.0, 0.0),
        (4, 0, 0, 1.0, 1.0, 1.0),
        (3, 1, 1, 0.75, 0.75, 0.75),
        (1, 0, 3, 1.0, 0.25, 0.625),
    ],
)
def test_precision_recall_f(tp, fp, fn, p, r, f) -> None:
    """Nothing proposed: no precision. Nothing expected: no recall. Nothing right: F is 0, unless nothing was wrong."""
    assert precision(tp, fp) == p
    assert recall(tp, fn) == r
    assert f_score(tp, fp, fn) == (None if f is None else pytest.approx(f))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f_is_the_weighted_harmonic_mean(tp, fp, fn) -> None:
    """Where precision and recall exist, F0.5 is (1 + b²)PR / (b²P + R)."""
    p, r = precision(tp, fp), recall(tp, fn)
    if p and r:
        assert f_score(tp, fp, fn) == pytest.approx(1.25 * p * r / (0.25 * p + r))


def test_a_miscorrected_edit_counts_twice() -> None:
    """Miscorrected is FP and FN; missed is FN; a change is FP; the envelope is nothing."""
    row = one(
        [score(verdicts=["corrected", "missed", "miscorrected"], changes=[change()], envelope=["preamble"])]
    )
    assert (row.tp, row.fp, row.fn) == (1, 2, 2)
    assert (row.missed, row.miscorrected) == (1, 1)
    assert row.envelope == {"preamble": 1}
    assert (row.detection_recall, row.detection_precision) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_returning_the_source() -> None:
    """A system that changes nothing: recall 0, no precision, F 0, fully untouched."""
    row = one([score(verdicts=["missed", "missed"])])
    assert (row.precision, row.recall, row.f05, row.untouched_rate, row.unneeded_per_1000) == (
        None,
        0,
        0,
        1,
        0,
    )


def test_a_perfect_answer_to_a_clean_text() -> None:
    """Nothing to fix and nothing changed: precision, recall and F are all undefined, no false alarm."""
    row = summarize(items(1, clean=True), [score(verdicts=[])]).systems[0]
    assert (row.precision, row.recall, row.f05) == (None, None, None)
    assert (row.n_clean, row.false_alarms, row.false_alarm_rate) == (1, 0, 0)


def test_false_alarms() -> None:
    """Any change to a clean text is a false alarm; an unassessable answer is none, it stands apart."""
    scores = [
        score("i0", verdicts=[], changes=[change(), change("dash", 60)]),
        score("i1", verdicts=[]),
        score("i2", verdicts=[], envelope=["refused"], assessable=False),
    ]
    row = summarize(items(3, clean=True), scores).systems[0]
    assert (row.n_clean, row.false_alarms, row.false_alarm_rate, row.n_unassessable) == (2, 1, 0.5, 1)
    assert summarize(items(1), [score(changes=[change()])]).systems[0].n_clean == 0


def test_a_two_way_item_is_not_clean() -> None:
    """Without a source nobody knows whether there was something to fix."""
    row = summarize([Item(id="i0", reference="x")], [score(verdicts=[], changes=[change()])]).systems[0]
    assert (row.n_clean, row.recall, row.precision) == (0, None, 0.0)


def test_unassessable_answers() -> None:
    """All gold edits missed, no words counted, never among the answers without change."""
    scores = [
        score("i0", verdicts=["missed"] * 3, envelope=["translated"], assessable=False),
        score("i1", verdicts=["corrected"] * 3, changes=[change()], n_words=200),
    ]
    row = one(scores, n=2)
    assert (row.n_scored, row.n_unassessable, row.recall, row.precision) == (2, 1, 0.5, 0.75)
    assert (row.unneeded_per_1000, row.untouched_rate, row.n_words) == (5.0, 0.0, 200)
    only = one(scores[:1])
    assert (only.unneeded_per_1000, only.untouched_rate, only.precision, only.recall) == (
        None,
        None,
        None,
        0.0,
    )
    assert only.failures["unassessable"] == 1


def test_per_1000_weighs_rewrites_and_reflow() -> None:
    """A rewrite counts its words, reflowing once; both are given by the score."""
    lines = [change("whitespace", at) for at in (1, 3, 5)]
    row = one([score(changes=[*lines, change("rewrite", 20)], n_changes=2, n_unneeded=9, n_words=300)])
    assert row.unneeded_per_1000 == 30
    assert row.fp == 2
    assert row.classes == {"whitespace": 1, "rewrite": 1}
    assert per_1000(3, 0) is None


def test_failures_are_decomposed() -> None:
    """Changes only, slots only, both, envelope only, unassessable: each answer that is not strict, once."""
    scores = [
        score("i0"),
        score("i1", envelope=["preamble"]),
        score("i2", envelope=["duplicated"], exact=False),
        score("i3", changes=[change()]),
        score("i4", verdicts=["missed"]),
        score("i5", verdicts=["miscorrected"], changes=[change()]),
        score("i6", verdicts=["missed"], assessable=False, envelope=["empty"]),
    ]
    row = one(scores, n=7)
    assert row.failures == {
        "changes_only": 1,
        "slots_only": 1,
        "both": 1,
        "envelope_only": 2,
        "unassessable": 1,
    }
    assert sum(row.failures.values()) == row.n_scored - row.strict
    assert (row.strict, row.exact) == (1, 2)


def test_missing_answers_are_bounds_not_zeros() -> None:
    """Filtered, failed and absent answers: no rate counts them, the bounds count them wrong and right."""
    scores = [score("i0"), score("i1", verdicts=["missed"])]
    answers = [answer("i0"), answer("i1"), answer("i2", outcome="failed"), answer("i3", outcome="filtered")]
    other = [score(f"i{i}", "t") for i in range(5)]
    rows = {r.system: r for r in summarize(items(6), [*scores, *other], answers).systems}
    row = rows["s"]
    assert (row.n_items, row.n_answers, row.n_scored, row.n_missing) == (5, 4, 2, 3)
    assert (row.exact_rate, row.exact_bounds) == (0.5, (0.2, 0.8))
    assert row.outcomes == {"complete": 2, "filtered": 1, "failed": 1}
    assert rows["t"].exact_bounds == (1.0, 1.0)


def test_a_system_that_only_failed() -> None:
    """No rate at all, and bounds that say so."""
    row = one([], [answer("i0", outcome="failed")])
    assert (row.n_scored, row.exact_rate, row.exact_ci, row.exact_bounds) == (0, None, None, (0.0, 1.0))


def test_failing_cannot_lift_a_rank() -> None:
    """Ranks go by exact answers per answer expected."""
    honest = [score(f"i{i}", "honest", verdicts=["corrected" if i < 8 else "missed"]) for i in range(10)]
    picky = [score(f"i{i}", "picky") for i in range(5)]
    first, second = summarize(items(10), [*picky, *honest]).systems
    assert (first.system, second.system, second.exact_rate) == ("honest", "picky", 1.0)


def test_repeats() -> None:
    """Every repeat is an answer; what is expected is items times repeats."""
    scores = [score("i0", repeat=1), score("i0", repeat=2, verdicts=["missed"]), score("i1", repeat=1)]
    row = one(scores, n=2, repeats=2)
    assert (row.n_items, row.n_expected, row.n_scored, row.exact, row.exact_bounds) == (
        2,
        4,
        3,
        2,
        (0.5, 0.75),
    )
    assert one(scores[:2]).n_expected == 2


def test_retired_and_unknown_items() -> None:
    """A retired item is never counted; a score of no item is refused."""
    some = [*items(1), Item(id="old", reference="x", retired="unfair")]
    row = summarize(some, [score("i0"), score("old")], [answer("old")]).systems[0]
    assert (row.n_items, row.n_scored, row.n_answers) == (1, 1, 1)
    with pytest.raises(DataError, match="'no'"):
        summarize(some, [score("no")])
    with pytest.raises(DataError, match="occurs twice"):
        summarize([*items(1), *items(1)], [])


def test_cost_time_and_tokens() -> None:
    """One unknown price makes the sum unknown, never smaller; quantiles are within 1 %."""
    known = [
        answer(f"i{i}", cost_usd=0.1, latency_s=1.0 + i, usage=Usage(input_tokens=10)) for i in range(100)
    ]
    row = one([], known, n=100)
    assert row.cost_usd == pytest.approx(10.0, abs=1e-12)
    assert row.latency is not None
    assert row.latency.median_s == pytest.approx(50, rel=0.011)
    assert row.latency.p95_s == pytest.approx(95, rel=0.011)
    assert row.latency.mean_s == pytest.approx(50.5)
    assert (row.input_tokens, row.output_tokens) == (1000, None)
    row = one([], [*known, answer("i0", repeat=2)], n=100)
    assert (row.cost_usd, row.n_cost_known, row.cost_known_usd) == (None, 100, pytest.approx(10.0))
    assert one([], [answer()]).cost_usd is None
    assert one([], [answer(cost_usd=0.0)]).cost_usd == 0.0


def test_tiers_and_languages() -> None:
    """The same figures by tier and by language, tiers in their order."""
    some = [
        *items(1, tier="heavy", lang="en"),
        Item(id="i1", source="a", reference="b", tier="light", lang="zh"),
        Item(id="i2", source="a", reference="b", tier="light", lang="zh"),
    ]
    row = summarize(some, [score("i0", verdicts=["missed"]), score("i1"), score("i2")]).systems[0]
    assert list(row.tiers) == ["light", "heavy"]
    assert (row.tiers["light"].exact, row.tiers["light"].n_items, row.tiers["heavy"].exact_rate) == (
        2,
        2,
        0.0,
    )
    assert (row.langs["zh"].exact_rate, row.langs["en"].recall) == (1.0, 0.0)


VERDICTS = st.lists(st.sampled_from(["corrected", "missed", "miscorrected"]), max_size=4)
SCORES = st.lists(
    st.builds(
        lambda i, s, r, v, n, a: score(
            f"i{i}",
            s,
            r,
            verdicts=v if a else ["missed"],
            assessable=a,
            changes=[change(at=20 + k) for k in range(n)] if a else [],
        ),
        st.integers(0, 11),
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 2),
        VERDICTS,
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(SCORES, st.integers(0, 999))
def test_order_and_halves_change_nothing(scores, shuffle) -> None:
    """Any order, and any two halves counted apart, give the same bytes."""
    some = items(12, texts=11)
    answers = [answer(s.item, s.system, s.repeat, cost_usd=0.1, latency_s=0.3) for s in scores]
    whole = dump_summary(summarize(some, scores, answers))
    mixed = list(zip(scores, answers, strict=True))
    random.Random(shuffle).shuffle(mixed)
    cut = shuffle % (len(mixed) + 1)
    assert dump_summary(summarize(some, [m[0] for m in mixed], [m[1] for m in mixed])) == whole
    total = Summarizer(some)
    for part in (mixed[cut:], mixed[:cut]):
        half = Summarizer(some)
        for s, a in part:
            half.add(s).add_answer(a)
        add_batch_counts(total, batch_counts(half))
    assert dump_summary(conclude(total)) == whole
    assert dump_summary(load_summary(whole)) == whole


@settings(max_examples=30, deadline=None)
@given(SCORES)
def test_counts_hold_together(scores) -> None:
    """Each gold edit has one verdict, each class count is part of FP, parts sum to the whole."""
    summary = summarize(items(12, tier="light"), scores)
    for row in summary.systems:
        assert row.tp + row.fn == sum(len(s.edits) for s in scores if s.system == row.system)
        assert row.fn == row.missed + row.miscorrected
        assert row.fp == row.miscorrected + sum(row.classes.values())
        assert row.strict <= row.exact <= row.n_scored
        assert row.exact_bounds[0] <= (row.exact_rate or 0) <= row.exact_bounds[1] or row.exact_rate is None
        assert row.tiers["light"].exact == row.exact
        assert row.rank_interval[0] <= row.rank <= row.rank_interval[1]
    assert sorted(r.rank for r in summary.systems) == list(range(1, len(summary.systems) + 1))
