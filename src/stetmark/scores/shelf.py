"""Items by id, taken down when an answer to them comes: memory holds their bytes' places, not their texts."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from stetmark.errors import DataError
from stetmark.records import Item
from stetmark.scores.judge import Judge

__all__ = ["Shelf", "encode_items"]

#: Judges are kept up to this many characters of reference, in all. A judge holds about 40 times its text
#: (tokens, offsets), so this is about 80 MB at most, whatever the length of the items.
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
        self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        os.close(self._fd)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        place = 0
        with self._path.open("rb") as file:
            for line in file:
                yield place, line
                place += len(line)

    def read(self, start: int, end: int) -> bytes:
        return os.pread(self._fd, end - start, start)


class Shelf:
    """The items of a run, and a `Judge` for each that is asked for again and again.

    Args:
        content: Items as JSONL, or a file of them; each was checked when it was read before
            (`stetmark.store.iter_items`).
        max_kept: How many characters of reference the judges that are kept may have, in all.
    """

    def __init__(self, content: bytes | memoryview | Path, *, max_kept: int = MAX_KEPT_CHARACTERS) -> None:
        self._source = _File(content) if isinstance(content, Path) else _Bytes(content)
        self._decode = msgspec.json.Decoder(Item).decode
        self._places: dict[str, tuple[int, int]] = {}
        self._judges: OrderedDict[str, Judge] = OrderedDict()
        self._kept, self._max_kept = 0, max_kept
        name = msgspec.json.Decoder(_Named).decode
        for place, line in self._source.lines():
            text, start = line.strip(), place
            if place == 0 and text.startswith(_BOM):
                text, start = text[len(_BOM) :], len(_BOM)
            if text:
                self._places[name(text).id] = (start, place + len(line))

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, item: str) -> bool:
        return item in self._places

    def item(self, item: str) -> Item:
        """Return an item.

        Raises:
            KeyError: There is none of this id.
        """
        judge = self._judges.get(item)
        if judge is not None:
            return judge.item
        start, end = self._places[item]
        return self._decode(self._source.read(start, end))

    def judge(self, item: Item) -> Judge:
        """Return the judge of an item; the ones longest not asked for are let go of.

        Raises:
            DataError: The item's edits do not fit its source and reference.
        """
        judge = self._judges.get(item.id)
        if judge is not None:
            self._judges.move_to_end(item.id)
            return judge
        judge = self._judges[item.id] = Judge(item)
        self._kept += len(item.reference)
        while self._kept > self._max_kept and len(self._judges) > 1:
            _, gone = self._judges.popitem(last=False)
            self._kept -= len(gone.item.reference)
        return judge


def encode_items(items: Iterable[Item]) -> bytes:
    """Return items as a `Shelf` takes them.

    Raises:
        DataError: An id occurs twice.
    """
    encode = msgspec.json.Encoder().encode
    lines: dict[str, bytes] = {}
    for item in items:
        if item.id in lines:
            raise DataError(f"item id {item.id!r} occurs twice", hint="give each item an id of its own")
        lines[item.id] = encode(item)
    return b"\n".join(lines.values())
