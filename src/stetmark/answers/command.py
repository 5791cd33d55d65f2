"""How is any program asked?  The text goes to its standard input, the answer is its standard output."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import shlex
import shutil
import signal
from pathlib import Path
from typing import Any

from stetmark.answers.protocol import Question, Reply, Watcher, hash_key
from stetmark.errors import SettingsError

__all__ = ["CommandSystem"]

TIMEOUT_S = 600.0
MAX_OUTPUT_BYTES = 16 * 1024 * 1024


class CommandSystem:
    """A program, started once a question, without a shell.

    It gets the text in UTF-8 on standard input and the item's language in `STETMARK_LANG`. An exit code
    other than 0, a time-out or output that is no UTF-8 is a failure, never an answer.

    Args:
        command: The command line, split as a POSIX shell would (`shlex`).
        name: What the system is called; the specification itself when empty.
        timeout_s: How long one answer may take, in seconds.
        concurrency: How many may run at once; the number of processors when None.

    Raises:
        SettingsError: The command is empty or its program does not exist.
    """

    def __init__(
        self, command: str, *, name: str = "", timeout_s: float = TIMEOUT_S, concurrency: int | None = None
    ) -> None:
        try:
            self._argv = shlex.split(command)
        except ValueError as error:
            raise SettingsError(f"command:{command} cannot be parsed as a command line: {error}") from None
        if not self._argv or not (program := shutil.which(self._argv[0])):
            raise SettingsError(
                f"command:{command}: program not found: {self._argv[0] if self._argv else ''!r}",
                hint="Give its full path, or add it to PATH.",
            )
        self.name = name or f"command:{command}"
        self.model = self.remote = ""
        self.concurrency = concurrency or os.cpu_count() or 1
        self._program = program
        self._timeout_s = timeout_s
        self._files = {
            arg: _file_hash(Path(arg)) for arg in (program, *self._argv[1:]) if Path(arg).is_file()
        }

    def facts(self) -> dict[str, Any]:
        """Say what is run, with the hash of each file on its command line."""
        return {"kind": "command", "argv": self._argv, "sha256": self._files, "timeout_s": self._timeout_s}

    def key(self, question: Question) -> str:
        """Return the hash of the command, its files, and the question."""
        return hash_key("command", self._argv, self._files, question.source, question.lang, question.repeat)

    def estimate_usd(self, question: Question) -> float | None:
        """Return 0: what the program spends is its own business."""
        del question
        return 0.0

    async def start(self, watcher: Watcher) -> None:
        """Nothing to get ready."""

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        return concurrency or self.concurrency

    def drain(self) -> None:
        """Nothing waits here."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def ask(self, question: Question) -> Reply:
        """Run the program once."""
        try:
            process = await asyncio.create_subprocess_exec(
                self._program,
                *self._argv[1:],
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env={**os.environ, "STETMARK_LANG": question.lang},
                # A group of its own: Ctrl-C is ours to handle, and a time-out must reach its children too.
                start_new_session=True,
            )
        except OSError as error:
            return Reply(outcome="failed", error=f"cannot be started: {error.strerror or error}", dead=True)
        try:
            async with asyncio.timeout(self._timeout_s):
                out, err = await process.communicate(question.source.encode())
        except TimeoutError:
            return Reply(outcome="failed", error=f"no answer within {self._timeout_s:g} s")
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    _kill(process)
                await process.wait()
        if process.returncode:
            return Reply(outcome="failed", error=f"exit code {process.returncode}: {_tail(err)}".rstrip(": "))
        if len(out) > MAX_OUTPUT_BYTES:
            return Reply(outcome="failed", error=f"wrote {len(out):,} bytes")
        try:
            text = out.decode()
        except UnicodeDecodeError as error:
            return Reply(outcome="failed", error=f"its output is not valid UTF-8: {error}")
        return Reply(outcome="complete" if text.strip() else "empty", reply=text)


def _kill(process: asyncio.subprocess.Process) -> None:
    """End a program and what it started; on Windows, which has no process groups, the program alone."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _tail(raw: bytes) -> str:
    lines = raw.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:500] if lines else ""


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
