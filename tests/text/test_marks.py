"""Combining marks (the whole table is held against Unicode's in test_tokens)."""

from __future__ import annotations

import re

import pytest

from stetmark.text.marks import MARKS


@pytest.mark.parametrize(
    ("sign", "mark"),
    [("\u0301", True), ("\u0e31", True), ("\U000e0100", True), ("a", False), ("्", True), ("的", False)],
)
def test_marks(sign, mark):
    """Accents, vowel signs and variation selectors are marks; letters are none."""
    assert bool(re.fullmatch(f"[{MARKS}]", sign)) is mark
