"""A hypothesis along the chain of an item: costs nothing more than the exact alignment, and cuts in the right places."""

from __future__ import annotations

import random

import pytest

from judging.noise import columns_of, hypothesis_for, item_of
from judging.oracle import least_cost
from stetmark.judging.alignment import MAX_WINDOW, align
from stetmark.judging.chain import Chain
from stetmark.judging.lattice import align_window
from stetmark.text.slots import slots_of
from stetmark.text.tokens import tokenize

WORDS = ["a", "b", "ab", "the", "teh", "of"]
#: Texts that end alike do not break off: only then does an alignment cover both to the end.
END = " zzzz zzzz"


def chain_of(source, reference, edits=None):
    return Chain(reference, slots_of(source, reference, edits))


def noisy(rng, vocabulary, n, dense, noise):
    """An item's chain and a hypothesis that do not break off."""
    source, _, edits = item_of(rng, vocabulary, n, dense)
    hypothesis = hypothesis_for(rng, source, edits, vocabulary, noise)
    reference = item_reference(source, edits) + END
    return chain_of(source + END, reference, edits), hypothesis + END


def item_reference(source, edits):
    out, at = "", 0
    for edit in edits:
        out += source[at : edit.start] + edit.replacement
        at = edit.end
    return out + source[at:]


@pytest.mark.parametrize("seed", range(2))
def test_whole_texts_cost_no_more_than_the_exact_alignment(seed):
    """On short texts the way along the chain costs exactly what the oracle finds."""
    rng = random.Random(seed)
    for _ in range(60):
        chain, hypothesis = noisy(rng, WORDS, rng.randint(1, 5), 0.4, 0.12)
        cost = least_cost(tuple(columns_of(chain)), tuple(tokenize(hypothesis)))
        assert align(chain, hypothesis).cost == cost, (chain.reference, hypothesis)


@pytest.mark.parametrize(("words", "n", "dense", "noise"), [(300, 150, 0.03, 0.01), (300, 150, 0.17, 0.01)])
def test_long_texts_cost_what_the_uncut_alignment_costs(words, n, dense, noise):
    """Cutting a paragraph at anchors changes no cost; with ten words in all it may, in one text of a hundred."""
    rng = random.Random(n)
    vocabulary = [f"w{k}" for k in range(words)] + ["the", "of", "in"] * 20
    for _ in range(8):
        chain, hypothesis = noisy(rng, vocabulary, n, dense, noise)
        full = align_window(columns_of(chain), tokenize(hypothesis))[0]
        assert align(chain, hypothesis).cost == full


def test_ten_words_in_all_cost_the_least_nearly_always():
    """Texts of ten different words, thick with edits and noise: never less than the least, rarely more."""
    rng = random.Random(1)
    vocabulary = ["a", "b", "ab", "the", "teh", "of", "cat", "model", "loss", "in"]
    more, tried = 0, 120
    for _ in range(tried):
        chain, hypothesis = noisy(rng, vocabulary, rng.randint(10, 40), 0.15, 0.03)
        cost = align(chain, hypothesis).cost
        full = align_window(columns_of(chain), tokenize(hypothesis))[0]
        assert cost >= full
        more += cost > full
    assert more <= 0.02 * tried


SOURCE = "Teh old harbour lay quiet in the grey light of morning while three small boats waited for teh tide to turn."
REFERENCE = SOURCE.replace("Teh", "The").replace("teh", "the")
SECOND = REFERENCE.rindex("the")


def spans(found):
    return [tuple(one) for one in found]


def test_the_reference_holds_its_own_texts():
    """Nothing differs, and each slot holds the first of its texts where the reference has it."""
    got = align(chain_of(SOURCE, REFERENCE), REFERENCE)
    assert (got.differences, got.cost, got.unfit) == ([], 0, False)
    assert spans(got.slot_texts) == [(0, 3, 0), (SECOND, SECOND + 3, 0)]


def test_the_source_holds_the_last_text_of_each_slot():
    """A missed slot fits as well as a corrected one, and costs nothing."""
    got = align(chain_of(SOURCE, REFERENCE), SOURCE)
    assert (got.differences, got.cost, got.unfit) == ([], 0, False)
    assert spans(got.slot_texts) == [(0, 3, 1), (SECOND, SECOND + 3, 1)]


def test_a_word_written_otherwise_far_from_a_slot():
    """One step, at its places in both texts; what follows is met again."""
    got = align(chain_of(SOURCE, REFERENCE), REFERENCE.replace("quiet", "still"))
    at = REFERENCE.index("quiet")
    assert spans(got.differences) == [(at, at + 5, at, at + 5)]
    assert not got.unfit


def test_a_slot_that_holds_another_word_is_unfit():
    """No text of the slot fits; what it holds is named by its place."""
    got = align(chain_of(SOURCE, REFERENCE), REFERENCE.replace("for the tide", "for this tide"))
    assert spans(got.slot_texts) == [(0, 3, 0), (SECOND, SECOND + 4, -1)]
    assert got.unfit


def test_what_is_missing_at_the_end_is_lost_token_by_token():
    """A hypothesis that breaks off keeps its places; the slot behind the break holds nothing."""
    cut = REFERENCE[: REFERENCE.index(" while")]
    got = align(chain_of(SOURCE, REFERENCE), cut)
    assert {one[2:] for one in spans(got.differences)} == {(len(cut), len(cut))}
    assert got.differences[0].start == len(cut)
    assert got.differences[-1].end == len(REFERENCE)
    assert spans(got.slot_texts) == [(0, 3, 0), (len(cut), len(cut), -1)]
    assert got.unfit


def test_a_missing_slot_whose_source_is_empty_holds_that():
    """Behind a break, a slot that may be empty is: nothing was put in there."""
    source = SOURCE.replace("to turn", "turn")
    chain = chain_of(source, SOURCE)
    cut = SOURCE[: SOURCE.index(" while")]
    (slot,) = align(chain, cut).slot_texts
    assert slot == (len(cut), len(cut), chain.slots[0].texts.index(""))


def long_text(n, start=0):
    return " ".join(f"w{k}" for k in range(start, start + n))


def test_what_is_too_large_to_align_is_one_block():
    """Two long texts with nothing in common: one difference, whatever its size."""
    n = int(MAX_WINDOW**0.5)
    reference, hypothesis = long_text(n), long_text(n, start=10 * n).replace(" ", "\t")
    got = align(chain_of(None, reference), hypothesis)
    assert spans(got.differences) == [(0, len(reference), 0, len(hypothesis))]


def test_a_slot_in_a_block_holds_nothing_that_could_be_told():
    """The block before the slot takes all of the hypothesis; what comes after is lost behind it."""
    n = int(MAX_WINDOW**0.5)
    reference, source = f"{long_text(n)} the {long_text(n, n)}", f"{long_text(n)} teh {long_text(n, n)}"
    hypothesis = long_text(2 * n, start=10 * n).replace(" ", "\t")
    got = align(chain_of(source, reference), hypothesis)
    at, size = reference.index("the"), len(hypothesis)
    assert spans(got.slot_texts) == [(size, size, -1)]
    assert spans(got.differences) == [(0, at, 0, size), (at + 3, len(reference), size, size)]
    assert got.unfit


@pytest.mark.parametrize("branch", [0, 1])
def test_a_slot_of_a_page_is_compared_whole(branch):
    """A slot too long to align still holds one of its texts where all of the text is that."""
    n = int(MAX_WINDOW**0.5)
    right, wrong = long_text(n, 5 * n), long_text(n, 9 * n).replace(" ", "\t")
    chain = chain_of(f"before {wrong} after", f"before {right} after")
    text = [right, wrong][branch]
    got = align(chain, f"before {text} after")
    assert (got.differences, got.unfit) == ([], False)
    assert "".join(f"before {text} after"[a:b] for a, b, _ in got.slot_texts) == text


@pytest.mark.parametrize("n", [8, 9, 30])
def test_a_word_that_a_slot_could_hold_too_is_told_apart(n):
    """The slot's own word beside it: with one "the" of two lost, the slot keeps the one nearer to its place."""
    before, after = long_text(30), long_text(n, 40)
    source = f"{before} a b teh the c {after}"
    reference = f"{before} a b the the c {after}"
    got = align(chain_of(source, reference), f"{before} a b the c {after}")
    at = reference.index("the")
    assert spans(got.slot_texts) == [(at, at + 3, 0)]
    assert sum(end - start for start, end, _, _ in got.differences) == 4


def test_a_slot_at_the_beginning_of_a_block():
    """What is in its place comes before it; nothing of the reference is lost there."""
    n = int(MAX_WINDOW**0.5)
    rest = long_text(2 * n)
    hypothesis = long_text(2 * n, start=10 * n).replace(" ", "\t")
    got = align(chain_of(f"teh {rest}", f"the {rest}"), hypothesis)
    size = len(hypothesis)
    assert spans(got.differences) == [(0, 0, 0, size), (3, len(rest) + 4, size, size)]


def test_two_slots_in_a_block():
    """What lies between them is lost behind what the hypothesis has."""
    n = int(MAX_WINDOW**0.5)
    one, two = long_text(n), long_text(n, n)
    hypothesis = long_text(2 * n, start=10 * n).replace(" ", "\t")
    got = align(chain_of(f"{one} teh x hte {two}", f"{one} the x the {two}"), hypothesis)
    at, size = len(one) + 1, len(hypothesis)
    assert spans(got.slot_texts) == [(size, size, -1)] * 2
    assert spans(got.differences) == [
        (0, at, 0, size),
        (at + 3, at + 6, size, size),
        (at + 9, at + 10 + len(two), size, size),
    ]


def test_words_that_a_slot_could_hold_are_looked_for_six_tokens_away():
    """The slot itself is there and the words before it are lost: that costs less than to lose the slot."""
    before, after = long_text(30), long_text(30, 40)
    reference = f"{before} the u v the u v {after}"
    source = f"{before} the u v teh u v {after}"
    chain = chain_of(source, reference)
    hypothesis = f"{before} the u v {after}"
    got = align(chain, hypothesis)
    assert got.cost == align_window(columns_of(chain), tokenize(hypothesis))[0] == 90
    assert spans(got.slot_texts) == [(len(before) + 1, len(before) + 4, 0)]
