"""HTML: the text between tags, with the standard library's parser telling where it stands.

Tags and comments are shown as nothing, so that a paragraph reads whole; runs of whitespace are shown as one
space, entities as the character they stand for. Code, scripts, styles, text in another language
and what is marked `translate="no"` are left out or shown without being open to edits.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from stetmark.documents.model import Block, Mask, make_block, names
from stetmark.text.prose_blocks import FIXED_ELEMENTS
from stetmark.text.prose_inline import tag_prose

__all__ = ["blocks"]

#: Elements that hold no prose at all.
_SKIPPED = names(
    "script style pre textarea svg template iframe object canvas noscript select datalist head xmp plaintext"
    " listing"
)
_INLINE = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math meter nobr output"
    " q rp rt ruby s samp small span strike strong sub sup time tt u var wbr input img"
)
_VOID = names(
    "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of an HTML text, in order."""
    finder = _Finder(text)
    finder.feed(text)
    finder.close()
    finder.flush(len(text))
    yield from finder.found


class _Finder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Block] = []
        self._text = text
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", text))]
        #: Open elements, each with the fate of its text: prose, fixed or skipped.
        self._open: list[tuple[str, str]] = []
        self._language = ""
        self._masks: list[Mask] = []
        self._start = 0
        self._at = 0  # up to where prose and masks account for the text

    def _here(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    @property
    def _fate(self) -> str:
        return self._open[-1][1] if self._open else "prose"

    def flush(self, upto: int) -> None:
        """End the block before `upto` and begin another."""
        if upto > self._at:
            self._masks.append(Mask(self._at, upto, ""))
        block = make_block(self._text, self._start, upto, self._masks)
        if block is not None:
            self.found.append(block)
        self._start = self._at = upto
        self._masks = []

    def _account(self, start: int, end: int, shown: str | None) -> None:
        """Text from `start` to `end` is shown as `shown` (None: as it is), what lies before it as nothing."""
        if start > self._at:
            self._masks.append(Mask(self._at, start, ""))
        if shown is not None:
            self._masks.append(Mask(start, end, shown))
        self._at = max(self._at, end)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002  (its signature)
        """Past `<![if …]>` and the like; one of a kind that the parser does not know ends at its bracket."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._fate == "prose":
            self._attributes(self._here(), self.get_starttag_text() or "")
        if tag == "br":
            self._account(self._here(), self._here() + len(self.get_starttag_text() or ""), "\n")
        elif tag not in _INLINE:
            self.flush(self._here())
        if tag == "html":
            self._language = (dict(attrs).get("lang") or "").partition("-")[0].lower()
        if tag not in _VOID:
            self._open.append((tag, self._fate_of(tag, dict(attrs))))

    def _attributes(self, start: int, tag: str) -> None:
        """Texts in a tag that people read, each a block of its own."""
        for low, high in tag_prose(tag):
            value = tag[low:high]
            if html.unescape(value) == value:
                block = make_block(self._text, start + low, start + high)
                if block is not None:
                    self.found.append(block)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _VOID or not self._open or self._open[-1][0] != tag:
            return
        if tag in {"svg", "path", "math"}:  # foreign elements do close themselves; HTML ones do not
            self._open.pop()

    def _fate_of(self, tag: str, attrs: dict[str, str | None]) -> str:
        if self._fate == "skipped" or tag in _SKIPPED:
            # <title> is prose although <head> holds none
            return (
                "prose"
                if tag == "title" and not any(t in _SKIPPED - {"head"} for t, _ in self._open)
                else "skipped"
            )
        classes = (attrs.get("class") or "").split()
        language = (attrs.get("lang") or "").partition("-")[0].lower()
        foreign = (
            bool(language) and tag != "html" and language != self._language and language not in {"en", "zh"}
        )
        if foreign or attrs.get("translate") == "no" or "notranslate" in classes or "highlight" in classes:
            return "fixed" if tag in _INLINE else "skipped"
        return "fixed" if tag in FIXED_ELEMENTS or self._fate == "fixed" else "prose"

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.flush(self._here())
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                return
            if self._open[i][0] in _SKIPPED and tag in _INLINE:
                return  # a stray inline end tag does not end a block of code around it

    def handle_data(self, data: str) -> None:
        start = self._here()
        end = start + len(data)
        if self._fate == "skipped" or self._text[start:end] != data:
            return
        if self._fate == "fixed":
            self._account(start, end, data)
            return
        masks = [Mask(m.start() + start, m.end() + start, " ") for m in _SPACE.finditer(data) if m[0] != " "]
        self._account(start, end, None)
        self._masks += masks

    def _reference(self, written: str) -> None:
        start = self._here()
        end = start + len(written)
        if self._text.startswith(";", end):
            end += 1
        if self._fate != "skipped":
            self._account(start, end, html.unescape(self._text[start:end]))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")
