"""Reading the rows of the shared cases."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(os.environ.get("STETMARK_SHARED", ROOT.parent / "shared")) / "cases"
#: Why nothing is tested where the cases are not.
MISSING = f"needs the shared cases; none at {CASES} (set STETMARK_SHARED)"


def rows(name: str, not_yet: frozenset[str]) -> list[Any]:
    """Return the rows of a file as parameters of a test, those that do not hold yet expected to fail.

    Without the file there is one parameter, which is skipped.
    """
    path = CASES / name
    if not path.is_file():
        return [pytest.param(None, id="no cases", marks=pytest.mark.skip(reason=MISSING))]
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gone = not_yet - {row["id"] for row in found}
    assert not gone, f"{name} has no rows {sorted(gone)}"
    late = pytest.mark.xfail(strict=True, reason="does not hold yet")
    return [pytest.param(row, id=row["id"], marks=[late] if row["id"] in not_yet else []) for row in found]


def files(folder: str, pattern: str, not_yet: frozenset[str]) -> list[Any]:
    """Return the files of a folder as parameters of a test; else as `rows`, by their names."""
    found = sorted((CASES / folder).glob(pattern))
    if not found:
        return [pytest.param(None, id="no cases", marks=pytest.mark.skip(reason=MISSING))]
    late = pytest.mark.xfail(strict=True, reason="does not hold yet")
    return [pytest.param(path, id=path.name, marks=[late] if path.name in not_yet else []) for path in found]
