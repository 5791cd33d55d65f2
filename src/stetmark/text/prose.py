"""What in this text is not prose? One answer for the corrector, the guard, planting, gates and readers.

Code, formulas, templates, addresses, paths, identifiers, markup, commands, quoted errors marked [sic]: found
by shapes that are unmistakable whatever the format. The readers of documents (`stetmark.documents`) know the
blocks of their formats besides and ask here about each paragraph. All of it takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from stetmark.text.prose_blocks import block_spans
from stetmark.text.prose_inline import InlineSpans, normalize_label
from stetmark.text.prose_names import BLANK, OPAQUE, WIDE, name_spans
from stetmark.text.regions import Regions
from stetmark.text.scripts import CJK, CJK_SIGNS, HAN

__all__ = ["not_prose", "set_apart"]

#: Letters of scripts without spaces, and wide signs: no name in a program runs across them.
_WIDE_LETTERS = re.compile(f"[{CJK}]")
_WIDE_SIGNS = re.compile(f"[\u3000{CJK_SIGNS}]")
_NOT_LINE_END = re.compile(r"[^\n\r]")
#: No stretch but a name begins without one of these.
_MARKS = re.compile(r"[`$<{\[\]\\]")
_TABLE_ROW = re.compile(r"^[^\S\n]*+\|[^\n]*\|[^\S\n]*$", re.MULTILINE)
_DEFINED_LABEL = re.compile(r"^ {0,3}\[([^\]^\n][^\]\n]{0,199})\]:[ \t]*\S", re.MULTILINE)
_HASHTAG = re.compile(r"#[^\s#]{1,60}#")
_ADDRESS_GOES_ON = re.compile(rf"[{HAN}]+[^\s<>\"“”{CJK_SIGNS}]*")

_SIC = re.compile(r"\[\s*(?:sic|[Ss]ic!?|原文如此)\s*\]|\(\s*sic!?\s*\)|[（［【](?:原文如此|sic)[）］】]")
#: So many signs before the mark a quotation may begin.
_QUOTED = 240
_SINGLE_QUOTE = re.compile(r"(?<!\w)['‘]")
#: Without one so many words are meant.
_LAST_WORDS = 3
_OPENING_QUOTES = ('"', "“", "”", "«", "„", "「", "『")
_CLOSING_QUOTES = ('"', "”", "'", "’", "»", "」", "』")


class _Read(NamedTuple):
    outside: Regions
    apart: Regions


def not_prose(text: str) -> Regions:
    """Return the stretches of `text` in which nothing is corrected, kept or planted.

    Args:
        text: A paragraph, or a whole text whose format nobody knows.

    Example:
        >>> text = "Set `recieve` in [the page](a.html)."
        >>> [text[start:end] for start, end in not_prose(text)]
        ['`recieve`', '[', '](a.html)']
    """
    return _read(text).outside


def set_apart(text: str) -> Regions:
    """Return the constructs of markup that hold prose, whole: links, headings and notes of LaTeX, table rows.

    What is in them may be corrected, but is seldom a sentence.
    """
    return _read(text).apart


@lru_cache(maxsize=8)
def _read(text: str) -> _Read:
    blocks = block_spans(text)
    plain = text if text.isascii() else _WIDE_SIGNS.sub(BLANK, text)
    if blocks:
        plain = _blanked(plain, blocks, BLANK)
    spans = blocks
    apart = [match.span() for match in _TABLE_ROW.finditer(text)] if "|" in text else []
    if _MARKS.search(plain):
        labels = (
            frozenset(normalize_label(label) for label in _DEFINED_LABEL.findall(text))
            if "]:" in text
            else ()
        )
        inline = InlineSpans(plain, frozenset(labels))
        spans = [*blocks, *inline.opaque, *inline.markup]
        apart += inline.apart
        plain = _blanked(_blanked(plain, inline.markup, BLANK), inline.opaque, OPAQUE)
    if not text.isascii():
        plain = _WIDE_LETTERS.sub(WIDE, plain)
        spans = [*spans, *_wide_names(text)]
    names = list(name_spans(plain))
    if not text.isascii():
        names = [_with_wide_end(text, span) for span in names]
    return _Read(Regions([*spans, *names, *_quoted_errors(text)]), Regions(apart))


def _blanked(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """`text` with `sign` for every character of the spans but line ends."""
    parts, at = [], 0
    for start, end in Regions(spans):
        parts += [text[at:start], _NOT_LINE_END.sub(sign, text[start:end])]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _wide_names(text: str) -> Iterator[tuple[int, int]]:
    """Hashtags as they are written in Chinese, between two signs."""
    if text.count("#") > 1:
        for match in _HASHTAG.finditer(text):
            yield match.span()


def _with_wide_end(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """An address or path whose last part is Chinese, whole."""
    start, end = span
    if text[end - 1] in "/=#\\" and (match := _ADDRESS_GOES_ON.match(text, end)):
        return start, match.end()
    return span


def _quoted_errors(text: str) -> Iterator[tuple[int, int]]:
    """What is marked as quoted with its errors: all since the quotation mark, or the last words."""
    for match in _SIC.finditer(text):
        base = max(0, match.start() - _QUOTED)
        before = text[base : match.start()].rstrip()
        inside = before[:-1] if before.endswith(_CLOSING_QUOTES) else before
        line = inside.rfind("\n") + 1
        opening = max(inside.rfind(sign, line) for sign in _OPENING_QUOTES)
        if opening < 0 and (single := _SINGLE_QUOTE.search(inside, line)):
            opening = single.start()
        last = len(before)
        for _ in range(_LAST_WORDS):
            last = len(before[:last].rstrip())
            last = max(before.rfind(sign, 0, last) for sign in " \n\t") + 1
        yield base + (opening + 1 if opening >= 0 else last), match.end()
