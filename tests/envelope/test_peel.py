"""The layers around an answer, one by one."""

from __future__ import annotations

import pytest

from stetmark.envelope.peel import peel, peel_stripped
from stetmark.text.lexicon import NO_LEXICON

ANSWER = "The old mill ran over the hill and the dog saw boats near the lake."


@pytest.mark.parametrize(
    ("reply", "flags"),
    [
        (ANSWER, ()),
        (f"\n {ANSWER}\r\n", ()),
        (f"<think>Let me see.</think>{ANSWER}", ("think_block",)),
        (f"{ANSWER}<think>Was that right?</think>", ("think_block",)),
        (f"<reasoning>hm</reasoning>\n{ANSWER}", ("think_block",)),
        (f"<solution>{ANSWER}</solution>", ("solution_tag",)),
        (f"<solution>{ANSWER}", ("solution_tag",)),
        (f"{ANSWER}</solution>", ("solution_tag",)),
        (f"Done: <solution>{ANSWER}</solution>", ("preamble", "solution_tag")),
        (f"<solution>{ANSWER}</solution> Bye.", ("postamble", "solution_tag")),
        (f"<solution>no</solution> <solution>{ANSWER}</solution>", ("preamble", "solution_tag")),
        (f"```\n{ANSWER}\n```", ("fence",)),
        (f"“{ANSWER}”", ("quoted",)),
        (f"「{ANSWER}」", ("quoted",)),
        (f"Here it is: “{ANSWER}”", ("preamble", "quoted")),
        (f"Here it is:\n\n{ANSWER}", ("preamble",)),
        (f"{ANSWER}\n\nDone.", ("postamble",)),
    ],
)
def test_each_layer_is_taken_off_and_named(reply, flags):
    """What is left is the answer, and where it stands in the reply."""
    peeled = peel(reply, ANSWER)

    assert (peeled.hypothesis, set(peeled.flags)) == (ANSWER, set(flags))
    assert reply[peeled.start :].startswith(ANSWER)


@pytest.mark.parametrize(
    "wanted", [f"“{ANSWER}”", f"```\n{ANSWER}\n```", f"Note: {ANSWER}", f"<think>{ANSWER}"]
)
def test_what_the_reference_has_itself_is_no_layer(wanted):
    """A reply that is the reference has no envelope, whatever it looks like."""
    assert peel(f" {wanted} ", wanted) == (wanted, 1, ())


@pytest.mark.parametrize("reply", ["", " \n", "<think>nothing else", "```\n```", "<solution></solution>"])
def test_nothing_is_left(reply):
    """Layers around nothing are an empty answer."""
    peeled = peel(reply, ANSWER)

    assert peeled.hypothesis == ""
    assert "empty" in peeled.flags


def test_stripped_texts_are_peeled_alike():
    """`peel` takes the outer white space of reference and source off itself."""
    reply = f"Here:\n{ANSWER}\n"

    assert peel(reply, f" {ANSWER}\n", f"\n{ANSWER}") == peel_stripped(reply, ANSWER, ANSWER, NO_LEXICON)
