"""Hostile and huge answers: bounded time, never an exception, and still the right verdicts.

The bound that docs/scoring.md states: after the linear steps, at most (tokens of both texts) x 200 pairs go
through the exact alignment, besides a bit-parallel comparison of at most 2^32 pairs.
"""

from __future__ import annotations

import random

import pytest

from fakes.growth import assert_linear, cpu_budget
from stetmark.judging.judge import Judge, score_text
from stetmark.records import Answer, GoldEdit, Item

WORDS = [
    f"{a}{b}"
    for a in ["mod", "quest", "answ", "para", "gard", "wind", "lett", "numb"]
    for b in ["el", "er", "ion", "ow"]
]


def prose(n, seed=0):
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) + (". " if rng.random() < 0.08 else "") for _ in range(n)).replace(
        ".  ", ". "
    )


def within(source, reference, reply, seconds):
    with cpu_budget(seconds):
        return score_text(source, reference, reply)


HUGE = {
    "one letter": "a" * 1_000_000,
    "one sign": "." * 1_000_000,
    "one Han character": "的" * 300_000,
    "line breaks": "\n" * 1_000_000,
    "spaces inside": "x" + " " * 1_000_000 + "x",
    "lone surrogates": "\ud800" * 200_000,
    "NULs": "\x00" * 500_000,
    "bidi controls": "\u202e\u2066a" * 100_000,
    "combining marks": "a" + "\u0301" * 500_000,
    "joiners": "\u200d" * 300_000,
    "colons": "a: " * 200_000,
    "fences": "```\n" * 100_000,
    "think tags": "<think>" * 100_000,
    "closing tags": "</think></solution>" * 50_000,
    "solution tags": "<solution>" * 100_000,
    "quotes": '"' * 500_000,
    "dashes": " -- " * 150_000,
    "apostrophes": "a'" * 300_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_of_one_thing(name):
    """A megabyte of nonsense as an answer to a paragraph, alone and after the right answer."""
    reference = prose(170)
    source = reference.replace("model", "modle", 3)
    within(source, reference, HUGE[name], 20)
    score = within(source, reference, reference + "\n\n" + HUGE[name], 30)
    assert not score.strict or not HUGE[name].strip()


@pytest.mark.slow
def test_ten_thousand_words():
    """An answer of 10,000 words with a change every fifty words is diagnosed whole."""
    reference = prose(10_000)
    words = reference.split(" ")
    for k in range(25, len(words), 50):
        words[k] = "zebra"
    score = within(reference.replace("gardion", "gardoin"), reference, " ".join(words), 30)
    assert score.assessable
    assert 190 <= len(score.changes) + score.fn <= 220


@pytest.mark.slow
def test_ten_thousand_words_shuffled():
    """10,000 words in another order: bounded, and called what it is."""
    reference = prose(10_000)
    words = reference.split(" ")
    random.Random(1).shuffle(words)
    within(None, reference, " ".join(words), 60)


@pytest.mark.slow
def test_one_slot_of_five_thousand_words():
    """A source that shares nothing with its reference is one slot, and still judged in time."""
    reference = prose(5_000)
    source = prose(5_000, seed=1).upper()
    item = Item(
        id="i",
        source=source,
        reference=reference,
        edits=(GoldEdit(start=0, end=len(source), replacement=reference),),
    )
    with cpu_budget(60):
        judge = Judge(item)
        for reply, verdict in ((reference, "corrected"), (source, "missed"), (prose(5_000, seed=2), None)):
            score = judge.score(Answer(item="i", system="", outcome="complete", reply=reply))
            assert verdict in {None, score.edits[0].verdict}


@pytest.mark.slow
def test_an_answer_a_hundred_times_its_reference():
    """The answer a hundred times over is a copy, not a catastrophe."""
    reference = prose(170)
    score = within(reference.replace("model", "modle", 3), reference, "\n\n".join([reference] * 100), 30)
    assert "duplicated" in score.envelope
    assert not score.exact


@pytest.mark.slow
def test_steps_grow_with_length_not_with_its_square():
    """Twice the text takes about twice the steps, changes and all."""

    def with_changes(n):
        reference = prose(n)
        words = reference.split(" ")
        for k in range(10, len(words), 20):
            words[k] = "zebra"
        return Judge(Item(id="i", reference=reference)), " ".join(words)

    def score(case):
        judge, reply = case
        judge.score(Answer(item="i", system="", outcome="complete", reply=reply))

    assert_linear(score, with_changes, 500)
