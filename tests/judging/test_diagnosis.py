"""One short line that says what is wrong with an answer."""

from __future__ import annotations

import pytest

from fakes.scores import change, edit
from stetmark.judging.diagnosis import diagnose


def said(*, exact=False, envelope=(), verdicts=(), changes=()):
    edits = [edit(verdict, 10 * k, written="tha") for k, verdict in enumerate(verdicts)]
    return diagnose(exact=exact, envelope=envelope, edits=edits, changes=changes)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"exact": True}, "exact"),
        ({"exact": True, "envelope": ["fence", "preamble"]}, "exact; fence; preamble"),
        ({"envelope": ["refused"], "verdicts": ["missed"]}, "refused"),
        ({"verdicts": ["missed", "corrected"]}, 'missed "teh"'),
        ({"verdicts": ["missed"] * 3}, 'missed "teh"; missed "teh"; missed "teh"'),
        ({"verdicts": ["missed"] * 4}, "missed 4"),
        ({"verdicts": ["miscorrected"]}, '"teh" → "tha" (want "the")'),
        ({"verdicts": ["miscorrected"] * 4}, "miscorrected 4"),
        ({"changes": [change("dash"), change("dash")], "envelope": ["preamble"]}, "dash ×2; preamble"),
        ({"changes": [change()]}, 'reworded "a" → "b"'),
        ({"changes": [change("inserted", written="x")]}, 'inserted "x"'),
        ({"changes": [change("deleted", written="")]}, 'deleted "a"'),
        ({"changes": [change("rewrite")]}, "rewrite"),
        ({"changes": [change("whitespace", written=" ")]}, "whitespace"),
        ({"verdicts": ["missed"], "changes": [change("case")]}, 'missed "teh"; case "a" → "b"'),
        ({}, "differs"),
    ],
)
def test_lines(given, line):
    """Slots before changes before the envelope; many of a kind are counted."""
    assert said(**given) == line


def test_long_texts_are_cut_and_set_on_one_line():
    """Forty characters of each text at most."""
    line = said(changes=[change("inserted", written="word\n" * 30)])
    assert line == 'inserted "' + ("word " * 8)[:39] + '…"'
    exact = "x" * 40
    assert said(changes=[change("inserted", written=exact)]) == f'inserted "{exact}"'
