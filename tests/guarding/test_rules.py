"""Each rule by which a change of words is kept or put back, on words of which everything is known."""

from __future__ import annotations

import re

import pytest

from fakes.lexicon import FewWords
from stetmark.guarding.known import Words
from stetmark.guarding.rules import Context, judge_words

INSIDE = Context(starts=False, after_number=False, left="", right="")
STARTS = INSIDE._replace(starts=True)
WORDS = "around garden house in of receive receives the their its it's time timestamps user multiuse"
#: Everything everyday and common, and everything rare.
COMMON = FewWords(WORDS, everyday=lambda _: True, count=lambda _: 40_000_000)
RARE = FewWords(WORDS, everyday=lambda _: True, count=lambda _: 500_000)


def judged(old: str, new: str, lexicon=COMMON, around: Context = INSIDE, **known):
    return judge_words(old.split(), new.split(), Words(lexicon, **known), around)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recieve", "receive"),
        ("ofthe", "of the"),
        ("gar den", "garden"),
        ("THe", "The"),
        ("thier", "their"),
    ],
)
def test_a_misspelling_is_kept(old, new):
    """A word that is none becomes a near one; words glued or broken by a space; a slip of the shift key."""
    judgement = judged(old, new)

    assert (judgement.kept, judgement.text) == (True, new)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("house", "garden", "a different word"),
        ("the", "their", "both words"),
        ("x9", "x", "not made of letters only"),
        ("The", "the", "capitals"),
        ("it’s", "it's", "shape of an apostrophe"),
        ("recieve", "recieves", "neither"),
        ("rëceive", "receive", "accent"),
        ("gardener", "garden", "may be a form|may be another form"),
        ("xinhouse", "house", "with a prefix|another word|glued"),
        ("NASAA", "nasa", "capitals|known word|abbreviation"),
    ],
)
def test_anything_else_is_put_back_with_its_reason(old, new, reason):
    """Another word, a right word, style, accents, dialect, forms."""
    judgement = judged(old, new)

    assert not judgement.kept
    assert re.search(reason, judgement.reason), judgement.reason


def test_a_word_drawn_out_on_purpose_is_none_of_another():
    """ "sooon" is "soon", said slowly."""
    assert "lengthened deliberately" in judged("sooon", "son", FewWords("soon son")).reason


@pytest.mark.parametrize(
    ("right", "kept"),
    [("raining", False), ("not", False), ("", False), ("house", True)],
)
def test_a_contraction_stays_before_what_follows_one(right, kept):
    """A participle, a word that no possessive stands before, or a stop; before a noun "it's" may be "its"."""
    assert judged("it's", "its", around=INSIDE._replace(right=right)).kept is kept


def test_between_two_right_words_the_neighbours_decide():
    """ "their" for "there" is kept unless the neighbours clearly speak against it."""
    for gain, kept in ((0.0, True), (-1.9, True), (-2.1, False)):
        lexicon = FewWords(f"{WORDS} there", gain=lambda *_, gain=gain: gain)
        assert judged("there", "their", lexicon).kept is kept


@pytest.mark.parametrize(("old", "new"), [("timesteps", "timestamps"), ("multiuser", "multiuse")])
def test_a_word_of_known_parts_is_a_word(old, new):
    """A compound or a word with a prefix is made by rule; only a clear slip of a common word is none."""
    judgement = judged(old, new, RARE)

    assert not judgement.kept
    assert judgement.reason == f"{old!r} is made of known parts"


def test_a_slip_of_a_common_word_is_one_though_it_looks_made():
    """One letter off a word that is written far more often."""
    assert judged("multiuser", "multiuse", COMMON).reason != "'multiuser' is made of known parts"


@pytest.mark.parametrize(
    ("old", "new", "lexicon", "around", "kept"),
    [
        # At the start of a sentence: six letters, or five of a frequent word.
        ("Raound", "Around", RARE, STARTS, True),
        ("Hause", "House", RARE, STARTS, False),
        ("Hause", "House", COMMON, STARTS, True),
        # Elsewhere a capital is a name's, unless the word is two letters longer.
        ("Recieve", "Receive", RARE, INSIDE, False),
        ("Gardenn", "Garden", RARE, INSIDE, False),
        ("Hause", "House", COMMON, INSIDE, False),
        ("Recieves", "Receives", RARE, INSIDE, True),
        # The first letters swapped are alike, another first letter is not.
        ("Xround", "Around", RARE, STARTS, False),
        # A stuck shift key makes no name: from five letters on.
        ("THier", "Their", RARE, INSIDE, True),
        ("THe", "The", RARE, INSIDE, True),
        ("HOuse", "house", RARE, INSIDE, True),
    ],
)
def test_names_are_told_from_misspellings_by_length_and_place(old, new, lexicon, around, kept):
    """A capital where no sentence begins is most likely a name's."""
    assert judged(old, new, lexicon, around).kept is kept


def test_a_name_that_the_text_repeats_stays_a_name():
    """Twice the same slip is none."""
    assert judged("Raound", "Around", RARE, STARTS).kept
    assert not judged("Raound", "Around", RARE, STARTS, attested={"raound": 2}).kept


def test_a_word_that_is_not_everyday_is_no_correction_of_a_capitalised_one():
    """Two names a slip apart are two names."""
    names = FewWords(WORDS, everyday=lambda _: False, count=lambda _: 40_000_000)
    assert not judged("Raound", "Around", names, STARTS).kept


@pytest.mark.parametrize(
    ("nats", "times", "kept"), [(-0.9, 1, True), (-1.1, 1, False), (2.1, 2, True), (1.9, 2, False)]
)
def test_how_much_must_speak_for_a_slip(nats, times, kept):
    """One nat against it is borne; a form that the text has twice needs three more."""
    lexicon = FewWords(WORDS, advantage=lambda *_: nats)
    assert judged("thier", "their", lexicon, attested={"thier": times}).kept is kept


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("in house", "inhouse", "not a known word"),
        ("the house", "thehouse", "not a known word"),
        ("gardenhouse", "garden house", "compound"),
        ("the", "t he", "another word|is a word"),
        ("Inthe", "In the", "looks like a name"),
    ],
)
def test_spaces_are_put_in_and_taken_out_only_where_a_slip_did_it(old, new, reason):
    """Compounds, right words and names stay as they are."""
    judgement = judged(old, new)

    assert not judgement.kept
    assert re.search(reason, judgement.reason), judgement.reason


def test_a_kept_text_has_the_sources_case():
    """Capitals at the start and throughout are the source's own."""
    assert judged("Thier", "their", COMMON, STARTS).text == "Their"
    assert judged("INHTEN", "in the").text.isupper() or not judged("INHTEN", "in the").kept
