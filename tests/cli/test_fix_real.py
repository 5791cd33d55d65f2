"""`stetmark fix` on two hundred real files of each kind: nothing outside kept edits changes, byte for byte."""

from __future__ import annotations

import pytest

from documents.real import found_files
from stetmark.documents import read
from stetmark.errors import DataError
from stetmark.proofread import open_system, proofread
from stetmark.text.edits import apply_edits

pytestmark = pytest.mark.slow

N_FILES = 200


@pytest.mark.parametrize("kind", ["md", "rst", "html"])
def test_fix_changes_real_files_only_inside_kept_edits(kind):
    """The bytes before, between and after the kept edits are those of the file."""
    asker = open_system("local:stet")
    n_files = n_edits = 0
    for path in found_files(f".{kind}", most=6_000):
        try:
            document = read(path)
        except DataError:
            continue
        result = proofread(document, asker)
        kept = [f for f in result.decisions if f.kept]
        assert len(kept) == len(result.edits)
        assert all(document.text[f.start : f.end] == f.source or f.start < f.end for f in kept)
        assert read(result.data, kind).text == apply_edits(document.text, result.edits)
        at = moved = 0
        mark = len(document.bom)
        for edit in sorted(result.edits):
            old = document.text[at : edit.start].encode(document.encoding)
            start = mark + len(document.text[:at].encode(document.encoding))
            assert (
                result.data[start + moved : start + moved + len(old)]
                == old
                == document.data[start : start + len(old)]
            )
            gone = document.text[edit.start : edit.end].encode(document.encoding)
            moved += len(edit.replacement.encode(document.encoding)) - len(gone)
            at = edit.end
        tail = len(document.text[at:].encode(document.encoding))
        assert result.data[len(result.data) - tail :] == document.data[len(document.data) - tail :]
        assert len(result.data) == len(document.data) + moved
        n_files += 1
        n_edits += len(result.edits)
        if n_files == N_FILES:
            break
    print(f"{kind}: {n_files} files, {n_edits} kept edits")
    if n_files < 20:
        pytest.skip(f"only {n_files} .{kind} files are installed here")
