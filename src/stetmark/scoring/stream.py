"""Answers that came from anywhere: judged, held for a command to show, or made a run folder of."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from stetmark.errors import DataError
from stetmark.records import SCORED_OUTCOMES, Answer, Item, Manifest, Score
from stetmark.scoring.importing import Imported, manifest_of
from stetmark.scoring.judge_cache import encode_items
from stetmark.scoring.run import in_batches, judge_batches, score_run, workers_for
from stetmark.scoring.signature import run_signature
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
from stetmark.store import RunFolder, read_jsonl, write_jsonl
from stetmark.summary import Summary, dump_summary
from stetmark.tables import Row

__all__ = ["Scored", "rows_of", "score_imported"]


class Scored:
    """A summary, and the answers and scores behind it.

    Attributes:
        imported: The answers and items.
        summary: All numbers.
        path: A JSONL file with the scores, in the order of the answers.
    """

    def __init__(self, imported: Imported, summary: Summary, path: Path) -> None:
        self.imported, self.summary, self.path = imported, summary, path

    def scores(self) -> Iterator[Score]:
        """Yield the scores in the order of the answers."""
        return read_jsonl(self.path, Score)

    def unscored(self) -> Iterator[Answer]:
        """Yield the answers that have no score: filtered and failed ones."""
        retired = {item.id for item in self.imported.items if item.retired}
        for answer in self.imported.answers():
            if answer.outcome not in SCORED_OUTCOMES and answer.item not in retired:
                yield answer

    def rows(self) -> Iterator[Row]:
        """Yield the table's rows in the order of the answers, with those that were never scored."""
        return rows_of(self.imported.items, self.imported.answers(), self.scores())


def rows_of(items: Iterable[Item], answers: Iterable[Answer], scores: Iterable[Score]) -> Iterator[Row]:
    """Yield one row per answer.

    Args:
        items: The items.
        answers: All answers.
        scores: The scores of those that can have one, in the same order.
    """
    known = {item.id: item for item in items}
    left = iter(scores)
    for answer in answers:
        item = known[answer.item]
        if item.retired:
            continue
        yield Row(
            system=answer.system,
            answer=answer.reply,
            reference=item.reference,
            source=item.source,
            item="" if item.id.startswith("text-") else item.id,
            repeat=answer.repeat,
            outcome=answer.outcome,
            score=next(left) if answer.outcome in SCORED_OUTCOMES else None,
        )


@contextmanager
def score_imported(
    imported: Imported,
    *,
    out: Path | None = None,
    in_place: Path | None = None,
    seed: int = 0,
    workers: int | None = None,
    argv: Sequence[str] = (),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Scored]:
    """Score answers, and keep the result available while the block runs.

    Args:
        imported: Answers from anywhere.
        out: Run folder to create, completely or not at all.
        in_place: The run folder they come from, whose scores and summary are rewritten.
        seed: Random seed.
        workers: Processes; None for up to one per core, as needed.
        argv: The command, for the manifest.
        now: The time, for the manifest.

    Raises:
        DataError: An answer cannot be used, or `out` already exists.
    """
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DataError("already exists", path=out, hint="choose a folder that does not exist yet")
    if in_place is not None:
        folder = RunFolder.open(in_place)
        with folder.lock():
            summary = score_run(folder, seed=seed, workers=workers)
        yield Scored(imported, summary, in_place / "scores.jsonl")
        return
    line = run_signature(imported.items, repeats=imported.repeats, seed=seed)
    summarizer = Summarizer(imported.items, repeats=imported.repeats)
    scores = judge_batches(
        encode_items(imported.items),
        in_batches(imported.answers()),
        summarizer,
        workers=workers_for(imported.n_bytes, workers),
    )
    parent = None if out is None else out.resolve().parent
    if parent is not None and not parent.is_dir():
        parent.mkdir(parents=True)
    work = Path(tempfile.mkdtemp(prefix=".stetmark-", dir=parent))
    try:
        write_jsonl(work / "scores.jsonl", scores)
        summary = conclude(summarizer, seed=seed, signature=line)
        where = work
        if out is not None:
            systems = [row.system for row in summary.systems]
            created = f"{now():%Y-%m-%dT%H:%M:%SZ}"
            manifest = manifest_of(imported, systems, created=created, argv=argv, signature=line)
            where = _as_run(work, out, imported, manifest, summary)
        yield Scored(imported, summary, where / "scores.jsonl")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _as_run(work: Path, out: Path, imported: Imported, manifest: Manifest, summary: Summary) -> Path:
    """Turn the working folder with the scores into a run folder, and move it to its place."""
    folder = RunFolder.create(work, manifest, imported.items)
    write_jsonl(work / "answers.jsonl", imported.answers())
    folder.write_summary(dump_summary(summary))
    if out.exists():
        out.rmdir()  # it is empty: a folder that was made for this
    work.chmod(0o755)
    return work.rename(out)
