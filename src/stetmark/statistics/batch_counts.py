"""What a batch of answers adds to a summary: small, so that it can travel, and added in any order but one.

Counts can be added in any order. The audit forgets rare deviations when it holds too many, so it depends on
where the cuts between batches lie: these are the same for one worker and for many.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from stetmark.statistics.accumulate import COLUMNS, Summarizer, SystemCounts
from stetmark.statistics.audit import AuditTally

__all__ = ["BatchCounts", "add_batch_counts", "batch_counts"]


class BatchCounts(msgspec.Struct, frozen=True):
    """The counts of one batch.

    Attributes:
        items: Ids of the items that the rows count for.
        systems: system -> (places in `items`, shape (n,); rows of counts, shape (n, columns); counters).
        audit: The deviations of the batch.
    """

    items: list[str]
    systems: dict[str, tuple[Any, Any, dict[str, Counter[Any]]]]
    audit: AuditTally


def batch_counts(batch: Summarizer) -> BatchCounts:
    """Return what a summarizer of few items counted."""
    import numpy as np  # a command that scores nothing need not wait for it

    systems = {}
    for name, counts in batch.systems.items():
        rows = np.frombuffer(counts.rows, dtype=np.int64).reshape(-1, len(COLUMNS))
        places = np.flatnonzero(rows.any(axis=1))
        systems[name] = (places.astype(np.int32), rows[places].astype(np.int32), _counters(counts))
    return BatchCounts(batch.items.ids, systems, batch.audit)


def add_batch_counts(total: Summarizer, batch: BatchCounts) -> None:
    """Add a batch to the summarizer of all items."""
    import numpy as np

    place = total.items.place
    places = np.array([place[item] for item in batch.items], dtype=np.int32)
    for name, (chosen, rows, counters) in batch.systems.items():
        total.ledger.add(name, places[chosen], rows)
        mine = _counters(total.system(name))
        for kind, counter in counters.items():
            mine[kind].update(counter)
    total.audit.merge(batch.audit)


def _counters(counts: SystemCounts) -> dict[str, Counter[Any]]:
    return {name: value for name, value in vars(counts).items() if isinstance(value, Counter)}
