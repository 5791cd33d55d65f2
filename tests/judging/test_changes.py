"""From token steps to changes: one for each thing an editor would name."""

from __future__ import annotations

import pytest

from stetmark.judging.alignment import align
from stetmark.judging.chain import Chain
from stetmark.judging.changes import find_changes
from stetmark.judging.text_pair import TextPair
from stetmark.lexicon.default import default_lexicon
from stetmark.text.align import Difference
from stetmark.text.tokens import tokenize


def changed(reference, hypothesis, slots=()):
    """Class, old text and new text of each change."""
    steps = align(Chain(reference, ()), hypothesis).differences
    texts = TextPair(reference, hypothesis, slots)
    found = find_changes(texts, steps, default_lexicon())
    return [(change.class_, *texts.texts(change)) for change in found]


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes"),
    [
        ("a cat sat", "a dog sat", [("reworded", "cat", "dog")]),
        ("the big dog ran", "the dog ran", [("deleted", "big ", "")]),
        ("we sat down", "we all sat down", [("inserted", "", "all ")]),
        ("wait -- then go", "wait — then go", [("dash", "--", "—")]),
        ("wait -- then go", "wait - then go", [("dash", "--", "-")]),
        ("it is, so", "it is; so", [("punctuation", ",", ";")]),
        ("a well-known man", "a well known man", [("hyphen", "-", " ")]),
        ("every day", "everyday", [("split_join", "every day", "everyday")]),
        ("The cat, sat", "The Cat; sat", [("case", "cat", "Cat"), ("punctuation", ",", ";")]),
        ("the man saw red", "red the man saw", [("moved", " red", "red ")]),
        ("one two", "one\ntwo", [("whitespace", " ", "\n")]),
    ],
)
def test_what_a_change_is(reference, hypothesis, changes):
    """Its class and exactly its text, no more."""
    assert changed(reference, hypothesis) == changes


@pytest.mark.parametrize(
    ("reference", "hypothesis", "changes"),
    [
        # Four words and more with the signs between them.
        (
            "go there. He met the man, who knew it. So be it",
            "go there. So be it",
            [("deleted", "He met the man, who knew it. ", "")],
        ),
        (
            "go there. So be it",
            "go there. He left, he ran. So be it",
            [("inserted", "", "He left, he ran. ")],
        ),
        # Three words and a sign are two changes.
        (
            "we met him, and the dog; so be it",
            "we met him; so be it",
            [("punctuation", ",", ""), ("deleted", " and the dog", "")],
        ),
        # At the end of the text they are one.
        ("we met him, and the dog", "we met him", [("deleted", ", and the dog", "")]),
        # Where the text stops in the middle of a word, its rest goes with what is missing behind it.
        (
            "we met him, and the dog came along, so all was well",
            "we met him, and the dog c",
            [("reworded", "came along, so all was well", "c")],
        ),
    ],
)
def test_a_clause_is_one_change(reference, hypothesis, changes):
    """What is only taken out, or only put in, is not cut at its signs once it is four words long."""
    assert changed(reference, hypothesis) == changes


def test_something_else_at_the_very_end_is_a_change_of_its_own():
    """A loss up to the last sign, and that sign written otherwise."""
    reference, hypothesis = "we saw the old dog run off!", "we saw?"
    steps, at = [], 6
    for token in tokenize(" the old dog run off"):
        steps.append(Difference(at, at + len(token), 6, 6))
        at += len(token)
    steps.append(Difference(26, 27, 6, 7))
    texts = TextPair(reference, hypothesis, [])
    found = find_changes(texts, steps, default_lexicon())
    assert [(c.class_, *texts.texts(c)) for c in found] == [
        ("deleted", " the old dog run off", ""),
        ("punctuation", "!", "?"),
    ]


def test_white_space_that_both_sides_have_is_not_part_of_a_change():
    """At its beginning as at its end."""
    texts = TextPair("a cat", "a dog", [])
    steps = [Difference(1, 2, 1, 1), Difference(2, 5, 1, 1), Difference(5, 5, 1, 2), Difference(5, 5, 2, 5)]
    (change,) = find_changes(texts, steps, default_lexicon())
    assert (change.start, change.end, change.hyp_start, change.hyp_end) == (2, 5, 2, 5)
    texts = TextPair("cat a", "dog a", [])
    steps = [Difference(0, 3, 0, 0), Difference(3, 4, 0, 0), Difference(4, 4, 0, 3), Difference(4, 4, 3, 4)]
    (change,) = find_changes(texts, steps, default_lexicon())
    assert (change.start, change.end, change.hyp_start, change.hyp_end) == (0, 3, 0, 3)


SIX = "the small boat left the quiet harbour at dawn"
OTHER = "the grand vessel abandoned our sleepy marina before sunrise"


def rewritten(hypothesis, *more, reference=SIX, slots=()):
    texts = TextPair(reference, hypothesis, slots)
    steps = [*align(Chain(SIX, ()), OTHER).differences, *more]
    return find_changes(texts, steps, default_lexicon())


def test_a_rewrite_is_six_words_with_over_half_of_them_changed():
    """Its weight is the number of words changed; with fewer changed each is a change of its own."""
    (change,) = rewritten(OTHER)
    assert (change.class_, change.weight) == ("rewrite", 8)
    few = changed(SIX, SIX.replace("small", "large").replace("dawn", "noon"))
    assert [c[0] for c in few] == ["reworded", "reworded"]
    five = changed("small boat left quiet harbour", "grand vessel abandoned sleepy marina")
    assert [c[0] for c in five] == ["reworded"]


def test_a_rewrite_ends_before_a_slot():
    """Also where all that follows is put in right behind the slot."""
    size, hyp_size = len(SIX) + 4, len(OTHER) + 4
    more = Difference(size, size, hyp_size, hyp_size + 7)
    parted = rewritten(OTHER + " the really", more, reference=SIX + " the", slots=[(size - 3, size)])
    assert [c.class_ for c in parted] == ["rewrite", "inserted"]
    whole = rewritten(OTHER + " the really", more, reference=SIX + " the")
    assert [c.class_ for c in whole] == ["rewrite"]


def test_capitals_are_not_a_rewrite():
    """Changes of form are not counted as changed words."""
    assert {c[0] for c in changed(SIX, SIX.upper())} == {"case"}


def test_joins_are_changes_of_their_own():
    """A space that came or went beside a slot, in its place among the others."""
    texts = TextPair("in the old barn", "inthe new barn", [(3, 6)])
    got = find_changes(texts, [Difference(7, 10, 6, 9)], default_lexicon(), joins=[Difference(2, 3, 2, 2)])
    assert [(c.class_, c.start, c.end) for c in got] == [("split_join", 2, 3), ("reworded", 7, 10)]
    space = find_changes(TextPair("a b", "a\nb", []), [], default_lexicon(), joins=[Difference(1, 2, 1, 2)])
    assert [c.class_ for c in space] == ["whitespace"]
    hyphen = find_changes(TextPair("a-b", "ab", []), [], default_lexicon(), joins=[Difference(1, 2, 1, 1)])
    assert [c.class_ for c in hyphen] == ["hyphen"]


def test_the_spelling_of_a_fragment_is_no_finding():
    """ "U.S." → "US" is cut between letters and signs; "U" → "US" is not a spelling error."""
    classes = [c[0] for c in changed("the U.S. army", "the US army")]
    assert "typo_introduced" not in classes
    assert "unplanted_fix" not in classes


def test_what_comes_and_goes_at_one_place_is_nothing():
    """A token put in and the same one taken out beside it."""
    texts = TextPair("a b c", "a b c", [])
    assert find_changes(texts, [Difference(2, 3, 2, 2), Difference(3, 3, 2, 3)], default_lexicon()) == []
