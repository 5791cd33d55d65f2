"""How is a second writer kept out?  By a lock of the operating system, which ends with the process.

`flock` where it exists, else `msvcrt.locking` (Windows). The system releases both when the process dies,
however it dies, so there are no stale locks. On NFS, Linux passes the lock on to the server.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from stetmark.errors import DataError, LockedError

try:
    import fcntl
except ImportError:
    import msvcrt

    #: Far behind the holder's name: on Windows nobody else can read the locked bytes.
    _PLACE = 1 << 30

    def _take(fd: int) -> None:
        os.lseek(fd, _PLACE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


__all__ = ["locked"]

#: What the systems say when another process has the lock.
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock while the block runs; never wait for it.

    Args:
        path: The lock file, made when missing; it names the process that holds the lock, and stays.

    Raises:
        LockedError: Another process holds it (which one, and on which machine).
        DataError: The file cannot be made, or the file system knows no locks.
    """
    try:
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise DataError(f"cannot be locked: {error.strerror}", path=path) from None
    with file:
        try:
            _take(file.fileno())
        except OSError as error:
            if error.errno not in _HELD:
                raise DataError(
                    f"cannot be locked: {error.strerror}", path=path, hint="Use a folder on a local disk."
                ) from None
            file.seek(0)
            holder = file.read(100).decode("utf-8", "replace").strip() or "another process"
            raise LockedError(
                f"{holder} is writing to this run",
                path=path.parent,
                hint="Wait until it finishes, stop it, or choose another folder with --out.",
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} on {platform.node()}\n".encode())
        yield
