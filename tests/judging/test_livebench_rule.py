"""LiveBench's rule in linear time gives the verdicts of its regular expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.growth import cpu_budget
from stetmark.judging.livebench_rule import livebench_passes

PARTS = [
    "<think>",
    "</think>",
    "<solution>",
    "</solution>",
    " --- ",
    "a",
    "b",
    "\n",
    " ",
    "--- ",
    " ---",
    "\r",
]


def as_described(reference, reply):
    text = re.sub(r"<think>.*?</think>", "", reply, flags=re.DOTALL)
    solutions = re.findall(r"<solution>(.*?)</solution>", text)
    if solutions:
        text = solutions[-1]
    else:
        text = text.replace("<solution>", "").replace("</solution>", "")
        match = re.search(r".* --- (.*?) --- .*", text)
        text = match.group(1) if match else text
    return reference in " ".join(filter(None, text.strip().split("\n")))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), max_size=16).map("".join),
    st.sampled_from(["a", "a b", "ab", "b --- a", ""]),
)
def test_same_verdicts_as_the_rule(reply, reference):
    """Any mixture of tags, bars, lines and words is judged as the regular expressions judge it."""
    assert livebench_passes(reference, reply) is as_described(reference, reply)


@pytest.mark.parametrize(
    ("reply", "passes"),
    [
        ("the cat", True),
        ("Here it is:\n\nthe cat\n\nAnything else?", True),
        ("the cat the cat", True),
        ("teh cat. No: the cat", True),
        ("<solution>the cat</solution>", True),
        ("<solution>\nthe cat\n</solution>", True),
        ("<solution>teh cat</solution> the cat", False),
        ("the cat <solution>the cat</solution> <solution>teh cat</solution>", False),
        ("the\n\ncat", True),
        ("<think>the cat</think> teh cat", False),
        ("x --- the cat --- y", True),
        ("the cat --- no --- y", False),
    ],
)
def test_what_it_passes_and_fails(reply, passes):
    """Preambles, copies and wrong-then-right answers pass; the last one-line solution alone counts."""
    assert livebench_passes("the cat", reply) is passes


@pytest.mark.parametrize(
    "part", ["<think>", "<solution>", " --- ", "\n", "<solution>\n", "</solution><solution>"]
)
def test_no_pattern_runs_away(part):
    """A megabyte of opening tags, bars or lines is looked through once, not once from each of them."""
    with cpu_budget():
        livebench_passes("x", part * (1_000_000 // len(part)))
