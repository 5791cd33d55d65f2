"""Answers stream through, scores stream out, the summary grows beside them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from stetmark.errors import DataError
from stetmark.lexicon.default import LEXICON_VERSION
from stetmark.records import SCORED_OUTCOMES, Answer, Item, Score
from stetmark.scores.accumulate import Summarizer
from stetmark.scores.importing import Imported, manifest_of
from stetmark.scores.judge import score_answers
from stetmark.scores.signature import signature
from stetmark.store import RunFolder, content_hash, read_jsonl, write_jsonl
from stetmark.summary import Summary, dump_summary
from stetmark.tables import Row

__all__ = ["Scored", "judge_all", "rows_of", "run_signature", "score_imported"]


def judge_all(items: Iterable[Item], answers: Iterable[Answer], summarizer: Summarizer) -> Iterator[Score]:
    """Yield the score of each answer that can have one, counting answers and scores on the way.

    Answers to retired items are passed over.
    """
    kept = [item for item in items if not item.retired]

    def counted() -> Iterator[Answer]:
        for answer in answers:
            if answer.item not in summarizer.items.retired:
                summarizer.add_answer(answer)
                yield answer

    for score in score_answers(kept, counted()):
        summarizer.add(score)
        yield score


def run_signature(items: Sequence[Item], *, repeats: int = 1, seed: int = 0) -> str:
    """Return the signature of a run scored by this version."""
    return signature(
        lexicon=LEXICON_VERSION,
        items=content_hash(items),
        repeats=repeats,
        seed=seed,
    )


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

    def rows(self) -> Iterator[Row]:
        """Yield the table's rows in the order of the answers, with those that were never scored."""
        return rows_of(self.imported.items, self.imported.answers(), self.scores())


def rows_of(items: Iterable[Item], answers: Iterable[Answer], scores: Iterable[Score]) -> Iterator[Row]:
    """Yield one row an answer.

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
    argv: Sequence[str] = (),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Scored]:
    """Judge answers and hold the result while the block runs.

    Args:
        imported: Answers from anywhere.
        out: Make a run folder of them; it is there whole or not at all.
        in_place: The run folder they come from, whose scores and summary are written anew.
        seed: For what is drawn.
        argv: The command, for the manifest.
        now: The time, for the manifest.

    Raises:
        DataError: an answer cannot be used, or `out` is there already.
    """
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DataError("is there already", path=out, hint="name a folder that does not exist yet")
    line = run_signature(imported.items, repeats=imported.repeats, seed=seed)
    summarizer = Summarizer(imported.items, repeats=imported.repeats)
    scores = judge_all(imported.items, imported.answers(), summarizer)
    if in_place is not None:
        folder = RunFolder.open(in_place)
        with folder.lock():
            folder.write_scores(scores)
            summary = summarizer.finish(seed=seed, signature=line)
            folder.write_summary(dump_summary(summary))
        yield Scored(imported, summary, in_place / "scores.jsonl")
        return
    parent = None if out is None else out.resolve().parent
    if parent is not None and not parent.is_dir():
        parent.mkdir(parents=True)
    work = Path(tempfile.mkdtemp(prefix=".stetmark-", dir=parent))
    try:
        write_jsonl(work / "scores.jsonl", scores)
        summary = summarizer.finish(seed=seed, signature=line)
        where = work
        if out is not None:
            created = f"{now():%Y-%m-%dT%H:%M:%SZ}"
            manifest = manifest_of(imported, created=created, argv=argv, signature=line)
            folder = RunFolder.create(work, manifest, imported.items)
            write_jsonl(work / "answers.jsonl", imported.answers())
            folder.write_summary(dump_summary(summary))
            if out.exists():
                out.rmdir()  # it is empty: a folder that was made for this
            work.chmod(0o755)
            where = work.rename(out)
        yield Scored(imported, summary, where / "scores.jsonl")
    finally:
        shutil.rmtree(work, ignore_errors=True)
