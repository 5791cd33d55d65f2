"""Talk is told from content at both ends of a text: labelled ends written by people who had not seen the rule.

`ends.jsonl` has one end per line, in English and Chinese, before and after the text: `talk` refers to the answer or
the corrections, `content` would be new text. Written for Stetmark.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from stetmark.envelope.talk import talk_after, talk_before
from stetmark.envelope.talk_context import context_of
from stetmark.judging.judge import score_text

ENDS = [
    json.loads(line)
    for line in (Path(__file__).parent / "ends.jsonl").read_text(encoding="utf-8").splitlines()
]
SOURCE = "The invoice was recieved on Monday. Please confrim the amount before Friday."
REFERENCE = "The invoice was received on Monday. Please confirm the amount before Friday."


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("label", ["talk", "content"])
def test_labelled_ends(lang, label):
    """At least 97 of 100 ends of each kind are told; added content at least 98 times."""
    rows = [row for row in ENDS if (row["lang"], row["label"]) == (lang, label)]
    wrong = [
        row["id"]
        for row in rows
        if score_text(row["source"], row["reference"], row["reply"]).exact != (label == "talk")
    ]

    assert len(rows) > 150
    assert len(wrong) <= len(rows) * (0.03 if label == "talk" else 0.02), wrong


def test_the_labelled_set_is_balanced():
    """Both languages, both sides, both labels."""
    counts = Counter((row["lang"], row["side"], row["label"]) for row in ENDS)

    assert len(counts) == 8
    assert min(counts.values()) >= 80


@pytest.mark.parametrize(
    "talk",
    [
        "Sure! ",
        "**Corrected text:** ",
        "## Corrected version\n\n",
        "Here is the text with the misspellings fixed:\n\n",
        "Original errors:\n- recieved → received\n\nCorrected text:\n",
    ],
)
def test_talk_before_is_taken_whole(talk):
    """Up to the text's first letter."""
    assert talk_before(talk, context_of(REFERENCE, SOURCE)) == len(talk)


@pytest.mark.parametrize(
    "content", ["Invoice\n\n", "Dear Mr Lee,\n\n", "WARNING: late fees apply.\n\n", "Key points: ", "Note: "]
)
def test_content_before_stays(content):
    """None of it is taken."""
    assert talk_before(content, context_of(REFERENCE, SOURCE)) == 0


def test_talk_is_taken_from_the_outer_end_only():
    """What is between the text and the talk stays in the text."""
    after = "\n\nBest regards,\nAnna\n\nI fixed two misspellings."

    assert after[talk_after(after, context_of(REFERENCE, SOURCE)) :] == "I fixed two misspellings."


def test_hostile_ends_are_read_to_a_bound():
    """A megabyte of lead-ins is not read to its end."""
    text = "Sure!\n" * 200_000
    assert 0 < talk_before(text, context_of(REFERENCE, SOURCE)) < 13_000
