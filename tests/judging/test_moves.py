"""What was taken out here and put in there is one move, where nothing else could be meant."""

from __future__ import annotations

import pytest

from stetmark.judging.moves import joined_moves
from stetmark.judging.text_pair import FoundChange, TextPair


def between(reference, hypothesis, *spans):
    texts = TextPair(reference, hypothesis, [])
    changes = [FoundChange("", *span, 1, 1) for span in spans]
    return joined_moves(changes, texts), changes


def test_two_words_that_went_elsewhere():
    """Its place in the reference is where it was, in the hypothesis where it is now."""
    got, _ = between(
        "In May we met the old man there.",
        "We met the old man there in May.".replace("We", "we").replace("in", "In"),
        (0, 7, 0, 0),
        (31, 31, 24, 31),
    )
    assert got == [FoundChange("moved", 0, 7, 24, 31)]


def test_neighbours_that_change_places():
    """One word, though it occurs elsewhere too, if it only passed one unchanged word."""
    got, _ = between("a b c a", "b a c a", (0, 2, 0, 0), (3, 3, 1, 3))
    assert [change.class_ for change in got] == ["moved"]


def test_a_word_that_occurs_once_in_each_text():
    """However far it went, and though its letters are part of another word."""
    reference, hypothesis = (
        "far we went and saw the farm house there",
        "we went and saw the farm house there far",
    )
    got, _ = between(reference, hypothesis, (0, 4, 0, 0), (40, 40, 36, 40))
    assert got == [FoundChange("moved", 0, 4, 36, 40)]


@pytest.mark.parametrize(
    ("reference", "hypothesis", "spans"),
    [
        # "the" is everywhere: lost here and added there, nobody moved it.
        (
            "the cat that sat there then saw the dog",
            "cat that sat there then saw the the dog",
            [(0, 4, 0, 0), (32, 32, 28, 32)],
        ),
        # Another text.
        ("one two x", "x one too", [(0, 8, 0, 0), (9, 9, 1, 9)]),
        # Written otherwise, not put in.
        ("one two x y", "x one two", [(0, 8, 0, 0), (10, 11, 2, 9)]),
        # A sign is not a word.
        (", a b c d", "a b c d ,", [(0, 2, 0, 0), (9, 9, 7, 9)]),
        # Only one change.
        ("a b", "b", [(0, 2, 0, 0)]),
    ],
)
def test_what_is_no_move(reference, hypothesis, spans):
    """The changes stay as they were."""
    got, changes = between(reference, hypothesis, *spans)
    assert got == changes


def test_each_text_is_moved_once():
    """Two losses and one addition: the first loss went there, the second is a loss."""
    got, changes = between(
        "go on we a go on b c", "we a b c go on", (0, 6, 0, 0), (11, 17, 5, 5), (20, 20, 8, 14)
    )
    assert got == [FoundChange("moved", 0, 6, 8, 14), changes[1]]
