"""reStructuredText: paragraphs, titles, directives."""

from __future__ import annotations

import pytest

from stetmark.documents.rst import blocks


def prose(text: str) -> list[list[str]]:
    return [[text[s.at : s.at + s.end - s.start] for s in block.segments] for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One\ntwo.\n\nThree.", [["One", "two."], ["Three."]]),
        ("Use ``teh`` and :ref:`teh` now.", [["Use ", " and ", " now."]]),
        ("Code::\n\n  teh\n\nOn.", [["Code::"], ["On."]]),
        (".. code-block:: python\n\n   teh\n\nOn.", [["On."]]),
        (".. note:: One.\n\n   Two.", [["One."], ["Two."]]),
        (".. teh: a comment\n\nOn.", [["On."]]),
        ("- One\n- two", [["One"], ["two"]]),
        (">>> teh\nteh\n\nOn.", [["On."]]),
    ],
)
def test_prose_of_constructs(text, found):
    """Literals, code, roles and comments are out of bounds; notes and list items are prose."""
    assert prose(text) == found


@pytest.mark.parametrize(
    ("text", "growth"), [("Title\n=====\n", 0), ("Title\n=======\n", 2), ("Title.\n", None)]
)
def test_a_title_may_grow_to_its_underline(text, growth):
    """Beyond it, it would be no title any more."""
    (block,) = blocks(text)

    assert block.growth == growth
