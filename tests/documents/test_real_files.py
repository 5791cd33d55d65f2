"""Two hundred real files of each kind from what is installed here: nothing but the edits may change."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from documents.check import check, pseudo_edits
from documents.real import found_files
from stetmark.documents import read
from stetmark.errors import DataError
from stetmark.text.edits import apply_edits

pytestmark = pytest.mark.slow

N_FILES = 200


def checked(paths, kind, most):
    """How many of the files that can be read were tried, how many edits they bore, and what went wrong."""
    n_files = n_edits = 0
    wrong = []
    for path in paths:
        data = path.read_bytes()
        try:
            read(data, kind, str(path))
        except DataError:
            continue
        try:
            n_edits += check(data, kind)
        except AssertionError as e:
            wrong.append((str(path), str(e)[:200]))
        n_files += 1
        if n_files == most:
            break
    print(f"{kind}: {n_files} files, {n_edits} edits")
    return n_files, n_edits, wrong


@pytest.mark.parametrize("kind", ["md", "rst", "html"])
def test_real_files_change_only_where_they_are_edited(kind):
    """Edits inside prose keep every other byte, the markup and the parser's view of it."""
    paths = found_files(f".{kind}")
    if len(paths) < 20:
        pytest.skip(f"only {len(paths)} .{kind} files are installed here")
    n_files, n_edits, wrong = checked(paths, kind, N_FILES)

    assert not wrong, f"{len(wrong)} of {n_files}: {wrong[:8]}"
    assert n_edits > n_files


#: Parts of a .docx that hold text; no other member may change.
TEXT_PART = re.compile(r"(?:document|footnotes|endnotes)\d*\.xml\Z")


@pytest.mark.parametrize("kind", ["tex", "ipynb"])
def test_every_real_file_of_a_rare_kind(kind):
    """All that are found, be they few: the generated ones make up the number."""
    n_files, _, wrong = checked(found_files(f".{kind}", most=1_000_000), kind, None)

    assert not wrong, f"{len(wrong)} of {n_files}: {wrong[:8]}"


def test_every_real_word_document():
    """Members without text keep their bytes, and what is read back is the edited text."""
    n_files = n_edits = 0
    for path in found_files(".docx", most=3_000_000):
        data = path.read_bytes()
        try:
            document = read(data, "docx", str(path))
        except DataError:
            continue
        edits = pseudo_edits(document)
        changed = document.replace(edits)
        assert document.replace([]) == data
        assert read(changed, "docx", str(path)).text == apply_edits(document.text, edits), path
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(changed)) as new:
            assert old.namelist() == new.namelist()
            for name in old.namelist():
                assert TEXT_PART.search(name) or old.read(name) == new.read(name), (path, name)
        n_files, n_edits = n_files + 1, n_edits + len(edits)
    print(f"docx: {n_files} files, {n_edits} edits")
