"""How is a JSONL file cut into pieces that can be read apart?  At line ends, without reading between."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from stetmark.errors import DataError
from stetmark.store.jsonl import MAX_LINE_BYTES

__all__ = ["Range", "cut", "read_lines", "read_range"]

T = TypeVar("T")


class Range(msgspec.Struct, frozen=True):
    """The bytes `start` to `end` of a file: whole lines, but for a torn last one."""

    path: Path
    start: int
    end: int

    def line(self, number: int) -> int:
        """Return the line number in the file of the range's line `number`, both from 1."""
        left, before = self.start, 0
        with self.path.open("rb") as file:
            while left > 0 and (block := file.read(min(left, 1 << 20))):
                before += block.count(b"\n")
                left -= len(block)
        return before + number


def cut(path: str | Path, n_bytes: int) -> Iterator[Range]:
    """Yield the ranges of a file, each of `n_bytes` and up to the next line end.

    Raises:
        DataError: The file cannot be read.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            start = 0
            while start < size:
                file.seek(min(start + n_bytes, size) - 1)
                while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                end = min(file.tell(), size)
                yield Range(path, start, end)
                start = end
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None


def read_range(piece: Range, type_: type[T], *, torn: bool = False) -> Iterator[tuple[int, T]]:
    """Yield the records of a range with their line numbers in it, from 1; blank lines are passed over.

    Args:
        piece: From `cut`.
        type_: What each line must be (a msgspec Struct).
        torn: A last line without its newline that cannot be read is left out instead of refused.

    Raises:
        DataError: The file cannot be read, or a line is not such a record (path, line, reason).
    """
    try:
        with piece.path.open("rb") as file:
            file.seek(piece.start)
            data = file.read(piece.end - piece.start)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=piece.path) from None
    if piece.start == 0:
        data = data.removeprefix(b"\xef\xbb\xbf")
    return read_lines(data.split(b"\n"), type_, torn=torn, piece=piece)


def read_lines(
    lines: Sequence[bytes], type_: type[T], *, torn: bool = False, piece: Range | None = None
) -> Iterator[tuple[int, T]]:
    """Yield the records of lines with their numbers, from 1; else as `read_range`.

    Args:
        lines: The lines without their newlines.
        type_: What each must be.
        torn: The last one may be torn.
        piece: Where they come from, for errors.
    """
    decoder = msgspec.json.Decoder(type_)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > MAX_LINE_BYTES:
            raise _error(piece, number, f"a line of more than {MAX_LINE_BYTES:,} bytes")
        try:
            record = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if torn and number == len(lines):
                return
            raise _error(piece, number, f"not a {type_.__name__} record: {error}") from None
        yield number, record


def _error(piece: Range | None, number: int, message: str) -> DataError:
    hint = "Each line must be a JSON object in UTF-8."
    if piece is None:
        return DataError(message, hint=hint)
    return DataError(message, path=piece.path, line=piece.line(number), hint=hint)
