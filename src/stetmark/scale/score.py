"""Score answers in Parquet or JSONL: scores in Parquet and a summary, the same rows from both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stetmark.errors import SettingsError
from stetmark.records import Answer, Score
from stetmark.scale.files import ENGINES, form_of, items_on_disk, new_folder, within, write_bytes
from stetmark.scoring.batch import Batch
from stetmark.scoring.run import BATCH_BYTES, judge_batches
from stetmark.scoring.signature import run_signature
from stetmark.statistics.accumulate import Summarizer
from stetmark.statistics.conclude import conclude
from stetmark.store import RunFolder
from stetmark.store.items import iter_items
from stetmark.store.parquet import list_files, read_tables, write_parquet
from stetmark.store.ranges import cut
from stetmark.summary import Summary, dump_summary
from stetmark.workers import n_cores

__all__ = ["score_files"]


def score_files(
    answers: str | Path,
    items: str | Path,
    out: str | Path,
    *,
    engine: str = "local",
    address: str | None = None,
    workers: int | None = None,
    repeats: int = 1,
    seed: int = 0,
) -> Summary:
    """Score answers; write OUT/scores/*.parquet, in the order of the answers, and OUT/summary.json.

    Args:
        answers: A .parquet or .jsonl file, or a folder of such, as a path or a URL; or a run folder.
        items: The items they answer, likewise.
        out: A folder that does not exist yet, as a path or a URL.
        engine: `local`: this machine's cores, in constant memory. `ray`: Ray Data.
        address: Address of a Ray cluster (`auto`, `ray://…`); None to start Ray on this machine.
        workers: Processes of the local engine; None for one per core.
        repeats: Answers expected of each system for each item.
        seed: Random seed.

    Raises:
        SettingsError: The engine is unknown, or what it needs is not installed.
        DataError: A file cannot be used, an answer belongs to no item, or `out`already exists.
    """
    if engine not in ENGINES:
        raise SettingsError(f"unknown engine {engine!r}", hint=f"Choose one of: {', '.join(ENGINES)}.")
    if RunFolder.is_run(answers):
        answers = Path(answers) / "answers.jsonl"
    form = form_of(answers)
    with items_on_disk(items) as items_file:
        total = Summarizer(iter_items(items_file), repeats=repeats)
        line = run_signature(iter_items(items_file), repeats=repeats, seed=seed)
        new_folder(out)
        if engine == "ray":
            from stetmark.scale.ray_engine import score_on_ray  # Ray takes a second to import

            score_on_ray(answers, form, items_file, within(out, "scores"), total, address=address)
        else:
            with write_parquet(within(out, "scores/part-00000.parquet"), Score) as write:
                batches = _batches(answers, form)
                for block in judge_batches(items_file, batches, total, workers=workers or n_cores()):
                    write(bytes(block))
    summary = conclude(total, seed=seed, signature=line)
    write_bytes(within(out, "summary.json"), dump_summary(summary))
    return summary


def _batches(answers: str | Path, form: str) -> Iterator[Batch]:
    if form == ".parquet":
        yield from read_tables(answers, Answer)
        return
    system, names = list_files(answers, ".jsonl")
    for name in names:
        if system.type_name == "local":
            yield from cut(name, BATCH_BYTES)
            continue
        with system.open_input_stream(name) as file:
            rest = b""
            while block := file.read(BATCH_BYTES):
                whole, newline, rest = (rest + block).rpartition(b"\n")
                if newline:
                    yield whole
            if rest.strip():
                yield rest
