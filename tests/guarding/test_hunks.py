"""One place where source and hypothesis differ, and what is decided on each part of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fakes.lexicon import FewWords
from stetmark.guarding.hunks import Texts, decide, glued
from stetmark.guarding.known import Words
from stetmark.records import CHANGE_CLASSES
from stetmark.text.prose import not_prose

WORDS = "we receive the letter letters of their house now it is a good day said not"


def texts(source: str, hypothesis: str, policy="spelling") -> Texts:
    lexicon = FewWords(WORDS)
    return Texts(source, hypothesis, lexicon, Words(lexicon), policy, not_prose(source))


def decided(source: str, hypothesis: str, policy="spelling"):
    """What is decided where the whole of both texts is one difference."""
    return list(decide(texts(source, hypothesis, policy), 0, len(source), 0, len(hypothesis)))


def test_words_are_judged_one_by_one():
    """In rewording, a corrected misspelling is kept and the rest is put back; nothing overlaps."""
    found = decided("we recieve teh letter", "now we receive the letters")

    assert {(d.source, d.hypothesis) for d in found if d.kept} == {("recieve", "receive"), ("teh", "the")}
    assert all(a.end <= b.start for a, b in pairwise(found))
    for decision in found:
        assert "we recieve teh letter"[decision.start : decision.end] == decision.source
        assert decision.reason
        assert decision.class_ in {*CHANGE_CLASSES, "misspelling"}


@pytest.mark.parametrize(
    ("source", "hypothesis", "class_"),
    [
        ("-", "—", "dash"),
        ("  ", " ", "whitespace"),
        ("letter", "letters", "inflection"),
        ("", "now ", "inserted"),
    ],
)
def test_other_changes_are_put_back_under_their_class(source, hypothesis, class_):
    """With a reason a reader understands."""
    (found,) = decided(source, hypothesis)

    assert (found.kept, found.class_) == (False, class_)


def test_code_is_out_of_bounds():
    """Whatever it becomes."""
    for decision in decided("`teh`", "`the`"):
        assert not decision.kept


def test_neighbours_parted_by_a_space_are_one_difference():
    """So that a word glued or split is judged whole."""
    spans = [(0, 2, 0, 2), (3, 6, 3, 6)]

    assert list(glued(texts("te ofx day", "th of day"), spans)) in ([(0, 6, 0, 6)], spans)
