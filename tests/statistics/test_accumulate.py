"""What is counted of each score and answer."""

from __future__ import annotations

import math

import pytest

from fakes.scores import answer, change, edit, items, score
from stetmark.errors import DataError
from stetmark.records import Item, Usage
from stetmark.statistics.accumulate import COLUMNS, ItemFacts, Summarizer


def counted(*scores, answers=(), some=None):
    """The row of item i0 of system s, by column."""
    summarizer = Summarizer(items(2) if some is None else some)
    for one in scores:
        summarizer.add(one)
    for one in answers:
        summarizer.add_answer(one)
    return dict(zip(COLUMNS, summarizer.item_counts("s")[0].tolist(), strict=True)), summarizer.system("s")


def test_each_column_of_a_score():
    """Verdicts, changes, rungs and words, each where it belongs."""
    row, _ = counted(
        score(
            verdicts=["corrected", "corrected", "missed", "miscorrected"],
            changes=[change(), change("dash", 60)],
            n_words=70,
            n_changes=5,
            n_unneeded=7,
            livebench=True,
        )
    )
    assert row == {
        "n_scored": 1,
        "n_unassessable": 0,
        "strict": 0,
        "exact": 0,
        "livebench": 1,
        "tp": 2,
        "fp": 6,
        "fn": 2,
        "n_words": 70,
        "n_unneeded": 7,
        "n_untouched": 0,
        "n_answers": 0,
    }
    row, _ = counted(score(), score(repeat=2, envelope=["fence"]))
    assert (row["n_scored"], row["strict"], row["exact"], row["n_untouched"], row["tp"]) == (2, 1, 2, 2, 2)
    row, _ = counted(score(verdicts=["missed"], assessable=False, envelope=["empty"]))
    assert (row["n_unassessable"], row["n_words"], row["n_untouched"], row["fn"]) == (1, 0, 0, 1)


def test_classes_of_miscorrected_slots():
    """By class; `other` where there is none."""
    one = score()
    slots = (edit("miscorrected", class_="case"), edit("miscorrected", 10), edit("missed", 20))
    _, system = counted(type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"edits": slots}))
    assert system.slot_classes == {"case": 1, "other": 1}
    assert (system.sums["missed"], system.sums["miscorrected"]) == (1, 2)


def test_answers_are_counted_apart_from_scores():
    """Outcomes, money, time and tokens; what is unknown is counted as unknown."""
    row, system = counted(
        answers=[
            answer(cost_usd=0.25, latency_s=2.0, usage=Usage(input_tokens=5)),
            answer(repeat=2),
            answer(repeat=3, outcome="failed", latency_s=0.0),
        ]
    )
    assert row["n_answers"] == 3
    assert system.outcomes == {"complete": 2, "failed": 1}
    assert (system.cost_usd(), system.sums["n_cost"], system.sums["n_cost_unknown"]) == (0.25, 1, 1)
    assert system.latencies.total() == 1  # a latency of nothing is none
    assert system.latency(0.5) == pytest.approx(2.0, rel=0.011)
    assert (system.sums["input_tokens"], system.sums["n_input_tokens"], system.sums["output_tokens"]) == (
        5,
        1,
        0,
    )


def test_quantiles_of_latency():
    """Each within one step; nothing measured is 0."""
    _, system = counted(answers=[answer(repeat=k, latency_s=float(k)) for k in range(1, 101)])
    for quantile in (0.01, 0.5, 0.95, 1.0):
        assert system.latency(quantile) == pytest.approx(100 * quantile, rel=0.011)
    assert math.isclose(system.sums["latency_us"], 5050e6)
    assert counted(score())[1].latency(0.5) == 0.0


def test_facts_of_items():
    """Clean items, their texts, tiers and languages; retired ones are known but not counted."""
    some = [
        *items(2, texts=1, tier="light", lang="en"),
        Item(id="clean", source="x", reference="x"),
        Item(id="old", reference="x", retired="unfair"),
    ]
    facts = ItemFacts(some)
    assert (facts.ids, facts.clusters) == (["i0", "i1", "clean"], ["t0", "t0", "clean"])
    assert (facts.tiers[:2], facts.langs[:2], list(facts.clean)) == (["light"] * 2, ["en"] * 2, [0, 0, 1])
    assert (facts.find("i1", "a score"), facts.find("old", "a score"), len(facts)) == (1, None, 3)
    with pytest.raises(DataError, match="a score of item 'no'"):
        facts.find("no", "a score")


def test_scores_of_retired_items_are_passed_over():
    """Neither the score nor the answer is counted."""
    some = [*items(1), Item(id="old", reference="x", retired="unfair")]
    row, system = counted(score(), score("old"), answers=[answer("old")], some=some)
    assert (row["n_scored"], row["n_answers"], system.outcomes.total()) == (1, 0, 0)
