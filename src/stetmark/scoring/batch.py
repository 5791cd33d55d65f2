"""Turn a batch of answers into score lines and their part of the summary: the one pure stage function.

One process, several processes and Ray all run `Stage`, so they all produce the same rows.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from stetmark.errors import DataError
from stetmark.records import SCORED_OUTCOMES, Answer, Item
from stetmark.scoring.judge_cache import JudgeCache
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.batch_counts import BatchCounts, batch_counts
from stetmark.store.parquet import from_table
from stetmark.store.ranges import Range, read_lines, read_range

__all__ = ["Batch", "Judged", "Stage", "make_stage"]

#: Answers on disk, answers as JSONL in memory, or an Arrow table of them.
Batch = Range | bytes | Any


class Judged(msgspec.Struct, frozen=True):
    """What came of one batch.

    Attributes:
        lines: The scores as JSONL, without the last newline; empty if no answer can have a score.
        n_answers: Answers read.
        n_scored: Scores among `lines`.
        counts: What they add to the summary.
    """

    lines: bytes
    n_answers: int
    n_scored: int
    counts: BatchCounts


class Stage:
    """Judges batches of answers to the items of a cache.

    Args:
        cache: The items.
    """

    def __init__(self, cache: JudgeCache) -> None:
        self.cache = cache
        self._encode = msgspec.json.Encoder().encode

    def __call__(self, batch: Batch) -> Judged:
        """Score one batch.

        Raises:
            DataError: A line is not an answer, or an answer belongs to no item (path, line).
        """
        pairs = list(self._matched(batch))
        items = {item.id: item for _, item in pairs}
        counts = Summarizer(items.values())
        lines = []
        for answer, item in pairs:
            if item.retired:
                continue
            counts.add_answer(answer)
            if answer.outcome in SCORED_OUTCOMES:
                score = self.cache.judge(item).score(answer)
                counts.add(score)
                lines.append(self._encode(score))
        return Judged(b"\n".join(lines), len(pairs), len(lines), batch_counts(counts))

    def _matched(self, batch: Batch) -> Iterator[tuple[Answer, Item]]:
        known: dict[str, Item] = {}
        for number, answer in _read(batch):
            item = known.get(answer.item)
            if item is None:
                try:
                    item = known[answer.item] = self.cache.item(answer.item)
                except KeyError:
                    raise _unknown_item(batch, number, answer) from None
            yield answer, item


def _read(batch: Batch) -> Iterable[tuple[int, Answer]]:
    if isinstance(batch, Range):
        return read_range(batch, Answer, torn=True)
    if isinstance(batch, bytes):
        return read_lines(batch.split(b"\n"), Answer, torn=True)
    return enumerate(from_table(batch, Answer), 1)


def _unknown_item(batch: Batch, number: int, answer: Answer) -> DataError:
    said = f"an answer from {answer.system!r} is to item {answer.item!r}, which is not in the items file"
    hint = "give the items file that these answers belong to"
    if isinstance(batch, Range):
        return DataError(said, path=batch.path, line=batch.line(number), hint=hint)
    return DataError(said, hint=hint)


def _open(items: Path | bytes) -> Stage:
    return Stage(JudgeCache(items))


def make_stage(items: Path | bytes) -> functools.partial[Stage]:
    """Return what a worker process makes its stage with: a file of items, or its content."""
    return functools.partial(_open, items)
