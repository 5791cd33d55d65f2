"""Scores and answers in memory -> all numbers."""

from __future__ import annotations

from fakes.scores import answer, items, score
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
from stetmark.statistics.summarize import summarize


def test_it_is_what_adding_and_concluding_gives():
    """In one call, with the same options."""
    some, scores = items(12), [score(f"i{i}", s) for i in range(12) for s in "ab"]
    answers = [answer(one.item, one.system, cost_usd=0.1) for one in scores]
    summarizer = Summarizer(some, repeats=2)
    for one in scores:
        summarizer.add(one)
    for one in answers:
        summarizer.add_answer(one)
    assert summarize(some, scores, answers, seed=3, repeats=2, signature="s") == conclude(
        summarizer, seed=3, signature="s"
    )


def test_without_answers_every_answer_was_scored():
    """As many answers as scores; no outcome, cost or time is known."""
    row = summarize(items(2), [score("i0"), score("i1")]).systems[0]
    assert (row.n_answers, row.outcomes, row.cost_usd, row.latency) == (2, {}, None, None)
