"""Texts that were mended where nothing was wrong, or not mended where something was."""

from __future__ import annotations

import pytest

from stetmark.proofread import fix
from wild.cases import rows

NOT_YET = frozenset(
    "fix-01 fix-02 fix-03 fix-04 fix-06 fix-07 fix-08 fix-09 fix-10 fix-11 fix-13 fix-14 fix-15 fix-16 fix-17 fix-18 fix-mend-1 fix-mend-2".split()
)


@pytest.mark.parametrize("row", rows("fix.jsonl", NOT_YET))
def test_case(row):
    """The whole output is what it should be."""
    assert fix(row["input"], format=row["format"]) == row["expected"]
