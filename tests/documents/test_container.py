"""A JSON file whose strings hold the prose."""

from __future__ import annotations

import pytest

from stetmark.documents.container import Cell, JsonDocument
from stetmark.documents.json_strings import JsonText, StringNode
from stetmark.documents.model import Block, Edit, Segment
from stetmark.errors import DataError


def document(raw: str, *nodes: tuple[str, int, int]) -> JsonDocument:
    """Each literal a cell of its own and a block of its own."""
    cells, blocks, start = [], [], 0
    for number, (value, low, high) in enumerate(nodes, 1):
        cells.append(Cell(start, f"part {number}", JsonText(raw, [StringNode(value, low, high)])))
        blocks.append(Block(value, (Segment(0, len(value), start),)))
        start += len(value) + 1
    text = "\n".join(value for value, _, _ in nodes)
    return JsonDocument(
        text, tuple(blocks), "jsonl", "x.jsonl", raw.encode(), "utf-8", b"", raw, tuple(cells)
    )


def test_edits_of_several_strings():
    """Each is made in its own literal; everything around them stays."""
    found = document('["teh", 1, "two\\nteh"]', ("teh", 1, 6), ("two\nteh", 11, 21))

    assert found.replace([Edit(0, 3, "the"), Edit(8, 11, 'a"b')]) == b'["the", 1, "two\\na\\"b"]'
    assert found.replace([]) == found.data
    assert [found.where(at) for at in (0, 4, 9)] == ["part 1, 1:1", "part 2, 1:1", "part 2, 2:2"]


@pytest.mark.parametrize(
    ("raw", "value", "written"),
    [('"caf\\u00e9 x"', "café x", b'"caf\\u00e9 \\u00e9"'), ('"caf x"', "caf x", '"caf é"'.encode())],
)
def test_a_file_with_escapes_in_ascii_stays_in_ascii(raw, value, written):
    """Another one is written in letters."""
    found = document(raw, (value, 0, len(raw)))

    assert found.replace([Edit(len(value) - 1, len(value), "é")]) == written


def test_no_edit_outside_the_strings():
    """Between two of them there is nothing to edit."""
    found = document('["a", "b"]', ("a", 1, 4), ("b", 6, 9))
    with pytest.raises(DataError, match="not inside prose"):
        found.replace([Edit(0, 3, "x")])
