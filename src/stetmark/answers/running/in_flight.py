"""Which questions had been put when a run was killed?  Their answers may have been paid for and lost.

One line a question goes into `.asking` before it is sent, not synced: a killed process leaves it in the page
cache. A run that ends properly takes the file away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from stetmark.answers.running.resume import hashes, stored_answers

__all__ = ["InFlight"]


class InFlight:
    """The journal of one run; a context manager.

    Args:
        folder: The run folder.
        notice: Told how many questions an earlier run had put without an answer on disk.
    """

    def __init__(self, folder: Path, notice: Callable[[str], None]) -> None:
        self._path = folder / ".asking"
        self._folder = folder
        self._notice = notice

    def __enter__(self) -> Self:
        if n := self._n_lost():
            self._notice(
                f"the last run stopped with {n} question{'s' if n > 1 else ''} in flight"
                " or not yet on disk; asking again"
            )
        self._file = self._path.open("wb", buffering=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def asking(self, key: str) -> None:
        """Note a question that is about to be put."""
        self._file.write(key.encode() + b"\n")

    def finish(self) -> None:
        """Take the file away: everything that was asked is on disk."""
        self._path.unlink(missing_ok=True)

    def _n_lost(self) -> int:
        if not self._path.exists():
            return 0
        with self._path.open(encoding="utf-8") as file:
            keys = hashes(line.rstrip("\n") for line in file)
        if not keys:
            return 0
        import numpy as np  # only after a run that was killed

        answered = hashes(answer.key for answer in stored_answers(self._folder / "answers.jsonl"))
        return int(np.setdiff1d(keys, answered).size)
