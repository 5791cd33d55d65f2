"""JSONL: one record a line, the prose in its text field."""

from __future__ import annotations

from stetmark.documents import plain
from stetmark.documents.container import Cell, JsonDocument
from stetmark.documents.encoding import decode
from stetmark.documents.json_strings import JsonText, StringNode, parse_json
from stetmark.documents.model import Block, shifted
from stetmark.errors import DataError

__all__ = ["FIELDS", "read"]

#: Where a record's text is looked for; the first that is there is taken.
FIELDS = ("text", "summary", "abstract", "content", "body", "paragraph")


def read(data: bytes, name: str) -> JsonDocument:
    """A JSONL file as a document.

    Raises:
        DataError: A line is not JSON, or no record has one of `FIELDS`.
    """
    raw, encoding, bom = decode(data, name)
    found: list[Cell] = []
    blocks: list[Block] = []
    texts: list[str] = []
    start = at = 0
    for number, line in enumerate(raw.split("\n"), 1):
        if line.strip():
            node = _field(parse_json(line, name, number))
            if node is not None:
                placed = StringNode(node.value, node.start + at, node.end + at)
                text = JsonText(raw, [placed])
                if text.exact:
                    found.append(Cell(start, f"line {number}", text))
                    blocks += [shifted(block, start) for block in plain.blocks(text.text)]
                    texts.append(text.text)
                    start += len(text.text) + 1
        at += len(line) + 1
    if raw.strip() and not found:
        raise DataError(f"no record has a text field (one of {', '.join(FIELDS)})", path=name or None)
    whole = "\n".join(texts)
    return JsonDocument(whole, tuple(blocks), "jsonl", name, data, encoding, bom, raw, tuple(found))


def _field(record: object) -> StringNode | None:
    if not isinstance(record, dict):
        return None
    return next((record[f] for f in FIELDS if isinstance(record.get(f), StringNode)), None)
