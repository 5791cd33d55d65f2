"""Counts that outgrow memory: rows of integers an item and system, on disk beyond a few megabytes.

A row added is written once, at the end of one file; the rows of one system are read back together. So adding
never reads, memory does not grow with items x systems, and the order of adding does not matter.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stetmark.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Ledger"]

#: Rows held before they are written: a run of 100,000 answers needs no file at all.
HELD_BYTES = 6 << 20
_OVERHEAD = 250  # of two small arrays, beside their numbers


class Ledger:
    """Rows of counts by system.

    Args:
        width: Numbers in a row.
        folder: Where the file goes, which has no name and is gone with the process; the system's folder for
            temporary files when None.
    """

    def __init__(self, width: int, folder: Path | None = None) -> None:
        self._width, self._folder = width, folder
        self._held: defaultdict[str, list[tuple[Any, Any]]] = defaultdict(list)
        self._size = 0
        self._file: IO[bytes] | None = None
        self._written: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, system: str, places: NDArray[Any], rows: NDArray[Any]) -> None:
        """Add rows to those at the same places.

        Args:
            system: Whose they are.
            places: The items' places (int32), shape (n,).
            rows: Counts (int32), shape (n, width).

        Raises:
            DataError: The disk is full.
        """
        self._held[system].append((places, rows))
        self._size += places.nbytes + rows.nbytes + _OVERHEAD
        if self._size > HELD_BYTES:
            self._write()

    def dense(self, system: str, n_items: int) -> NDArray[Any]:
        """Return the sums of a system's rows (int64), shape (n_items, width)."""
        import numpy as np  # a command that scores nothing need not wait for it

        sums = np.zeros((n_items, self._width), dtype=np.int64)
        for places, rows in self._chunks(system):
            if len(np.unique(places)) == len(places):
                sums[places] += rows
            else:
                np.add.at(sums, places, rows)
        return sums

    def _chunks(self, system: str) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
        import numpy as np

        for at, n in self._written.get(system, ()):
            assert self._file is not None  # noqa: S101  (something was written)
            self._file.seek(at)
            content = self._file.read(4 * n * (1 + self._width))
            numbers = np.frombuffer(content, dtype=np.int32)
            yield numbers[:n], numbers[n:].reshape(n, self._width)
        yield from self._held.get(system, ())

    def _write(self) -> None:
        import numpy as np

        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, prefix=".stetmark-", buffering=0)  # noqa: SIM115
            at = self._file.seek(0, os.SEEK_END)
            for system, held in self._held.items():
                places = np.concatenate([p for p, _ in held], dtype=np.int32)
                rows = np.concatenate([r for _, r in held], dtype=np.int32)
                for part in (places, rows):
                    left = memoryview(part.tobytes())
                    while left:
                        left = left[self._file.write(left) :]
                self._written[system].append((at, len(places)))
                at += places.nbytes + rows.nbytes
        except OSError as error:
            raise DataError(
                f"counts cannot be written: {error.strerror or error}",
                path=self._folder or Path(tempfile.gettempdir()),
                hint="Scoring a run needs 52 bytes there per item and system.",
            ) from None
        self._held.clear()
        self._size = 0
