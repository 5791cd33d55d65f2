"""Bytes -> text that goes back to the same bytes, or a clear no."""

from __future__ import annotations

import codecs
import re

from stetmark.errors import DataError

__all__ = ["decode"]

#: Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What a file says about itself: HTML and XML, LaTeX, Emacs and Vim.
_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?([\w.:-]+) | encoding\s*=\s*["']([\w.:-]+)
       | \\usepackage\s*\[\s*(\w+)\s*\]\s*\{inputenc\} | coding[:=]\s*([\w.-]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_LATEX_NAMES = {"latin9": "iso-8859-15", "ansinew": "cp1252", "applemac": "mac-roman", "utf8x": "utf-8"}


def decode(data: bytes, name: str = "") -> tuple[str, str, bytes]:
    """The text, its encoding and its byte order mark.

    UTF-8 first; then what the file itself declares; then Windows-1252, where that reads as text.

    Raises:
        DataError: Binary data, an encoding nobody can tell, or one that would not give the same bytes back.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _exact(data[len(mark) :], encoding, name), encoding, mark
    if b"\0" in data:
        raise DataError(
            f"binary data: a NUL byte at offset {data.index(0)}",
            path=name or None,
            hint="only text files and .docx can be read",
        )
    try:
        return data.decode("utf-8"), "utf-8", b""
    except UnicodeDecodeError as e:
        problem = e
    for encoding in (_declared(data), "cp1252"):
        try:
            text = data.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding and text.encode(encoding) == data and _reads_as_text(text):
            return text, encoding, b""
    raise DataError(
        f"byte 0x{data[problem.start]:02x} at offset {problem.start} is not UTF-8; no encoding is declared",
        path=name or None,
        hint="convert the file to UTF-8 first, e.g. with iconv",
    )


def _exact(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as e:
        raise DataError(
            f"not {encoding}, although its byte order mark says so: {e}", path=name or None
        ) from None
    return text


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    said = next(group for group in match.groups() if group).decode("ascii")
    try:
        return codecs.lookup(_LATEX_NAMES.get(said.lower(), said)).name
    except LookupError:
        return ""


def _reads_as_text(text: str) -> bool:
    """Whether control characters are rare enough for this to be prose in that encoding."""
    strange = sum((ch < " " and ch not in "\t\n\r\f") or "\x7f" <= ch < "\xa0" for ch in text)
    return strange * 200 <= len(text)
