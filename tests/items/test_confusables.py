"""The lists that misspellings are planted from."""

from __future__ import annotations

import re

from stetmark.items.confusables import Confusion, famous, real_words


def test_a_famous_misspelling_is_not_its_word():
    """In lower case, and each once."""
    assert famous()["receive"][0] == "recieve"
    for right, wrong in famous().items():
        assert right not in wrong
        assert len(set(wrong)) == len(wrong) > 0
        assert all(form == form.lower() for form in (right, *wrong))


def test_a_confusion_says_where_its_word_is_wrong():
    """The patterns of both sides are compiled, and what is accepted is neither of the two words."""
    for confusion in real_words():
        assert isinstance(confusion, Confusion)
        assert confusion.right != confusion.wrong
        assert isinstance(confusion.before, re.Pattern)
        assert isinstance(confusion.after, re.Pattern)
        assert not {confusion.right, confusion.wrong} & set(confusion.accept)
