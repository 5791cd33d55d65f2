"""The `stetmark` command, run inside the test process: no interpreter starts, what is loaded stays loaded.

Exit codes, standard output and standard error are those of the real program, because its own `main` runs. What only
a process can show (signals, a broken pipe, what an import loads) is tested with a process.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from stetmark.__main__ import main


@dataclass
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def stetmark(*args: str, cwd: Path | None = None) -> Done:
    """Run `stetmark ARGS` in a folder, without any provider's key in the environment."""
    out, err = _stream(), _stream()
    env = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.chdir(cwd or Path.cwd()),
        mock.patch.dict(os.environ, env, clear=True),
        mock.patch.object(sys, "argv", ["stetmark", *args]),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
        else:
            code = 0
    return Done(code if isinstance(code, int) else int(code is not None), _written(out), _written(err))


def _stream() -> io.TextIOWrapper:
    """A stream with bytes below it, as a process has."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
