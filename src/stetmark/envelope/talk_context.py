"""What is known of an item when what surrounds an answer to it is judged."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stetmark.envelope.talk_cues import CUES, Cue
from stetmark.envelope.talk_units import (
    HAN_SIGN,
    LIST_MARK,
    MOST_LINES,
    RULE_LINE,
    bare_of,
    sentences_of,
    words_in,
)

__all__ = ["Context", "belongs", "context_of", "evidence", "kind_of_mark"]

#: So much of a sentence tells whether the item has it too, and so alike are the two then.
_START, _SAME = 80, 0.8
_LONGEST_LINE = 600


class Context(NamedTuple):
    """What is known of the item when talk is judged; texts and words are in lower case.

    Attributes:
        words: Of source and reference.
        wrong: Words of the source alone.
        right: Words of the reference alone.
        text: Both texts.
        source: The source alone.
        reference: The reference alone.
        message: Whether the source is itself a letter or message, so that an offer of help could be its own.
        starts: How their lines and sentences begin: what begins so is never talk.
        marks: The list marks of their lines: one more of them is a new item of their list.
        ruled: Whether the reference begins and ends with a rule or a fence of its own.
    """

    words: frozenset[str]
    wrong: frozenset[str]
    right: frozenset[str]
    text: str
    source: str
    reference: str
    message: bool
    starts: tuple[str, ...]
    marks: frozenset[str]
    ruled: tuple[bool, bool]


def context_of(reference: str, source: str | None) -> Context:
    """Return the context of an item."""
    theirs = frozenset(words_in(reference))
    mine = theirs if source is None else frozenset(words_in(source))
    theirs_text, mine_text = ((one or "").casefold().replace("’", "'") for one in (reference, source))
    text = f"{theirs_text}\n{mine_text}"
    message = any(CUES[lang]["message"].found(text) for lang in CUES)
    lines = reference.splitlines()[:MOST_LINES]
    marks = frozenset(kind_of_mark(match) for line in lines if (match := LIST_MARK.match(line)))
    starts = {
        bare_of(line[a : a + _START])
        for one in {reference, source or ""}
        for line in one.splitlines()[:MOST_LINES]
        for a, _ in sentences_of(line[:_LONGEST_LINE])
    }
    return Context(
        theirs | mine,
        mine - theirs,
        theirs - mine,
        text,
        mine_text,
        theirs_text,
        message,
        tuple(starts - {""}),
        marks,
        (bool(lines and RULE_LINE.fullmatch(lines[0])), bool(lines and RULE_LINE.fullmatch(lines[-1]))),
    )


def belongs(bare: str, context: Context) -> bool:
    """Return whether a line or sentence of the item begins so: then it is text, whatever it sounds like."""
    size = len(bare)
    for start in context.starts:
        if size <= len(start):
            head, rest = start[:size], start[size : size + 1]
        else:
            head, rest = start, ""
            if len(start) < _START // 2:
                continue
        if rest.isalnum():
            continue
        if head == bare[: len(head)] or Indel.normalized_similarity(head, bare[: len(head)]) >= _SAME:
            return True
    return False


def evidence(cue: Cue, bare: str, context: Context) -> int:
    """How many different cues of a list a sentence has that the source does not have as well."""
    return sum(
        one not in context.words and not ((" " in one or HAN_SIGN.search(one)) and one in context.text)
        for one in cue.found(bare)
    )


def kind_of_mark(mark: re.Match[str]) -> str:
    """Return the sign of a list mark; one for all numbers."""
    return re.sub(r"\d+", "1", mark.group().strip())
