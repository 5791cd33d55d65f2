"""Planting misspellings: which forms are fair, and where they go."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from stetmark.items.confusables import famous
from stetmark.items.core import core_texts, core_words
from stetmark.items.corrupt import PROFILES, Misspeller, edits_of, plant
from stetmark.items.make import Maker, Plan
from stetmark.items.prose import read_prose
from stetmark.items.words import SHORTEST_FOR
from stetmark.misspelling.channel import Channel
from stetmark.misspelling.channel_figures import MIX
from stetmark.text.edits import apply_edits

TEXTS = [text for text in core_texts() if text.lang == "en" and text.kind == "plain"]


@pytest.fixture(scope="module")
def lexicon():
    return Maker(Plan(words=core_words())).lexicon("en")


class Judged:
    """A lexicon that knows no word and finds a form clear where at most so much is asked for."""

    def __init__(self, nats: float) -> None:
        self.nats = nats

    def __contains__(self, word: str) -> bool:
        return False

    def is_clear(self, form: str, word: str, channel: Channel, needed: float) -> bool:
        return needed <= self.nats


@pytest.mark.parametrize(
    ("nats", "form", "fair"),
    [
        (4.0, "recieve", True),
        (1.0, "recieve", True),
        (0.9, "recieve", False),
        (4.0, "receuve", True),
        (3.9, "receuve", False),
    ],
)
def test_how_much_likelier_a_form_must_be(nats, form, fair):
    """Four nats of odds for any misspelling, one for a famous one, which every reader has seen."""
    assert "recieve" in famous()["receive"]
    assert Misspeller(Judged(nats), Channel()).is_fair(form, "receive", "omission") is fair


@pytest.mark.parametrize("kind", SHORTEST_FOR)
def test_slips_that_need_a_long_word_leave_its_first_letter(lexicon, kind):
    """With the first letter gone as well nobody would know the word."""
    speller = Misspeller(lexicon, Channel())
    words = "government beginning remember wonderful necessary environment together particular".split()
    forms = {word: form for word in words if (form := speller.form(word, kind))}

    assert forms
    assert all(form[0] == word[0] for word, form in forms.items())


def planted(lexicon, profile: str, n_texts: int = 40):
    """What is planted in many texts under one profile, with the text."""
    speller = Misspeller(lexicon, Channel())
    for text in TEXTS[:n_texts]:
        prose = read_prose(text.text, lexicon)
        for new in plant(prose, 6, random.Random(text.id), speller, profile=profile):
            yield text.text, new


@pytest.mark.parametrize("profile", PROFILES)
def test_the_share_of_famous_misspellings_is_the_profiles(lexicon, profile):
    """None, about a fifth, or wherever there is one."""
    kinds = Counter(new.kind == "famous" for _, new in planted(lexicon, profile))
    share = kinds[True] / kinds.total()

    low, high = {"channel": (0.0, 0.0), "mixed": (0.08, 0.28), "famous": (0.5, 0.95)}[profile]
    assert low <= share <= high, share


def test_words_run_together_are_lower_case_and_one_is_a_small_word(lexicon):
    """ "ofthe" is a slip; "ofParis" would be a puzzle."""
    texts = [
        f"We spoke of the {w} and went to the {w} with a friend of Mary and of Paul."
        for w in ("mill", "lake")
    ]
    speller = Misspeller(
        lexicon, Channel(mix={**{kind: share / 4 for kind, share in MIX.items()}, "join": 0.75})
    )
    found = [
        (text[new.start : new.end], new.replacement)
        for text in texts
        for seed in range(25)
        for new in plant(read_prose(text, lexicon), 3, random.Random(seed), speller)
        if new.kind == "join"
    ]

    assert len(found) > 20
    for meant, form in found:
        assert form == meant.replace(" ", "")
        assert form.islower()


def test_edits_undo_what_was_planted(lexicon):
    """Byte for byte, whatever was planted."""
    speller = Misspeller(lexicon, Channel())
    for text in TEXTS[:10]:
        found = plant(read_prose(text.text, lexicon), 8, random.Random(text.id), speller, profile="mixed")
        source, edits = edits_of(text.text, found)
        assert apply_edits(source, edits) == text.text
        assert len(edits) == len(found) > 0
