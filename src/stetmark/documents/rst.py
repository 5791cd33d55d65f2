"""reStructuredText: paragraphs, list items, admonitions and titles, found line by line.

docutils tells on which line a node begins but not where a role or a target stands inside it, and it follows
includes; a scanner of lines and inline marks is enough to know what is *not* prose. Directives it does not
know, literal blocks, tables, comments and targets are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stetmark.documents.model import Block, Mask, make_block, names
from stetmark.text.prose_blocks import PROSE_ARGUMENT, PROSE_DIRECTIVES

__all__ = ["blocks"]

_VERSION = names("versionadded versionchanged deprecated")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*\s*\Z")
_TABLE = re.compile(r"\s*(?:\+[-=+]{2,}.*|={2,}(?:\s+=+)+)\s*\Z")
_DIRECTIVE = re.compile(r"\s*\.\.\s+(?:\|[^|]+\|\s+)?([\w][\w:+.-]*)::(?:[ \t]+|\s*\Z)")
_EXPLICIT = re.compile(r"\s*(?:\.\.(?:\s|\Z)|__(?:\s|\Z))")
_FOOTNOTE = re.compile(r"\s*\.\.\s+\[[^\]]+\]\s+")
_FIELD = re.compile(r"\s*:(?!`)(?:\\.|[^:\\\r\n])+:(?:\s+|\Z)")
_BULLET = re.compile(r"\s*(?:(?:[-*+•‣]|(?:\d+|[A-Za-z]|#|[ivxlcdm]+)[.)]|\((?:\d+|[A-Za-z]|#)\))\s+|\|\s+)")
_OPTION = re.compile(r"\s*(?:--?[\w?][\w-]*|/[A-Z])(?:[ =]<?[\w.-]+>?)?(?:,\s|\s{2,}|\s*\Z)")
_DOCTEST = re.compile(r"\s*>>>\s")
#: Marks inside a line that mean something in this format alone; the others are found in every text.
_INLINE = re.compile(
    r"""
      (?<!\w)`(?=[^\s`])(?:\\.|[^`\\])+?`__?
    | \b[A-Za-z0-9](?:[\w.+-]{0,99}[A-Za-z0-9])?__?(?![\w])
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def indent(self) -> int:
        """Columns before the first sign; a tab reaches the next multiple of eight."""
        bare = self.text.expandtabs(8)
        return len(bare) - len(bare.lstrip())

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a reStructuredText file, in order."""
    lines = [_Line(m.start(), m[0].rstrip("\r\n")) for m in _LINE.finditer(text) if m[0]]
    referenced = {" ".join(m.split()).casefold() for m in re.findall(r"`([^`<>]+)`__?", text)}
    at = 0
    while at < len(lines):
        if lines[at].blank:
            at += 1
            continue
        at, found = _piece(text, lines, at, referenced)
        if found is not None:
            yield found


def _piece(text: str, lines: list[_Line], at: int, referenced: set[str]) -> tuple[int, Block | None]:
    """The block that begins on line `at`, and the line after it."""
    line = lines[at]
    if _EXPLICIT.match(line.text):
        return _explicit(text, lines, at)
    if _TABLE.match(line.text) or _DOCTEST.match(line.text):
        return _until_blank(lines, at), None
    if line.text.strip() == "::":
        return _past_literal(lines, at + 1, line.indent), None
    if _RULE.match(line.text):  # an overline: title, rule; or a transition
        titled = at + 2 < len(lines) and _RULE.match(lines[at + 2].text) and not lines[at + 1].blank
        titled = titled and len(line.text.strip()) >= 2
        return (at + 3, _title(text, lines[at + 1], line, referenced)) if titled else (at + 1, None)
    under = lines[at + 1] if at + 1 < len(lines) else None
    if (
        under
        and _RULE.match(under.text)
        and line.indent == 0
        and len(under.text.rstrip()) >= min(4, len(line.text))
    ):
        return at + 2, _title(text, line, under, referenced)
    return (at + 1, None) if _OPTION.match(line.text) else _paragraph(text, lines, at)


def _until_blank(lines: list[_Line], at: int) -> int:
    while at < len(lines) and not lines[at].blank:
        at += 1
    return at


def _past_indented(lines: list[_Line], at: int, indent: int) -> int:
    """Past blank lines and lines indented more than `indent`."""
    while at < len(lines) and (lines[at].blank or lines[at].indent > indent):
        at += 1
    return at


def _title(text: str, line: _Line, rule: _Line, referenced: set[str]) -> Block | None:
    """A title may not outgrow its rule, and not change at all where a reference names it."""
    title = line.text.strip()
    if " ".join(title.split()).casefold() in referenced:
        return None
    room = len(rule.text.rstrip()) - len(line.text.rstrip())
    wide = any(ord(ch) > 0x2E80 for ch in title)  # counted double by docutils
    return _block(text, line.start, line.start + len(line.text), growth=0 if wide else max(room, 0))


def _explicit(text: str, lines: list[_Line], at: int) -> tuple[int, Block | None]:
    """A directive, footnote, target or comment."""
    line = lines[at]
    past = _past_indented(lines, at + 1, line.indent)
    if note := _FOOTNOTE.match(line.text):
        end = _run(lines, at, line.indent)
        return end, _lines_block(text, lines, at, end, note.end())
    directive = _DIRECTIVE.match(line.text)
    if directive is None or directive[1].lower() not in PROSE_DIRECTIVES:
        return past, None
    name = directive[1].lower()
    told = name in PROSE_ARGUMENT and bool(line.text[directive.end() :].strip())
    first, at = at, at + 1
    if told and at < past and not lines[at].blank and not _FIELD.match(lines[at].text):
        # The line after `::` and those indented below it are one paragraph.
        end = min(past, _run(lines, first, line.indent))
        return end, _lines_block(text, lines, first, end, directive.end())
    while (
        at < len(lines)
        and not lines[at].blank
        and lines[at].indent > line.indent
        and _FIELD.match(lines[at].text)
    ):
        at += 1  # its options
    if told:
        return at, _block(text, line.start + directive.end(), line.start + len(line.text))
    while name not in PROSE_ARGUMENT | _VERSION and at < len(lines) and not lines[at].blank and at < past:
        at += 1  # more signatures, or the rest of an argument
    return at, None


def _run(lines: list[_Line], at: int, indent: int) -> int:
    """The line after the paragraph that begins on line `at`."""
    end = at + 1
    while end < len(lines) and not lines[end].blank and not _starts_anew(lines, end, indent):
        end += 1
    return end


def _starts_anew(lines: list[_Line], at: int, indent: int) -> bool:
    line = lines[at]
    if _EXPLICIT.match(line.text) or _FIELD.match(line.text) or _DOCTEST.match(line.text):
        return True
    if line.indent < indent:
        return True
    return bool(_BULLET.match(line.text)) and lines[at - 1].text.rstrip()[-1:] not in {",", "-"}


def _paragraph(text: str, lines: list[_Line], at: int) -> tuple[int, Block | None]:
    line = lines[at]
    field = _FIELD.match(line.text)
    mark = field or _BULLET.match(line.text)
    end = _run(lines, at, line.indent)
    found = _lines_block(text, lines, at, end, mark.end() if mark else 0)
    last = lines[end - 1].text.rstrip()
    if last.endswith("::"):
        return _past_literal(lines, end, line.indent), found
    nested = mark and end - at == 1 and lines[at].text[mark.end() :].lstrip().startswith(("..", ">>>"))
    return end, None if nested else found


def _past_literal(lines: list[_Line], at: int, indent: int) -> int:
    """Past a literal block: indented more than its paragraph, or quoted by one sign."""
    first = at
    while first < len(lines) and lines[first].blank:
        first += 1
    if (
        first < len(lines)
        and lines[first].indent <= indent
        and re.match(r"\s*[!-/:-@\[-`{-~]", lines[first].text)
    ):
        sign = lines[first].text.strip()[0]
        while first < len(lines) and lines[first].text.strip().startswith(sign):
            first += 1
        return first
    return _past_indented(lines, at, indent)


def _lines_block(text: str, lines: list[_Line], first: int, end: int, skip: int) -> Block | None:
    masks = []
    for before, after in zip(lines[first : end - 1], lines[first + 1 : end], strict=True):
        stop = before.start + len(before.text.rstrip())
        masks.append(Mask(stop, after.start + len(after.text) - len(after.text.lstrip()), " "))
    return _block(text, lines[first].start + skip, lines[end - 1].start + len(lines[end - 1].text), masks)


def _block(
    text: str, start: int, end: int, masks: list[Mask] | None = None, *, growth: int | None = None
) -> Block | None:
    inline = [Mask(m.start(), m.end(), " ".join(m[0].split())) for m in _INLINE.finditer(text, start, end)]
    return make_block(text, start, end, [*(masks or []), *inline], growth=growth)
