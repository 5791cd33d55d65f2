"""Jupyter notebooks: the Markdown cells, each string literal kept as it is but for the edits inside it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from stetmark.documents import markdown
from stetmark.documents.container import Cell, JsonDocument
from stetmark.documents.encoding import decode
from stetmark.documents.json_strings import JsonText, StringNode, parse_json
from stetmark.documents.model import Block, Segment
from stetmark.errors import DataError

__all__ = ["read"]


def read(data: bytes, name: str) -> JsonDocument:
    """A notebook as a document.

    Raises:
        DataError: Not JSON, or without cells.
    """
    raw, encoding, bom = decode(data, name)
    notebook = parse_json(raw, name)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if isinstance(notebook, dict) and "worksheets" in notebook:  # nbformat 3
        cells = [c for sheet in notebook.get("worksheets") or [] for c in sheet.get("cells") or []]
    if not isinstance(cells, list):
        raise DataError("not a notebook: no list of cells", path=name or None)
    found: list[Cell] = []
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    for number, cell in enumerate(cells, 1):
        text = _markdown(cell, raw)
        if text is None:
            continue
        found.append(Cell(start, f"cell {number}", text))
        blocks += [shifted(block, start, text.seams) for block in markdown.blocks(text.text)]
        texts.append(text.text)
        start += len(text.text) + 1
    whole = "\n".join(texts)
    return JsonDocument(whole, tuple(blocks), "ipynb", name, data, encoding, bom, raw, tuple(found))


def _markdown(cell: object, raw: str) -> JsonText | None:
    if not isinstance(cell, dict):
        return None
    kind, source = cell.get("cell_type"), cell.get("source")
    if not isinstance(kind, StringNode) or kind.value not in {"markdown", "heading"}:
        return None
    written = source if isinstance(source, list) else [source]
    nodes = [node for node in written if isinstance(node, StringNode)]
    if len(nodes) < len(written):
        return None
    text = JsonText(raw, nodes)
    return text if text.exact else None


def shifted(block: Block, by: int, seams: Sequence[int] = ()) -> Block:
    """The block of a cell as a block of the document, its segments cut where a string literal ends."""
    segments = []
    for segment in block.segments:
        end = segment.at + segment.end - segment.start
        cuts = [segment.at, *(seam for seam in seams if segment.at < seam < end), end]
        for low, high in itertools.pairwise(cuts):
            first = segment.start + low - segment.at
            segments.append(Segment(first, first + high - low, low + by))
    return Block(block.text, tuple(segments), block.growth)
