"""The alignment against a slow oracle that tries every way; ties in their written order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.noise import columns_of, hypothesis_for, item_of
from judging.oracle import least_cost
from stetmark.judging import lattice
from stetmark.judging.alignment import _Laying, place
from stetmark.judging.chain import Chain
from stetmark.judging.lattice import align_window
from stetmark.text.slots import slots_of
from stetmark.text.tokens import tokenize

WORDS = ["a", "b", "ab", "the", "teh", "of"]
TOKEN = st.sampled_from(["a", "b", "ab", "the", "teh", "The", " ", " ", ",", "-"])
BRANCH = st.lists(TOKEN, max_size=3).map(tuple)
SLOT = st.tuples(BRANCH, BRANCH).filter(lambda branches: branches[0] != branches[1])
COLUMNS = st.lists(TOKEN | SLOT, max_size=6).map(tuple)


@settings(max_examples=120, deadline=None)
@given(COLUMNS, st.lists(TOKEN, max_size=7).map(tuple))
def test_least_cost_on_any_lattice(columns, tokens):
    """The cost is the least of all alignments."""
    assert align_window(columns, tokens)[0] == least_cost(columns, tokens)


@pytest.mark.parametrize("seed", range(2))
def test_whole_texts_cost_no_more_than_the_exact_alignment(seed):
    """On short texts the way along the chain costs exactly what the oracle finds."""
    rng = random.Random(seed)
    for _ in range(60):
        source, reference, edits = item_of(rng, WORDS, rng.randint(1, 6), 0.4)
        chain = Chain(reference, slots_of(source, reference, edits))
        hypothesis = hypothesis_for(rng, source, edits, WORDS, 0.12)
        if _Laying(chain, hypothesis)._breaks_off():
            continue
        cost = least_cost(tuple(columns_of(chain)), tuple(tokenize(hypothesis)))
        assert place(chain, hypothesis).cost == cost, (source, reference, hypothesis)


@pytest.mark.parametrize(("words", "n", "dense", "noise"), [(300, 150, 0.03, 0.01), (300, 150, 0.17, 0.01)])
def test_long_texts_cost_what_the_uncut_alignment_costs(words, n, dense, noise):
    """Cutting a paragraph at anchors changes no cost; with ten words in all it may, in one text of a hundred."""
    rng = random.Random(n)
    vocabulary = [f"w{k}" for k in range(words)] + ["the", "of", "in"] * 20
    for _ in range(8):
        source, reference, edits = item_of(rng, vocabulary, n, dense)
        chain = Chain(reference, slots_of(source, reference, edits))
        hypothesis = hypothesis_for(rng, source, edits, vocabulary, noise)
        if _Laying(chain, hypothesis)._breaks_off():
            continue
        full = align_window(columns_of(chain), tokenize(hypothesis))[0]
        assert place(chain, hypothesis).cost == full


def test_ten_words_in_all_cost_the_least_nearly_always():
    """Texts of ten different words, thick with edits and noise: never less than the least, rarely more (in one of a hundred)."""
    rng = random.Random(1)
    vocabulary = ["a", "b", "ab", "the", "teh", "of", "cat", "model", "loss", "in"]
    more = tried = 0
    for _ in range(120):
        source, reference, edits = item_of(rng, vocabulary, rng.randint(10, 40), 0.15)
        chain = Chain(reference, slots_of(source, reference, edits))
        hypothesis = hypothesis_for(rng, source, edits, vocabulary, 0.03)
        if _Laying(chain, hypothesis)._breaks_off():
            continue
        cost = place(chain, hypothesis).cost
        full = align_window(columns_of(chain), tokenize(hypothesis))[0]
        assert cost >= full
        more += cost > full
        tried += 1
    assert more <= 0.02 * tried


SLOT_THE = (("the",), ("teh",))


@pytest.mark.parametrize(
    ("columns", "tokens", "steps", "hits"),
    [
        # A match before anything else: the first of two equal words is kept, the second lost.
        (("a", " ", "a", " ", "b"), ("a", " ", "b"), [(2, 3, 2, 2), (3, 4, 2, 2)], []),
        # A word put in stands behind the equal one.
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


def test_a_slot_is_measured_once_however_many_tokens_stand_before_it(monkeypatch):
    """Its rows once forward and once back, not once more for each token put in: that took cubic time."""
    measured = []
    rows = lattice._branch_rows
    monkeypatch.setattr(lattice, "_branch_rows", lambda *given: measured.append(given) or rows(*given))
    slot = (("rbour", " ", "x"), ("teh", " ", "harbour", " ", "y"))
    _, steps, hits = align_window(["The", " ", slot], [*["ab", " "] * 40, "rbours", " ", "x"])
    assert len(steps) > 40
    assert hits == [(80, 83, -1)]
    assert len(measured) == 4
