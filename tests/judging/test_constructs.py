"""A formula, a link, an entity, a number or a list marker is one thing, however many tokens it has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.judging.constructs import whole_constructs
from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.align import Difference, diff


def between(reference, hypothesis, *slots):
    """What each change turns into what, with its class, and the steps that are left."""
    texts = TextPair(reference, hypothesis, slots)
    found, rest = whole_constructs(diff(reference, hypothesis), texts)
    return [(change.class_, *texts.texts(change)) for change in found], [texts.texts(step) for step in rest]


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes"),
    [
        ("It cost 12,500 in all.", "It cost 12500 in all.", [("number_form", "12,500", "12500")]),
        ("It cost 12,500 in all.", "It cost 12,600 in all.", [("number_value", "12,500", "12,600")]),
        ("He has three cats.", "He has 3 cats.", [("number_form", "three", "3")]),
        ("It is 25% of it.", "It is 25 percent of it.", [("number_form", "25%", "25 percent")]),
        ("一共三百二十元。", "一共320元。", [("number_form", "三百二十元", "320元")]),
        ("增长了百分之五左右。", "增长了5%左右。", [("number_form", "百分之五", "5%")]),
        ("In 2024年3月5日 there", "In 2024-03-05 there", [("number_form", "2024年3月5日", "2024-03-05")]),
    ],
)
def test_numbers(reference, hypothesis, changes):
    """Written otherwise or another one, and nothing of it is left over."""
    assert between(reference, hypothesis) == (changes, [])


@pytest.mark.parametrize(
    ("reference", "hypothesis", "change"),
    [
        ("It is $\\mu$m wide.", "It is μm wide.", ("$\\mu$m", "μm")),
        ("See [the page](http://a.b) now.", "See the page now.", ("[the page](http://a.b)", "the page")),
        ("R&amp;D is here.", "R&D is here.", ("&amp;", "&")),
        ('the na\\"{\\i}ve man', "the naïve man", ('na\\"{\\i}ve', "naïve")),
        ("请看[这一页](http://a.b)。", "请看这一页。", ("[这一页](http://a.b)", "这一页")),
    ],
)
def test_markup(reference, hypothesis, change):
    """Its class is left to whoever compares the two texts."""
    assert between(reference, hypothesis) == ([("", *change)], [])


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes"),
    [
        ("1. Buy milk\n2. Go", "- Buy milk\n- Go", [("1.", "-"), ("2.", "-")]),
        ("（一）买牛奶", "（1）买牛奶", [("（一）", "（1）")]),
        ("一、买牛奶", "1、买牛奶", [("一、", "1、")]),
    ],
)
def test_markers_of_list_items(reference, hypothesis, changes):
    """One change of markup each."""
    assert between(reference, hypothesis) == ([("markup", *change) for change in changes], [])


@pytest.mark.parametrize(
    ("reference", "hypothesis", "left"),
    [
        ("a big cat sat", "a small cat sat", [("big", "small")]),
        ("他很好。", "她很好。", [("他", "她")]),
        # Inside a formula that stays one.
        ("He met $x + y$ there", "He met $x - y$ there", [("+", "-")]),
        # A clause that happens to hold a number.
        ("Pay 5 dollars to us today or later on", "Pay later on", [("5 dollars to us today or ", "")]),
    ],
)
def test_steps_that_are_no_construct(reference, hypothesis, left):
    """They are handed back."""
    found, rest = between(reference, hypothesis)
    assert found == []
    assert ("".join(old for old, _ in rest), "".join(new for _, new in rest)) == left[0]


def test_a_number_that_is_taken_out():
    """With the space beside it."""
    assert between("Pay 5 now or later on", "Pay now or later on") == ([("", "5 ", "")], [])


def test_other_steps_are_kept():
    """Only those that touch the construct are part of its change."""
    assert between("a big man had 12,500 cats", "a tall man had 12500 cats") == (
        [("number_form", "12,500", "12500")],
        [("big", "tall")],
    )


def test_a_link_round_a_slot():
    """It lost its signs in two places, and the slot between them is not crossed."""
    reference, hypothesis = "See [cat](u) now.", "See cat now."
    found, rest = whole_constructs(diff(reference, hypothesis), TextPair(reference, hypothesis, [(5, 8)]))
    places = Difference(4, 5, 4, 4), Difference(8, 12, 7, 7)
    assert found == [FoundChange("markup", 4, 5, 4, 4, parts=places)]
    assert rest == []


PIECES = [
    "12,500",
    "12500",
    "three",
    "3",
    "$x$",
    "x",
    "[a](b)",
    "a",
    "&amp;",
    "三",
    "，",
    " ",
    "\n",
    "1. ",
    "- ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.lists(st.sampled_from(PIECES), max_size=8))
def test_changes_and_the_steps_left_lead_to_the_hypothesis(old, new):
    """All that lies between them is the same in both texts."""
    reference, hypothesis = "".join(old), "".join(new)
    found, rest = whole_constructs(diff(reference, hypothesis), TextPair(reference, hypothesis, []))
    places = sorted([*(place for change in found for place in change.places()), *rest])
    got, at = "", 0
    for start, end, hyp_start, hyp_end in places:
        got += reference[at:start] + hypothesis[hyp_start:hyp_end]
        at = end
    assert got + reference[at:] == hypothesis
