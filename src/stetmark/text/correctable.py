"""Which words of a text may a corrector touch at all?

Those of Latin letters in prose (`stetmark.text.prose` says what is not), with their neighbours. Clipped words
of dialect, units after a number and endings in brackets are marked, so that they are left alone too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stetmark.text.lettercase import normalize_word
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from stetmark.text.word_shapes import LATIN_WORD, UNIT_SPACE

__all__ = ["Site", "sites"]

#: So far back a sentence's start is looked for.
_FAR = 40
#: A sentence begins after a stop, on a new line (behind marks of quotation, list, heading and table), in a
#: heading, caption or note of LaTeX, an element of HTML that is a paragraph, the text of a tag or an image.
_SENTENCE_START = re.compile(
    r"""(?: [.?!:…]['\"”’)\]]*\s+
    | (?:\A|\n)=+
    | (?:\A|\n)\s*(?:(?:[-*+•>\#|=]+|\d+[.)])[ \t]+)*
    | [^\n]\|[ \t]+
    | \\(?:title|part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|(?:sub)?caption|footnote|marginpar)\*?\{
    | <(?:p|h[1-6]|li|t[dhr]|div|title|d[dt]|blockquote|caption|figcaption|summary|br)\b[^<>]*>\s*
    | \b(?:alt|title)="|!\[|\]:[ \t]+
    )['\"“‘(\[*_]*\Z""",
    re.VERBOSE,
)
_HYPHEN = re.compile(r"[-‐‑]")
_NUMBER_BEFORE = re.compile(rf"\d{UNIT_SPACE}\Z")
#: Short words that are units after a number: no vowel, or one of these.
_UNIT = re.compile(
    r"[b-df-hj-np-tv-z]+|a|e|in|oz|min|mi|sec|gal|cal|mol|atm|au|rad|ha|am|pm|Pa|eV|A|VA|k?Wh", re.IGNORECASE
)
_CLOSING = re.compile(r"[^\W\d_.,!?;:…]?[.,!?;:…]?['’](?!\w)")
#: Letters of an ending in brackets.
_ENDING = 3
_OPENING = re.compile(r"(?<!\w)['‘](?=\w)")
_JOINED = re.compile(r"[ \t\u00a0]*(?:\r?\n)?[ \t]*")


class Site(NamedTuple):
    """A word that may be touched: `text[start:end]` is `word`.

    `left` and `right` are the neighbouring words in lower case, "" where a sign or nothing stands between.
    `starts` says that a sentence may begin here; `hyphened` that a hyphen touches the word; `odd` that an
    apostrophe or other sign of dialect touches it.
    """

    start: int
    end: int
    word: str
    left: str
    right: str
    starts: bool
    hyphened: bool
    odd: bool


def sites(text: str, outside: Regions | None = None) -> Iterator[Site]:
    """Yield the words of `text` that are prose.

    Args:
        text: Any text.
        outside: What of it is not prose, where more is known than its shapes tell.
    """
    closed = not_prose(text) if outside is None else outside
    matches = list(LATIN_WORD.finditer(text))
    for index, match in enumerate(matches):
        start, end = match.span()
        if closed.meets(start, end):
            continue
        before = text[start - 1 : start]
        after = text[end : end + 1]
        left = right = ""
        if index and _JOINED.fullmatch(text, matches[index - 1].end(), start):
            left = normalize_word(matches[index - 1].group())
        if index + 1 < len(matches) and _JOINED.fullmatch(text, end, matches[index + 1].start()):
            right = normalize_word(matches[index + 1].group())
        yield Site(
            start,
            end,
            match.group(),
            left,
            right,
            starts=start == 0 or _SENTENCE_START.search(text, max(0, start - _FAR), start) is not None,
            hyphened=_is_hyphen(text, start - 1, before) or _is_hyphen(text, end, after),
            odd=_odd(text, start, end),
        )


def _is_hyphen(text: str, at: int, sign: str) -> bool:
    """Whether the sign is a hyphen and not half of a dash."""
    if _HYPHEN.match(sign) is None:
        return False
    return sign != "-" or "-" not in (text[at - 1 : at], text[at + 1 : at + 2])


def _odd(text: str, start: int, end: int) -> bool:
    """Whether the word is clipped ("goin'", "'ome"), a unit, or an ending in brackets: word(s)."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return (
        before.isalpha()  # a letter of another script
        or after.isalpha()
        or (before == "(" and text[start - 2 : start - 1].isalpha() and end - start <= _ENDING)
        or (
            end - start <= 3
            and _UNIT.fullmatch(text, start, end) is not None
            and _NUMBER_BEFORE.search(text, max(0, start - 3), start) is not None
        )
        or _clipped(text, start, end, before, after)
    )


def _clipped(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether an apostrophe stands for letters left out at its start or end."""
    if before and before in "'‘’" and (start < 2 or not text[start - 2].isalnum()):
        # An opening quote has a closing one; what is clipped at its start has none.
        return before == "’" or not _CLOSING.search(text, end, end + 400)
    if after and after in "'’" and text[end - 1] not in "sS":
        return text[start:end].lower().endswith("in") or not _OPENING.search(text, max(0, start - 400), start)
    return False
