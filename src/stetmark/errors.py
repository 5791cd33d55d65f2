"""Every error that Stetmark raises deliberately.

```
StetmarkError                 slug, hint, exit_code
├── SettingsError             exit 2   a flag, an environment variable, stetmark.toml, an unknown system
├── DataError                 exit 3   a file or record that cannot be used (path, line)
│   └── LockedError           exit 3   another process writes to this run folder
└── ProviderError             exit 4   a system that cannot answer at all (system)
    └── AuthenticationError   exit 4   a key that is missing or was refused
```

A message says what is wrong, with which value and where; the hint says what to do. A refused, empty or
truncated reply is not an error but an outcome of an `Answer`.
"""

from __future__ import annotations

import os

__all__ = [
    "AuthenticationError",
    "DataError",
    "LockedError",
    "ProviderError",
    "SettingsError",
    "StetmarkError",
]


class StetmarkError(Exception):
    """Root of the tree; prints as one line that can stand alone.

    Args:
        message: What is wrong and with which value (`!r`).
        hint: What to do about it; empty when the message says so already.
    """

    exit_code = 1
    slug = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class SettingsError(StetmarkError):
    """What was asked for cannot be understood or does not exist."""

    exit_code = 2
    slug = "settings"


class DataError(StetmarkError):
    """A file or record cannot be used.

    Args:
        message: What is wrong and with which value.
        path: The file, shown in front of the message.
        line: The 1-based line in that file.
        hint: What to do about it.
    """

    exit_code = 3
    slug = "data"

    def __init__(
        self,
        message: str,
        *,
        path: str | os.PathLike[str] | None = None,
        line: int | None = None,
        hint: str = "",
    ) -> None:
        where = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(where + message, hint=hint)
        self.path = path
        self.line = line


class LockedError(DataError):
    """Another process writes to the same run folder."""

    slug = "locked"


class ProviderError(StetmarkError):
    """A system cannot answer at all, so asking on makes no sense.

    Args:
        message: What came back.
        system: The system's name as the user wrote it.
        hint: What to do about it.
    """

    exit_code = 4
    slug = "provider"

    def __init__(self, message: str, *, system: str = "", hint: str = "") -> None:
        super().__init__(f"{system}: {message}" if system else message, hint=hint)
        self.system = system


class AuthenticationError(ProviderError):
    """The key is missing or was refused."""

    slug = "authentication"
