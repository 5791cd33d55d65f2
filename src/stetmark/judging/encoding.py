r"""How a text is encoded is never a difference: line ends, a byte order mark, canonical equivalence.

`plain` gives the text that is compared, and the way back: every offset in it has one in the text as it came.
These three foldings and no others; everything a reader could see is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

__all__ = ["Plain", "plain"]

_LINE_END = re.compile(r"\r\n?")
_BOM = "\ufeff"


class Plain(NamedTuple):
    """A text as it is compared.

    Attributes:
        text: With LF line ends, without a leading byte order mark, in NFC.
        original: The text as it came.
        at: Where each offset of `text`, its end included, is in `original`; None where the two are the same.
        folds: Which foldings changed it: "line_ends", "bom", "nfc".
    """

    text: str
    original: str
    at: list[int] | None = None
    folds: tuple[str, ...] = ()

    def back(self, offset: int) -> int:
        """Return the offset in the original of an offset in the text."""
        return offset if self.at is None else self.at[offset]

    def forth(self, offset: int) -> int:
        """Return the offset in the text of the first sign that is not before an offset of the original."""
        return offset if self.at is None else bisect_left(self.at, offset)


def plain(text: str) -> Plain:
    r"""Return the text with its encoding normalized.

    Example:
        >>> plain("a\r\nb").text, plain("a\r\nb").back(2)
        ('a\nb', 3)
    """
    if "\r" not in text and (text.isascii() or (text[:1] != _BOM and unicodedata.is_normalized("NFC", text))):
        return Plain(text, text)
    pieces: list[str] = []
    at: list[int] = []
    folds: set[str] = set()
    i = 0
    if text[:1] == _BOM:
        i = 1
        folds.add("bom")
    while i < len(text):
        if text[i] == "\r":
            end = i + 2 if text[i + 1 : i + 2] == "\n" else i + 1
            piece = "\n"
            folds.add("line_ends")
        else:
            end = _cluster_end(text, i)
            piece = (
                text[i:end]
                if end == i + 1 and text[i].isascii()
                else unicodedata.normalize("NFC", text[i:end])
            )
            if piece != text[i:end]:
                folds.add("nfc")
        pieces.append(piece)
        if len(piece) == end - i:
            at.extend(range(i, end))
        else:
            at.extend([i] * len(piece))
        i = end
    at.append(len(text))
    order = ("line_ends", "bom", "nfc")
    return Plain("".join(pieces), text, at, tuple(fold for fold in order if fold in folds))


def _cluster_end(text: str, start: int) -> int:
    """Where the signs end that are normalized together with the one at `start`."""
    end = start + 1
    while end < len(text):
        sign = text[end]
        if sign.isascii():
            break
        if unicodedata.combining(sign) == 0:
            before, whole = text[start:end], text[start : end + 1]
            if unicodedata.normalize("NFC", before) + unicodedata.normalize(
                "NFC", sign
            ) == unicodedata.normalize("NFC", whole):
                break
        end += 1
    return end
