"""HALL: a file -> prose spans with offsets, and back."""

from __future__ import annotations

from stetmark.documents.model import Block, Document, Segment, Span
from stetmark.documents.read import FORMATS, SUFFIXES, format_of, not_prose, read
from stetmark.text.edits import Edit

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Block",
    "Document",
    "Edit",
    "Segment",
    "Span",
    "format_of",
    "not_prose",
    "read",
]
