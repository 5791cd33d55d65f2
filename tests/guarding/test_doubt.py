"""How much speaks for a slip, how much for a word that no list holds."""

from __future__ import annotations

import pytest

from stetmark.guarding.doubt import advantage


@pytest.mark.parametrize(
    ("slip", "term", "meant"),
    [("recieve", "parcelate", "receive"), ("goverment", "includers", "government")],
)
def test_slips_are_likelier_slips_than_terms_are(slip, term, meant):
    """Of the same word."""
    assert advantage(slip, meant, "", "") > 0 > advantage(term, meant, "", "")


def test_the_neighbours_count():
    """What fits between them is likelier meant."""
    assert advantage("teh", "the", "in", "house") > advantage("teh", "tea", "in", "house")
