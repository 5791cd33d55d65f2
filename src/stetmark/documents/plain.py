"""Plain text: paragraphs divided by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stetmark.documents.model import Block, Mask, make_block
from stetmark.text.prose import not_prose

__all__ = ["blocks", "soft_breaks"]

_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n?|\n))+")
_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*")
#: A line shorter than this was not broken because it was full: a list, an address, a poem.
_SHORT = 40


def soft_breaks(text: str, start: int, end: int) -> Iterator[Mask]:
    """The line breaks inside a paragraph: read as one space, or as a newline after a short line."""
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:  # sooner than by the pattern
        return
    at = start
    for match in _BREAK.finditer(text, start, end):
        yield Mask(match.start(), match.end(), "\n" if match.start() - at < _SHORT else " ")
        at = match.end()


def blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a plain text; what is not prose may reach over several."""
    closed = not_prose(text)
    at = 0
    for match in [*_BLANK.finditer(text), None]:
        end = match.start() if match else len(text)
        masks = [*soft_breaks(text, at, end), *(Mask(*span) for span in closed.within(at, end))]
        block = make_block(text, at, end, masks)
        if block is not None:
            yield block
        at = match.end() if match else end
