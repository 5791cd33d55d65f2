"""Two sentences made of one, or one of two, are one change of punctuation."""

from __future__ import annotations

import pytest

from stetmark.judging.sentences import joined_sentence_ends
from stetmark.judging.text_pair import FoundChange, TextPair


def between(reference, hypothesis, *changes, slots=()):
    """The changes joined, and as they were; each is given as its class, what was there and what is."""
    found, at, hyp_at = [], 0, 0
    for class_, old, new in changes:
        at, hyp_at = reference.index(old, at), hypothesis.index(new, hyp_at)
        if not old or not new:
            # What is there on one side only stands at once behind the change before it.
            before = found[-1]
            at, hyp_at = (at if old else before.end), (hyp_at if new else before.hyp_end)
        ends = at + len(old), hyp_at + len(new)
        found.append(FoundChange(class_, at, ends[0], hyp_at, ends[1]))
        at, hyp_at = ends
    return joined_sentence_ends(found, TextPair(reference, hypothesis, list(slots))), found


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes", "was", "now"),
    [
        (
            "We left, he stayed.",
            "We left. He stayed.",
            [("punctuation", ",", "."), ("case", "he", "He")],
            ", he",
            ". He",
        ),
        (
            "We left. He stayed.",
            "We left; he stayed.",
            [("punctuation", ".", ";"), ("case", "He", "he")],
            ". He",
            "; he",
        ),
        (
            "We left — he stayed.",
            "We left . He stayed.",
            [("dash", "—", "."), ("case", "he", "He")],
            "— he",
            ". He",
        ),
        (
            "We left, and he stayed.",
            "We left. He stayed.",
            [("punctuation", ",", "."), ("deleted", " and", ""), ("case", "he", "He")],
            ", and he",
            ". He",
        ),
        (
            "We left. He stayed.",
            "We left, but he stayed.",
            [("punctuation", ".", ","), ("inserted", "", " but"), ("case", "He", "he")],
            ". He",
            ", but he",
        ),
        (
            "我们用了，iPad很好。",
            "我们用了。IPad很好。",
            [("punctuation", "，", "。"), ("case", "iPad", "IPad")],
            "，iPad",
            "。IPad",
        ),
    ],
)
def test_the_sign_and_the_capital_are_one_change(reference, hypothesis, changes, was, now):
    """With the linking word that came or went between them."""
    got, _ = between(reference, hypothesis, *changes)
    assert [change.class_ for change in got] == ["punctuation"]
    assert TextPair(reference, hypothesis, []).texts(got[0]) == (was, now)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes"),
    [
        # The sentence ends in both texts.
        ("We left. he stayed.", "We left! He stayed.", [("punctuation", ".", "!"), ("case", "he", "He")]),
        # In neither.
        ("We left, he stayed.", "We left; He stayed.", [("punctuation", ",", ";"), ("case", "he", "He")]),
        # The capital is where the sign is not.
        ("We left, He stayed.", "We left. he stayed.", [("punctuation", ",", "."), ("case", "He", "he")]),
        # More than the first letter.
        ("We left, he stayed.", "We left. HE stayed.", [("punctuation", ",", "."), ("case", "he", "HE")]),
        # A word stands between.
        (
            "We left, then he stayed.",
            "We left. then He stayed.",
            [("punctuation", ",", "."), ("case", "he", "He")],
        ),
        # The word that went links nothing.
        (
            "We left, old he stayed.",
            "We left. He stayed.",
            [("punctuation", ",", "."), ("deleted", " old", ""), ("case", "he", "He")],
        ),
        # Not a sign.
        ("We left, he stayed.", "We left. He stayed.", [("quote", ",", "."), ("case", "he", "He")]),
        # No change of case at all.
        ("我们走了，他留下。", "我们走了。她留下。", [("punctuation", "，", "。"), ("reworded", "他", "她")]),
    ],
)
def test_changes_of_their_own(reference, hypothesis, changes):
    """They stay as they were."""
    got, found = between(reference, hypothesis, *changes)
    assert got == found


def test_no_change_crosses_a_slot():
    """Nothing is joined over the place where a gold correction stands."""
    changes = [("punctuation", ",", "."), ("case", "he", "He")]
    got, found = between("We left, he stayed.", "We left. He stayed.", *changes, slots=[(8, 8)])
    assert got == found
    got, _ = between("We left, he stayed.", "We left. He stayed.", *changes, slots=[(12, 18)])
    assert len(got) == 1


def test_changes_before_and_behind_are_kept():
    """Only the two that belong together are one."""
    got, found = between(
        "Then we left, he stayed here.",
        "So we left. He stayed there.",
        ("reworded", "Then", "So"),
        ("punctuation", ",", "."),
        ("case", "he", "He"),
        ("reworded", "here", "there"),
    )
    assert got == [found[0], FoundChange("punctuation", 12, 16, 10, 14), found[3]]
