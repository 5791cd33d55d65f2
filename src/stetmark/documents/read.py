"""Any supported file -> Document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from stetmark.documents.encoding import decode
from stetmark.documents.model import Block, Document, outside_of
from stetmark.errors import DataError
from stetmark.text.prose import not_prose as shapes_not_prose
from stetmark.text.regions import Regions

__all__ = ["FORMATS", "SUFFIXES", "format_of", "not_prose", "read"]

#: suffix -> format
SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".mdown": "md",
    ".tex": "tex",
    ".ltx": "tex",
    ".rst": "rst",
    ".rest": "rst",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".ipynb": "ipynb",
    ".docx": "docx",
    ".docm": "docx",
    ".jsonl": "jsonl",
}

#: Formats whose text is the file itself: the module's `blocks(text)` finds the prose.
_TEXTUAL = {"txt": "plain", "md": "markdown", "tex": "latex", "rst": "rst", "html": "html"}
#: Formats that hold texts: the module's `read(data, name)` makes the whole document.
_CONTAINERS = {"ipynb": "notebook", "docx": "docx", "jsonl": "jsonlines"}

FORMATS = (*_TEXTUAL, *_CONTAINERS)


def format_of(name: str | Path, data: bytes = b"") -> str:
    """The format a file's name (or else its first bytes) tells: `txt` where nothing else fits."""
    suffix = Path(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if re.match(rb"\s*<(!doctype html|html)\b", data[:200], re.IGNORECASE):
        return "html"
    if re.search(rb"^\s*\\documentclass\b", data[:4000], re.MULTILINE):
        return "tex"
    return "txt"


def not_prose(text: str, format: str = "txt") -> Regions:  # noqa: A002
    """Return the stretches of a whole text in which nothing is corrected, kept or planted.

    Args:
        text: The text of a document.
        format: One of `txt md tex rst html`.

    Raises:
        DataError: There is no such format, or it is not that of a text.
    """
    if format == "txt":
        return shapes_not_prose(text)
    if format not in _TEXTUAL:
        raise DataError(f"unknown format {format!r}", hint=f"one of {', '.join(_TEXTUAL)}")
    return outside_of(
        text, [(s.at, s.at + s.end - s.start) for b in _blocks(text, format) for s in b.segments]
    )


def _blocks(text: str, format: str) -> Iterable[Block]:  # noqa: A002
    find: Callable[[str], Iterable[Block]] = import_module(f"stetmark.documents.{_TEXTUAL[format]}").blocks
    return find(text)


def read(source: str | Path | bytes, format: str | None = None, name: str | None = None) -> Document:  # noqa: A002
    """A file, or bytes, as a `Document`.

    Args:
        source: A path, or the bytes themselves.
        format: One of `FORMATS`; by default the name's suffix decides.
        name: What messages call it; by default the path.

    Raises:
        DataError: The file cannot be read, is binary, or is not what its format says.
    """
    if isinstance(source, bytes):
        data, name = source, name or ""
    else:
        name = name or str(source)
        try:
            data = Path(source).read_bytes()
        except OSError as e:
            raise DataError(f"cannot be read: {e.strerror or e}", path=name) from None
    kind = format or format_of(name, data)
    if kind not in FORMATS:
        raise DataError(f"unknown format {kind!r}", path=name or None, hint=f"one of {', '.join(FORMATS)}")
    if kind in _CONTAINERS:
        module = import_module(f"stetmark.documents.{_CONTAINERS[kind]}")
        document: Document = module.read(data, name)
        return document
    text, encoding, bom = decode(data, name)
    return Document(text, tuple(_blocks(text, kind)), kind, name, data, encoding, bom)
