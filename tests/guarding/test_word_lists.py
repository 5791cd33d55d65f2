"""What the guard's word lists must hold for its rules; their order is checked by `tests/house`."""

from __future__ import annotations

import pytest

from stetmark.guarding.word_lists import are_confused, guard_lists

LISTS = {name: value for name, value in guard_lists()._asdict().items() if isinstance(value, frozenset)}


@pytest.mark.parametrize("name", LISTS)
def test_words_are_bare(name):
    """In lower case, apostrophes straight: as the rules look them up."""
    assert LISTS[name]
    assert [word for word in LISTS[name] if word != word.lower() or "’" in word] == []


def test_negated_verbs():
    """The negated form has no apostrophe, and no verb is its own negation."""
    negated = guard_lists().negated
    assert negated["do"] == "dont"
    assert not negated.keys() & set(negated.values())
    assert all(("'" not in form and form.endswith("nt")) or form == "cant" for form in negated.values())


def test_contrasts_are_prefixes():
    """A group has two at least."""
    assert all(len(group) > 1 for group in guard_lists().contrasts)


def test_confusions_are_mutual():
    """Who is taken for whom does not depend on the order."""
    for one, other in (("their", "there"), ("its", "it's"), ("then", "than")):
        assert are_confused(one, other)
        assert are_confused(other, one)
    assert not are_confused("house", "horse")
