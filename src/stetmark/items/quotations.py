"""Quotations: prose in which planting stays out all the same.

A careful editor mends a misspelling in a quotation only where she knows that it is not the speaker's own: so
none is planted there, though one may be corrected (`stetmark.text.prose`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

__all__ = ["quotations"]

_CURLY = re.compile(
    r"“[^“”]*(?:”|$(?=\n\n“))|«[^«»]*»|„[^„“]*“|「[^「」]*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉",
    re.MULTILINE,
)
_CURLY_OPENS = "“«„「『《〈"
_STRAIGHT = re.compile(r'"[^"]*"', re.DOTALL)
#: A quotation in single signs opens after a space or bracket and closes before one, as no apostrophe does, in
#: the same line. Both are found apart: one pattern would try each opening up to the end of its line.
_SINGLE_OPENS = tuple(
    (sign, re.compile(sign + r"(?<![\w’']" + sign + r")(?=\S)(?!\d0s|tis|em\b|twas)")) for sign in "'‘"
)
_SINGLE_ENDS = re.compile(r"['’\n](?:(?<=\n)|(?<=[\w.,!?…—-]['’])(?!\w))")


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of quotations, signs included, and of the sentence round a [sic]."""
    curly = not text.isascii() and any(sign in text for sign in _CURLY_OPENS)
    spans = [match.span() for match in _CURLY.finditer(text)] if curly else []
    if '"' in text and text.count('"') % 2 == 0:
        spans += [match.span() for match in _STRAIGHT.finditer(text)]
    if "'" in text or "‘" in text:
        spans += _in_single_signs(text)
    spans += _said_so(text)
    return spans


def _said_so(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences with [sic] in them."""
    end = 0
    while (at := text.find("[sic]", end)) >= 0:
        start = max(text.rfind(sign, 0, at) for sign in ".!?\n") + 1
        stops = [stop for sign in ".!?\n" if (stop := text.find(sign, at)) >= 0]
        end = min(stops, default=len(text))
        yield start, end


def _in_single_signs(text: str) -> list[tuple[int, int]]:
    """Spans of quotations in single signs, signs included."""
    starts: list[int] = []
    for sign, opens in _SINGLE_OPENS:
        if sign in text:
            starts += [match.start() for match in opens.finditer(text)]
    if not starts:  # all are apostrophes
        return []
    starts.sort()
    ends = [match.start() for match in _SINGLE_ENDS.finditer(text)]
    spans: list[tuple[int, int]] = []
    at = 0
    for start in starts:
        next_end = bisect.bisect_right(ends, start)
        if start >= at and next_end < len(ends) and text[ends[next_end]] != "\n":
            at = ends[next_end] + 1
            spans.append((start, at))
    return spans
