"""A score as text: at a terminal, and in a traceback."""

from __future__ import annotations

from stetmark.judging.judge import score_text
from stetmark.judging.show import marked

SOURCE, REFERENCE = "Teh cat sat on teh mat.", "The cat sat on the mat."


def test_marks_stand_in_place():
    """Missed and miscorrected edits, lost and added words are marked where they are."""
    got = marked(score_text(SOURCE, REFERENCE, "Teh cat slept on thee mat now."))
    assert (
        got.splitlines()[1]
        == "{missed Teh, want The} cat [-sat-]{+slept+} on {teh -> thee, want the} mat{+ now+}."
    )


def test_control_characters_are_written_out():
    """What could move the cursor or turn the direction of writing is shown, not sent."""
    got = marked(score_text(None, "a cat", "a\x1b[2J \u202ecat"))
    assert "\x1b" not in got
    assert "\u202e" not in got
    assert "\\u001b" in got
    assert "{+a⍽⇥cat+}" in marked(score_text(None, "acat", "a\xa0\tcat"))


def test_repr_is_one_readable_line():
    """The repr says which answer, what counts and why, not every span."""
    score = score_text(SOURCE, REFERENCE, "Teh cat sat on the mat.")
    assert (
        repr(score) == "Score(item='', system='', exact=False, tp=1, fp=0, fn=1, diagnosis='missed \"Teh\"')"
    )
