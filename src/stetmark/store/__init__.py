"""What lies on disk: append-only JSONL that survives a kill, items, run folders, atomic writes."""

from __future__ import annotations

from stetmark.store.folder import RunFolder
from stetmark.store.items import content_hash, read_items, validate_item
from stetmark.store.jsonl import Appender, read_jsonl, repair_tail, write_jsonl
from stetmark.store.replace import replacing, write_atomic

__all__ = [
    "Appender",
    "RunFolder",
    "content_hash",
    "read_items",
    "read_jsonl",
    "repair_tail",
    "replacing",
    "validate_item",
    "write_atomic",
    "write_jsonl",
]
