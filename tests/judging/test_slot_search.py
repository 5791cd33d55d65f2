"""Slots that the cheapest alignment passed by find the text that is theirs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.judging.alignment import align
from stetmark.judging.chain import Chain, SlotText
from stetmark.judging.slot_search import found_slots
from stetmark.text.align import Difference
from stetmark.text.slots import slots_of

LETTER = ("He recieved a letter today.", "He received a letter today.")


def chain_of(source, reference):
    return Chain(reference, slots_of(source, reference, None))


def searched(source, reference, hypothesis, steps=None, slots=None):
    """Whether anything was found, the steps and the slots after it; as aligned unless they are given."""
    chain = chain_of(source, reference)
    aligned = align(chain, hypothesis)
    differences = list(aligned.differences) if steps is None else [Difference(*step) for step in steps]
    slot_texts = list(aligned.slot_texts) if slots is None else [SlotText(*slot) for slot in slots]
    return found_slots(chain, hypothesis, differences, slot_texts), differences, slot_texts


def test_a_slot_whose_word_stands_a_few_words_off():
    """The word fills the slot, and what had been taken for it is put in."""
    hypothesis = "He got a received letter today."
    found, differences, slot_texts = searched(*LETTER, hypothesis)
    assert found
    assert slot_texts == [SlotText(9, 17, 0)]
    assert "".join(hypothesis[step.hyp_start : step.hyp_end] for step in differences) == "got a  "
    assert "".join(LETTER[1][step.start : step.end] for step in differences) == " a "


@pytest.mark.parametrize(
    ("hypothesis", "why"),
    [
        ("He received a letter today.", "the slot has its text"),
        ("He recieved a letter today.", "the slot has its source"),
        ("He has a letter received today.", "too many words stand between"),
        ("He got a letter today.", "the word is nowhere"),
        ("He receives a receive letter today.", "the slot holds something like its word"),
    ],
)
def test_a_slot_that_is_left_as_it_is(hypothesis, why):
    """Neither list is changed."""
    aligned = align(chain_of(*LETTER), hypothesis)
    expected = (False, list(aligned.differences), list(aligned.slot_texts))
    assert searched(*LETTER, hypothesis) == expected, why


@pytest.mark.parametrize(
    ("source", "reference", "hypothesis", "steps", "at", "left", "slot"),
    [
        # As if it were put in behind its place.
        (
            "It is a a cat.",
            "It is a cat.",
            "It is a a dog.",
            [(8, 8, 8, 9), (8, 8, 9, 10), (8, 11, 10, 13)],
            8,
            [(8, 11, 10, 13)],
            (8, 10, 1),
        ),
        # As if it stood for its neighbour, which is gone.
        ("他很很好。", "他很好。", "他很很。", [(2, 3, 2, 3)], 2, [(2, 3, 3, 3)], (2, 3, 1)),
    ],
)
def test_what_should_be_gone_is_still_there(source, reference, hypothesis, steps, at, left, slot):
    """It is the source's text of its slot, and no step any more."""
    found, differences, slot_texts = searched(source, reference, hypothesis, steps, [(at, at, 0)])
    assert found
    assert differences == [Difference(*step) for step in left]
    assert slot_texts == [SlotText(*slot)]


@pytest.mark.parametrize(
    ("held", "lost"),
    [((7, 10, -1), (10, 11, 10, 10)), ((6, 9, -1), (6, 7, 6, 6))],
)
def test_white_space_beside_a_slot_is_not_its_own(held, lost):
    """It is that of the text beside it, which seemed to be lost."""
    texts = "He saw teh big dog.", "He saw the big dog.", "He saw it big dog."
    assert searched(*texts, [lost], [held]) == (True, [], [SlotText(7, 9, -1)])
    assert searched(*texts, [], [held]) == (False, [], [SlotText(*held)])


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["he", "received", "recieved", "a", "got", "letter", "today", "his"]), max_size=8
    )
)
def test_steps_and_slots_still_make_up_the_hypothesis(words):
    """Whatever is found, all between steps and slots is the same in both texts."""
    hypothesis = " ".join(words)
    chain = chain_of("he recieved a letter today", "he received a letter today")
    _, differences, slot_texts = searched("he recieved a letter today", chain.reference, hypothesis)
    pieces = [tuple(step) for step in differences]
    pieces += [(*span, *held[:2]) for span, held in zip(chain.slot_spans, slot_texts, strict=True)]
    at = hyp_at = 0
    for start, end, hyp_start, hyp_end in [
        *sorted(pieces),
        (len(chain.reference),) * 2 + (len(hypothesis),) * 2,
    ]:
        assert chain.reference[at:start] == hypothesis[hyp_at:hyp_start]
        assert (end, hyp_end) >= (start, hyp_start)
        at, hyp_at = end, hyp_end
