"""What the policy `spelling+grammar` keeps beyond spelling."""

from __future__ import annotations

import pytest

from stetmark.guarding.grammar import keeps_grammar


@pytest.mark.parametrize(
    ("old", "new", "class_", "kept"),
    [
        ("walk", "walks", "inflection", True),
        ("", "the ", "inserted", True),
        ("in", "on", "reworded", True),
        ("in the", "on a", "reworded", False),
        ("house", "home", "reworded", False),
        ("", ",", "punctuation", True),
        (";", "…", "punctuation", False),
        ("is", "isn't", "inflection", False),
        ("two", "twos", "inflection", False),
        ("NASA", "NASAs", "inflection", False),
        ("x2", "x3", "inflection", False),
        ("-", "—", "dash", False),
    ],
)
def test_what_is_grammar(old, new, class_, kept):
    """Inflections, one small word, everyday signs; nothing that bears a number, a negation or a name."""
    assert keeps_grammar(old, new, class_) is kept
