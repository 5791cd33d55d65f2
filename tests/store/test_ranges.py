"""A JSONL file in ranges: nothing twice, nothing lost, every line with its number in the file."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.errors import DataError
from stetmark.records import Answer
from stetmark.store.jsonl import MAX_LINE_BYTES
from stetmark.store.ranges import Range, cut, read_lines, read_range


def _line(n: int, size: int = 0) -> bytes:
    return msgspec.json.encode(Answer(item=f"i{n}", system="s", outcome="complete", reply="x" * size))


@given(st.lists(st.integers(0, 200), max_size=12), st.integers(1, 400), st.booleans())
def test_ranges_are_the_file_in_whole_lines(tmp_path_factory, sizes, n_bytes, newline):
    """Whatever the lines and the wanted size: end to end, each at least so long, cut after a newline."""
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    data = b"\n".join(_line(n, size) for n, size in enumerate(sizes)) + (b"\n" if newline and sizes else b"")
    path.write_bytes(data)
    ranges = list(cut(path, n_bytes))
    assert b"".join(data[piece.start : piece.end] for piece in ranges) == data
    assert all(data[piece.end - 1 : piece.end] == b"\n" for piece in ranges[:-1])
    assert all(piece.end - piece.start >= n_bytes for piece in ranges[:-1])
    found = [(piece.line(number), record) for piece in ranges for number, record in read_range(piece, Answer)]
    assert [line for line, _ in found] == list(range(1, len(sizes) + 1))
    assert [record.item for _, record in found] == [f"i{n}" for n in range(len(sizes))]


def test_a_line_longer_than_a_block_is_not_cut(tmp_path):
    """The end is searched in blocks of 1 MiB."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(_line(0, 3 << 20) + b"\n" + _line(1) + b"\n")
    first, second = cut(path, 10)
    assert (first.start, second.end) == (0, path.stat().st_size)
    assert [record.item for _, record in read_range(second, Answer)] == ["i1"]
    assert second.line(1) == 2


def test_blank_lines_and_a_byte_order_mark(tmp_path):
    """Passed over, but counted; the mark only at the start of the file."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + _line(0) + b"\n\n \n" + _line(1) + b"\n")
    (piece,) = cut(path, 1 << 20)
    assert [(n, record.item) for n, record in read_range(piece, Answer)] == [(1, "i0"), (4, "i1")]
    later = Range(path, 3, path.stat().st_size)
    assert [record.item for _, record in read_range(later, Answer)] == ["i0", "i1"]


def test_a_torn_last_line(tmp_path):
    """Left out where it may be torn, else refused with path and line; torn elsewhere it is refused always."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(_line(0) + b"\n" + _line(1)[:-4])
    (piece,) = cut(path, 1 << 20)
    assert [record.item for _, record in read_range(piece, Answer, torn=True)] == ["i0"]
    with pytest.raises(DataError, match="not a Answer record") as caught:
        list(read_range(piece, Answer))
    assert (caught.value.path, caught.value.line) == (path, 2)
    path.write_bytes(_line(0)[:-4] + b"\n" + _line(1) + b"\n")
    (piece,) = cut(path, 1 << 20)
    with pytest.raises(DataError) as caught:
        list(read_range(piece, Answer, torn=True))
    assert caught.value.line == 1


def test_an_error_in_a_later_range_names_the_line_of_the_file(tmp_path):
    """Not that of the range."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(_line(n) + b"\n" for n in range(50)) + b"nonsense\n" + _line(51) + b"\n")
    with pytest.raises(DataError) as caught:
        for piece in cut(path, 100):
            list(read_range(piece, Answer))
    assert (caught.value.path, caught.value.line) == (path, 51)


def test_a_line_too_long_is_refused():
    """As in the reader of whole files; lines from elsewhere have no path."""
    longest = b'"' + b"x" * (MAX_LINE_BYTES - 2) + b'"'
    assert [n for n, _ in read_lines([longest], str)] == [1]
    with pytest.raises(DataError, match="a line of more than") as caught:
        list(read_lines([b"", longest + b" "], str))
    assert caught.value.path is None


def test_a_file_that_cannot_be_read(tmp_path):
    """Missing from the start, or gone since it was cut."""
    path = tmp_path / "a.jsonl"
    with pytest.raises(DataError, match="cannot be read"):
        list(cut(path, 10))
    path.write_bytes(_line(0))
    (piece,) = cut(path, 10)
    path.unlink()
    with pytest.raises(DataError, match="cannot be read"):
        list(read_range(piece, Answer))
    path.write_bytes(b"")
    assert list(cut(path, 10)) == []
