"""What a batch of answers adds to a summary: small, so that it can travel, and added in any order but one.

Counts can be added in any order. The audit forgets rare deviations when it holds too many, so it depends on
where the cuts between batches lie: these are the same for one worker and for many.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from stetmark.statistics.accumulate import COLUMNS, Summarizer, Tally
from stetmark.statistics.audit import AuditTally

__all__ = ["Part", "add_part", "part_of"]


class Part(msgspec.Struct, frozen=True):
    """The counts of one batch.

    Attributes:
        items: Ids of the items that the rows count for.
        systems: system -> (places in `items`, shape (n,); rows of counts, shape (n, columns); counters).
        audit: The deviations of the batch.
    """

    items: list[str]
    systems: dict[str, tuple[Any, Any, dict[str, Counter[Any]]]]
    audit: AuditTally


def part_of(batch: Summarizer) -> Part:
    """Return what a summarizer of few items counted."""
    import numpy as np  # a command that scores nothing need not wait for it

    systems = {}
    for name, tally in batch.tallies.items():
        rows = np.frombuffer(tally.rows, dtype=np.int64).reshape(-1, len(COLUMNS))
        places = np.flatnonzero(rows.any(axis=1))
        systems[name] = (places.astype(np.int32), rows[places].astype(np.int32), _counters(tally))
    return Part(batch.items.ids, systems, batch.audit)


def add_part(total: Summarizer, part: Part) -> None:
    """Add a batch to the summarizer of all items."""
    import numpy as np

    place = total.items.place
    places = np.array([place[item] for item in part.items], dtype=np.int32)
    for name, (chosen, rows, counters) in part.systems.items():
        total.ledger.add(name, places[chosen], rows)
        mine = _counters(total.tally(name))
        for kind, counter in counters.items():
            mine[kind].update(counter)
    total.audit.merge(part.audit)


def _counters(tally: Tally) -> dict[str, Counter[Any]]:
    return {name: value for name, value in vars(tally).items() if isinstance(value, Counter)}
