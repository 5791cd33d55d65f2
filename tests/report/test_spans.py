"""Drawings: what the page is told about an answer gives the answer back, in UTF-16 units."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.judging.judge import score_text
from stetmark.records import CHANGE_CLASSES, Change, EditVerdict, Score
from stetmark.report.spans import draw, gold, slot_places, utf16


def redraw(drawing, reference: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Read a drawing as the page does, slowly: the hypothesis, and the findings (kind, reference, text)."""
    units = reference.encode("utf-16-le", "surrogatepass")
    cut = lambda a, b=None: units[2 * a : None if b is None else 2 * b].decode("utf-16-le", "surrogatepass")  # noqa: E731
    out, at, found = "", 0, []
    for piece in drawing or []:
        if isinstance(piece, int):
            out += cut(at, at + piece)
            at += piece
        elif isinstance(piece[0], str):
            out += piece[0]
            at = piece[1]
        elif isinstance(piece[1], int):
            found.append((piece[0], cut(at, at + piece[1]), piece[2]))
            out += piece[2]
            at += piece[1]
        else:
            found.append(tuple(piece))
            out += piece[2]
    return out + cut(at), found


def expected(score: Score) -> list[tuple[int, str, str]]:
    """Every finding of a score, as the drawing must list it, in any order."""
    kinds = {"corrected": -1, "missed": -2, "miscorrected": -3}
    slots = [(kinds[e.verdict], e.reference, e.hypothesis) for e in score.edits]
    return slots + [(CHANGE_CLASSES.index(c.class_), c.reference, c.hypothesis) for c in score.changes]


def test_drawings_of_a_made_run_give_every_answer_back(made):
    """Hypothesis and findings come back from the drawing of every answer, in three scripts and with emoji."""
    references = {item.id: item.reference for item in made.items}
    drawn = 0
    for score in made.scores:
        reference = references[score.item]
        drawing = draw(score, reference, slot_places(score.edits))
        if not score.assessable:
            assert drawing is None
            continue
        text, found = redraw(drawing, reference)
        assert text == score.hypothesis
        if drawing != 0:
            assert sorted(found) == sorted(expected(score))
            drawn += 1
    assert drawn > 50


WORDS = [
    "teh",
    "the",
    "cat",
    "😀",
    "sat",
    "café",
    "cafe\u0301",
    "的",
    "地",
    "\u202e",
    "--",
    "—",
    "\n",
    "mat,",
]


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.integers(0, 2**32),
)
@settings(max_examples=400, deadline=None)
def test_drawings_of_scored_answers_give_every_answer_back(right, given_, seed):
    """Whatever the scorer makes of two texts, the drawing holds the hypothesis, and each finding once."""
    reference = " ".join(right)
    source = reference.replace("the", "teh") if seed % 2 else reference
    reply = " ".join((right[: seed % 7] + given_) if seed % 3 else given_[::-1] + right)
    score = score_text(source, reference, reply)
    drawing = draw(score, reference, slot_places(score.edits))
    if drawing is None or drawing == 0:
        assert drawing is not None or not score.assessable
        return
    text, found = redraw(drawing, reference)
    assert text == score.hypothesis
    assert sorted(found) == sorted(expected(score))


def test_moved_text_and_a_slot_inside_a_deletion_are_drawn():
    """Findings whose places in the reference do not rise are given with their own text."""
    reference = "one two three four"
    slot = EditVerdict(
        verdict="missed", source="tow", reference="two", hypothesis="",
        start=4, end=7, hyp_start=4, hyp_end=4,
    )  # fmt: skip
    gone = Change(
        class_="deleted", reference="two three ", hypothesis="", start=4, end=14, hyp_start=4, hyp_end=4
    )
    score = Score(
        item="i",
        strict=False,
        exact=False,
        livebench=False,
        hypothesis="one four",
        edits=(slot,),
        changes=(gone,),
    )

    text, found = redraw(draw(score, reference, slot_places([slot])), reference)

    assert text == "one four"
    assert sorted(found) == sorted(expected(score))


def test_gold_marks_count_in_utf16_units():
    """`😀 teh` puts the misspelling at unit 3, where Python says 2."""
    edit = EditVerdict(
        verdict="corrected", source="teh", reference="the", hypothesis="the",
        start=2, end=5, hyp_start=2, hyp_end=5,
    )  # fmt: skip

    assert gold("😀 teh cat", [edit]) == [[3, 3, "the"]]
    assert utf16("😀a的") == 4
