"""Which keys lie beside each other."""

from __future__ import annotations

import pytest

from stetmark.misspelling.keyboards import KEYBOARDS


@pytest.mark.parametrize(
    ("name", "key", "beside"),
    [
        ("qwerty", "g", set("fhtyvb")),
        ("qwerty", "q", set("wa")),
        ("azerty", "a", set("zq")),
        ("qwertz", "z", set("tugh")),
    ],
)
def test_the_keys_a_finger_slips_to(name, key, beside):
    """In the row, above and below."""
    assert set(KEYBOARDS[name][key]) == beside


@pytest.mark.parametrize("name", KEYBOARDS)
def test_no_key_is_beside_itself(name):
    """And each has neighbours."""
    assert all(beside and key not in beside for key, beside in KEYBOARDS[name].items())
