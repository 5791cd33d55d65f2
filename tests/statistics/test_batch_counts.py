"""What a batch adds to a summary: small, and the same in any order."""

from __future__ import annotations

import pickle

import pytest

from fakes.scores import answer, change, items, score
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.batch_counts import add_batch_counts, batch_counts
from stetmark.statistics.conclude import conclude

SOME = items(6, texts=3)
SCORES = [
    score(
        f"i{i}", s, verdicts=["corrected", "missed" if i % 2 else "corrected"], changes=[change()] * (i % 3)
    )
    for i in range(6)
    for s in "ab"
]


def counted(scores, some=SOME):
    summarizer = Summarizer(some)
    for one in scores:
        summarizer.add(one).add_answer(answer(one.item, one.system, cost_usd=0.5))
    return summarizer


@pytest.mark.parametrize("order", [1, -1])
def test_batches_add_up_to_the_whole(order):
    """In any order, over the items of each batch alone, and after a journey."""
    total = Summarizer(SOME)
    for start in (0, 4, 8)[::order]:
        batch = counted(SCORES[start : start + 4], SOME[start // 2 : start // 2 + 2])
        add_batch_counts(total, pickle.loads(pickle.dumps(batch_counts(batch))))
    whole = counted(SCORES)
    assert conclude(total) == conclude(whole)
    for system in "ab":
        assert (total.item_counts(system) == whole.item_counts(system)).all()
        assert total.system(system).outcomes == whole.system(system).outcomes


def test_only_rows_with_a_count_travel():
    """Of a system that answered one item of many, one row; with the item's place in the batch."""
    got = batch_counts(counted([score("i3", "a")]))
    places, rows, counters = got.systems["a"]
    assert places.tolist() == [3]
    assert rows.shape[0] == 1
    assert counters["outcomes"] == {"complete": 1}
    assert got.items == [f"i{i}" for i in range(6)]
