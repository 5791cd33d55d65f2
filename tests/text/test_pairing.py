"""Which words became which, where nobody recorded it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.text.pairing import pair

WORDY = st.lists(st.sampled_from(["a", "b", "the", "teh", "thecat", "cat", ",", "的"]), max_size=12).map(
    " ".join
)


@given(WORDY, WORDY)
def test_pairs_make_one_text_the_other(source, reference):
    """In order, apart, and none of them equal on both sides."""
    made, at, ref_at = "", 0, 0
    for start, end, ref_start, ref_end in pair(source, reference):
        assert at <= start <= end
        assert ref_at <= ref_start <= ref_end
        assert source[start:end] != reference[ref_start:ref_end]
        made += source[at:start] + reference[ref_start:ref_end]
        at, ref_at = end, ref_end
    assert made + source[at:] == reference


@pytest.mark.parametrize(
    ("source", "reference", "pairs"),
    [
        ("benifits ofhten", "benefits of the", [("benifits", "benefits"), ("ofhten", "of the")]),
        ("in to it", "into it", [("in to", "into")]),
        ("summerrless summerless", "summer less summerless", [("summerrless", "summer less")]),
        ("teh  cat", "the  cat", [("teh", "the")]),
        ("teh, cta", "the, cat", [("teh", "the"), ("cta", "cat")]),
        ("one two", "one", [(" two", "")]),
    ],
)
def test_words_are_paired_by_the_fewest_slips(source, reference, pairs):
    """One to one, glued, split, put in or left out."""
    assert [(source[a:b], reference[c:d]) for a, b, c, d in pair(source, reference)] == pairs


def test_beyond_four_hundred_words_a_difference_is_left_whole():
    """It is no longer a list of misspellings."""
    words = [f"w{k}x" for k in range(402)]
    source, reference = " ".join(words), " ".join(word[::-1] for word in words)

    assert pair(source, reference) == [(0, len(source), 0, len(reference))]
    few = " ".join(words[:40])
    assert len(pair(few, " ".join(word[::-1] for word in words[:40]))) == 40
