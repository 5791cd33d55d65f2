"""Two texts, and the changes between them."""

from __future__ import annotations

from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.align import Difference

TEXTS = TextPair("a cat sat", "a dog sat", [(0, 1), (6, 9)])


def test_texts_of_a_change():
    """What the reference has there, and what the hypothesis has."""
    assert TEXTS.texts(Difference(2, 5, 2, 5)) == ("cat", "dog")
    assert TEXTS.texts(FoundChange("", 2, 2, 2, 6)) == ("", "dog ")


def test_next_slot():
    """The first slot that starts at a place or behind it; past all of them where none does."""
    assert [TEXTS.next_slot(at) for at in (0, 1, 6, 7)] == [0, 1, 1, 2]


def test_classed_changes_only_the_class():
    """Weight and words stay."""
    assert FoundChange("", 1, 2, 3, 4, 5, 6).classed("dash") == FoundChange("dash", 1, 2, 3, 4, 5, 6)
