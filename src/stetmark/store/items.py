"""How are items read, checked and named by their content?"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

import msgspec

from stetmark.errors import DataError
from stetmark.records import GoldEdit, Item
from stetmark.store.jsonl import numbered
from stetmark.text.edits import apply_edits

__all__ = ["ContentHash", "content_hash", "iter_items", "read_items", "validate_item"]

#: A .json file is read whole; a larger one is not an item file.
MAX_JSON_BYTES = 256 * 1024 * 1024
#: So many digests of items are held in memory; more are put into so many files.
_IN_MEMORY, _FILES = 50_000, 64


def read_items(path: str | Path) -> list[Item]:
    """Read items from `.jsonl` (one a line) or `.json` (an object or an array of them).

    Raises:
        DataError: The file is empty or cannot be read, an id occurs twice or is missing, or gold edits do
            not lead from the source to the reference (path, line, reason).
    """
    items = list(iter_items(path))
    if not items:
        raise DataError(
            "contains no items", path=path, hint="Each line must be one item: id, source, reference."
        )
    return items


def iter_items(path: str | Path) -> Iterator[Item]:
    """Yield the items of a file one at a time, each checked.

    Raises:
        DataError: As `read_items`.
    """
    path = Path(path)
    records = enumerate(_read_json(path), 1) if path.suffix == ".json" else numbered(path, Item)
    seen: dict[str, int] = {}
    for number, item in records:
        if problem := validate_item(item):
            raise DataError(f"item {item.id!r}: {problem}", path=path, line=number)
        if item.id in seen:
            raise DataError(
                f"item id {item.id!r} is already used at line {seen[item.id]}",
                path=path,
                line=number,
                hint="Each item needs a unique id: answers are matched to items by id.",
            )
        seen[item.id] = number
        yield item


def _read_json(path: Path) -> list[Item]:
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise DataError(f"more than {MAX_JSON_BYTES:,} bytes", path=path, hint="Use .jsonl.")
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None
    try:
        decoded = msgspec.json.decode(raw, type=list[Item] | Item)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(f"neither an item nor a list of items: {error}", path=path) from None
    return decoded if isinstance(decoded, list) else [decoded]


def validate_item(item: Item) -> str:
    """Say what is wrong with an item by its form; empty when nothing is.

    Whether the item is fair is another question (`stetmark items check`).
    """
    if not item.id.strip():
        return "the id is empty"
    if not item.reference:
        return "the reference is empty"
    if any(not 0 <= start < end <= len(item.reference) for start, end in item.not_prose):
        return f"not_prose lies outside the reference of {len(item.reference)} characters"
    if not item.edits:
        return ""
    if item.source is None:
        return "has gold edits but no source"
    return _validate_edits(item.source, item.reference, item.edits)


def _validate_edits(source: str, reference: str, edits: tuple[GoldEdit, ...]) -> str:
    at = 0
    for number, edit in enumerate(edits):
        problem = ""
        if not 0 <= edit.start <= edit.end <= len(source):
            problem = f"lies outside the source of {len(source)} characters"
        elif edit.start < at:
            problem = "overlaps the previous one, or is out of order"
        elif source[edit.start : edit.end] == edit.replacement:
            problem = "changes nothing"
        if problem:
            return f"gold edit {number} ({edit.start}:{edit.end}) {problem}"
        at = edit.end
    if apply_edits(source, edits) != reference:
        return "applying the gold edits to the source does not give the reference"
    return ""


def content_hash(items: Iterable[Item]) -> str:
    """Return the SHA-256 of a set of items, whatever their order, as 64 hex digits.

    Any change to any field of any item gives another hash.
    """
    whole = ContentHash()
    for item in items:
        whole.add(item)
    return whole.hexdigest()


class ContentHash:
    """`content_hash` of items that go by one at a time, in memory that does not grow with them."""

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder().encode
        self._recent: list[bytes] = []
        self._dealt: list[IO[bytes]] = []

    def add(self, item: Item) -> None:
        """Take one item into account."""
        self._recent.append(hashlib.sha256(self._encode(item)).digest())
        if len(self._recent) >= _IN_MEMORY:
            self._deal()

    def passing(self, items: Iterable[Item]) -> Iterator[Item]:
        """Hand `items` on, each taken into account."""
        for item in items:
            self.add(item)
            yield item

    def hexdigest(self) -> str:
        """The hash of all items added; asked for once, after the last of them."""
        whole = hashlib.sha256()
        if not self._dealt:
            whole.update(b"".join(sorted(self._recent)))
            return whole.hexdigest()
        self._deal()
        for file in self._dealt:
            with file:
                file.seek(0)
                whole.update(b"".join(sorted(iter(partial(file.read, 32), b""))))
        return whole.hexdigest()

    def _deal(self) -> None:
        """Put digests away in files by their first byte, so that each can be sorted by itself."""
        if not self._dealt:
            self._dealt = [tempfile.TemporaryFile() for _ in range(_FILES)]  # noqa: SIM115  (hexdigest closes)
        for digest in self._recent:
            self._dealt[digest[0] * _FILES // 256].write(digest)
        self._recent.clear()
