"""Stetmark works where only what every system has is there.

Each program runs in a process in which the modules that only POSIX has cannot be imported, and in which `os`,
`signal` and the event loop lack what Windows lacks. For the lock, `msvcrt.locking` is given as Windows
describes it: a lock on the bytes at the file's position, refused with "permission denied".
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_NO_POSIX = r"""
import asyncio, asyncio.unix_events, ctypes, multiprocessing, os, shutil, signal, subprocess, sys, tempfile, types

# What Python and other packages have for this system is loaded; from here on nobody finds what it is made of.
import aiohttp, click, jinja2, msgspec, numpy, openpyxl, rapidfuzz, rich.console, rich.progress
whole = types.SimpleNamespace(**vars(signal))
for module in (subprocess, asyncio.unix_events, asyncio.runners, asyncio.base_subprocess):
    module.signal = whole
_lockf, _F_TEST, _F_TLOCK = os.lockf, os.F_TEST, os.F_TLOCK
for name in ("fcntl", "resource", "termios", "pwd", "grp", "pty", "tty", "syslog", "posix_ipc"):
    sys.modules[name] = None
for name in (
    "fork", "forkpty", "killpg", "getpgid", "setpgid", "getsid", "setsid", "getuid", "geteuid", "getgid", "getegid",
    "getlogin", "uname", "pread", "pwrite", "preadv", "pwritev", "sched_getaffinity", "sched_setaffinity", "nice",
    "chown", "lchown", "fchown", "mkfifo", "mknod", "getloadavg", "sysconf", "wait3", "wait4", "statvfs",
    "posix_fadvise", "posix_fallocate", "lockf", "openpty", "fdatasync", "sync", "O_CLOEXEC", "O_NONBLOCK",
    "O_SYNC", "O_DIRECTORY", "O_NOFOLLOW",
):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGHUP", "SIGKILL", "SIGQUIT", "SIGALRM", "SIGPIPE", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGXFSZ",
             "alarm", "pause", "pthread_sigmask", "pthread_kill", "sigwait", "setitimer"):
    if hasattr(signal, name):
        delattr(signal, name)

def _unsupported(self, *_, **__):
    raise NotImplementedError
asyncio.unix_events._UnixSelectorEventLoop.add_signal_handler = _unsupported
asyncio.unix_events._UnixSelectorEventLoop.remove_signal_handler = _unsupported

# A folder cannot be opened, and so not synced, nor emptied through a descriptor.
shutil._use_fd_functions = False
_open = os.open
def _open_files_only(path, flags, *rest, **how):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return _open(path, flags, *rest, **how)
os.open = _open_files_only

msvcrt = types.ModuleType("msvcrt")
msvcrt.LK_LOCK, msvcrt.LK_NBLCK, msvcrt.LK_UNLCK = 1, 2, 0
def locking(fd, mode, n):
    assert mode == msvcrt.LK_NBLCK
    try:
        _lockf(fd, _F_TLOCK, n)
    except BlockingIOError:
        raise PermissionError(13, "Permission denied") from None
msvcrt.locking = locking
sys.modules["msvcrt"] = msvcrt
"""


def _run(program: str, *arguments: str, data: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _NO_POSIX + program, *arguments],
        input=data,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


_COMMANDS = r"""
import io, json
from stetmark.__main__ import main

for arguments, data in json.loads(sys.argv[1]):
    sys.argv = ["stetmark", *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(data.encode()))
    try:
        main()
    except SystemExit as end:
        print("\f", end.code or 0, flush=True)
"""


def _each(*commands: list[str], data: str = "") -> list[str]:
    """Run commands one after the other in one process, each with `data` to read; return what each printed."""
    *printed, rest = _ok(_run(_COMMANDS, json.dumps([(command, data) for command in commands]))).split(
        "\f 0\n"
    )
    assert (len(printed), rest) == (len(commands), ""), printed
    return printed


def _ok(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


_API = r"""
import json
import stetmark

score = stetmark.score_text(source="Teh cat.", reference="The cat.", reply="The cat.")
assert score.exact
assert stetmark.guard("Teh cat.", "The dog.").text == "The cat."
print(json.dumps(sorted(stetmark.__all__)))
for name in stetmark.__all__:
    getattr(stetmark, name)
"""


def test_the_api():
    """Every public name is there; scoring and guarding work."""
    assert "score_text" in json.loads(_ok(_run(_API)))


_ROOMS = r"""
import importlib, pkgutil
import stetmark

optional = {"ray", "pyarrow", "xllamacpp", "harper", "harper_py", "jieba", "pypinyin", "genai_prices", "resvg_py"}
n = 0
for module in pkgutil.walk_packages(stetmark.__path__, "stetmark."):
    if module.name == "stetmark.__main__":
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        assert error.name.partition(".")[0] in optional, (module.name, error)
    n += 1
print(n)
"""


def test_every_module_can_be_imported():
    """Not one asks for a POSIX module at its top."""
    assert int(_ok(_run(_ROOMS))) > 150


_FOLDER = r"""
from pathlib import Path
from stetmark.records import Answer, Item, Manifest
from stetmark.scoring.run import score_run
from stetmark.store import RunFolder

path = Path(sys.argv[1])
items = [Item(id=f"i{n}", source="Teh cat.", reference="The cat.") for n in range(20)]
made = RunFolder.create(path, Manifest(stetmark="0", created="", items_sha256=""), items)
with made.lock():
    with made.append_answers() as appender:
        for item in items:
            appender.append(Answer(item=item.id, system="s", outcome="complete", reply="The cat."))
    print((path / ".lock").read_text().strip())  # readable while it is held
    summary = score_run(made, workers=1)
assert RunFolder.open(path).set_aside(lambda answer: answer.item == "i3") == 1
print(summary.systems[0].exact, len(list(made.answers())), len(list(made.scores())))
"""


def test_run_folders_are_written_locked_and_read(tmp_path):
    """Answers appended, judged, set aside; the lock names its holder."""
    lines = _ok(_run(_FOLDER, str(tmp_path / "run"))).splitlines()
    assert lines[0].startswith("process ")
    assert lines[-1] == "20 19 20"


_HOLD = r"""
from pathlib import Path
from stetmark.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
_TRY = r"""
from pathlib import Path
from stetmark.errors import LockedError
from stetmark.store.lock import locked
try:
    with locked(Path(sys.argv[1])):
        print("free")
except LockedError as error:
    print(error.message)
"""


def test_a_second_process_is_told_who_writes_and_a_kill_frees_the_lock(tmp_path):
    """As with flock."""
    path = str(tmp_path / ".lock")
    with subprocess.Popen(
        [sys.executable, "-c", _NO_POSIX + _HOLD, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        assert f"process {holder.pid} on " in _ok(_run(_TRY, path))
        holder.kill()
        holder.wait()
    assert _ok(_run(_TRY, path)) == "free\n"


def test_the_commands(tmp_path):
    """help, fix (to standard output, in place), guard, score, report, run and its resumption."""
    page = tmp_path / "page.md"
    page.write_text("I recieved the letter.\n", encoding="utf-8")
    table = tmp_path / "answers.csv"
    table.write_text("model,answer,reference\nm,The cat.,The cat.\n", encoding="utf-8")
    run = str(tmp_path / "run")
    ask = ["run", "core", "--limit", "3", "-s", "local:copy", "--out", run]
    usage, fixed, _, _, scored, *_ = _each(
        ["--help"],
        ["fix", "-s", "local:stet", "-"],
        ["fix", "-s", "local:stet", "--in-place", str(page)],
        ["guard", str(page), str(page), "-o", str(tmp_path / "safe.md")],
        ["score", str(table), "--format", "json"],
        ask,
        ask,
        ["report", run, "--to", "csv"],
        data="I recieved the letter.\n",
    )
    assert "Usage: stetmark" in usage
    assert fixed == page.read_text(encoding="utf-8") == "I received the letter.\n"
    assert (tmp_path / "safe.md").read_bytes() == page.read_bytes()
    assert json.loads(scored)["systems"][0]["exact"] == 1
    assert (tmp_path / "run" / "report.csv").read_bytes().startswith(b"\xef\xbb\xbf")


_COMMAND = r"""
import asyncio
from stetmark.answers import command
from stetmark.answers.protocol import Question

async def main():
    system = command.CommandSystem(sys.argv[1], timeout_s=0.5)
    question = Question(item="i", source="x", lang="en", repeat=1)
    print((await system.ask(question)).error)
asyncio.run(main())
"""


@pytest.mark.parametrize("program", ["import time; time.sleep(60)"])
def test_a_program_that_takes_too_long_is_ended(program):
    """Without process groups, the program itself."""
    quoted = f'{sys.executable} -c "{program}"'
    assert "within 0.5 s" in _ok(_run(_COMMAND, quoted))
