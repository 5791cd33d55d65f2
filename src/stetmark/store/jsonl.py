r"""How is a record written so that a kill, a full disk or a torn line loses nothing that counted?

One JSON object a line, UTF-8, `\n` at the end. An `Appender` writes as records come (within some
milliseconds, so that a killed process leaves them in the page cache) and syncs in groups of at most 0.2 s (so
that a power cut does not take more). A line counts as done only once it is synced.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Self, TypeVar

import msgspec

from stetmark.errors import DataError
from stetmark.store.replace import replacing, sync_folder

__all__ = [
    "MAX_LINE_BYTES",
    "Appender",
    "numbered",
    "read_jsonl",
    "repair_tail",
    "write_jsonl",
]

#: A longer line is an accident, not one of our records; it is refused before it fills the memory.
MAX_LINE_BYTES = 16 * 1024 * 1024
#: Read at a time: with the usual 8 KB a system call a few lines costs as much as reading them.
_READ_BYTES = 256 * 1024
#: Records are gathered this long before they are written, and this long before they are synced.
WRITE_EVERY_S = 0.01
SYNC_EVERY_S = 0.1

T = TypeVar("T")
Notice = Callable[[str], None]


def read_jsonl(
    path: str | Path, type_: type[T], *, torn: bool = False, notice: Notice | None = None
) -> Iterator[T]:
    """Yield the records of a JSONL file, one at a time; blank lines are passed over.

    Args:
        path: The file.
        type_: What each line must be (a msgspec Struct); fields it does not know are ignored.
        torn: A last line without its newline that cannot be read is left out instead of refused. For files
            that we append to (answers, scores), never for what people write.
        notice: Told about a line that was left out.

    Raises:
        DataError: The file cannot be read, or a line is not such a record (path, line, reason).
    """
    for _, record in numbered(path, type_, torn=torn, notice=notice):
        yield record


def numbered(
    path: str | Path, type_: type[T], *, torn: bool = False, notice: Notice | None = None
) -> Iterator[tuple[int, T]]:
    """Yield the records of a JSONL file with their line numbers (from 1); else as `read_jsonl`."""
    decoder = msgspec.json.Decoder(type_)
    for number, line in _lines(Path(path)):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if torn and not line.endswith(b"\n"):
                if notice:
                    notice(
                        f"{path}:{number}: the last line is incomplete ({len(line)} bytes) and was ignored"
                    )
                return
            raise DataError(
                f"not a {type_.__name__} record: {error}", path=path, line=number, hint=_hint(line)
            ) from None
        yield number, record


def _hint(line: bytes) -> str:
    start = line[:60].decode("utf-8", "backslashreplace").strip()
    return f"The line begins with {start!r}; each line must be a JSON object in UTF-8."


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        with path.open("rb", buffering=_READ_BYTES) as file:
            while line := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    raise DataError(
                        f"a line of more than {MAX_LINE_BYTES:,} bytes",
                        path=path,
                        line=number,
                        hint="Is this a JSONL file? Each line must contain one record.",
                    )
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                yield number, line
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None


def repair_tail(path: str | Path) -> str:
    """Make the file end after a whole line, so that the next append starts on a fresh one.

    A last line without its newline is kept (and given one) if it is JSON, else cut off: it never counted.

    Returns:
        What was done, for the user; empty when nothing was.
    """
    path = Path(path)
    if not path.exists() or path.stat().st_size == 0:
        return ""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        start = _start_of_last_line(file, size)
        if start == size:
            return ""
        file.seek(start)
        tail = file.read(size - start)
        try:
            msgspec.json.decode(tail)
        except (msgspec.DecodeError, UnicodeDecodeError):
            file.truncate(start)
            done = f"{path}: the last line was incomplete; its {len(tail)} bytes were removed"
        else:
            file.seek(0, os.SEEK_END)
            file.write(b"\n")
            done = f"{path}: the last line had no line break; it was complete and is kept"
        file.flush()
        os.fsync(file.fileno())
    return done


def _start_of_last_line(file: IO[bytes], size: int) -> int:
    """Return the offset after the last newline; `size` when the file ends with one."""
    position, step = size, 64 * 1024
    while position > 0:
        begin = max(0, position - step)
        file.seek(begin)
        found = file.read(position - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        position = begin
    return 0


class Appender:
    """Appends records to a JSONL file from any thread; use it as a context manager.

    Args:
        path: The file; made when missing, its tail repaired when torn (see `notice`).
        on_durable: Called from the writing thread with the number of records that just became durable.

    Raises:
        DataError: From `append` or `close`: the disk is full or broken. What was durable stays so,
            the file ends after a whole line, and nothing more is written.
    """

    def __init__(self, path: str | Path, on_durable: Callable[[int], None] | None = None) -> None:
        self.path = Path(path)
        try:
            self.notice = repair_tail(self.path)
            self._file = self.path.open("ab", buffering=0)
        except OSError as error:
            raise DataError(f"cannot be written: {error.strerror}", path=self.path) from None
        sync_folder(self.path.parent)
        self._whole_size = self._file.seek(0, os.SEEK_END)
        self._encode = msgspec.json.Encoder().encode
        self._on_durable = on_durable
        self._pending: list[bytes] = []
        self._condition = threading.Condition()
        self._closing = False
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._work, name=f"append {self.path.name}", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, record: Any) -> None:
        """Hand over one record; it is on disk within 0.2 s.

        Raises:
            DataError: An earlier record could not be written.
        """
        line = self._encode(record) + b"\n"
        with self._condition:
            self._check()
            self._pending.append(line)
            if len(self._pending) == 1:
                self._condition.notify_all()

    def close(self) -> None:
        """Write and sync what is left, then let go of the file.

        Raises:
            DataError: It cannot be written.
        """
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        self._thread.join()
        self._file.close()
        self._check()

    def _check(self) -> None:
        if self._error is not None:
            hint = "Answers so far are safe; free some disk space, then run the same command again."
            raise DataError(
                f"cannot be written: {self._error.strerror or self._error}", path=self.path, hint=hint
            )

    def _work(self) -> None:
        written, synced_at = 0, time.monotonic()
        while True:
            with self._condition:
                left = synced_at + SYNC_EVERY_S - time.monotonic() if written else None
                if not self._pending and not self._closing:
                    self._condition.wait(None if left is None else max(left, 0))
                closing = self._closing
            if not closing:
                time.sleep(WRITE_EVERY_S)
            with self._condition:
                lines, self._pending = self._pending, []
            try:
                if lines:
                    self._write(b"".join(lines))
                    synced_at = synced_at if written else time.monotonic()
                    written += len(lines)
                if written and (closing or time.monotonic() - synced_at >= SYNC_EVERY_S):
                    self._sync(written)
                    written, synced_at = 0, time.monotonic()
            except OSError as error:
                self._fail(error)
                return
            if closing and not self._pending:
                return

    def _write(self, block: bytes) -> None:
        view = memoryview(block)
        while view:
            n = self._file.write(view)
            if not n:
                raise OSError(errno.EIO, "nothing could be written")
            view = view[n:]
        self._whole_size += len(block)

    def _sync(self, n: int) -> None:
        os.fsync(self._file.fileno())
        if self._on_durable:
            self._on_durable(n)

    def _fail(self, error: OSError) -> None:
        # Half a line may have gone in before the disk was full.
        with contextlib.suppress(OSError):
            self._file.truncate(self._whole_size)
            os.fsync(self._file.fileno())
        with self._condition:
            self._error = error


def write_jsonl(path: str | Path, records: Iterable[Any]) -> int:
    """Write a whole JSONL file: it is there entirely or not at all.

    Returns:
        The number of records.
    """
    encode = msgspec.json.Encoder().encode
    n = 0
    with replacing(path) as file:
        for record in records:
            file.write(encode(record) + b"\n")
            n += 1
    return n
