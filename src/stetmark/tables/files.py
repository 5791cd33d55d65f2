"""Read text files from users, and reject bad ones with file and line."""

from __future__ import annotations

import codecs
from pathlib import Path

from stetmark.errors import DataError
from stetmark.store.jsonl import MAX_LINE_BYTES

__all__ = ["MAX_LINE", "check_line", "read_text"]

#: Longest line (bytes) that is taken for text, as in JSONL.
MAX_LINE = MAX_LINE_BYTES


def check_line(size: int, *, path: Path | str, line: int) -> None:
    """Refuse a line that cannot be one answer.

    Raises:
        DataError: the line has more than `MAX_LINE` bytes.
    """
    if size > MAX_LINE:
        raise DataError(
            f"a line of {size / 1_048_576:.0f} MB; the limit is {MAX_LINE // 1_048_576} MB",
            path=path,
            line=line,
            hint="does the file have one record per line?",
        )


def read_text(path: Path | str) -> str:
    """Return the file as text, its byte-order mark removed and line ends as they are.

    Raises:
        DataError: no such file, a folder, an empty file, invalid UTF-8 (with its line), a huge line.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise DataError("no such file", path=path) from None
    except IsADirectoryError:
        raise DataError("is a folder, not a file", path=path) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise DataError("the file is empty", path=path)
    for number, line in enumerate(data.split(b"\n"), 1):
        check_line(len(line), path=path, line=number)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"not UTF-8 (byte 0x{data[error.start]:02x})",
            path=path,
            line=number,
            hint="save the file as UTF-8",
        ) from None
