"""Word documents: places, and edits as tracked changes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from documents.made import packed
from stetmark.documents.docx import read
from stetmark.errors import DataError
from stetmark.text.edits import Edit

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def main_part(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_paragraphs_are_lines_and_places_are_told_by_paragraph():
    """As an editor counts them."""
    document = read(packed(paragraph("One", " two.") + paragraph("Three.")), "x.docx")

    assert document.text == "One two.\nThree."
    assert document.where(document.text.index("Three") + 1) == "paragraph 2:2"


def test_an_edit_is_a_deletion_and_an_insertion_of_the_whole_word():
    """With author and date, and numbers that no other change has."""
    data = packed(paragraph("We recieve it."))
    changed = main_part(read(data, "x.docx").replace([Edit(6, 8, "ei")], author="A & B", date=AT))

    assert '<w:del w:id="1" w:author="A &amp; B" w:date="2026-01-02T03:04:05Z">' in changed
    assert "recieve</w:delText>" in changed
    assert '<w:ins w:id="2" w:author="A &amp; B" w:date="2026-01-02T03:04:05Z">' in changed
    assert "receive</w:t>" in changed


def test_an_edit_over_two_runs_keeps_both():
    """Each run loses its own part; the new text stands once."""
    data = packed(paragraph("We rec", "ieve it."))
    document = read(data, "x.docx")
    again = read(document.replace([Edit(3, 10, "receive")]), "x.docx")

    assert again.text == "We receive it."
    assert main_part(document.replace([Edit(3, 10, "receive")])).count("<w:ins ") == 1


def test_other_members_keep_their_bytes():
    """Whatever else is in the archive."""
    data = packed(paragraph("Teh end."), {"word/media/x.png": "\x89PNG"})
    changed = read(data, "x.docx").replace([Edit(0, 3, "The")])

    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(changed)) as new:
        assert old.namelist() == new.namelist()
        assert all(old.read(n) == new.read(n) for n in old.namelist() if n != "word/document.xml")


@pytest.mark.parametrize(("data", "why"), [(b"x", "not a Word document"), (b"\xd0\xcf\x11\xe0", "password")])
def test_what_is_no_word_document_is_refused(data, why):
    """And says what it may be instead."""
    with pytest.raises(DataError, match=why):
        read(data, "x.docx")
