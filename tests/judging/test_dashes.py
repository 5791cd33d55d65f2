"""A dash made of hyphens is one sign."""

from __future__ import annotations

import pytest

from stetmark.judging.dashes import whole_dashes
from stetmark.judging.text_pair import FoundChange, TextPair


def stretched(reference, hypothesis, *changes, slots=()):
    texts = TextPair(reference, hypothesis, slots)
    got = whole_dashes([FoundChange("", *change) for change in changes], texts)
    return [tuple(change[1:5]) for change in got]


def test_a_hyphen_less_is_a_shorter_dash():
    """The hyphen that stayed is part of the change."""
    assert stretched("a -- b", "a - b", (3, 4, 3, 3)) == [(2, 4, 2, 3)]
    assert stretched("a -- b", "a - b", (2, 3, 2, 2)) == [(2, 4, 2, 3)]
    assert stretched("a -- b", "a --- b", (4, 4, 4, 5)) == [(2, 4, 2, 5)]


@pytest.mark.parametrize("change", [(2, 3, 2, 3), (3, 3, 3, 3)])
def test_other_changes_stay(change):
    """A word beside a hyphen, or nothing at all."""
    assert stretched("a b-- c", "a d-- c", change) == [change]


def test_a_change_with_a_class_stays():
    """What is one event already is not looked at again."""
    done = FoundChange("dash", 3, 4, 3, 3)
    assert whole_dashes([done], TextPair("a -- b", "a - b", [])) == [done]


def test_hyphens_of_a_slot_stay_the_slots():
    """Before it, behind it, and before a slot without text at the same place."""
    assert stretched("a -- b", "a - b", (3, 4, 3, 3), slots=[(2, 3)]) == [(3, 4, 3, 3)]
    assert stretched("a -- b", "a - b", (2, 3, 2, 2), slots=[(3, 4)]) == [(2, 3, 2, 2)]
    assert stretched("a -- b", "a --- b", (4, 4, 4, 5), slots=[(4, 4)]) == [(4, 4, 4, 5)]


def test_hyphens_of_another_change_stay_that_changes():
    """Each hyphen belongs to one change."""
    got = stretched("a---b", "a-b", (1, 2, 1, 1), (3, 4, 2, 2))
    assert got == [(1, 3, 1, 2), (3, 4, 2, 2)]
