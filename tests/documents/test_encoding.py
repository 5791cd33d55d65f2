"""Bytes to text and back: which encoding it is, and when to refuse."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.documents.encoding import decode
from stetmark.errors import DataError


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf8_is_read_as_it_is(text):
    """Any text without a NUL."""
    assert decode(text.encode()) == (text, "utf-8", b"")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides(mark, encoding):
    """The UTF-32 mark begins with the UTF-16 one and is not mistaken for it."""
    assert decode(mark + "é字".encode(encoding)) == ("é字", encoding, mark)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-2>", "iso8859-2"),
        ('<?xml version="1.0" encoding="iso-8859-15"?>', "iso8859-15"),
        ("\\usepackage[latin9]{inputenc} ", "iso8859-15"),
        ("\\usepackage[ansinew]{inputenc} ", "cp1252"),
        ("# -*- coding: koi8-r -*- ", "koi8-r"),
        ("", "cp1252"),
        ("<meta charset=no-such-thing>", "cp1252"),
    ],
)
def test_what_the_file_says_of_itself(head, encoding):
    """HTML, XML, LaTeX and editors' lines; where nothing is said, Windows-1252 where that reads as text."""
    letter = "ж" if encoding == "koi8-r" else "é"
    data = (head + letter).encode(encoding)

    assert decode(data) == (head + letter, encoding, b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a\0b", "NUL byte at offset 1"),
        (b"ab" + bytes(range(0x80, 0xA0)), "byte 0x80 at offset 2 is not UTF-8"),
        (codecs.BOM_UTF16_LE + b"a", "not utf-16-le, although its byte order mark says"),
    ],
)
def test_what_nobody_can_tell_is_refused(data, why):
    """Binary data, bytes that no encoding makes a text of, a mark that is not true: named, with the file."""
    with pytest.raises(DataError, match=why) as caught:
        decode(data, "some.file")
    assert str(caught.value.path) == "some.file"
