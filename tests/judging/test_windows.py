"""One window aligned exactly, in places of its texts; small ones with slots are kept for the next answer."""

from __future__ import annotations

import pytest

from stetmark.judging.anchors import Stretch
from stetmark.judging.chain import Chain
from stetmark.judging.windows import aligned
from stetmark.text.slots import slots_of
from stetmark.text.tokens import tokenize

SOURCE, REFERENCE = "I saw thecat on a mat", "I saw the cat on a mat"


@pytest.fixture
def chain():
    return Chain(REFERENCE, slots_of(SOURCE, REFERENCE))


def whole(chain, text, *, open_end=False):
    return aligned(
        chain, Stretch(0, len(chain.tokens), 0, len(chain.slots), 0), tokenize(text), open_end=open_end
    )


def test_steps_and_slots_are_places_in_the_texts(chain):
    """Half-open code points: of the reference for what differs, of the hypothesis for what a slot holds."""
    got = whole(chain, "I saw thecat on the mat")
    assert got.steps == ((17, 18, 16, 19),)
    assert got.slot_texts == ((6, 12, 1),)
    assert got.cost > 0


def test_a_window_in_the_middle_counts_from_its_own_beginning(chain):
    """Places in the hypothesis are those within the window's tokens."""
    slot = chain.slots[0]
    got = aligned(
        chain, Stretch(slot.start, len(chain.tokens), 0, 1, 6), tokenize("the cat on mat"), open_end=False
    )
    assert got.slot_texts == ((0, 7, 0),)
    assert got.steps == ((17, 18, 11, 11), (18, 19, 11, 11))


def test_a_window_with_slots_is_kept(chain):
    """The same tokens again: the same window, not made anew; an open end is another window."""
    first = whole(chain, "I saw thecat on a rug")
    assert whole(chain, "I saw thecat on a rug") is first
    assert whole(chain, "I saw thecat on a rug", open_end=True) is not first


@pytest.mark.parametrize("text", ["I saw thecat " + "and " * 40 + "on a mat", "I saw thecat on " + "m" * 300])
def test_long_windows_are_not_kept(chain, text):
    """Neither many tokens nor many characters: what is kept stays small."""
    assert whole(chain, text) == whole(chain, text)
    assert chain.windows == {}


def test_windows_without_slots_are_not_kept():
    """They are cheap, and as many as there are wrong words."""
    chain = Chain(REFERENCE, ())
    assert whole(chain, "I saw a cat on a mat").slot_texts == ()
    assert chain.windows == {}


def test_so_many_windows_are_kept_and_no_more(chain):
    """What is kept of one item is bounded, whatever its answers hold."""
    for n in range(400):
        whole(chain, f"I saw w{n} on a mat")
    assert len(chain.windows) == 256
    assert whole(chain, "I saw w399 on a mat") == whole(chain, "I saw w399 on a mat")
