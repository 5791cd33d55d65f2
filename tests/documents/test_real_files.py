"""Two hundred real files of each kind from what is installed here: nothing but the edits may change."""

from __future__ import annotations

import pytest

from documents.check import check
from documents.real import found_files
from stetmark.documents import read
from stetmark.errors import DataError

pytestmark = pytest.mark.slow

N_FILES = 200


@pytest.mark.parametrize("kind", ["md", "rst", "html"])
def test_real_files_change_only_where_they_are_edited(kind):
    """Edits inside prose keep every other byte, the markup and the parser's view of it."""
    paths = found_files(f".{kind}")
    if len(paths) < 20:
        pytest.skip(f"only {len(paths)} .{kind} files are installed here")
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
        if n_files == N_FILES:
            break
    print(f"{kind}: {n_files} files, {n_edits} edits")

    assert not wrong, f"{len(wrong)} of {n_files}: {wrong[:8]}"
    assert n_edits > n_files
