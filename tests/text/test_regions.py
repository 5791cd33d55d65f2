"""Regions say what a slow set of characters says."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from stetmark.text.regions import Regions

SIZE = 14
SPANS = st.lists(st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)), max_size=6)
PLACES = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(sorted)


def inside(spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


@given(SPANS)
def test_spans_are_sorted_merged_and_apart(spans):
    """Touching spans are one, empty ones are none."""
    found = list(Regions(spans))

    assert inside(found) == inside(spans)
    assert all(start < end for start, end in found)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(found))
    assert Regions(found) == Regions(spans)
    assert hash(Regions(found)) == hash(Regions(spans))
    assert len(Regions(spans)) == len(found)


@given(SPANS, PLACES)
def test_what_meets_and_what_lies_within(spans, place):
    """An empty place meets a span only inside it; what is within and the gaps make up the place."""
    start, end = place
    regions = Regions(spans)
    if start < end:
        assert regions.meets(start, end) == bool(inside(spans) & set(range(start, end)))
    else:
        assert regions.meets(start, end) == ({start - 1, start} <= inside(spans))
    within, gaps = list(regions.within(start, end)), list(regions.gaps(start, end))
    assert inside(within) == inside(spans) & set(range(start, end))
    assert inside(gaps) == set(range(start, end)) - inside(spans)


@given(SPANS, SPANS)
def test_union_and_difference(spans, others):
    """As of sets."""
    one, other = Regions(spans), Regions(others)

    assert inside(one | other) == inside(spans) | inside(others)
    assert inside(one.without(other)) == inside(spans) - inside(others)
