"""`local:typos` and `local:codespell`: the user's own installed program corrects a temporary file in place.

Both hold a list of known misspellings and leave every other word alone, so they are precise and blind to what
the list lacks. codespell's list is under CC BY-SA 3.0 and its code under the GPL: it is run, never imported.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from stetmark.errors import ProviderError, SettingsError

__all__ = ["Program", "codespell", "typos"]

TIMEOUT_S = 60.0


def find(program: str) -> str | None:
    """Give the program's path: on PATH, else beside the running Python."""
    beside = Path(sys.executable).parent / program
    return shutil.which(program) or (str(beside) if beside.is_file() else None)


class Program:
    """A program that corrects a file in place.

    Args:
        name: The program's name, which is the system's name too.
        arguments: What comes before the file's name.
        ok_codes: Exit codes that say the file was handled.
        hint: How to install it.

    Raises:
        SettingsError: The program is not installed.
    """

    def __init__(self, name: str, *, arguments: tuple[str, ...], ok_codes: frozenset[int], hint: str) -> None:
        path = find(name)
        if path is None:
            raise SettingsError(f"local:{name} needs the program {name!r}, which is not on PATH", hint=hint)
        self.name = name
        self._command = (path, *arguments)
        self._ok_codes = ok_codes
        shown = subprocess.run(  # noqa: S603  the user's own program, no shell
            [path, "--version"], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
        self.version = f"{name} {shown.stdout.split()[-1] if shown.stdout.split() else '?'} sha256:{digest}"

    def correct(self, text: str, lang: str) -> str:
        """Give the text as the program leaves it.

        Raises:
            ProviderError: The program failed or took longer than a minute.
        """
        del lang
        with tempfile.TemporaryDirectory(prefix="stetmark-") as folder:
            path = Path(folder) / "text.txt"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            try:
                done = subprocess.run(  # noqa: S603  the user's own program, no shell
                    [*self._command, path.name],
                    cwd=folder,  # so that no project's configuration file is found
                    capture_output=True,
                    timeout=TIMEOUT_S,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise ProviderError(
                    f"timed out after {TIMEOUT_S:.0f} s", system=f"local:{self.name}", hint="shorten the text"
                ) from error
            if done.returncode not in self._ok_codes:
                said = done.stderr.decode("utf-8", "replace").strip()[:300]
                raise ProviderError(f"exit code {done.returncode}: {said}", system=f"local:{self.name}")
            return path.read_bytes().decode("utf-8", "surrogatepass")


def typos() -> Program:
    """Make `local:typos`: exit code 2 says that something was left for a person to decide."""
    return Program(
        "typos",
        arguments=("--isolated", "--write-changes", "--quiet"),
        ok_codes=frozenset({0, 2}),
        hint="pip install typos  (or any build of crate-ci/typos)",
    )


def codespell() -> Program:
    """Make `local:codespell`: exit code 65 says that something was left for a person to decide."""
    return Program(
        "codespell",
        arguments=("--write-changes", "--quiet-level=3"),
        ok_codes=frozenset({0, 65}),
        hint="pip install codespell  (GPL-2.0; its list is CC BY-SA 3.0)",
    )
