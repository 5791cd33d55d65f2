"""Gold edits as slots, recorded or found by a diff; edits checked and applied."""

from __future__ import annotations

import random

import pytest

from properties.synthetic import plant
from stetmark.errors import DataError
from stetmark.records import GoldEdit
from stetmark.text.edits import apply_edits, check_edits, reference_starts
from stetmark.text.pairing import pair
from stetmark.text.slots import slots_of

STEMS = "model quest answer para read writ numb lett garden window bright summer winter castle pillow sailor".split()
ENDS = "ing ed er ion est ful less ness".split()


def texts(source, reference):
    return [(source[a:b], reference[c:d]) for a, b, c, d in pair(source, reference)]


@pytest.mark.parametrize(
    ("source", "reference", "expected"),
    [
        ("teh cat", "the cat", [("teh", "the")]),
        (
            "The benifits ofhten work",
            "The benefits of the work",
            [("benifits", "benefits"), ("ofhten", "of the")],
        ),
        (
            "put inot questionhten belief",
            "put into question the belief",
            [("inot", "into"), ("questionhten", "question the")],
        ),
        (
            "he recieved thier leter",
            "he received their letter",
            [("recieved", "received"), ("thier", "their"), ("leter", "letter")],
        ),
        ("alot of ware houses", "a lot of warehouses", [("alot", "a lot"), ("ware houses", "warehouses")]),
        ("never theless it", "nevertheless it", [("never theless", "nevertheless")]),
        ("他门天汽", "他们天气", [("门", "们"), ("汽", "气")]),
        ("the the cat", "the cat", [("the ", "")]),
        ("same", "same", []),
        ("", "a", [("", "a")]),
    ],
)
def test_words_are_paired_and_never_merged(source, reference, expected):
    """Two independent misspellings are two slots, a glued or split word is one."""
    assert texts(source, reference) == expected


def test_pairing_finds_planted_edits_again():
    """Of edits planted at words, the diff finds each one, with no other."""
    rng = random.Random(3)
    text = " ".join(f"{rng.choice(STEMS)}{rng.choice(ENDS)}" for _ in range(300))
    for seed in range(20):
        item = plant(text, 12, random.Random(seed), glue=0.3)
        found = [(a, b) for a, b, _, _ in pair(item.source, item.reference)]
        assert found == [(edit.start, edit.end) for edit in item.edits]


def test_edit_inside_a_word_widens_to_the_word():
    """A slot holds whole tokens, with what is accepted widened alike."""
    edits = [GoldEdit(start=5, end=6, replacement="ei", accept=("ea",))]
    (slot,) = slots_of(
        "I recive it", "I receive it", [GoldEdit(start=5, end=6, replacement="ei", accept=("ea",))]
    )
    assert (slot.source, slot.reference, slot.accept) == ("recive", "receive", ("receave",))
    assert apply_edits("I recive it", edits) == "I receive it"


def test_edits_that_meet_in_one_word_are_one_slot():
    """Two recorded edits of one word cannot be judged apart."""
    edits = [GoldEdit(start=1, end=2, replacement="ecc"), GoldEdit(start=5, end=6, replacement="mm")]
    source = "recoment it"
    assert [slot.source for slot in slots_of(source, apply_edits(source, edits), edits)] == ["recoment"]


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ([GoldEdit(start=0, end=99, replacement="x")], "spans 0..99, the source has 7"),
        (
            [GoldEdit(start=4, end=5, replacement="x"), GoldEdit(start=2, end=3, replacement="y")],
            "before the previous one",
        ),
        ([GoldEdit(start=3, end=2, replacement="x")], "spans 3..2"),
        ([GoldEdit(start=3, end=3, replacement="", accept=("x",))], "changes nothing"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits, says):
    """The message says which edit, which offsets and what the source has."""
    with pytest.raises(DataError, match=says):
        check_edits("teh cat", edits)


def test_edits_that_do_not_give_the_reference_are_refused():
    """A reference that the edits do not lead to would be judged at the wrong places."""
    with pytest.raises(DataError, match="does not give the reference"):
        slots_of("teh cat", "the dog", [GoldEdit(start=0, end=3, replacement="the")])


def test_replacements_start_where_earlier_ones_have_shifted_them():
    """Offsets in the reference take the lengths of earlier replacements into account."""
    edits = [GoldEdit(start=0, end=4, replacement="a lot"), GoldEdit(start=8, end=11, replacement="the")]
    text = apply_edits("alot of teh", edits)
    assert [
        text[at : at + len(e.replacement)] for at, e in zip(reference_starts(edits), edits, strict=True)
    ] == ["a lot", "the"]
