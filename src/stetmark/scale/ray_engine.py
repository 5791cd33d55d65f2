"""The stage functions of `stetmark.scores` under Ray Data: it cuts, places, retries and writes; we judge.

Two passes, both of pure functions of batches: answers -> scores, written where they are made; then scores and
answers -> counts, a few hundred bytes a batch, which the driver adds up.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from stetmark.records import Answer, Item, Score
from stetmark.scale.session import ray_session
from stetmark.scoring.batch import Stage
from stetmark.scoring.judge_cache import JudgeCache
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.batch_counts import add_batch_counts, batch_counts
from stetmark.store.parquet import BATCH_ROWS, arrow_schema, from_table, list_files, locate, table_of_lines

__all__ = ["count_answers", "count_scores", "judge_table", "score_on_ray"]

#: What counting needs of answers and of scores: not their texts.
_COUNTED_ANSWER = ("item", "system", "repeat", "outcome", "usage", "latency_s", "cost_usd")
_NOT_COUNTED = {"hypothesis", "hypothesis_start", "folds", "diagnosis"}


def score_on_ray(
    answers: str | Path, form: str, items: Path, out: str, total: Summarizer, *, address: str | None
) -> None:
    """Score answers on Ray; write the scores as Parquet files to `out` and add the counts to `total`.

    Args:
        answers: A file or folder of `form` (`.parquet` or `.jsonl`), where every node can read it.
        form: What they are.
        items: A JSONL file on the driver's disk; its bytes go into Ray's object store once.
        out: A folder that every node can write to.
        total: Counts everything.
        address: Of a cluster; None starts Ray on this machine.

    Raises:
        SettingsError: Ray is not installed, or there is no cluster at this address.
        StetmarkError: As the stage function.
    """
    with ray_session(address) as ray:
        import numpy as np

        bytes_ = items.read_bytes()
        content = _Items(ray.put(np.frombuffer(bytes_, dtype=np.uint8)), hashlib.sha256(bytes_).hexdigest())
        how = {"batch_format": "pyarrow", "batch_size": BATCH_ROWS, "zero_copy_batch": True}
        read = _read(ray, answers, form, arrow_schema(Answer).names)
        system, inside = locate(out)
        read.map_batches(judge_table, fn_args=[content], **how).write_parquet(
            inside, filesystem=system, compression="zstd"
        )
        counted = _read(ray, answers, form, list(_COUNTED_ANSWER))
        _add(total, counted.map_batches(count_answers, fn_args=[content], **how))
        wanted = [name for name in arrow_schema(Score).names if name not in _NOT_COUNTED]
        scores = ray.data.read_parquet(inside, filesystem=system, columns=wanted)
        _add(total, scores.map_batches(count_scores, fn_args=[content], **how))


def judge_table(table: Any, items: _Items) -> Any:
    """Return the scores of a batch of answers (columns of `Answer`, or `text` with a line of JSON each).

    Args:
        table: An Arrow table.
        items: The items.
    """
    return table_of_lines(Stage(items.judge_cache())(_batch_of(table)).lines, Score)


def count_answers(table: Any, items: _Items) -> dict[str, list[bytes]]:
    """Return what a batch of answers adds to the counts, pickled."""
    batch = _batch_of(table)
    lines = batch.splitlines() if isinstance(batch, bytes) else None
    answers = (
        from_table(batch, Answer) if lines is None else [msgspec.json.decode(n, type=Answer) for n in lines]
    )
    counts = Summarizer(_items_of({answer.item for answer in answers}, items))
    for answer in answers:
        counts.add_answer(answer)
    return {"part": [pickle.dumps(batch_counts(counts))]}


def count_scores(table: Any, items: _Items) -> dict[str, list[bytes]]:
    """Return what a batch of scores adds to the counts, pickled."""
    scores = from_table(table, Score)
    counts = Summarizer(_items_of({score.item for score in scores}, items))
    for score in scores:
        counts.add(score)
    return {"part": [pickle.dumps(batch_counts(counts))]}


def _batch_of(table: Any) -> Any:
    if table.schema.names == ["text"]:
        return "\n".join(table.column("text").to_pylist()).encode()
    return table


def _items_of(ids: Iterable[str], items: _Items) -> Iterator[Item]:
    cache = items.judge_cache()
    return (cache.item(item) for item in sorted(ids))


class _Items:
    """The items of a run as every worker gets them: in shared memory, found once a process."""

    def __init__(self, content: Any, name: str) -> None:
        self.content, self.name = content, name

    def judge_cache(self) -> JudgeCache:
        """Return the items."""
        if self.name not in _CACHES:
            import ray

            content = ray.get(self.content) if isinstance(self.content, ray.ObjectRef) else self.content
            _CACHES.clear()
            _CACHES[self.name] = JudgeCache(memoryview(content))
        return _CACHES[self.name]


#: A worker process goes from batch to batch of one run: its judges stay.
_CACHES: dict[str, JudgeCache] = {}


def _read(ray: Any, path: str | Path, form: str, columns: list[str]) -> Any:
    # The files by name, as the local engine takes them: Ray's own listing of a folder promises no order.
    system, files = list_files(path, form)
    if form == ".jsonl":
        return ray.data.read_text(files, filesystem=system, drop_empty_lines=True)
    import pyarrow.dataset as ds

    there = set(ds.dataset(files, filesystem=system, format="parquet").schema.names)
    return ray.data.read_parquet(files, filesystem=system, columns=[c for c in columns if c in there])


def _add(total: Summarizer, parts: Any) -> None:
    for row in parts.iter_rows():
        add_batch_counts(total, pickle.loads(row["part"]))  # noqa: S301  (made by our own stage)
