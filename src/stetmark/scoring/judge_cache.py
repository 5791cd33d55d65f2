"""Look up items by id, reading each when needed: memory holds positions in the file, not texts."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from stetmark.errors import DataError
from stetmark.judging.judge import Judge
from stetmark.records import Item

__all__ = ["JudgeCache", "encode_items"]

#: Judges are kept up to this many characters of reference, in all. A judge holds about 40 times its text
#: (tokens, offsets), so this is about 10 MB: enough for answers that come item by item, as a run writes them.
KEPT_CHARACTERS = 250_000
#: The limit once an evicted item is asked for again: answers come in another order. About 80 MB.
MAX_KEPT_CHARACTERS = 2_000_000
_LINE = re.compile(rb"[^\n]+")
_BOM = b"\xef\xbb\xbf"


class _Named(msgspec.Struct):
    id: str


class _Bytes:
    """Items in memory."""

    def __init__(self, content: bytes | memoryview) -> None:
        self._content = memoryview(content)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        for found in _LINE.finditer(self._content):
            yield found.start(), bytes(found.group())

    def read(self, start: int, end: int) -> bytes:
        return bytes(self._content[start:end])


class _File:
    """Items on disk; not mapped, for what was once read of a map counts as this process's memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb", buffering=0)

    def __del__(self) -> None:
        self._file.close()

    def lines(self) -> Iterator[tuple[int, bytes]]:
        place = 0
        with self._path.open("rb") as file:
            for line in file:
                yield place, line
                place += len(line)

    def read(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)


class JudgeCache:
    """The items of a run, and a `Judge` for each that is asked for again and again.

    Args:
        content: Items as JSONL, or a file of them; each was checked when it was read before
            (`stetmark.store.iter_items`).
        max_kept: How many characters of reference the judges that are kept may have, in all.
    """

    def __init__(self, content: bytes | memoryview | Path, *, max_kept: int = MAX_KEPT_CHARACTERS) -> None:
        self._source = _File(content) if isinstance(content, Path) else _Bytes(content)
        self._decode = msgspec.json.Decoder(Item).decode
        self._places = _Places(self._source.lines())
        self._judges: OrderedDict[str, Judge] = OrderedDict()
        #: Items whose judges were evicted, and how long their references are.
        self._evicted: OrderedDict[str, int] = OrderedDict()
        self._kept_characters = self._evicted_characters = 0
        self._max_kept, self._most = min(max_kept, KEPT_CHARACTERS), max_kept

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, item: str) -> bool:
        return self._find(item) is not None

    def item(self, item: str) -> Item:
        """Return an item.

        Raises:
            KeyError: There is none of this id.
        """
        judge = self._judges.get(item)
        if judge is not None:
            return judge.item
        found = self._find(item)
        if found is None:
            raise KeyError(item)
        return found

    def _find(self, item: str) -> Item | None:
        for start, end in self._places.of(item):
            found = self._decode(self._source.read(start, end))
            if found.id == item:
                return found
        return None

    def judge(self, item: Item) -> Judge:
        """Return the judge of an item; the least recently used ones are evicted.

        Raises:
            DataError: The item's edits do not fit its source and reference.
        """
        judge = self._judges.get(item.id)
        if judge is not None:
            self._judges.move_to_end(item.id)
            return judge
        if item.id in self._evicted:
            self._max_kept, self._evicted_characters = self._most, 0
            self._evicted.clear()
        judge = self._judges[item.id] = Judge(item)
        self._kept_characters += len(item.reference)
        while self._kept_characters > self._max_kept and len(self._judges) > 1:
            name, evicted = self._judges.popitem(last=False)
            size = len(evicted.item.reference)
            self._kept_characters -= size
            if self._max_kept < self._most:
                self._evicted[name] = size
                self._evicted_characters += size
        while self._evicted_characters > self._most:
            self._evicted_characters -= self._evicted.popitem(last=False)[1]
        return judge


class _Places:
    """Where each item's line lies: 24 bytes an item, whatever its id. Two ids may share a hash, so ask."""

    def __init__(self, lines: Iterable[tuple[int, bytes]]) -> None:
        import numpy as np  # a command that scores nothing need not wait for it

        name = msgspec.json.Decoder(_Named).decode
        hashes, starts, ends = array("q"), array("q"), array("q")
        for place, line in lines:
            text, start = line.strip(), place
            if place == 0 and text.startswith(_BOM):
                text, start = text[len(_BOM) :], len(_BOM)
            if text:
                hashes.append(hash(name(text).id))
                starts.append(start)
                ends.append(place + len(line))
        by_hash = np.argsort(np.array(hashes, dtype=np.int64), kind="stable")
        self._hashes, self._starts, self._ends = (
            array("q", np.array(numbers, dtype=np.int64)[by_hash].tobytes())
            for numbers in (hashes, starts, ends)
        )

    def __len__(self) -> int:
        return len(self._hashes)

    def of(self, item: str) -> Iterator[tuple[int, int]]:
        """Yield the places of the items with this id's hash, the last one in the file first."""
        wanted = hash(item)
        at = bisect_right(self._hashes, wanted) - 1
        while at >= 0 and self._hashes[at] == wanted:
            yield self._starts[at], self._ends[at]
            at -= 1


def encode_items(items: Iterable[Item]) -> bytes:
    """Return items as a `JudgeCache` takes them.

    Raises:
        DataError: An id occurs twice.
    """
    encode = msgspec.json.Encoder().encode
    lines: dict[str, bytes] = {}
    for item in items:
        if item.id in lines:
            raise DataError(f"item id {item.id!r} occurs twice", hint="give each item a unique id")
        lines[item.id] = encode(item)
    return b"\n".join(lines.values())
