"""Text files that people hand in: refused with file and line where they cannot be used."""

from __future__ import annotations

import pytest

from stetmark.errors import DataError
from stetmark.tables.files import MAX_LINE, check_line, read_text


def test_line_ends_stay_and_the_mark_goes(tmp_path):
    """The reader of the format decides on line ends."""
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n\xe7\x8c\xab")
    assert read_text(path) == "a\r\nb\rc\n猫"


def test_what_cannot_be_read_is_named(tmp_path):
    """Missing, a folder, a name that no file can have, nothing in it."""
    (tmp_path / "empty").write_bytes(b"\xef\xbb\xbf \n")
    for path, message in (
        (tmp_path / "none", "no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / ("x" * 300), "cannot be read: "),
        (tmp_path / "empty", "the file is empty"),
    ):
        with pytest.raises(DataError, match=message) as caught:
            read_text(path)
        assert caught.value.path == path


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path):
    """The byte, too."""
    path = tmp_path / "a.md"
    path.write_bytes("a\nb\ncafé\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"not UTF-8 \(byte 0xe9\)") as caught:
        read_text(path)
    assert (caught.value.line, caught.value.hint) == (3, "save the file as UTF-8")


def test_the_longest_line():
    """16 MiB are taken, one byte more is not."""
    check_line(MAX_LINE, path="a", line=1)
    with pytest.raises(DataError, match="a line of 16 MB; the limit is 16 MB") as caught:
        check_line(MAX_LINE + 1, path="a", line=7)
    assert caught.value.line == 7
