"""Which fenced block of a reply holds the answer."""

from __future__ import annotations

import pytest

from stetmark.envelope.fences import find_fence

ANSWER = "The old mill ran over the hill and the dog saw boats near the lake."


def taken(text: str, wanted: str = ANSWER, source: str | None = None) -> tuple[str, set[str]] | None:
    fenced = find_fence(text, wanted, source)
    if fenced is None:
        return None
    assert len(fenced.text) == len(text)
    return fenced.text[fenced.start : fenced.end].strip(), set(fenced.flags)


@pytest.mark.parametrize("mark", ["```", "~~~", "````"])
@pytest.mark.parametrize("info", ["", "text", "markdown"])
def test_the_block_alone_is_taken(mark, info):
    """Whatever the fence, and whatever it says it holds."""
    assert taken(f"{mark}{info}\n{ANSWER}\n{mark}") == (ANSWER, {"fence"})


def test_text_around_the_block_is_said():
    """Before it, after it."""
    assert taken(f"Here:\n```\n{ANSWER}\n```") == (ANSWER, {"fence", "preamble"})
    assert taken(f"```\n{ANSWER}\n```\nDone.") == (ANSWER, {"fence", "postamble"})


def test_a_block_that_is_not_closed_goes_to_the_end():
    """A reply may break off, or close the fence on its last line."""
    assert taken(f"```\n{ANSWER}") == (ANSWER, {"fence"})
    assert taken(f"```\n{ANSWER}```") == (ANSWER, {"fence"})


def test_a_block_is_taken_by_what_it_holds():
    """A fenced list of changes under an answer is not an answer; of two blocks the one with the text is."""
    assert taken(f"{ANSWER}\n```\nodl -> old\n```") is None
    assert taken(f"```\nodl -> old\n```\n\n```\n{ANSWER}\n```") == (ANSWER, {"fence", "preamble"})


def test_copies_are_looked_at_together():
    """Where block and surroundings both hold the text, the fence lines are blanked and nothing is chosen."""
    text, flags = taken(f"{ANSWER}\n```\n{ANSWER}\n```") or ("", set())

    assert (text.count(ANSWER), "`" in text, flags) == (2, False, {"fence"})


def test_a_reference_with_a_fence_of_its_own():
    """One that begins with a fence is never looked for in one; a fence inside it closes no block around it."""
    inner = f"{ANSWER}\n```\nx = 1\n```\nThe end."

    assert taken(f"```\n{ANSWER}\n```", f"```\n{ANSWER}\n```") is None
    assert taken(f"```\n{inner}\n```", inner) == (inner, {"fence"})
