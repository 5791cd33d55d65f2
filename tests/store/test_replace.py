"""Files replaced atomically: every way in which Stetmark writes a whole file answers alike."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.made import make_run, write_run
from stetmark.cli.main import main
from stetmark.errors import DataError
from stetmark.records import Item
from stetmark.report.write import write_report
from stetmark.scale.files import write_bytes
from stetmark.store import RunFolder, replacing, write_atomic, write_jsonl
from stetmark.store.parquet import write_parquet
from stetmark.tables import Row, write_table

TEXT, FIXED = "I recieved teh letter.\n", "I received the letter.\n"


@pytest.fixture(scope="module")
def made_run(tmp_path_factory) -> RunFolder:
    """A small run with scores and summary."""
    return RunFolder.open(write_run(make_run(4, 2), tmp_path_factory.mktemp("made") / "run"))


def _stet(*arguments) -> None:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    if isinstance(result.exception, DataError):
        raise result.exception
    if result.exit_code == 2:
        raise DataError(result.output)  # refused before anything was read
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output


def _fix(path: Path, run: RunFolder, folder: Path) -> None:
    (folder / "page.md").write_text(TEXT, encoding="utf-8")
    _stet("fix", folder / "page.md", "-s", "local:copy", "-o", path)


def _guard(path: Path, run: RunFolder, folder: Path) -> None:
    (folder / "page.md").write_text(TEXT, encoding="utf-8")
    (folder / "edited.md").write_text(FIXED, encoding="utf-8")
    _stet("guard", folder / "page.md", folder / "edited.md", "-o", path)


def _needs_arrow() -> bool:
    return bool(pytest.importorskip("pyarrow"))


def _parquet(path: Path) -> None:
    with write_parquet(path, Item) as write:
        write(b'{"id":"a","reference":"x"}')


WRITERS = {
    "write_atomic": lambda path, run, folder: write_atomic(path, b"new"),
    "replacing": lambda path, run, folder: _by_hand(path),
    "write_jsonl": lambda path, run, folder: write_jsonl(path, [1, 2]),
    "write_table": lambda path, run, folder: write_table([Row(system="s", answer="a", reference="a")], path, "csv"),
    "report html": lambda path, run, folder: write_report(run, to="html", out=path),
    "report csv": lambda path, run, folder: write_report(run, to="csv", out=path),
    "report md": lambda path, run, folder: write_report(run, to="md", out=path),
    "report xlsx": lambda path, run, folder: write_report(run, to="xlsx", out=path),
    "report json": lambda path, run, folder: write_report(run, to="json", out=path),
    "report svg": lambda path, run, folder: write_report(run, to="svg", out=path),
    "report parquet": lambda path, run, folder: _needs_arrow() and write_report(run, to="parquet", out=path),
    "write_parquet": lambda path, run, folder: _needs_arrow() and _parquet(path),
    "write_bytes": lambda path, run, folder: _needs_arrow() and write_bytes(str(path), b"new"),
    "fix -o": _fix,
    "guard -o": _guard,
}  # fmt: skip


def _by_hand(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"n")
        file.write(b"ew")


@pytest.fixture(params=WRITERS)
def write(request, made_run, tmp_path_factory):
    """One of the callers, as a function of the path alone."""
    folder = tmp_path_factory.mktemp("beside")
    return lambda path: WRITERS[request.param](path, made_run, folder)


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_what_the_umask_leaves(write, tmp_path):
    """Neither the private mode of temporary files nor a fixed one."""
    before = os.umask(0o027)
    try:
        write(tmp_path / "new")
    finally:
        os.umask(before)
    assert _mode(tmp_path / "new") == 0o640
    assert _names(tmp_path) == ["new"]


def test_a_replaced_file_keeps_its_mode(write, tmp_path):
    """Whatever the umask says; nothing is left beside it."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write(path)
    assert _mode(path) == 0o604
    assert path.read_bytes() not in {b"old", b""}
    assert _names(tmp_path) == ["old"]


def test_a_symbolic_link_stays_and_its_file_is_replaced(write, tmp_path):
    """In another folder, too; the temporary file lies beside the target."""
    (tmp_path / "away").mkdir()
    target, link = tmp_path / "away" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() not in {b"old", b""}
    assert _names(tmp_path) == ["away", "link"]
    assert _names(tmp_path / "away") == ["target"]


def test_other_hard_links_keep_the_old_content(write, tmp_path):
    """This name gets a new file, as with any program that replaces files."""
    path, other = tmp_path / "old", tmp_path / "other"
    path.write_bytes(b"old")
    other.hardlink_to(path)
    write(path)
    assert other.read_bytes() == b"old"
    assert path.read_bytes() != b"old"


def test_a_read_only_file_is_refused(write, tmp_path):
    """Even where the folder, or being root, would allow it to be replaced."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(DataError, match="read-only") as caught:
        write(path)
    assert str(caught.value.path) == str(path)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["old"]


def test_a_missing_folder_is_made(write, tmp_path):
    """All the way down."""
    write(tmp_path / "a" / "b" / "new")
    assert _names(tmp_path / "a" / "b") == ["new"]


def test_what_cannot_be_written_is_a_data_error(write, tmp_path):
    """A folder in place of the file, a file in place of the folder, a name that is too long."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "folder", tmp_path / "file" / "x", tmp_path / ("x" * 300)):
        with pytest.raises(DataError, match=r"cannot be written|is a directory"):
            write(path)
    assert _names(tmp_path) == ["file", "folder"]


def test_a_name_as_long_as_names_can_be(write, tmp_path):
    """The temporary name beside it does not grow with it."""
    write(tmp_path / ("x" * 255))
    assert _names(tmp_path) == ["x" * 255]


def test_a_device_is_written_to(write, tmp_path):
    """`-o /dev/null` neither fails nor replaces the device."""
    write(Path(os.devnull))
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_pipe_gets_the_bytes(tmp_path):
    """What stands behind `/dev/stdout` or `>(…)`."""
    fifo, got = tmp_path / "fifo", []
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    write_atomic(fifo, b"through")
    reader.join(timeout=10)
    assert got == [b"through"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    """Any exception, in the middle of writing; it is passed on."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    for error in (RuntimeError("half-way"), KeyboardInterrupt()):
        with pytest.raises(type(error)), replacing(path) as file:
            file.write(b"half")
            raise error
        assert path.read_bytes() == b"old"
        assert _names(tmp_path) == ["old"]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_step_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    """A full disk at the sync, a file system without modes, a target that is held open."""

    def broken(*_, **__):
        raise OSError(errno.EIO, "broken")

    path = tmp_path / "old"
    path.write_bytes(b"old")
    monkeypatch.setattr(os if step == "fsync" else Path, step, broken)
    with pytest.raises(DataError, match=r"old: cannot be written: broken"):
        write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["old"]


def test_content_is_synced_before_it_takes_the_name_and_the_folder_after(tmp_path, monkeypatch):
    """Else a power cut could leave an empty file under the right name."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(fd: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(fd).st_mode)
        done.append("folder" if is_folder else f"{os.fstat(fd).st_size} bytes")
        fsync(fd)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", lambda self, to: (done.append("named"), replace(self, to))[1])
    write_atomic(tmp_path / "new", b"x" * 100_000)
    assert done == ["100000 bytes", "named", "folder"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path):
    """What somebody else wrote in between stays; a file that is gone stays gone."""
    path = tmp_path / "page"
    path.write_bytes(b"theirs")
    with pytest.raises(DataError, match="changed since"):
        write_atomic(path, b"ours", unchanged_from=b"before")
    assert path.read_bytes() == b"theirs"
    write_atomic(path, b"ours", unchanged_from=b"theirs")
    assert path.read_bytes() == b"ours"
    for gone in (tmp_path / "gone", tmp_path / "none" / "gone"):
        with pytest.raises(DataError, match="cannot be written"):
            write_atomic(gone, b"ours", unchanged_from=b"before")
    assert _names(tmp_path) == ["page"]


def test_a_private_file_is_never_readable_on_the_way(tmp_path):
    """The new content of a file that only its owner may read is not open to others for a moment."""
    path = tmp_path / "secret"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with replacing(path) as file:
        file.write(b"new")
        assert _mode(Path(file.name)) == 0o600
    assert _mode(path) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays_when_root_writes(tmp_path):
    """`sudo stetmark fix -i` does not take a file from its owner."""
    path = tmp_path / "theirs"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid, _mode(path)) == (12345, 23456, 0o640)


def test_a_link_that_leads_round_is_replaced(tmp_path):
    """It points to no file, so it is written like a new one; never an endless loop or a traceback."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_killed_writer_leaves_the_old_file(tmp_path):
    """The process dies in the middle of writing: readers see the old content."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    code = f"""
import os
from stetmark.store import replacing
with replacing({str(path)!r}) as file:
    file.write(b"x" * 1_000_000)
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert path.read_bytes() == b"old"
