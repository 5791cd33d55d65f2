"""Which format a file is in, and reading it."""

from __future__ import annotations

import pytest

from stetmark.documents import FORMATS, format_of, read
from stetmark.errors import DataError

SAMPLES = {
    "txt": (b"Teh end.", "Teh end."),
    "md": (b"# Teh end", "Teh end"),
    "tex": (b"\\section{Teh end}", "Teh end"),
    "rst": (b"Teh end\n=======\n", "Teh end"),
    "html": (b"<p>Teh end", "Teh end"),
    "ipynb": (b'{"cells": [{"cell_type": "markdown", "source": "Teh end"}]}', "Teh end"),
    "jsonl": (b'{"text": "Teh end"}', "Teh end"),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_format_is_read_by_its_reader(kind):
    """Given by name, or told by the suffix."""
    data, shown = SAMPLES[kind]
    document = read(data, kind)

    assert (document.format, [block.text for block in document.blocks]) == (kind, [shown])
    assert document.data == data
    assert kind in FORMATS


def test_a_file_is_read_by_its_suffix(tmp_path):
    """And named by its path."""
    path = tmp_path / "a.MD"
    path.write_bytes(b"# Teh end")
    document = read(path)

    assert (document.format, document.name) == ("md", str(path))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docm", b"", "docx"),
        ("a.xhtml", b"", "html"),
        ("a.ltx", b"", "tex"),
        ("README", b"", "txt"),
        ("page", b"  <!DOCTYPE HTML>", "html"),
        ("page", b"<html>", "html"),
        ("page", b"<htmlish>", "txt"),
        ("paper", b"% note\n\\documentclass{article}", "tex"),
        ("letter", b"PK\x03\x04...word/document.xml", "docx"),
        ("letter", b"PK\x03\x04...xl/", "txt"),
    ],
)
def test_the_suffix_decides_then_the_first_bytes(name, data, kind):
    """Where neither tells it is plain text."""
    assert format_of(name, data) == kind


def test_what_cannot_be_read_is_named(tmp_path):
    """A folder, a missing file, a format nobody knows."""
    with pytest.raises(DataError, match="cannot be read") as caught:
        read(tmp_path)
    assert str(caught.value.path) == str(tmp_path)
    with pytest.raises(DataError, match="unknown format 'pdf'"):
        read(b"", "pdf")
