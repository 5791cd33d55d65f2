"""How is a file replaced so that it is there entirely or not at all, whatever happens on the way?

The new content goes into a temporary file beside the old one, is synced, and takes its name. Nobody ever
reads half of it, and a power cut leaves the old file or the new one. Every file that Stetmark writes whole is
written this way; files that grow line by line are another matter (`store.jsonl.Appender`).

What a path may be:
    a symbolic link: the file it points to is replaced, the link stays;
    a file with other hard links: this name gets the new file, the others keep the old content, as whenever a
        file is replaced;
    a read-only file: refused, as an editor would, though its folder allows it to be replaced;
    a device or a pipe (`/dev/stdout`, `/dev/null`): written to, since there is nothing to replace.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from stetmark.errors import DataError

__all__ = ["replacing", "sync_folder", "write_atomic"]


def write_atomic(path: str | Path, content: bytes, *, unchanged_from: bytes | None = None) -> None:
    """Write a whole file: it is there entirely or not at all, and on disk when this returns.

    Args:
        path: The file.
        content: Its new content.
        unchanged_from: As in `replacing`.

    Raises:
        DataError: As `replacing`.
    """
    with replacing(path, unchanged_from=unchanged_from) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: str | Path, *, unchanged_from: bytes | None = None) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes the place of `path` once the block has ended without an exception.

    A file that is replaced keeps its permissions and, where the system lets us, its owner; a new one gets
    what the umask leaves. A missing folder is made.

    Args:
        path: The file; see the module about links, read-only files and devices.
        unchanged_from: What the file must still hold at the end; None for anything, or nothing.

    Raises:
        DataError: The file cannot be written, or has changed meanwhile; then it is as it was. An exception
            of the block's own is passed on, but for an `OSError`.
    """
    path = Path(path)
    try:
        old = path.stat() if path.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode) and not stat.S_ISDIR(old.st_mode):
            with path.open("wb") as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        _check_writable(path, old)
        if unchanged_from is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target, old) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.close()
            if old is not None:
                _keep_rights(file.name, old)
            if unchanged_from is not None and target.read_bytes() != unchanged_from:
                raise DataError("has changed since it was read; not written", path=path, hint="try again")
            Path(file.name).replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror or error}", path=path) from None


def _check_writable(path: Path, old: os.stat_result | None) -> None:
    if old is None:
        return
    if stat.S_ISDIR(old.st_mode):
        raise DataError("cannot be written: it is a folder", path=path)
    if not old.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise DataError("cannot be written: it is read-only", path=path)


@contextlib.contextmanager
def _beside(target: Path, old: os.stat_result | None) -> Iterator[IO[bytes]]:
    """Open a temporary file in the target's folder; it is gone when the block ends, unless renamed."""
    # The name is short, since the target's may be as long as names can be.
    temporary = target.with_name(f".stetmark-{secrets.token_hex(8)}.tmp")
    # Beside an existing file nobody else may read it before it has that file's permissions. For a new one the
    # system applies the umask, which could not be asked for without setting it for all threads.
    mode = 0o666 if old is None else 0o600
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _keep_rights(name: str, old: os.stat_result) -> None:
    mode = stat.S_IMODE(old.st_mode)
    try:
        os.chown(name, old.st_uid, old.st_gid)
    except (AttributeError, OSError):  # Windows; only an administrator may give a file away
        mode &= 0o777
    Path(name).chmod(mode)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system knows of such a thing (Windows does not)."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
