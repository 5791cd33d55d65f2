"""One hypothesis against one item: verdicts, changes, and how each counts."""

from __future__ import annotations

import pytest

from stetmark.judging.chain import Chain
from stetmark.judging.hypothesis import judge_hypothesis
from stetmark.lexicon.default import default_lexicon
from stetmark.records import GoldEdit
from stetmark.text.slots import slots_of

SOURCE = "Teh old harbour lay quiet in the grey light, while three small boats waited for teh tide."
REFERENCE = SOURCE.replace("Teh", "The").replace("teh", "the")


def judged(text, *, source=SOURCE, reference=REFERENCE, edits=None, lead=0):
    return judge_hypothesis(
        Chain(reference, slots_of(source, reference, edits)), text, default_lexicon(), lead=lead
    )


def test_a_right_text():
    """All corrected, nothing else."""
    got = judged(REFERENCE)
    assert got.all_corrected
    assert (got.changes, got.folds, got.n_changes, got.n_unneeded, got.n_lost, got.cut_short) == (
        (),
        (),
        0,
        0,
        0,
        False,
    )
    assert [(e.verdict, e.start, e.end, e.hyp_start, e.hyp_end) for e in got.edits] == [
        ("corrected", 0, 3, 0, 3),
        ("corrected", 80, 83, 80, 83),
    ]


def test_verdicts_and_their_classes():
    """Missed, and miscorrected with a class only where the slot was nearly right."""
    got = judged(REFERENCE.replace("The old", "Teh old").replace("for the", "for THE"))
    assert [(e.verdict, e.class_, e.hypothesis) for e in got.edits] == [
        ("missed", None, "Teh"),
        ("miscorrected", "case", "THE"),
    ]
    assert not got.all_corrected
    got = judged(REFERENCE.replace("for the", "for this"))
    assert [(e.verdict, e.class_) for e in got.edits] == [("corrected", None), ("miscorrected", None)]


def test_an_accepted_text_is_corrected():
    """As right as the reference's own."""
    edits = (GoldEdit(start=0, end=3, replacement="The", accept=("This",)),)
    source, reference = "Teh cat sat there.", "The cat sat there."
    got = judged("This cat sat there.", source=source, reference=reference, edits=edits)
    assert got.all_corrected
    assert got.edits[0].hypothesis == "This"


def test_changes_have_their_places_in_the_whole_reference():
    """Offsets in the reference count from `lead`; those in the hypothesis are its own."""
    got = judged(REFERENCE.replace("quiet", "still"), lead=7)
    (change,) = got.changes
    at = REFERENCE.index("quiet")
    assert (change.class_, change.reference, change.hypothesis) == ("reworded", "quiet", "still")
    assert (change.start, change.end, change.hyp_start, change.hyp_end) == (at + 7, at + 12, at, at + 5)


def test_reflowing_counts_once():
    """Each line break is listed; together they are one change."""
    text = REFERENCE.replace(" lay", "\nlay").replace(" light", "\nlight").replace(" boats", "\nboats")
    got = judged(text)
    assert [c.class_ for c in got.changes] == ["whitespace"] * 3
    assert (got.n_changes, got.n_unneeded, got.folds) == (1, 1, ("whitespace",))
    tabs = judged(REFERENCE.replace(" lay", "\tlay").replace(" light", "\tlight"))
    assert (tabs.n_changes, tabs.n_unneeded) == (2, 2)


@pytest.mark.parametrize(
    ("text", "folds"),
    [
        (REFERENCE.upper(), ("case",)),
        (REFERENCE.replace(",", " ,"), ()),
        (REFERENCE.replace("quiet in", "quiet\nin"), ("whitespace",)),
        (REFERENCE.replace("quiet in", "quiet\nin").replace("grey", "Grey"), ("whitespace", "case")),
        (REFERENCE.replace("quiet", "still"), ()),
        (REFERENCE.replace("for the", "for The"), ("case",)),
        (REFERENCE.replace("for the", "for teh"), ()),
    ],
)
def test_foldings_that_would_make_it_right(text, folds):
    """Only where form alone differs, in the slots as outside them."""
    assert judged(text).folds == folds


def test_an_unplanted_fix_says_so_of_the_item():
    """The reference itself has a misspelling there."""
    reference = REFERENCE.replace("harbour", "harbuor")
    got = judged(REFERENCE, source=SOURCE.replace("harbour", "harbuor"), reference=reference)
    assert [c.class_ for c in got.changes] == ["unplanted_fix"]
    assert got.item_flags == ("unplanted_fix",)


def test_a_rewrite_counts_its_words():
    """One change of several unneeded ones."""
    text = (
        REFERENCE.replace("three small boats waited", "many grand vessels lingered") + " And more came then."
    )
    got = judged(text)
    assert got.n_changes == len(got.changes)
    assert got.n_unneeded >= got.n_changes
    assert got.n_lost > 0


def test_a_text_that_stops_short():
    """Its end is one deletion; what comes before it is right."""
    cut = REFERENCE[: REFERENCE.index(" while")]
    got = judged(cut)
    assert got.cut_short
    (change,) = got.changes
    assert (change.class_, change.hypothesis) == ("deleted", "")
    assert change.reference == REFERENCE[len(cut) :]
    assert got.n_unneeded == 1
    assert [e.verdict for e in got.edits] == ["corrected", "missed"]


@pytest.mark.parametrize("tail", [" ...", "…", " [...]", " (to be continued)", " ..... "])
def test_dots_and_a_remark_at_the_break_are_part_of_the_deletion(tail):
    """They replace what is missing."""
    cut = REFERENCE[: REFERENCE.index(" while")]
    got = judged(cut + tail)
    assert got.cut_short
    assert len(got.changes) == 1
    assert got.changes[0].hyp_end == len(cut + tail)
    assert got.changes[0].hypothesis.strip() == tail.strip()


def test_what_is_not_cut_short():
    """A few characters missing; much wrong before the break; another ending."""
    assert not judged(REFERENCE[:-5]).cut_short
    wrong = "Some new town was loud at that dark hour"
    assert not judged(wrong).cut_short
    assert not judged(
        REFERENCE[: REFERENCE.index(" while")] + " and then nothing else happened at all"
    ).cut_short
