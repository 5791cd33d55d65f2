"""JSONL that survives: torn lines, full disks, many threads, hostile bytes."""

from __future__ import annotations

import errno
import os
import threading

import msgspec
import pytest

from fakes.waiting import wait_until
from stetmark.errors import DataError
from stetmark.records import Answer
from stetmark.store import Appender, read_jsonl, repair_tail, write_atomic, write_jsonl
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


def test_records_are_durable_within_a_fifth_of_a_second(tmp_path):
    """Without anybody asking for it, a record is synced and told; the two waits on the way are within 0.2 s."""
    told: list[int] = []
    with Appender(tmp_path / "a.jsonl", told.append) as appender:
        appender.append(answer(1))
        wait_until(lambda: told, "a record is synced that nobody asks for")
        assert appender.n_durable == 1
    assert WRITE_EVERY_S + SYNC_EVERY_S <= 0.2


def test_many_threads(tmp_path):
    """Records of many threads each end on a line of their own."""
    with Appender(tmp_path / "a.jsonl") as appender:
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
        appender.sync()
        assert appender.n_durable == 800
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
    """What a power cut leaves on some file systems is no record."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(msgspec.json.encode(answer(1)) + b"\n" + b"\0" * 4096)
    assert "cut off" in repair_tail(path)
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
    """Invalid UTF-8, wrong types, wrong JSON: file, line, how it begins, and the decoder's reason in its own words."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + line)
    with pytest.raises(DataError, match=r"not a Answer record: \S") as caught:
        list(read_jsonl(path, Answer))
    assert (caught.value.path, caught.value.line) == (path, 2)
    assert repr(line[:60].decode("utf-8", "backslashreplace").strip()) in caught.value.hint


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


def test_a_full_disk_keeps_what_was_durable(tmp_path, monkeypatch):
    """ENOSPC in the middle of a line: an error that says what to do, and a file that ends after a whole line."""
    path = tmp_path / "a.jsonl"
    appender = Appender(path)
    appender.append(answer(1))
    appender.sync()
    real, room = os.write, [40]

    def full(fd: int, data: bytes) -> int:
        n = min(len(data), room[0])
        room[0] -= n
        if n == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(fd, bytes(data[:n]))

    monkeypatch.setattr(os, "write", full)
    appender.append(answer(2))
    with pytest.raises(DataError, match="No space left") as caught:
        appender.sync()
    assert "make room" in caught.value.hint
    with pytest.raises(DataError):
        appender.append(answer(3))
    with pytest.raises(DataError):
        appender.close()
    monkeypatch.undo()
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
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["s.jsonl"]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="cannot be written"):
        write_atomic(tmp_path / "file" / "x", b"")


def test_a_place_that_cannot_be_written(tmp_path):
    """A folder in place of the file is a data error that names it."""
    (tmp_path / "a.jsonl").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        Appender(tmp_path / "a.jsonl")
