"""Jupyter notebooks: the Markdown cells, each string literal kept as it is but for the edits inside it."""

from __future__ import annotations

from stetmark.documents import markdown
from stetmark.documents.container import Cell, JsonDocument
from stetmark.documents.encoding import decode
from stetmark.documents.json_strings import JsonText, StringNode, parse_json
from stetmark.documents.model import Block, shifted
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
        raise DataError("not a notebook: it has no list of cells", path=name or None)
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
