"""Any supported file -> Document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from stetmark.documents.encoding import decode
from stetmark.documents.model import Block, Document
from stetmark.errors import DataError

__all__ = ["FORMATS", "SUFFIXES", "format_of", "read"]

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
    find: Callable[[str], Iterable[Block]] = import_module(f"stetmark.documents.{_TEXTUAL[kind]}").blocks
    return Document(text, tuple(find(text)), kind, name, data, encoding, bom)
