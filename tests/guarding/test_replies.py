"""The guard on stored answers."""

from __future__ import annotations

import pytest

from stetmark.errors import DataError
from stetmark.guarding.replies import guard, guard_answers, guarded_key
from stetmark.records import Answer, Item

ITEM = Item(id="i", source="I recieve it -- now.", reference="I receive it -- now.")


def guarded(outcome: str, reply: str = "", **more) -> Answer:
    answer = Answer(item="i", system="s", outcome=outcome, reply=reply, key="k", **more)
    (found,) = guard_answers([ITEM], [answer])
    return found


def test_an_answer_keeps_its_corrections_alone():
    """Under another name and another key; what was thought on the way is not of this answer."""
    found = guarded("complete", "I receive it — now.", reasoning="hm")

    assert (found.reply, found.system, found.reasoning) == ("I receive it -- now.", "guard(s)", "")
    assert found.key == guarded_key("k") != "k"


@pytest.mark.parametrize(
    ("outcome", "reply"), [("truncated", "I receive"), ("refused", "I cannot."), ("empty", "")]
)
def test_what_was_thrown_away_is_the_source(outcome, reply):
    """A whole answer."""
    found = guarded(outcome, reply)

    assert (found.outcome, found.reply) == ("complete", ITEM.source)


@pytest.mark.parametrize("outcome", ["failed", "filtered"])
def test_what_never_came_stays_so(outcome):
    """There is nothing to guard."""
    found = guarded(outcome, error="x")

    assert (found.outcome, found.system, found.error) == (outcome, "guard(s)", "x")


def test_an_answer_to_no_text_is_refused():
    """To an unknown item, or to one without a source."""
    answer = Answer(item="i", system="s", outcome="complete", reply="x")
    for items in ([], [Item(id="i", reference="x")]):
        with pytest.raises(DataError, match="has no source to guard"):
            list(guard_answers(items, [answer]))


def test_the_format_says_what_is_prose():
    """The same text as plain text and as LaTeX."""
    source, fixed = r"See % recieve", r"See % receive"

    assert guard(source, fixed).text == fixed
    assert guard(source, fixed, format="tex").text == source
