"""Scores and answers in memory -> all numbers."""

from __future__ import annotations

from collections.abc import Iterable

from stetmark.records import Answer, Item, Score
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
from stetmark.summary import Summary

__all__ = ["summarize"]


def summarize(
    items: Iterable[Item],
    scores: Iterable[Score],
    answers: Iterable[Answer] = (),
    *,
    seed: int = 0,
    repeats: int = 1,
    signature: str = "",
) -> Summary:
    """Return all numbers of a run. None of them depends on the order of scores or answers.

    Args:
        items: The items asked; retired ones and those nobody answered are left out.
        scores: What was judged.
        answers: What was given, for outcomes, cost and latency; without them every answer was scored.
        seed: For the resampling.
        repeats: Answers expected of each system for each item.
        signature: What `stetmark.scoring.signature` made.

    Raises:
        DataError: a score or an answer belongs to no item.
    """
    summarizer = Summarizer(items, repeats=repeats)
    for answer in answers:
        summarizer.add_answer(answer)
    for score in scores:
        summarizer.add(score)
    return conclude(summarizer, seed=seed, signature=signature)
