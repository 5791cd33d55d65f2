"""The exact alignment against a slow oracle that tries every way; ties in their written order."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.oracle import least_cost
from stetmark.judging.lattice import align_window, block_cost, gap_cost, leave_cost, swap_cost, trade_cost
from stetmark.text.tokens import tokenize

TOKEN = st.sampled_from(["a", "b", "ab", "the", "teh", "The", " ", " ", ",", "-"])
BRANCH = st.lists(TOKEN, max_size=3).map(tuple)
SLOT = st.tuples(BRANCH, BRANCH).filter(lambda branches: branches[0] != branches[1])
COLUMNS = st.lists(TOKEN | SLOT, max_size=6).map(tuple)


@settings(max_examples=120, deadline=None)
@given(COLUMNS, st.lists(TOKEN, max_size=7).map(tuple))
def test_least_cost_on_any_lattice(columns, tokens):
    """The cost is the least of all alignments."""
    assert align_window(columns, tokens)[0] == least_cost(columns, tokens)


@pytest.mark.parametrize(
    ("one", "other", "cost"),
    [
        ("the", "the", 0),
        ("the", "The", 6),
        ("the", "teh", 8 + 28 * 2 // 6),
        ("a", "b", 16),
        ("的", "地", 16),
        ("a", "bc", 8 + 28 * 3 // 3),
        (",", ";", 16),
        (" ", "\n", 12),
    ],
)
def test_what_one_token_written_otherwise_costs(one, other, cost):
    """By kind, by case and by the letters that two words share, both ways alike."""
    assert swap_cost(one, other) == swap_cost(other, one) == cost


@pytest.mark.parametrize(("one", "other"), [("the", ","), (",", " "), ("the", " ")])
def test_kinds_are_never_exchanged(one, other):
    """A word, a sign and white space are lost and added rather than taken for one another."""
    assert min(swap_cost(one, other), swap_cost(other, one)) > gap_cost(one) + gap_cost(other)
    assert trade_cost(one, other) is None


def test_lost_and_added_tokens():
    """A space costs half of a word or a sign; a block costs what its tokens cost."""
    assert (gap_cost("word"), gap_cost(","), gap_cost(" ")) == (20, 20, 10)
    assert block_cost(["a", " "], [","]) == 50
    assert block_cost([], []) == 0
    assert trade_cost("the", "teh") == swap_cost("the", "teh")


def test_a_slot_that_holds_another_word():
    """It costs 14 and what the nearer of reference and source costs; accepted texts do not count."""
    assert leave_cost((("the",), ("teh",)), "tea") == 14 + swap_cost("teh", "tea")
    assert leave_cost((("the",), ("thy",), ("teh",)), "thy") == 14 + swap_cost("the", "thy")


SLOT_THE = (("the",), ("teh",))


@pytest.mark.parametrize(
    ("columns", "tokens", "steps", "hits"),
    [
        # A match before anything else: the first of two equal words is kept, the second lost.
        (("a", " ", "a", " ", "b"), ("a", " ", "b"), [(2, 3, 2, 2), (3, 4, 2, 2)], []),
        # A word put in comes behind the equal one.
        (("a", " ", "b"), ("a", " ", "a", " ", "b"), [(2, 2, 2, 3), (2, 2, 3, 4)], []),
        # The reference branch before the source branch, where both fit at no cost.
        (((("a",), ("a", " ", "a")), " ", "a"), ("a", " ", "a"), [], [(0, 1, 0)]),
        # A branch that fits before one that does not, though something must then be put in beside it.
        ((SLOT_THE, " ", "cat"), ("the", ",", " ", "cat"), [(1, 1, 1, 2)], [(0, 1, 0)]),
        # Nothing at the slot: no branch fits.
        ((SLOT_THE, " ", "cat"), (" ", "cat"), [], [(0, 0, -1)]),
        # Another word at the slot.
        ((SLOT_THE, " ", "cat"), ("then", " ", "cat"), [], [(0, 1, -1)]),
    ],
)
def test_ties_in_their_order(columns, tokens, steps, hits):
    """Match, substitution, deletion, insertion; reference, accepted, source; from the left."""
    _, got_steps, got_hits = align_window(columns, tokens)
    assert [tuple(step) for step in got_steps] == steps
    assert [tuple(hit) for hit in got_hits] == hits


def test_an_answer_that_breaks_off_is_not_spread_over_what_is_missing():
    """With an open end the last tokens stay where they are, and a broken word meets the whole one."""
    columns = tuple(tokenize("the cat sat on the mat and the dog barked"))
    _, steps, _ = align_window(columns, tuple(tokenize("the cat sat on th")), open_end=True)
    assert tuple(steps[0]) == (8, 9, 8, 9)
    assert all(step.j == 9 for step in steps[1:])


def calls_to_align(n_words: int) -> int:
    """How many calls it takes to align a slot behind so many words that were put in."""
    slot = (("rbour", " ", "x"), ("teh", " ", "harbour", " ", "y"))
    tokens = [*["ab", " "] * n_words, "rbours", " ", "x"]
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        _, steps, hits = align_window(["The", " ", slot], tokens)
    finally:
        sys.setprofile(None)
    assert len(steps) > n_words
    assert hits == [(2 * n_words, 2 * n_words + 3, -1)]
    return count


def test_a_slot_is_measured_once_however_many_tokens_come_before_it():
    """Twice as many words put in, about twice as much to do: measured for each of them it took cubic time."""
    assert calls_to_align(80) < 2.5 * calls_to_align(40)
