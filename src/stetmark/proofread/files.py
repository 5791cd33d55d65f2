"""Files around proofreading: a user's own words, and writing back without ever losing a byte."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from stetmark.errors import DataError

__all__ = ["WORDS_FILE", "find_words", "read_words", "write_back"]

#: One word a line; `#` begins a comment. Looked for beside the file and in the folders above it.
WORDS_FILE = ".stetmark-words"


def read_words(path: Path) -> frozenset[str]:
    """The words in a list.

    Raises:
        DataError: It cannot be read, or is not UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise DataError(f"cannot be read as a list of words: {e}", path=path) from None
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def find_words(start: Path) -> frozenset[str]:
    """The words of every `.stetmark-words` from the folder of `start` up to the repository's or the root."""
    folder = start.resolve()
    folder = folder if folder.is_dir() else folder.parent
    found: frozenset[str] = frozenset()
    for place in (folder, *folder.parents):
        if (place / WORDS_FILE).is_file():
            found |= read_words(place / WORDS_FILE)
        if (place / ".git").exists() or place == Path.home():
            break
    return found


def write_back(path: Path, data: bytes, before: bytes | None) -> None:
    """Replace a file's content at one stroke, keeping its mode; a link goes on pointing to it.

    Args:
        path: The file.
        data: Its new content.
        before: What it must still hold; None if it need not be there.

    Raises:
        DataError: It has changed meanwhile, or cannot be written; then it is as it was.
    """
    target = path.resolve()
    try:
        mode = target.stat().st_mode if before is not None or target.exists() else None
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, (mode & 0o7777) if mode is not None else 0o666 & ~_umask())  # noqa: PTH101
            if before is not None:
                _check_unchanged(target, before)
            os.replace(name, target)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise
    except OSError as e:
        raise DataError(f"cannot be written: {e.strerror or e}", path=path) from None


def _check_unchanged(path: Path, before: bytes) -> None:
    if path.read_bytes() != before:
        raise DataError("has changed since it was read; nothing was written", path=path, hint="try again")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
