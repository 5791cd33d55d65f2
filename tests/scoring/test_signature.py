"""One line that names everything that could change a number."""

from __future__ import annotations

import pytest

from fakes.scores import items
from stetmark import __version__
from stetmark.scoring.signature import RULES, run_signature, signature


def test_parts_in_their_order():
    """The version first, then what is always asked for, then the rest by name."""
    parts = signature(items="0123456789abcdef", zebra=1, lexicon="en-1", repeats=2).split("|")
    assert parts[0] == f"stetmark:{__version__}"
    names = [part.split(":")[0] for part in parts[1:]]
    assert names[:6] == ["rules", "rung", "beta", "lexicon", "items", "repeats"]
    assert names[6:] == sorted(names[6:])
    assert f"rules:{RULES}" in parts
    assert "items:0123456789ab" in parts
    assert "zebra:1" in parts


def test_what_is_unknown_is_left_out_and_zero_is_not():
    """None and nothing; but a seed of 0 is a seed."""
    line = signature(prompts=None, lexicon="", seed=0)
    assert "prompts" not in line
    assert "lexicon" not in line
    assert "|seed:0" in line


def test_no_value_breaks_the_line():
    """A bar or a line end in a value cannot look like another part."""
    assert "x:a/b c" in signature(x="a|b\nc").split("|")


@pytest.mark.parametrize("other", [{"repeats": 2}, {"seed": 1}])
def test_a_run_is_named_by_its_items_repeats_and_seed(other):
    """The same items give the same line; anything else gives another."""
    assert run_signature(items(3)) == run_signature(items(3))
    assert run_signature(items(3)) != run_signature(items(4))
    assert run_signature(items(3)) != run_signature(items(3), **other)
