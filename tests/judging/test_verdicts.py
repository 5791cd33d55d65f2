"""What each slot holds, once its whole neighbourhood is looked at."""

from __future__ import annotations

import pytest

from stetmark.judging.alignment import align
from stetmark.judging.chain import Chain
from stetmark.judging.verdicts import IN_DELETION, resolve_slots
from stetmark.text.slots import slots_of


def resolved(source, reference, hypothesis):
    chain = Chain(reference, slots_of(source, reference))
    return resolve_slots(chain, align(chain, hypothesis), hypothesis)


def held(source, reference, hypothesis):
    """What each slot holds, with the number of the text that fits."""
    got = resolved(source, reference, hypothesis)
    return [(hypothesis[a:b], branch) for a, b, branch in got.slot_texts]


def joins(source, reference, hypothesis):
    got = resolved(source, reference, hypothesis)
    return [(reference[a:b], hypothesis[c:d]) for a, b, c, d in got.joins]


SOURCE, REFERENCE = "In teh old barn sat abiltiies.", "In the old barn sat abilities."


def test_slots_that_fit_are_left_as_aligned():
    """Nothing is looked at, and nothing is made anew."""
    chain = Chain(REFERENCE, slots_of(SOURCE, REFERENCE))
    alignment = align(chain, SOURCE)
    got = resolve_slots(chain, alignment, SOURCE)
    assert got.slot_texts is alignment.slot_texts
    assert got.differences is alignment.differences
    assert got.slot_spans is chain.slot_spans
    assert (got.joins, got.deleted) == ([], [])


@pytest.mark.parametrize(
    ("hypothesis", "texts"),
    [
        ("In this old barn sat abilities.", [("this", -1), ("abilities", 0)]),
        ("In thee old barn sat abiltiies.", [("thee", -1), ("abiltiies", 1)]),
        # Letters decide over spaces: what the slot holds is another text, but all of its letters.
        ("In the old barn sat abil ities.", [("the", 0), ("abil ities", -1)]),
        ("In the old barn sat ab il it ies.", [("the", 0), ("ab il it ies", -1)]),
        # Joined with its neighbour, the word is still the word.
        ("Inthe old barn sat abilities.", [("the", 0), ("abilities", 0)]),
        ("In theold barn sat abilities.", [("the", 0), ("abilities", 0)]),
        ("In teh-old barn sat abilities.", [("teh", 1), ("abilities", 0)]),
        # A piece put in beside a wrong word belongs to it where together they are more like the reference.
        ("In t he old barn sat abilities.", [("t he", -1), ("abilities", 0)]),
    ],
)
def test_what_a_slot_holds(hypothesis, texts):
    """By its letters, not by where the spaces fell."""
    assert held(SOURCE, REFERENCE, hypothesis) == texts


def test_a_space_beside_a_slot_is_a_join():
    """The space that went is a change of its own."""
    assert joins(SOURCE, REFERENCE, "Inthe old barn sat abilities.") == [(" ", "")]
    assert joins(SOURCE, REFERENCE, "In theold barn sat abilities.") == [(" ", "")]
    assert joins(SOURCE, REFERENCE, SOURCE) == []


def test_words_put_in_where_the_source_lacks_one_are_what_the_slot_holds():
    """Any words, not only the right one; in the right order beside others."""
    source, reference = "We saw cat in the dark garden there.", "We saw the cat in the dark garden there."
    ((text, branch),) = held(source, reference, reference)
    assert (text.strip(), branch) == ("the", 0)
    ((text, branch),) = held(source, reference, "We saw a big cat in the dark garden there.")
    assert (text.strip(), branch) == ("a big", -1)
    ((text, branch),) = held(source, reference, source)
    assert text == ""
    assert branch > 0


def test_a_slot_with_other_white_space_fits():
    """It holds its text, white space apart; the line break is a change."""
    source, reference = "We ran inthe old garden.", "We ran in the old garden."
    got = resolved(source, reference, "We ran in\nthe old garden.")
    assert [one.branch for one in got.slot_texts] == [0]
    assert got.respaced == {0}
    assert joins(source, reference, "We ran in\nthe old garden.") == [(" ", "\n")]


def test_a_slot_that_is_lost_alone_keeps_its_space_to_itself():
    """Miscorrected, and the space that went with it is not a change."""
    got = resolved(SOURCE, REFERENCE, "In old barn sat abilities.")
    assert got.slot_texts[0].branch == -1
    assert got.differences == []
    assert (got.deleted, len(got.slot_spans)) == ([], 2)


def test_a_slot_that_is_lost_with_its_neighbours_was_not_judged():
    """Missed: all of it is one deletion, with the slot in it."""
    got = resolved(SOURCE, REFERENCE, "In barn sat abilities.")
    assert got.slot_texts[0].branch == IN_DELETION
    assert got.deleted == [(3, 6)]
    assert got.slot_spans == [(20, 29)]
    assert (got.differences[0].start, got.differences[-1].end) in {(2, 10), (3, 11)}


def test_slots_that_are_lost_together_were_not_judged():
    """Two slots with one space between them are a longer deletion."""
    source, reference = "We saw teh cta in the garden.", "We saw the cat in the garden."
    got = resolved(source, reference, "We saw in the garden.")
    assert [one.branch for one in got.slot_texts] == [IN_DELETION, IN_DELETION]
    assert (got.slot_spans, len(got.deleted)) == ([], 2)


@pytest.mark.parametrize(("n", "whole"), [(4, True), (5, False)])
def test_a_word_is_followed_over_eight_steps(n, whole):
    """Letters with spaces between them: as many as are looked at on one side of the slot."""
    word = "abcdefghijkl"
    source, reference = f"So {word[::-1]} it was then.", f"So {word} it was then."
    hypothesis = f"So {' '.join(word[:n])} {word[n:]} it was then."
    ((text, branch),) = held(source, reference, hypothesis)
    assert branch == -1
    assert ("".join(text.split()) == word) == whole
