"""Counts on disk are the counts that were added, whatever was written when."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stetmark.errors import DataError
from stetmark.statistics import ledger as ledger_module
from stetmark.statistics.ledger import Ledger


@pytest.mark.parametrize("held", [0, 2_000, 1 << 30])
def test_sums_are_those_of_one_table(tmp_path, monkeypatch, held):
    """Never held, held for a while, held to the end: the same sums, also where a place comes again."""
    monkeypatch.setattr(ledger_module, "HELD_BYTES", held)
    rng = np.random.default_rng(1)
    expected = {name: np.zeros((40, 3), dtype=np.int64) for name in "abc"}
    ledger = Ledger(3, tmp_path)
    for _ in range(60):
        name = "abc"[rng.integers(3)]
        places = np.sort(rng.choice(40, 7, replace=False)).astype(np.int32)
        rows = rng.integers(-5, 1 << 20, (7, 3)).astype(np.int32)
        expected[name][places] += rows
        ledger.add(name, places, rows)
    for name, sums in expected.items():
        assert (ledger.dense(name, 40) == sums).all()
    assert not ledger.dense("nobody", 40).any()
    assert list(tmp_path.iterdir()) == []  # the file has no name, so nothing is left behind


def test_a_full_disk_is_said(monkeypatch):
    """As an error of ours, with the place and what is needed there."""
    monkeypatch.setattr(ledger_module, "HELD_BYTES", 0)
    places, rows = np.zeros(1, dtype=np.int32), np.zeros((1, 3), dtype=np.int32)
    full = Ledger(3)
    full._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with pytest.raises(DataError, match="No space left"):
        full.add("a", places, rows)
