"""Which answers are on disk, and under which key?  16 bytes an answer, in one pass, without their texts."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from stetmark.records import Outcome
from stetmark.store import read_jsonl

__all__ = ["AskedItem", "OnDisk", "Stored", "hashes", "stored_answers"]


class AskedItem(msgspec.Struct):
    """What asking needs of an item."""

    id: str
    reference: str
    source: str | None = None
    lang: str = ""
    retired: str = ""


class Stored(msgspec.Struct):
    """What resuming needs of an answer."""

    item: str
    system: str
    outcome: Outcome
    repeat: int = 1
    cost_usd: float | None = None
    key: str = ""


def stored_answers(path: Path) -> Iterator[Stored]:
    """Yield the answers of a file, none where there is none; a torn last line is left out."""
    return read_jsonl(path, Stored, torn=True) if path.exists() else iter(())


class OnDisk:
    """The answers of a run folder, by system, item and repeat; where one is there twice the last counts.

    Two numbers are kept of each: hashes of what it answers and of its key. That two others share both is
    as likely as a memory error, and no file can bring it about, for the hash is another in every process.

    Args:
        answers: What is on disk.
        systems: Those that are asked now.

    Attributes:
        spent_usd: What all answers cost, those of other systems too.
    """

    def __init__(self, answers: Iterable[Stored], systems: Collection[str]) -> None:
        idents, keys = array("q"), array("q")
        self.spent_usd = 0.0
        for answer in answers:
            self.spent_usd += answer.cost_usd or 0.0
            if answer.system in systems:
                idents.append(hash((answer.system, answer.item, answer.repeat)))
                keys.append(hash("" if answer.outcome == "failed" else answer.key))
        self._idents, self._keys = _sorted(idents, keys)

    def __len__(self) -> int:
        return len(self._idents)

    def key(self, system: str, item: str, repeat: int) -> int | None:
        """Return the hash of an answer's key, of the empty key where it failed; None where there is none."""
        wanted = hash((system, item, repeat))
        at = bisect_right(self._idents, wanted) - 1
        return self._keys[at] if at >= 0 and self._idents[at] == wanted else None


def _sorted(idents: array[int], keys: array[int]) -> tuple[array[int], array[int]]:
    if not idents:
        return idents, keys
    import numpy as np  # a run that begins need not wait for it

    first = np.frombuffer(idents, dtype=np.int64)
    order = np.argsort(first, kind="stable")
    made = array("q"), array("q")
    for numbers, into in zip((first, np.frombuffer(keys, dtype=np.int64)), made, strict=True):
        into.frombytes(numbers[order].tobytes())
    return made


def hashes(texts: Iterable[str]) -> array[int]:
    """Return a number for each text, the same for the same text in this process."""
    return array("q", map(hash, texts))
