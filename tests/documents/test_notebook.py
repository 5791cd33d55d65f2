"""Notebooks: Markdown cells, each string literal in its place."""

from __future__ import annotations

import json

import pytest

from stetmark.documents.notebook import read
from stetmark.errors import DataError
from stetmark.text.edits import Edit


def notebook(*cells: dict, **more) -> bytes:
    return json.dumps({"cells": list(cells), **more}, indent=1).encode()


def cell(kind: str, source) -> dict:
    return {"cell_type": kind, "source": source}


def test_markdown_cells_are_read_and_no_others():
    """Code, raw cells and outputs are not; cells are counted as an editor counts them."""
    document = read(
        notebook(cell("code", "teh = 1"), cell("markdown", ["# Teh\n", "One."]), cell("raw", "teh")), "x"
    )

    assert [block.text for block in document.blocks] == ["Teh", "One."]
    assert document.where(2) == "cell 2, 1:3"
    assert document.where(document.text.index("One")) == "cell 2, 2:1"


def test_an_edit_changes_its_literal_alone():
    """The layout, the other cells and the literals around it keep their bytes."""
    data = notebook(cell("markdown", ["We see\n", "teh end."]), cell("code", "teh"), nbformat=4)
    document = read(data, "x")
    at = document.text.index("teh")

    assert document.replace([Edit(at, at + 3, "the")]) == data.replace(b'"teh end."', b'"the end."')


def test_no_edit_reaches_over_two_literals():
    """A paragraph over two literals is one block; its prose is cut where a literal ends."""
    document = read(notebook(cell("markdown", ["We s", "ee it."])), "x")
    (block,) = document.blocks

    assert block.text == "We see it."
    assert [block.text[s.start : s.end] for s in block.segments] == ["We s", "ee it."]
    with pytest.raises(DataError, match="not inside prose"):
        document.replace([Edit(3, 6, "saw")])


def test_the_format_before_this_one_is_read():
    """nbformat 3 keeps its cells in worksheets; its headings are prose."""
    data = json.dumps({"worksheets": [{"cells": [cell("heading", "Teh end")]}]}).encode()

    assert [block.text for block in read(data, "x").blocks] == ["Teh end"]


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"cells": 1}'])
def test_what_is_no_notebook_is_refused(data):
    """JSON without cells."""
    with pytest.raises(DataError, match="no list of cells"):
        read(data, "x.ipynb")


@pytest.mark.parametrize("source", [None, 1, ["a", 1]])
def test_a_cell_that_is_no_text_is_passed_over(source):
    """Its neighbours are read."""
    document = read(notebook(cell("markdown", source), cell("markdown", "One.")), "x")

    assert [block.text for block in document.blocks] == ["One."]
