"""How is a whole run judged?  In batches, on all cores, in the order of the answers, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from stetmark.records import Answer
from stetmark.scoring.batch import Batch, Judged, make_stage
from stetmark.scoring.signature import run_signature
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.batch_counts import add_batch_counts
from stetmark.statistics.conclude import conclude
from stetmark.store import RunFolder, write_jsonl
from stetmark.store.ranges import cut
from stetmark.summary import Summary, dump_summary
from stetmark.workers import Workers, n_cores

__all__ = ["BATCH_BYTES", "in_batches", "judge_batches", "score_run", "workers_for"]

#: Small enough that a few of them in flight need no memory to speak of, large enough that cutting, sending
#: and adding up cost nothing beside judging. Part of the result only where the audit is not complete.
BATCH_BYTES = 1 << 20
#: Below this (some 5,000 answers) a worker is not worth its start.
ALONE_BYTES = 8 << 20


def score_run(folder: RunFolder, *, seed: int = 0, workers: int | None = None) -> Summary:
    """Judge every answer of a run folder; write scores.jsonl and summary.json.

    Scores come in the order of the answers and hang neither on the number of workers nor on the cuts.

    Args:
        folder: The run.
        seed: Random seed.
        workers: Processes; None for up to one per core, as needed.

    Raises:
        DataError: An answer belongs to no item of the run, or a file cannot be used.
    """
    total = Summarizer(folder.items(), repeats=folder.manifest.repeats, folder=folder.path)
    items, answers = folder.path / "items.jsonl", folder.path / "answers.jsonl"
    size = answers.stat().st_size if answers.exists() else 0
    batches = cut(answers, BATCH_BYTES) if size else iter(())
    blocks = judge_batches(items, batches, total, workers=workers_for(size, workers))
    write_jsonl(folder.path / "scores.jsonl", blocks)
    line = run_signature(folder.items(), repeats=folder.manifest.repeats, seed=seed)
    summary = conclude(total, seed=seed, signature=line)
    folder.write_summary(dump_summary(summary))
    return summary


def workers_for(n_bytes: int, workers: int | None = None) -> int:
    """Return how many processes these answers are worth: `workers` if given, else all cores or one."""
    if workers is None:
        workers = n_cores() if n_bytes >= ALONE_BYTES else 1
    return max(1, min(workers, -(-n_bytes // BATCH_BYTES)))


def judge_batches(
    items: Path | bytes, batches: Iterable[Batch], total: Summarizer, *, workers: int
) -> Iterator[msgspec.Raw]:
    """Yield the scores of each batch as JSONL, in order, counting into `total` on the way.

    Args:
        items: A JSONL file of items, or its content.
        batches: Answers, from `stetmark.store.ranges.cut` or `in_batches`.
        total: Counts everything.
        workers: Processes; with 1 all is done in this one.

    Raises:
        DataError: As `stetmark.scoring.batch.Stage`; or a worker died.
    """
    if workers <= 1:
        yield from _counted(map(make_stage(items)(), batches), total)
        return
    with Workers[Batch, Judged](workers, make_stage(items)) as pool:
        yield from _counted(pool.map(batches), total)


def _counted(judged: Iterable[Judged], total: Summarizer) -> Iterator[msgspec.Raw]:
    for batch in judged:
        add_batch_counts(total, batch.counts)
        if batch.lines:
            yield msgspec.Raw(batch.lines)


def in_batches(answers: Iterable[Answer], n_bytes: int = BATCH_BYTES) -> Iterator[bytes]:
    """Yield answers from anywhere as JSONL of about so many bytes."""
    encode = msgspec.json.Encoder().encode
    lines: list[bytes] = []
    size = 0
    for answer in answers:
        lines.append(encode(answer))
        size += len(lines[-1])
        if size >= n_bytes:
            yield b"\n".join(lines)
            lines, size = [], 0
    if lines:
        yield b"\n".join(lines)
