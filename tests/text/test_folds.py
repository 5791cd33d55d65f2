"""The middles of two texts fold alike just if the whole texts do."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.records import FOLDS
from stetmark.text.folds import differing, fold, folds_between

ALL_FOLDS = [some for n in range(1, len(FOLDS) + 1) for some in combinations(FOLDS, n)]
#: Signs in which foldings meet: what they look at beside a place, and what they join with it.
SIGNS = st.sampled_from(
    [*"ab AB.,;\n-—'`\"", "“", "``", "--", " - ", "é", "e\u0301", "\u0301", "Σ", "ς", "σ", "，"]
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
@settings(max_examples=400)
def test_middles_fold_alike_just_if_the_texts_do(head: str, one: str, other: str, tail: str) -> None:
    first, second = head + one + tail, head + other + tail
    old, new = differing(first, second)
    for some in ALL_FOLDS:
        assert (fold(old, some) == fold(new, some)) == (fold(first, some) == fold(second, some)), some
    assert folds_between(old, new) == slow_folds_between(first, second)


def slow_folds_between(one: str, other: str) -> tuple[str, ...]:
    """The fewest, then mildest foldings, all of them tried on all of both texts."""
    if one == other:
        return ()
    return next((some for some in ALL_FOLDS if fold(one, some) == fold(other, some)), ())


def test_the_middles_are_short_and_cut_between_letters() -> None:
    assert differing("he said so -- then left", "he said so — then left") == ("o -- t", "o — t")
    assert differing("same", "same") == ("e", "e")
    assert differing("", "x") == ("", "x")
