"""What is a run on disk?  manifest.json, items.jsonl, answers.jsonl, scores.jsonl, summary.json.

`manifest.json` is written last, so a folder with one is whole. One process at a time may write
(`store.lock`); anyone may read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from stetmark.errors import DataError
from stetmark.records import Answer, Item, Manifest, Score
from stetmark.store.items import content_hash
from stetmark.store.jsonl import Appender, read_jsonl, write_jsonl
from stetmark.store.lock import locked
from stetmark.store.replace import write_atomic

__all__ = ["RunFolder"]

Notice = Callable[[str], None]
T = TypeVar("T")


class _Asked(msgspec.Struct):
    retired: str = ""


class RunFolder:
    """A run on disk. Make one with `create`, or `open` what is there.

    Attributes:
        path: The folder.
        manifest: What was asked, of whom, with which versions.
    """

    def __init__(self, path: str | Path, manifest: Manifest) -> None:
        self.path = Path(path)
        self.manifest = manifest

    def __repr__(self) -> str:
        return f"RunFolder({str(self.path)!r})"

    @classmethod
    def create(cls, path: str | Path, manifest: Manifest, items: Iterable[Item]) -> RunFolder:
        """Make a run folder; its manifest gets the items' content hash when it has none.

        Raises:
            DataError: There is a run already, or the folder cannot be written.
        """
        path = Path(path)
        if (path / "manifest.json").exists():
            raise DataError("already contains a run", path=path, hint="Resume it, or choose another folder.")
        write_jsonl(path / "items.jsonl", items)
        if not manifest.items_sha256:
            sha = content_hash(read_jsonl(path / "items.jsonl", Item))
            manifest = msgspec.structs.replace(manifest, items_sha256=sha)
        folder = cls(path, manifest)
        folder.write_manifest(manifest)
        return folder

    @classmethod
    def open(cls, path: str | Path) -> RunFolder:
        """Open a run that is there.

        Raises:
            DataError: There is no run, or its manifest cannot be read.
        """
        path = Path(path)
        try:
            raw = (path / "manifest.json").read_bytes()
        except OSError:
            hint = "A run folder contains manifest.json; `stetmark run` creates one."
            raise DataError("not a run folder", path=path, hint=hint) from None
        try:
            return cls(path, msgspec.json.decode(raw, type=Manifest))
        except msgspec.DecodeError as error:
            raise DataError(f"not a manifest: {error}", path=path / "manifest.json") from None

    @classmethod
    def is_run(cls, path: str | Path) -> bool:
        """Whether there is a run folder at this path."""
        return (Path(path) / "manifest.json").is_file()

    def write_manifest(self, manifest: Manifest) -> None:
        """Put another manifest in place of the one there."""
        content = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
        write_atomic(self.path / "manifest.json", content)
        self.manifest = manifest

    def items(self) -> Iterator[Item]:
        """Yield the items, one at a time; they were checked when they came in."""
        return read_jsonl(self.path / "items.jsonl", Item)

    def count_items(self) -> int:
        """Return how many items are there to be asked, without reading their texts."""
        return sum(1 for item in read_jsonl(self.path / "items.jsonl", _Asked) if not item.retired)

    def answers(self, notice: Notice | None = None) -> Iterator[Answer]:
        """Yield the answers on disk; none when nothing was asked yet. A torn last line is left out."""
        return self._records("answers.jsonl", Answer, notice)

    def scores(self, notice: Notice | None = None) -> Iterator[Score]:
        """Yield the scores on disk; none when nothing was judged yet."""
        return self._records("scores.jsonl", Score, notice)

    def _records(self, name: str, type_: type[T], notice: Notice | None) -> Iterator[T]:
        path = self.path / name
        return read_jsonl(path, type_, torn=True, notice=notice) if path.exists() else iter(())

    def append_answers(self, on_durable: Callable[[int], None] | None = None) -> Appender:
        """Open `answers.jsonl` for appending, its tail repaired; hold the lock while you do."""
        return Appender(self.path / "answers.jsonl", on_durable)

    def set_aside(self, unwanted: Callable[[Answer], bool]) -> int:
        """Move answers to `superseded.jsonl`: failures that are asked again, or answers to another question.

        Nothing that was paid for is thrown away, and `answers.jsonl` keeps one line an item, system and
        repeat, so that whoever reads it can do so in one pass. Hold the lock while you do.

        Returns:
            How many were moved.
        """
        moved = [answer for answer in self.answers() if unwanted(answer)]
        if not moved:
            return 0
        with Appender(self.path / "superseded.jsonl") as aside:
            for answer in moved:
                aside.append(answer)
        write_jsonl(self.path / "answers.jsonl", (a for a in self.answers() if not unwanted(a)))
        return len(moved)

    def write_summary(self, content: bytes) -> None:
        """Write `summary.json`."""
        write_atomic(self.path / "summary.json", content)

    def read_summary(self) -> bytes:
        """Read `summary.json`.

        Raises:
            DataError: Nothing was scored yet.
        """
        try:
            return (self.path / "summary.json").read_bytes()
        except OSError:
            hint = f"Score it first: stetmark score {self.path}"
            raise DataError("contains no summary.json", path=self.path, hint=hint) from None

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other writers out while the block runs.

        Raises:
            LockedError: Another process writes to this run.
            DataError: The folder cannot be locked.
        """
        with locked(self.path / ".lock"):
            yield
