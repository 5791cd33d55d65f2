"""Changes of words that may be changes of meaning."""

from __future__ import annotations

import pytest

from stetmark.guarding.meaning import changed_meaning


@pytest.mark.parametrize(
    ("source", "text", "after_number", "reason"),
    [
        ("can", "can't", False, "reverse the meaning"),
        ("can't", "can", False, "reverse the meaning"),
        ("not", "now", False, "reverse the meaning"),
        ("mg", "kg", True, "a unit"),
        ("fiften", "fifty", False, "a number"),
        ("fifteen", "fifty", False, "a number"),
        ("hypotension", "hypertension", False, "changes the meaning"),
        ("posible", "impossible", False, "added or removed"),
        ("unnecessary", "necessary", False, "added or removed"),
    ],
)
def test_what_may_change_the_meaning(source, text, after_number, reason):
    """Negations, units, numbers, prefixes that turn a word round."""
    assert reason in changed_meaning(source, text, after_number=after_number)


@pytest.mark.parametrize(
    ("source", "text"),
    [("dont", "don't"), ("fourty", "forty"), ("mg", "kg"), ("irregardless", "regardless"), ("teh", "the")],
)
def test_what_does_not(source, text):
    """A negation's own misspelling, a number that could be no other, letters where no number stands before."""
    assert changed_meaning(source, text, after_number=False) == ""
