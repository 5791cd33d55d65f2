"""HTML: what a reader sees as running text."""

from __future__ import annotations

import pytest

from stetmark.documents.html import blocks


def prose(text: str) -> list[list[str]]:
    return [[text[s.at : s.at + s.end - s.start] for s in block.segments] for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>One</p><p>two</p>", [["One"], ["two"]]),
        ("<p>One <b>tw</b>o</p>", [["One ", "tw", "o"]]),
        ("<p>a <code>teh</code> b <kbd>teh</kbd> c</p>", [["a ", " b ", " c"]]),
        ("<script>teh</script><style>teh</style><p>a", [["a"]]),
        ("<p>a <!-- teh --> b", [["a ", " b"]]),
        ("<p>a &amp; b", [["a ", " b"]]),
        ("<textarea>teh</textarea><pre>teh</pre>", []),
        ("<p translate=no>teh</p><p>a", [["a"]]),
        ("<li>One<li>two", [["One"], ["two"]]),
        ("<p>a {{ teh }} b", [["a ", " b"]]),
    ],
)
def test_prose_of_elements(text, found):
    """Blocks part paragraphs, inline elements do not; code, scripts, comments and templates are out of bounds."""
    assert prose(text) == found
