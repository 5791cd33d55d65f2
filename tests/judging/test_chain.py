"""What is worked out once an item: its tokens, its slots, and what to look for at each."""

from __future__ import annotations

import pytest

from stetmark.judging.chain import NEEDLE, Chain
from stetmark.records import GoldEdit
from stetmark.text.slots import slots_of


def chain_of(source, reference, edits=None):
    return Chain(reference, slots_of(source, reference, edits))


SOURCE = "Teh cat sat on a mat, and hte dog barked at it."
REFERENCE = "The cat sat on a mat, and the dog barked at it."


def test_stretches_and_slots_make_up_the_reference():
    """Common stretch, slot, common stretch: joined they are the text again."""
    chain = chain_of(SOURCE, REFERENCE)
    texts = [slot.texts[0] for slot in chain.slots]
    joined = chain.commons[0] + "".join(
        text + common for text, common in zip(texts, chain.commons[1:], strict=True)
    )
    assert joined == "".join(chain.tokens) == REFERENCE
    assert chain.slot_spans == [(0, 3), (26, 29)]
    assert [REFERENCE[slot.span[0] : slot.span[1]] for slot in chain.slots] == texts
    assert [chain.tokens[slot.start : slot.end] for slot in chain.slots] == [["The"], ["the"]]


def test_texts_of_a_slot_are_numbered_and_say_which_are_right():
    """The reference's first, then the accepted ones, the source's last; equal ones once."""
    edits = (GoldEdit(start=0, end=3, replacement="The", accept=("This", "The")),)
    (slot,) = chain_of("Teh cat sat.", "The cat sat.", edits).slots
    assert slot.texts == ("The", "This", "Teh")
    assert slot.right == (True, True, False)
    assert slot.branches == (("The",), ("This",), ("Teh",))
    assert slot.words == {"The", "This", "Teh"}


@pytest.mark.parametrize(
    ("source", "reference", "even", "single", "plain"),
    [
        ("teh cat", "the cat", True, True, True),
        ("a , b", "a ; b", True, True, False),
        ("a. B c", "a, b c", True, True, True),
        ("thecat sat", "the cat sat", False, False, False),
        ("a cat", "a big cat", False, False, False),
    ],
)
def test_shapes_of_slots(source, reference, even, single, plain):
    """As many tokens on every branch; one token; one word."""
    slot = chain_of(source, reference).slots[-1]
    assert (slot.even, slot.single, slot.plain) == (even, single, plain)


def test_a_slot_of_one_word_is_told_by_one_token_behind_it():
    """What to look for is a text of the slot with the space after it; the space is its own boundary."""
    slot = chain_of(SOURCE, REFERENCE).slots[1]
    assert slot.needles == (("the ", 3, False), ("hte ", 3, False))
    assert slot.links == (
        (" cat sat on a mat, and the ", 23, 26, 0),
        (" cat sat on a mat, and hte ", 23, 26, 1),
    )


def test_a_sign_behind_a_slot_needs_its_boundary_checked():
    """Then no link says that the slot is passed by one comparison."""
    slot = chain_of("I saw teh, and left.", "I saw the, and left.").slots[0]
    assert slot.needles == (("the,", 3, True), ("teh,", 3, True))
    assert slot.links == ()


def test_a_slot_of_several_shapes_needs_tokens_behind_it():
    """Six tokens must follow, none of them a word of the slot."""
    enough = chain_of("Of thecat we say that it is old.", "Of the cat we say that it is old.").slots[0]
    assert [needle[:2] for needle in enough.needles] == [
        ("the cat we say that", 7),
        ("thecat we say that", 6),
    ]
    assert len(enough.needles[0][0][enough.needles[0][1] :].split(" ")) == 1 + NEEDLE // 2
    assert chain_of("Of thecat we.", "Of the cat we.").slots[0].needles is None
    assert chain_of("Of thecat the one we say", "Of the cat the one we say").slots[0].needles is None


def test_a_slot_that_may_be_empty_is_left_to_the_exact_alignment():
    """An empty text fits anywhere: nothing to look for."""
    chain = chain_of("A cat sat there for an hour.", "A big cat sat there for an hour.")
    assert chain.slots[0].needles is None
    assert chain.has_bare
    assert not chain_of(SOURCE, REFERENCE).has_bare


def test_source_words_and_what_they_mean():
    """Source words of one-word slots, unless the reference has them elsewhere."""
    assert chain_of(SOURCE, REFERENCE).meant == {"Teh": "The", "hte": "the"}
    assert chain_of("I was their for their sake", "I was there for their sake").meant == {}
    assert set(chain_of(SOURCE, REFERENCE).single_slots) == {0, 15}


def test_an_item_without_a_source_has_no_slots():
    """All of it is one stretch."""
    chain = chain_of(None, REFERENCE)
    assert (chain.slots, chain.commons, chain.slot_spans) == ([], [REFERENCE], [])
