"""The measured shares are shares, and every kind has what it needs."""

from __future__ import annotations

import pytest

from stetmark.misspelling import channel_figures as figures


@pytest.mark.parametrize("name", ["MIX", "INSERTED", "TWO_SLIPS"])
def test_shares_sum_to_one(name):
    """To a hundredth."""
    shares = getattr(figures, name)

    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)
    assert all(share > 0 for share in shares.values())


def test_places_are_counted_for_kinds_there_are():
    """First letter, four quarters, last letter."""
    assert set(figures.POSITIONS) <= set(figures.KINDS)
    assert all(len(counts) == 6 and sum(counts) > 0 for counts in figures.POSITIONS.values())
