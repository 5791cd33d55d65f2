"""JSONL that survives: torn lines, full disks, many threads, hostile bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import msgspec
import pytest

from stetmark.errors import DataError
from stetmark.records import Answer
from stetmark.store import Appender, read_jsonl, repair_tail, write_jsonl
from stetmark.store.jsonl import MAX_LINE_BYTES, SYNC_EVERY_S, WRITE_EVERY_S


def answer(n: int, reply: str = "x") -> Answer:
    return Answer(item=f"i{n}", system="s", outcome="complete", reply=reply)


def test_what_is_appended_is_read_back(tmp_path):
    """Any text comes back as it was: newlines, separators, control characters, emoji."""
    texts = ["a\nb\r\n", "\u2028\u2029\x85", "\x00\x1f", "猫😀", '{"}', ""]
    with Appender(tmp_path / "a.jsonl") as appender:
        for n, text in enumerate(texts):
            appender.append(answer(n, text))
    assert [found.reply for found in read_jsonl(tmp_path / "a.jsonl", Answer)] == texts


def test_records_become_durable_without_closing(tmp_path, monkeypatch):
    """Nobody has to ask for it: each is synced, and only then told, while the file is open."""
    told = threading.Event()
    synced: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(os.fstat(fd).st_size), fsync(fd))[1])
    path = tmp_path / "a.jsonl"

    def durable(n: int) -> None:
        assert n == 1
        assert synced[-1] == path.stat().st_size > 0
        told.set()

    with Appender(path, durable) as appender:
        appender.append(answer(1))
        assert told.wait(30)
        told.clear()
        appender.append(answer(2))
        assert told.wait(30)
    assert len(list(read_jsonl(path, Answer))) == 2


def test_the_promised_times(tmp_path):
    """What the documents say: written within some milliseconds, synced within 0.2 s."""
    assert WRITE_EVERY_S + SYNC_EVERY_S <= 0.2


def test_many_threads(tmp_path):
    """Records of many threads each end on a line of their own."""
    durable: list[int] = []
    with Appender(tmp_path / "a.jsonl", durable.append) as appender:
        threads = [
            threading.Thread(
                target=lambda k=k: [appender.append(answer(k * 100 + n, "y" * n)) for n in range(100)]
            )
            for k in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(durable) == 800
    assert len({found.item for found in read_jsonl(tmp_path / "a.jsonl", Answer)}) == 800


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_is_cut_off(tmp_path, cut):
    """A line that lost its end is left out with a notice, and cut off before the next append."""
    path = tmp_path / "a.jsonl"
    whole = b"".join(msgspec.json.encode(answer(n)) + b"\n" for n in range(3))
    torn = (msgspec.json.encode(answer(3)) + b"\n")[:-cut]
    path.write_bytes(whole + torn)
    notices: list[str] = []
    n = len(list(read_jsonl(path, Answer, torn=True, notice=notices.append)))
    complete = cut == 1
    assert n == (4 if complete else 3)
    assert bool(notices) != complete
    with Appender(path) as appender:
        assert appender.notice
        appender.append(answer(4))
    assert [found.item for found in read_jsonl(path, Answer)] == (
        ["i0", "i1", "i2", "i3", "i4"] if complete else ["i0", "i1", "i2", "i4"]
    )


def test_a_tail_of_nul_bytes_is_cut_off(tmp_path):
    """What a power cut leaves on some file systems is not a record."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(msgspec.json.encode(answer(1)) + b"\n" + b"\0" * 4096)
    assert "removed" in repair_tail(path)
    assert len(list(read_jsonl(path, Answer))) == 1


@pytest.mark.parametrize("content", [b"", b"\n", None])
def test_nothing_to_repair(tmp_path, content):
    """Empty, whole and missing files are left alone."""
    path = tmp_path / "a.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert repair_tail(path) == ""
    assert path.exists() == (content is not None)


def test_a_torn_line_in_the_middle_is_an_error(tmp_path):
    """Only the last line can be torn; elsewhere the file is broken, and file and line are named."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"item":"a","system":"s","outcome":"complete"}\n{"item":\n{"item":"b","system":"s","outcome":"complete"}\n'
    )
    with pytest.raises(DataError, match=r"a\.jsonl:2: not a Answer record"):
        list(read_jsonl(path, Answer, torn=True))


@pytest.mark.parametrize(
    "line",
    [
        b'{"item":"\xff","system":"s","outcome":"complete"}\n',
        b'{"item":1,"system":"s","outcome":"complete"}\n',
        b'{"item":"a","system":"s","outcome":"fine"}\n',
        b"[]\n",
        b"nonsense\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_bad_lines_are_named(tmp_path, line):
    """Invalid UTF-8, wrong types, wrong JSON: file, line, the reason and how the line begins."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + line)
    for torn in (False, True):  # it ends with its newline, so it is not torn
        with pytest.raises(DataError, match=r"a\.jsonl:2: not a Answer record: .") as caught:
            list(read_jsonl(path, Answer, torn=torn))
        assert (caught.value.path, caught.value.line) == (path, 2)
        assert repr(line[:60].decode("utf-8", "backslashreplace").strip()) in caught.value.hint


def test_a_last_line_that_is_not_a_record_is_refused_unless_it_may_be_torn(tmp_path):
    """What people write is never cut short in silence."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(msgspec.json.encode(answer(1)) + b'\n{"item":"b","sys')
    with pytest.raises(DataError, match=r"a\.jsonl:2"):
        list(read_jsonl(path, Answer))
    assert len(list(read_jsonl(path, Answer, torn=True))) == 1


def test_a_line_of_16_mib_is_read_and_one_byte_more_refused(tmp_path):
    """The limit is 16 MiB, the newline included."""
    assert MAX_LINE_BYTES == 16 * 1024 * 1024
    path = tmp_path / "a.jsonl"
    frame = len(msgspec.json.encode(answer(1, "x"))) + len(b"\n") - len("x")
    path.write_bytes(msgspec.json.encode(answer(1, "x" * (MAX_LINE_BYTES - frame))) + b"\n")
    assert path.stat().st_size == MAX_LINE_BYTES
    assert len(list(read_jsonl(path, Answer))) == 1
    path.write_bytes(msgspec.json.encode(answer(1, "x" * (MAX_LINE_BYTES - frame + 1))) + b"\n")
    with pytest.raises(DataError, match="a line of more than") as caught:
        list(read_jsonl(path, Answer))
    assert caught.value.line == 1


def test_a_line_of_50_mb_is_refused_without_reading_it(tmp_path):
    """A huge line is refused after the first 16 MB."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"item":"')
        file.truncate(50_000_000)
    with pytest.raises(DataError, match=f"more than {MAX_LINE_BYTES:,} bytes"):
        list(read_jsonl(path, Answer))


def test_a_byte_order_mark_is_no_text(tmp_path):
    """What some editors put in front of a file is passed over."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + msgspec.json.encode(answer(1)) + b"\n")
    assert len(list(read_jsonl(path, Answer))) == 1


def test_a_missing_file_is_a_data_error(tmp_path):
    """The path is named."""
    with pytest.raises(DataError, match="cannot be read"):
        list(read_jsonl(tmp_path / "nope.jsonl", Answer))


_FULL = """
import resource, signal, sys, threading
from stetmark.errors import DataError
from stetmark.records import Answer
from stetmark.store import Appender

path, limit = sys.argv[1], int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
first = threading.Event()
appender = Appender(path, lambda n: first.set())
appender.append(Answer(item="i1", system="s", outcome="complete", reply="x"))
assert first.wait(30)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
appender.append(Answer(item="i2", system="s", outcome="complete", reply="y" * 1000))
appender._thread.join(30)
try:
    appender.append(Answer(item="i3", system="s", outcome="complete", reply="z"))
except DataError as error:
    print("append:", error.path, error.hint)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
try:
    appender.close()
except DataError as error:
    print("close:", error.message)
"""


def test_a_full_disk_keeps_what_was_durable(tmp_path):
    """No room in the middle of a line: an error that says what to do, and a file that ends after a whole line."""
    pytest.importorskip("resource")
    path = tmp_path / "a.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(path), "300"], capture_output=True, text=True, check=True
    )
    said = done.stdout.splitlines()
    assert said[0].startswith(f"append: {path}")
    assert "free some disk space" in said[0]
    assert said[1].startswith(f"close: {path}: cannot be written: ")
    assert path.read_bytes().endswith(b"\n")
    assert [found.item for found in read_jsonl(path, Answer)] == ["i1"]


def test_whole_files_are_there_entirely_or_not_at_all(tmp_path):
    """A writer that fails half-way leaves the old file and no litter."""
    path = tmp_path / "s.jsonl"
    assert write_jsonl(path, [answer(1)]) == 1
    before = path.read_bytes()

    def broken():
        yield answer(2)
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        write_jsonl(path, broken())
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["s.jsonl"]


@pytest.mark.parametrize("n_before", [0, 1, 40, 3_000])
def test_the_tail_is_cut_wherever_the_last_newline_is(tmp_path, n_before):
    """The file is searched backwards in blocks of 64 KiB; lines may be longer than several of them."""
    path = tmp_path / "a.jsonl"
    whole = b"".join(msgspec.json.encode(answer(n, "y" * 50)) + b"\n" for n in range(n_before))
    for torn in (b'{"item":', b'{"item":"' + b"z" * 200_000):
        path.write_bytes(whole + torn)
        assert f"its {len(torn)} bytes were removed" in repair_tail(path)
        assert path.read_bytes() == whole


def test_a_new_file_has_what_the_umask_leaves(tmp_path):
    """As any other file that a program makes."""
    before = os.umask(0o007)
    try:
        Appender(tmp_path / "a.jsonl").close()
    finally:
        os.umask(before)
    assert (tmp_path / "a.jsonl").stat().st_mode & 0o777 == 0o660


def test_a_place_that_cannot_be_written(tmp_path):
    """A folder in place of the file is a data error that names it."""
    (tmp_path / "a.jsonl").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        Appender(tmp_path / "a.jsonl")
