"""Answers from anywhere: a table, our JSONL, LiveBench's JSONL, a run folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer, Item, Manifest
from stetmark.scoring import livebench_files as livebench
from stetmark.scoring.matching import items_of_rows, match_rows
from stetmark.store import RunFolder, read_items, read_jsonl
from stetmark.store.jsonl import numbered
from stetmark.tables import Row, read_table, resolve_columns

__all__ = ["Imported", "manifest_of", "read_answers"]

Notice = Callable[[str], None]


class Imported:
    """Answers, and the items they answer.

    Attributes:
        name: What the answers are called: the file's or the folder's name.
        items: The items, whether all are answered or not.
        manifest: Of the run folder they come from, or None.
        n_bytes: About how large they are.
    """

    def __init__(
        self,
        name: str,
        items: list[Item],
        read: Callable[[], Iterable[Answer]],
        manifest: Manifest | None = None,
        n_bytes: int = 0,
    ) -> None:
        self.name, self.items, self.manifest, self.n_bytes = name, items, manifest, n_bytes
        self._read = read

    def answers(self) -> Iterator[Answer]:
        """Yield the answers in the file's order, from the first each time this is called."""
        return iter(self._read())

    @property
    def repeats(self) -> int:
        """Answers expected of each system for each item."""
        return 1 if self.manifest is None else self.manifest.repeats


def _silent(message: str) -> None:
    del message


def read_answers(
    path: Path | str,
    items: Path | str | None = None,
    columns: str | None = None,
    notice: Notice = _silent,
) -> Imported:
    """Read answers, and match them to the items they answer.

    Rows of a table are matched to `items` by id if the table has one, or else by the text of the reference
    (and of the source, where the table has it). Without `items` each distinct (source, reference), or each
    id, is an item. The same system twice on one item is repeat 1 and repeat 2.

    Args:
        path: A table (.md, .csv, .tsv, .xlsx), a .jsonl file (ours; LiveBench's model_answer; or rows with
            the keys of a table), a folder of LiveBench's files, or a run folder.
        items: Items (.jsonl, .json), or LiveBench's question file.
        columns: Which column of a table is which (`stetmark.tables.parse_columns`).
        notice: Called with a message about anything that was ignored.

    Raises:
        DataError: something cannot be used (file, line, reason). Tables are refused whole.
        SettingsError: The format is not supported.
    """
    path = Path(path)
    known = None if items is None else _read_items(Path(items), notice)
    if path.is_dir():
        found = _folder(path, known, notice)
        found.n_bytes = sum(file.stat().st_size for file in path.glob("*.jsonl"))
    elif path.is_file():
        found = _file(path, known, columns, notice)
        found.n_bytes = path.stat().st_size
    else:
        raise DataError("no such file", path=path)
    return found


def _file(path: Path, known: list[Item] | None, columns: str | None, notice: Notice) -> Imported:
    if path.suffix.lower() == ".jsonl":
        return _jsonl(path, known, columns, notice)
    if path.suffix.lower() == ".json":
        raise SettingsError(
            f"{path}: answers in one .json object cannot be read", hint="write one answer per line, as .jsonl"
        )
    return _rows(path, read_table(path, columns).rows, known, notice)


def _read_items(path: Path, notice: Notice) -> list[Item]:
    if livebench.is_question_file(path):
        return livebench.read_questions(path, notice)
    return read_items(path)


def _rows(path: Path, rows: Iterable[Row], known: list[Item] | None, notice: Notice) -> Imported:
    rows = tuple(rows)
    if known is None:
        found, answers = items_of_rows(rows, path)
        return Imported(path.stem, found, lambda: answers)
    answers = match_rows(rows, known, path)
    _say_unanswered(known, {a.item for a in answers}, notice)
    return Imported(path.stem, known, lambda: answers)


def _say_unanswered(items: list[Item], answered: set[str], notice: Notice) -> None:
    if left := sum(item.id not in answered for item in items):
        notice(f"{left} of {len(items)} items have no answer here and are ignored")


def _folder(path: Path, known: list[Item] | None, notice: Notice) -> Imported:
    if RunFolder.is_run(path):
        run = RunFolder.open(path)
        asked = list(run.items())
        if known is None:
            return Imported(path.name, asked, lambda: run.answers(notice), run.manifest)
        return _mended(path, run, asked, known, notice)
    files = sorted(path.glob("*.jsonl"))
    questions = [file for file in files if livebench.is_question_file(file)]
    if questions:
        # LiveBench's own folder of a task: the questions, and the answers beside them or in model_answer/.
        files = [file for file in files if file not in questions] or sorted(path.glob("model_answer/*.jsonl"))
        known = livebench.read_questions(questions[0], notice) if known is None else known
    if not files:
        raise DataError(
            "is neither a run folder nor a folder of .jsonl answers",
            path=path,
            hint="a run folder contains manifest.json; a LiveBench task, question.jsonl and model_answer/",
        )
    return _livebench(path, files, known, notice)


def _mended(path: Path, run: RunFolder, asked: list[Item], known: list[Item], notice: Notice) -> Imported:
    """Return the answers of a run for a corrected set, without answers to items whose source has changed."""
    sources = {item.id: item.source for item in known}
    kept = {item.id for item in asked if item.id in sources and sources[item.id] == item.source}
    if gone := len(asked) - len(kept):
        notice(f"{gone} of {len(asked)} items of the run are missing from the items file or differ there")
    if not kept:
        raise DataError("none of this run's items are in the --items file", path=path)
    items = [item for item in known if item.id in kept]
    return Imported(path.name, items, lambda: (a for a in run.answers() if a.item in kept), run.manifest)


def _jsonl(path: Path, known: list[Item] | None, columns: str | None, notice: Notice) -> Imported:
    first = next(read_jsonl(path, dict[str, Any]), None)
    if first is None:
        raise DataError("the file is empty", path=path)
    if livebench.is_answer(first):
        return _livebench(path, [path], known, notice)
    if {"item", "system", "outcome"} <= first.keys():
        if known is None:
            raise DataError(
                "these answers refer to items by id, so the items are needed",
                path=path,
                hint="add --items ITEMS, or score the run folder they come from",
            )
        return Imported(path.stem, known, lambda: _ours(path, known, notice))
    return _rows(path, _json_rows(path, first, columns), known, notice)


def _ours(path: Path, known: list[Item], notice: Notice) -> Iterator[Answer]:
    """Yield the answers of Stetmark's own JSONL file; reject duplicates and answers to unknown items."""
    places = {item.id: place for place, item in enumerate(known)}
    seen: dict[str, list[int]] = {}
    for line, answer in numbered(path, Answer, torn=True, notice=notice):
        place = places.get(answer.item)
        if place is None:
            raise DataError(
                f"answer to item {answer.item!r}, which is not in the items file", path=path, line=line
            )
        if answer.repeat < 1:
            raise DataError(f"repeat must be 1 or more, not {answer.repeat}", path=path, line=line)
        bits = seen.setdefault(answer.system, [0] * len(known))
        if bits[place] >> answer.repeat & 1:
            raise DataError(
                f"a second answer from {answer.system!r} to item {answer.item!r}, repeat {answer.repeat}",
                path=path,
                line=line,
                hint="number repeats from 1",
            )
        bits[place] |= 1 << answer.repeat
        yield answer


def _json_rows(path: Path, first: Mapping[str, Any], columns: str | None) -> Iterator[Row]:
    headings = list(first)
    places = resolve_columns(headings, columns, path=path, line=1)
    names = {field: headings[place] for field, place in places.items()}
    for line, record in numbered(path, dict[str, Any]):
        cells: dict[str, str] = {}
        for field, name in names.items():
            value = record.get(name)
            if value is None and field != "source":
                raise DataError(f"a row without {name!r}", path=path, line=line)
            if isinstance(value, (dict, list, bool)):
                raise DataError(f"{name!r} must be text, not {value!r}"[:200], path=path, line=line)
            if value is not None:
                cells[field] = str(value)
        yield Row(
            system=cells["system"],
            answer=cells["answer"],
            reference=cells.get("reference", ""),
            source=cells.get("source"),
            item=cells.get("id", ""),
            repeat=int(cells["repeat"]) if cells.get("repeat", "").isdigit() else 0,
            line=line,
        )


def _livebench(path: Path, files: list[Path], known: list[Item] | None, notice: Notice) -> Imported:
    if known is None:
        raise DataError(
            "LiveBench answers do not include the questions",
            path=path,
            hint="add --items question.jsonl, LiveBench's question file",
        )
    answers = livebench.read_model_answers(files, known, notice)
    _say_unanswered(known, {a.item for a in answers}, notice)
    return Imported(path.stem, known, lambda: answers)


def manifest_of(
    imported: Imported, systems: Iterable[str], *, created: str, argv: Iterable[str], signature: str
) -> Manifest:
    """Return the manifest of a run folder for answers that came from elsewhere."""
    from stetmark._version import __version__
    from stetmark.store import content_hash

    base = imported.manifest or Manifest(stetmark=__version__, created=created, items_sha256="")
    return msgspec.structs.replace(
        base,
        stetmark=__version__,
        created=created,
        items_sha256=content_hash(imported.items),
        items_name=base.items_name or imported.name,
        systems=base.systems or {name: {"kind": "imported"} for name in sorted(systems)},
        signature=signature,
        argv=tuple(argv),
    )
