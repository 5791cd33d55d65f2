"""What holds of every score, whatever the texts."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from properties.synthetic import answer, plant
from stetmark.records import Answer, Item, Score
from stetmark.scores.judge import Judge, score_text

WORDS = [
    "the",
    "teh",
    "cat",
    "Cat",
    "of",
    "ship's",
    "在",
    "的",
    "海",
    "model",
    "x",
    "1",
    "नमस्ते",
    "ไทย",
    "كتاب",
]
SIGNS = [
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    ",",
    ".",
    "-",
    "—",
    '"',
    "“",
    "*",
    "$",
    "：",
    ":",
    "\u00a0",
    "\u200b",
    "👩‍👧",
    "\u0301",
]
TEXT = st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
WRAPPED = st.lists(
    st.sampled_from(
        [
            *WORDS,
            *SIGNS,
            "<think>",
            "</think>",
            "<solution>",
            "</solution>",
            "```",
            "\n```\n",
            "'",
            "I'm sorry",
        ]
    ),
    max_size=40,
).map("".join)


def covered(text, spans):
    """The text without the spans, which may touch but not overlap."""
    out, at = [], 0
    for start, end in sorted(spans):
        assert start >= at or end <= at or start == end, (spans, text)
        out.append(text[at : max(at, start)])
        at = max(at, end)
    return "".join(out) + text[at:]


def holds(score, source, reference, reply):
    """Everything that is always so."""
    assert reply[score.hypothesis_start :].startswith(score.hypothesis)
    assert score.exact or not score.strict
    assert not (score.exact and (score.changes or score.fn))
    assert score.n_changes <= len(score.changes) <= score.n_unneeded + len(score.changes)
    for edit in score.edits:
        assert source[edit.start : edit.end] == edit.source
        if score.assessable:
            assert score.hypothesis[edit.hyp_start : edit.hyp_end] == edit.hypothesis
    for change in score.changes:
        assert reference[change.start : change.end] == change.reference
        assert score.hypothesis[change.hyp_start : change.hyp_end] == change.hypothesis
        assert change.reference != change.hypothesis or change.class_ == "moved"
    assert msgspec.json.decode(msgspec.json.encode(score), type=Score) == score if encodable(score) else True


def encodable(score):
    try:
        msgspec.json.encode(score).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT, WRAPPED)
@example("a\u0301", "a", "\u0301")
@example("", "", "")
@example("x", "", "")
@example("", "x", "x y")
@example("teh the", "teh ", "teh the")
@example("\nteh", " the", "the")
def test_any_texts_score(source, reference, reply):
    """Whatever the three texts are, there is a score, and it is sound."""
    holds(score_text(source, reference, reply), source, reference, reply)
    holds(score_text(None, reference, reply), "", reference, reply)


@settings(max_examples=80, deadline=None)
@given(ANYTHING, ANYTHING)
def test_any_characters_score(reference, reply):
    """Lone surrogates, NULs, controls: never an exception."""
    holds(score_text(None, reference, reply), "", reference, reply)


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_the_reference_is_exact_and_the_source_corrects_nothing(source, reference):
    """The reference is exact by every rung of ours; the source misses every edit and changes nothing else."""
    if not reference.strip(" \t\r\n"):
        return
    assert score_text(source, reference, reference).strict
    got = score_text(source, reference, source)
    if got.assessable and not got.envelope and source.strip(" \t\r\n") == source:
        assert all(edit.verdict == "missed" for edit in got.edits)
        assert got.changes == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_every_difference_is_named_once(seed):
    """Outside slots and changes, reference and hypothesis are the same text."""
    rng = random.Random(seed)
    text = " ".join(
        rng.choice("model question answer, paragraph reader. writer number letter the of".split())
        for _ in range(60)
    )
    item = plant(text, 5, rng)
    given_ = answer(item, rng, n_changes=5, missed=0.2, wrong=0.2)
    judge = Judge(Item(id="i", source=item.source, reference=item.reference, edits=tuple(item.edits)))
    score = judge.score(Answer(item="i", system="", outcome="complete", reply=given_.text))
    if not score.assessable:
        return
    walls = judge._chain.walls
    lost = [wall for wall, edit in zip(walls, score.edits, strict=True)]
    mine = covered(item.reference, [*lost, *((c.start, c.end) for c in score.changes)])
    theirs = covered(
        score.hypothesis,
        [
            *((e.hyp_start, e.hyp_end) for e in score.edits),
            *((c.hyp_start, c.hyp_end) for c in score.changes),
        ],
    )
    empty = any(e.verdict == "miscorrected" and not e.hypothesis for e in score.edits)
    assert mine == theirs or (empty and mine.split() == theirs.split())


@pytest.mark.parametrize("lang", ["en"])
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_envelopes_change_no_verdict(lang, seed):
    """An answer in a fence with a line before it gets the verdicts of the bare answer."""
    rng = random.Random(seed)
    text = " ".join(
        rng.choice("model question answer paragraph reader writer number letter garden window".split())
        for _ in range(60)
    )
    item = plant(text, 5, rng, lang=lang)
    bare = answer(item, rng, n_changes=2).text
    one = score_text(item.source, item.reference, bare, edits=item.edits)
    other = score_text(item.source, item.reference, f"Here you are:\n```\n{bare}\n```", edits=item.edits)
    assert (one.edits, one.changes) == (other.edits, other.changes)
    assert other.envelope == ("preamble", "fence")
