"""Markdown: CommonMark's paragraphs, headings, list items, footnotes and table cells.

pyromark (pulldown-cmark) says where each stretch of text is, to the byte; what lies between two of them is
markup. Blocks of HTML are read as HTML, values of front matter that people read are paragraphs.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from stetmark.documents import html
from stetmark.documents.model import Block, Mask, make_block, shifted
from stetmark.text.prose_blocks import front_matter
from stetmark.text.prose_inline import tag_prose

__all__ = ["blocks"]

#: Tags of pulldown-cmark that stand inside a paragraph.
_INLINE = frozenset(["Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "Link", "Image"])
#: Links whose text names their target.
_NAMED = frozenset(["Autolink", "Email", "Shortcut", "Collapsed"])
#: Where a heading is linked to by its anchor, mending the heading would break the link.
_ANCHOR = re.compile(r"(?:\]\(|href=[\"']|\]:\s*)#([^)\s\"']+)")
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*")
#: Lines that other tools read: containers, admonitions, callouts, tags of templates, comments.
_MARK_LINE = re.compile(r"[ \t>]*(?::::|!!! |\?\?\?|\[![A-Za-z]+\]|\{%|%|#\+|\$ |>>>|import |export )")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Byte of UTF-8 -> whether a character begins with it.
_BEGINS = bytes(byte & 0xC0 != 0x80 for byte in range(256))


def blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a Markdown text, in order."""
    matter = front_matter(text)
    for start, end in matter.values:
        block = make_block(text, start, end)
        if block is not None:
            yield block
    yield from _Finder(text, matter.end).run()


class _Finder:
    """Collects what lies between two marks of blocks into one paragraph."""

    def __init__(self, text: str, offset: int) -> None:
        self._text, self._offset = text, offset
        self._anchors = {anchor.lower() for anchor in _ANCHOR.findall(text)}
        self._start = self._at = -1  # of the paragraph; up to where masks and prose account for it
        self._masks: list[Mask] = []
        self._break = ""  # how the line break that was met last is shown
        self._heading = False

    def run(self) -> Iterator[Block]:
        import pyromark  # only Markdown needs it

        body = _SURROGATE.sub("\ufffd", self._text[self._offset :])
        options = (
            pyromark.Options.ENABLE_TABLES
            | pyromark.Options.ENABLE_FOOTNOTES
            | pyromark.Options.ENABLE_STRIKETHROUGH
        )
        place = _places(body)
        closed = ""  # the block or link whose inside is passed over
        for event, span in pyromark.events_with_range(body, options=options):
            start, end = (self._offset + place(span["start"]), self._offset + place(span["end"]))
            kind, value = _named(event)
            if closed:
                closed = "" if (kind, value) == ("End", closed) else closed
                continue
            if kind == "Start":
                name, about = _named(value)
                if name in _INLINE:
                    self._open(start)
                    if name in {"Link", "Image"} and about["link_type"] in _NAMED:
                        closed = name
                        self._mask(start, end)
                    continue
                yield from self._flush()
                self._heading = name == "Heading"
                if name == "HtmlBlock":
                    yield from self._html(start, end)
                closed = name if name in {"HtmlBlock", "CodeBlock"} else ""
            elif kind == "End":
                name, _ = _named(value)
                if name in _INLINE:
                    self._title(end)
                else:
                    yield from self._flush()
            elif kind == "Rule":
                yield from self._flush()
            else:
                self._piece(kind, value, start, end)
        yield from self._flush()

    def _open(self, start: int) -> None:
        if self._start < 0:
            self._start = self._at = start

    def _piece(self, kind: str, value: Any, start: int, end: int) -> None:
        """A stretch of text, code or HTML, or a line break."""
        self._open(start)
        if kind == "Text" and self._text[start:end] == value:
            self._mask(self._at, start)
            self._at = end
        elif kind in {"SoftBreak", "HardBreak"}:
            self._mask(self._at, start)
            self._break = "\n" if kind == "HardBreak" or self._beside_mark(start, end) else " "
        elif kind == "InlineHtml":
            for low, high in tag_prose(self._text[start:end]):
                self._mask(self._at, start + low)
                self._at = start + high
            self._mask(self._at, end)
        else:
            self._mask(self._at, start)
            self._mask(start, end)

    def _beside_mark(self, start: int, end: int) -> bool:
        """Whether the line before or after a line break is a mark of its own: it stays a line."""
        before = max(self._text.rfind("\n", 0, start), self._text.rfind("\r", 0, start)) + 1
        return any(_MARK_LINE.match(self._text, at) for at in (before, end))

    def _mask(self, start: int, end: int) -> None:
        """The text up to `end` is not prose; a line break at its beginning is shown as what it means."""
        start = max(start, self._at)
        if start < end:
            shown = self._break or None
            if not shown and ("\n" in (source := self._text[start:end]) or "\r" in source):
                shown = _LINE_BREAK.sub(" ", source)
            self._masks.append(Mask(start, end, shown))
            self._break = ""
            self._at = end

    def _title(self, end: int) -> None:
        """The rest of a link or of emphasis; the title of a link in double quotes is prose."""
        source = self._text[self._at : end]
        title = re.search(r"\s\"([^\"\\&]+)\"\s*\)\Z", source) if source.endswith(")") else None
        if title:
            self._mask(self._at, self._at + title.start(1))
            self._at += len(title[1])
        self._mask(self._at, end)

    def _html(self, start: int, end: int) -> Iterator[Block]:
        for block in html.blocks(self._text[start:end]):
            yield shifted(block, start)

    def _flush(self) -> Iterator[Block]:
        if self._start >= 0:
            linked = self._heading and _slug(self._text[self._start : self._at]) in self._anchors
            block = None if linked else make_block(self._text, self._start, self._at, self._masks)
            if block is not None:
                yield block
        self._start = self._at = -1
        self._masks, self._break, self._heading = [], "", False


def _named(event: Any) -> tuple[str, Any]:
    """An event or tag as its name and what belongs to it."""
    return (event, None) if isinstance(event, str) else next(iter(event.items()))


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _places(text: str) -> Any:
    """Return a function from the byte offsets of `text` to those of its characters."""
    if text.isascii():
        return int
    counted = array("L", accumulate(text.encode().translate(_BEGINS), initial=0))
    return counted.__getitem__
