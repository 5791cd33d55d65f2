"""A million scores are summarised in the memory that a hundred thousand need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROGRAM = """
import random, resource, sys
sys.path.insert(0, sys.argv[2])
from fakes.scores import change, items, score
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
rng = random.Random(0)
pool = [
    score(
        f"i{i}", f"s{k}", verdicts=["corrected" if rng.random() < 0.9 else "missed" for _ in range(5)],
        changes=[change(at=rng.randrange(500), written=str(rng.randrange(50)))] if rng.random() < 0.3 else [],
    )
    for i in range(1000) for k in range(10)
]
summarizer = Summarizer(items(1000, texts=500))
for turn in range(int(sys.argv[1]) // len(pool)):
    for one in pool:
        summarizer.add(one)
summary = conclude(summarizer)
assert sum(row.n_scored for row in summary.systems) == int(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def megabytes(n: int, program: str = PROGRAM) -> int:
    done = subprocess.run(
        [sys.executable, "-c", program, str(n), str(TESTS)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.slow
def test_a_million_scores_in_constant_memory() -> None:
    """Ten times the scores, the same peak."""
    small, large = megabytes(100_000), megabytes(1_000_000)
    print(f"peak of 100,000 scores {small} MB, of 1,000,000 scores {large} MB")
    assert large < small * 1.1 + 5


PARTS = """
import resource, sys
import numpy as np
sys.path.insert(0, sys.argv[2])
from fakes.scores import items
from stetmark.statistics.accumulate import COLUMNS, Summarizer
from stetmark.statistics.audit import AuditTally
from stetmark.statistics.conclude import conclude
from stetmark.statistics.batch_counts import BatchCounts, add_batch_counts
n = int(sys.argv[1])
rng = np.random.default_rng(0)
total = Summarizer(items(n, texts=n // 2))
for start in range(0, n, 40):
    rows = np.zeros((40, len(COLUMNS)), dtype=np.int32)
    rows[:, 0] = rows[:, 11] = 1
    systems = {}
    for k in range(20):
        rows[:, 3] = rng.random(40) < 0.4 + k / 50
        systems[f"s{k}"] = (np.arange(40, dtype=np.int32), rows.copy(), {})
    add_batch_counts(total, BatchCounts([f"i{i}" for i in range(start, start + 40)], systems, AuditTally()))
summary = conclude(total)
assert sum(row.n_scored for row in summary.systems) == 20 * n
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_items_times_systems() -> None:
    """Ten times the items, 20 systems: a table of all counts would be 69 MB more, its copies 300."""
    small, large = megabytes(4_000, PARTS), megabytes(40_000, PARTS)
    print(f"peak of 80,000 counts {small} MB, of 800,000 counts {large} MB")
    assert large < small + 35
