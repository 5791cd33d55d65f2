"""Which words a corrector may touch, and what it may never touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.text.correctable import sites
from stetmark.text.prose import not_prose

PARTS = st.sampled_from(
    ["word", "`code`", "$x_1$", "http://a.b/c", " ", "\n", "“said [sic]”", "a_b", "5", "字", "“", "<b>"]
)
TEXTS = st.lists(PARTS, max_size=12).map(" ".join)


@given(TEXTS)
def test_no_site_lies_outside_prose(text):
    """And each one stands where it says."""
    outside = not_prose(text)
    for site in sites(text):
        assert text[site.start : site.end] == site.word
        assert not outside.meets(site.start, site.end)


@pytest.mark.parametrize(
    "part",
    ["`recieve`", "$recieve$", "https://x.org/recieve", "recieve_all", "me@recieve.org", "recieve.py"],
)
def test_no_word_of_code_formulas_and_addresses_is_touched(part):
    """Whatever stands in them."""
    assert [site.word for site in sites(f"We {part} it.")] == ["We", "it"]


def test_a_word_knows_its_neighbours():
    """Up to the next sign; and whether a sentence begins with it."""
    found = {site.word: site for site in sites("One two, three.")}

    assert (found["two"].left, found["two"].right) == ("one", "")
    assert found["One"].starts
    assert not found["three"].starts


@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u202f", "~", r"\,"])
def test_a_unit_after_a_number_is_marked(space):
    """Whatever stands between the two; elsewhere the same letters are a word."""
    found = {site.word: site for site in sites(f"It is 71{space}kg now, and kg there.")}

    assert [site.odd for site in sites(f"It is 71{space}kg now.") if site.word == "kg"] in ([True], [])
    assert not found["kg"].odd
