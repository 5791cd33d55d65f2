"""One answer to "which capitals does the correction get?", and every room that corrects gives it."""

from __future__ import annotations

import random

import pytest

from stetmark.corrector.stet import corrector
from stetmark.guarding.replies import guard
from stetmark.items.corrupt import Misspeller, _matched
from stetmark.items.gate_lexicon import english_gate
from stetmark.misspelling.channel import Channel
from stetmark.text.lettercase import match_apostrophes, match_case, normalize_word

#: (correction, the word it replaces, what is written).
CASES = [
    ("the", "teh", "the"),
    ("the", "Teh", "The"),
    ("the", "TEH", "THE"),
    ("The", "teh", "the"),
    ("The", "tEh", "the"),
    ("receive", "RECieve", "Receive"),
    ("McDonald", "Mcdonld", "McDonald"),
    ("iPhone", "iphnoe", "iPhone"),
    ("iPhone", "IPHNOE", "IPHONE"),
    ("NASA", "nsaa", "NASA"),
    ("a", "I", "A"),
    ("an", "A", "An"),
    ("i", "a", "i"),
    ("don't", "Dont", "Don't"),
    ("don't", "DONT", "DON'T"),
    ("it's", "ITS", "IT'S"),
    ("'twas", "'Tiws", "'Twas"),
    ("a lot", "Alot", "A lot"),
    ("a lot", "ALOT", "A LOT"),
    ("into", "In to", "Into"),
    ("well-known", "Well-Knwon", "Well-Known"),
    ("well-known", "Well-knwon", "Well-known"),
    ("well-known", "WELL-KNWON", "WELL-KNOWN"),
    ("well known", "Well-knwon", "Well known"),
    ("x-ray", "X-rya", "X-ray"),
    ("élan", "Élna", "Élan"),
    ("straße", "STRASE", "STRASSE"),
    ("ǆep", "ǅpe", "ǅep"),
    ("ǆep", "ǄPE", "ǄEP"),
    ("的", "得", "的"),
    ("", "Teh", ""),
    ("the", "", "the"),
    ("2", "A", "2"),
]


@pytest.mark.parametrize(("correction", "written", "wanted"), CASES)
def test_capitals_of_the_word_that_is_replaced(correction, written, wanted):
    """All capitals, a capital at the start or none; capitals inside a word are its own."""
    assert match_case(correction, written) == wanted
    assert _matched(correction, written) == wanted


#: Misspelt as the systems below are given it, and as they give it back.
SENTENCES = {
    "We recieve it.": "We receive it.",
    "Recieve it now.": "Receive it now.",
    "Becuase it is true.": "Because it is true.",
}


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("cased", [str, str.upper])
def test_the_guard_and_the_correctors_keep_capitals(text, cased):
    """A sentence in capitals is corrected in capitals, or not at all."""
    given, wanted = cased(text), cased(SENTENCES[text])
    assert guard(given, SENTENCES[text]).text in (wanted, given)
    assert corrector().correct(given) in (wanted, given)
    if cased is str:
        assert guard(given, SENTENCES[text].lower()).text == wanted
        assert corrector().correct(given) == wanted


@pytest.mark.parametrize("word", ["Weather", "weather", "WEATHER"])
def test_misspellings_have_the_capitals_of_the_word(word):
    """Whichever letter is dropped, added, doubled or swapped."""
    rng = random.Random(1)
    channel = Channel()
    for kind in ("omission", "insertion", "doubling", "transposition", "vowel", "key", "substitution"):
        for _ in range(20):
            form = channel.slip(word, kind, rng)
            assert form is None or (form[0].isupper(), form[1:].isupper()) == (word[0] == "W", word.isupper())


def test_famous_misspellings_have_the_capitals_of_the_word():
    """A list has them in lower case."""
    speller = Misspeller(english_gate(), Channel())
    assert speller.famous("receive") == ("recieve",)
    assert speller.famous("Receive") == ("Recieve",)


def test_apostrophes_are_those_of_the_text():
    """Curly beside a curly one, else straight."""
    assert match_apostrophes("don't", "dosen’t") == "don’t"
    assert match_apostrophes("don’t", "dont") == "don't"
    assert guard("It’s hte end, I dont care.", "It’s the end, I don't care.").text == (
        "It’s the end, I don’t care."
    )
    assert corrector().correct("The dosen’t matter.") in ("The dosen’t matter.", "The doesn’t matter.")


@pytest.mark.parametrize("word", ["Don’t", "DON'T", "don't", "dOn’T"])
def test_the_form_that_word_lists_hold(word):
    """Lower case, straight apostrophes."""
    assert normalize_word(word) == "don't"
