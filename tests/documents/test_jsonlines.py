"""JSONL documents: one text field a record."""

from __future__ import annotations

import pytest

from stetmark.documents.jsonlines import FIELDS, read
from stetmark.errors import DataError
from stetmark.text.edits import Edit


def test_the_first_known_field_of_each_record_is_its_text():
    """Other fields and records without one are left alone."""
    document = read(b'{"id": "teh", "text": "Teh one."}\n\n{"x": 1}\n{"body": "b", "summary": "Two."}\n', "x")

    assert document.text == "Teh one.\nTwo."
    assert document.where(document.text.index("Two")) == "line 4, 1:1"
    assert FIELDS[:2] == ("text", "summary")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('{"text": "Teh caf\\u00e9"}', '{"text": "The caf\\u00e9"}'),
        ('{"text":"Teh café"}', '{"text":"The café"}'),
        ('  {"text" : "Teh \\"x\\""}', '  {"text" : "The \\"x\\""}'),
    ],
)
def test_only_the_edit_changes_a_line(line, written):
    """Layout and escapes stay as the file has them."""
    data = f"{line}\n".encode()

    assert read(data, "x").replace([Edit(0, 3, "The")]) == f"{written}\n".encode()


def test_a_replacement_is_escaped_as_the_file_escapes():
    """A file in ASCII stays in ASCII."""
    assert read(b'{"text": "Cafe caf\\u00e9"}', "x").replace([Edit(0, 4, "Café")]) == (
        b'{"text": "Caf\\u00e9 caf\\u00e9"}'
    )


def test_what_is_no_jsonl_is_refused():
    """A bad line by its number; a file in which no record has a text."""
    with pytest.raises(DataError, match="not JSON") as caught:
        read(b'{"text": "a"}\n{"text": \n', "x.jsonl")
    assert caught.value.line == 2
    with pytest.raises(DataError, match="no record has a text field"):
        read(b'{"a": 1}\n[2]\n', "x.jsonl")
    assert read(b"", "x.jsonl").blocks == ()
