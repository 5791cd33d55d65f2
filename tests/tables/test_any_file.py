"""Whatever a file holds, it is read or refused in words; never an exception of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stetmark.errors import StetmarkError
from stetmark.tables import read_table

PIECES = st.sampled_from(
    ["|", "\\|", "\n", "\r\n", "---", "|---|---|---|\n", "| 模型 | 模型答案 | 正确答案 |\n", "model,answer,reference\n",
     '"', ",", "a", "\x00", "\ud7ff", "<br>", " ", "'=1", "verdict", "| model | answer | reference | verdict | diagnosis |\n"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=3), max_size=30), st.sampled_from([".md", ".csv", ".tsv"]))
def test_any_text(tmp_path: Path, pieces: list[str], suffix: str) -> None:
    """Rows that can be used, or one of our errors."""
    path = tmp_path / f"t{suffix}"
    path.write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
    try:
        rows = read_table(path).rows
    except StetmarkError:
        return
    assert all(row.system and row.reference for row in rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([".md", ".csv", ".xlsx"]))
def test_any_bytes(tmp_path: Path, content: bytes, suffix: str) -> None:
    """Even when it is not text at all."""
    path = tmp_path / f"t{suffix}"
    path.write_bytes(content)
    with pytest.raises(StetmarkError):
        read_table(path)
