"""Verdict and diagnosis of an answer in words."""

from __future__ import annotations

import pytest

from stetmark.records import CHANGE_CLASSES, ENVELOPE_FLAGS, Change, EditVerdict, Score
from stetmark.tables.words import CLASS_NAMES, FLAG_NAMES, diagnosis_text, verdict_text


def score(**found) -> Score:
    given = {"strict": False, "exact": False, "livebench": False, "hypothesis": "x", "hypothesis_start": 0}
    return Score(item="1", **{**given, "envelope": (), "edits": (), "changes": (), **found})


def change(class_="reworded", reference="sits", hypothesis="sat") -> Change:
    return Change(
        class_=class_, reference=reference, hypothesis=hypothesis, start=0, end=0, hyp_start=0, hyp_end=0
    )


def edit(verdict: str, hypothesis="teh") -> EditVerdict:
    places = {"start": 0, "end": 0, "hyp_start": 0, "hyp_end": 0}
    return EditVerdict(verdict=verdict, source="teh", reference="the", hypothesis=hypothesis, **places)


def test_every_class_and_flag_has_a_name_in_both_languages():
    """No more and no fewer."""
    assert set(CLASS_NAMES) == set(CHANGE_CLASSES)
    assert set(FLAG_NAMES) == set(ENVELOPE_FLAGS)
    assert all(all(pair) for pair in (*CLASS_NAMES.values(), *FLAG_NAMES.values()))


@pytest.mark.parametrize(
    ("found", "verdicts"),
    [
        (score(strict=True, exact=True), ("right", "正确")),
        (score(exact=True), ("right, but wrapped", "正确（有多余包装）")),
        (score(), ("wrong", "错误")),
        (None, ("not scored", "未评分")),
    ],
)
def test_verdicts(found, verdicts):
    """In one to three words."""
    assert (verdict_text(found), verdict_text(found, "zh")) == verdicts


@pytest.mark.parametrize(
    ("outcome", "said"), [("failed", "call failed"), ("filtered", "filtered"), ("complete", "")]
)
def test_without_a_score_the_outcome_is_said(outcome, said):
    """Where it is none to be scored."""
    assert diagnosis_text(None, outcome) == said


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        (score(envelope=("preamble",)), "text before the answer", "有前言"),
        (score(edits=(edit("missed"),)), "missed “teh”", "漏改「teh」"),
        (
            score(edits=(edit("miscorrected", "tea"),)),
            "“teh” became “tea”, not “the”",
            "错改「teh」→「tea」，应为「the」",
        ),
        (score(edits=(edit("corrected"),)), "", ""),
        (score(changes=(change(),)), "reworded: “sits”→“sat”", "多改（换词）「sits」→「sat」"),
        (score(changes=(change("inserted", "", "so"),)), "words added: +“so”", "多改（增词）+「so」"),
        (score(changes=(change("deleted", "so", ""),)), "words dropped: -“so”", "多改（删词）-「so」"),
        (score(changes=(change("dash", "a\nb", "\xa0"),)), "dash: “a⏎b”→“⍽”", "多改（破折号）「a⏎b」→「⍽」"),
    ],
)
def test_each_finding_is_said(found, english, chinese):
    """What was taken off, missed, miscorrected and changed."""
    assert (diagnosis_text(found), diagnosis_text(found, lang="zh")) == (english, chinese)


def test_beyond_six_of_a_kind_the_rest_is_counted():
    """Of misspellings not corrected and of changes, each in its own words."""
    found = score(edits=(edit("missed"),) * 8, changes=(change(),) * 9)
    english, chinese = diagnosis_text(found).split("; "), diagnosis_text(found, lang="zh").split("；")

    assert english == ["missed “teh”"] * 6 + ["2 more not corrected"] + ["reworded: “sits”→“sat”"] * 6 + [
        "3 more changes"
    ]
    assert chinese == ["漏改「teh」"] * 6 + ["另有 2 处未改对"] + ["多改（换词）「sits」→「sat」"] * 6 + [
        "另有 3 处多改"
    ]


def test_what_cannot_be_assessed_is_said_by_its_flags_alone():
    """Edits and changes of another text mean nothing."""
    found = score(envelope=("refused",), edits=(edit("missed"),), assessable=False)

    assert diagnosis_text(found) == "refused"


def test_long_texts_are_cut():
    """To forty characters."""
    found = score(changes=(change(reference="x" * 41, hypothesis="y" * 40),))

    assert diagnosis_text(found) == f"reworded: “{'x' * 39}…”→“{'y' * 40}”"
