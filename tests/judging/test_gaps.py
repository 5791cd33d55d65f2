"""Two gaps that an equal text parts become one; whatever is moved, the steps still lead to the hypothesis."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from stetmark.judging.alignment import align
from stetmark.judging.chain import Chain
from stetmark.judging.gaps import merged_gaps
from stetmark.judging.text_pair import TextPair
from stetmark.text.align import Difference


def mirrored(steps):
    return [Difference(c, d, a, b) for a, b, c, d in steps]


def span(steps):
    """Where a run of steps begins and ends; each step touches the next."""
    for one, other in pairwise(steps):
        assert (one.end, one.hyp_end) == (other.start, other.hyp_start)
    return steps[0].start, steps[-1].end, steps[0].hyp_start, steps[-1].hyp_end


@pytest.mark.parametrize(
    ("text", "other", "gaps", "merged"),
    [
        # The kept "q " also begins the first gap: both gaps are one behind it.
        ("q x q y z", "q z", [(0, 4, 0, 0), (6, 8, 2, 2)], (2, 8, 2, 2)),
        # It also ends the second gap: both are one before it.
        ("x q y q z", "q z", [(0, 2, 0, 0), (4, 8, 2, 2)], (0, 6, 0, 0)),
    ],
)
def test_two_gaps_are_one(text, other, gaps, merged):
    """Of what was taken out, and likewise of what was put in."""
    steps = [Difference(*gap) for gap in gaps]
    assert span(merged_gaps(steps, TextPair(text, other, []))) == merged
    a, b, c, d = merged
    assert span(merged_gaps(mirrored(steps), TextPair(other, text, []))) == (c, d, a, b)


def test_steps_of_the_merged_gap_are_tokens():
    """The moved gap is cut into tokens again, as the aligner would have."""
    got = merged_gaps([Difference(0, 4, 0, 0), Difference(6, 8, 2, 2)], TextPair("q x q y z", "q z", []))
    assert [(one.start, one.end) for one in got] == [(2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)]


@pytest.mark.parametrize(
    ("text", "other", "gaps"),
    [
        # Nothing at an outer end is the kept text.
        ("a x q y z", "q z", [(0, 4, 0, 0), (6, 8, 2, 2)]),
        # A space alone parts no run of words anyway.
        ("a  b c", " c", [(0, 1, 0, 0), (2, 4, 1, 1)]),
        # "q" begins "qu": no boundary there.
        ("qu x q, y", "q y", [(0, 5, 0, 0), (6, 7, 1, 1)]),
        # One gap takes out, the other puts in.
        ("q x q z", "q y z", [(0, 4, 0, 0), (6, 6, 2, 4)]),
        # Only one gap.
        ("q x q z", "q z", [(0, 4, 0, 0)]),
        ("q z", "q z", []),
    ],
)
def test_gaps_that_stay_as_they_are(text, other, gaps):
    """No kept text to move over, or nothing to merge: the same steps, not even copied."""
    steps = [Difference(*gap) for gap in gaps]
    assert merged_gaps(steps, TextPair(text, other, [])) is steps


@pytest.mark.parametrize(
    ("slot", "merges"),
    [((4, 5), False), ((2, 3), False), ((0, 0), False), ((8, 8), False), ((8, 9), True)],
)
def test_no_gap_is_moved_over_a_slot(slot, merges):
    """A slot within, or one without text at either end, keeps the gaps apart; one beside them does not."""
    steps = [Difference(0, 4, 0, 0), Difference(6, 8, 2, 2)]
    assert (merged_gaps(steps, TextPair("q x q y z", "q z", [slot])) is not steps) == merges


@pytest.mark.parametrize(("deleted", "merges"), [((0, 1), False), ((2, 3), True), ((6, 7), True)])
def test_a_slot_inside_a_deletion_stays_inside(deleted, merges):
    """What the deletion took with it is not put back by moving the gap off it."""
    steps = [Difference(0, 4, 0, 0), Difference(6, 8, 2, 2)]
    texts = TextPair("q x q y z", "q z", [])
    assert (merged_gaps(steps, texts, [deleted]) is not steps) == merges


def test_steps_lead_to_the_hypothesis_whatever_was_moved():
    """The reference with each step's text replaced is the hypothesis, before and after merging."""
    rng = random.Random(4)
    changed = 0
    for _ in range(300):
        words = [rng.choice(["we", "met", "in", "May,", "and"]) for _ in range(14)]
        left = [word for word in words if rng.random() < 0.6]
        pair = " ".join(words), " ".join(left)
        reference, hypothesis = pair if rng.random() < 0.5 else pair[::-1]
        steps = align(Chain(reference, ()), hypothesis).differences
        texts = TextPair(reference, hypothesis, [])
        merged = merged_gaps(steps, texts)
        out, at = "", 0
        for step in merged:
            out += reference[at : step.start] + hypothesis[step.hyp_start : step.hyp_end]
            assert len(out) == step.hyp_end
            at = step.end
        assert out + reference[at:] == hypothesis
        changed += merged is not steps
    assert changed > 10
