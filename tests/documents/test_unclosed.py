"""Markup that opens at every step and never closes: read in time that grows with the text."""

from __future__ import annotations

import pytest

from stetmark.documents import html, latex, markdown, plain, rst

FORMATS = {"html": html, "latex": latex, "markdown": markdown, "plain": plain, "rst": rst}
UNITS = {
    "html": ["{{", "<%", "${"],
    "latex": ["\\a[", "\\a{", "\\'e", "é\\'e", " ", "\t", "${", "\\footnote{", "\\section{"],
    "markdown": ["[a](", "[a](b", "\\(", "{{", "{%", "[[", "[^", "[@", "<code>", "{"],
    "plain": [" ", "\n ", "a \n"],
    "rst": ["a-", "a.", "a", ":a", "www.", "{{", ":a:`", "的"],
}


@pytest.mark.parametrize(("name", "unit"), [(name, unit) for name, units in UNITS.items() for unit in units])
def test_what_never_closes(name, unit):
    """Every block's text stands in the file where the block says."""
    text = unit * (30_000 // len(unit)) + "\nend"
    for block in FORMATS[name].blocks(text):
        for segment in block.segments:
            size = segment.end - segment.start
            assert block.text[segment.start : segment.end] == text[segment.at : segment.at + size]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\\emph{a {b} c} d", "\\emph{a {b} c} d"),
        ("\\footnote[x{1}]{note} d", "d"),
        ("\\unknown[a{b}]{c} \\unknown{open d", "\\unknown[a{b}]{c} \\unknown{open d"),
    ],
)
def test_latex_groups(text, shown):
    """Groups end where their brackets do; what never ends is not a group."""
    assert shown in [block.text for block in latex.blocks(text)]


@pytest.mark.parametrize(("opening", "closing"), [("\\[", "\\]"), ("\\(", "\\)"), ("{{", "}}"), ("{%", "%}")])
def test_markdown_pairs_of_any_length(opening, closing):
    """A formula of many lines is out of bounds to its end."""
    inner = opening + "x + " * 10_000 + closing
    (block,) = markdown.blocks(f"One {inner} two")
    shown = [block.text[segment.start : segment.end] for segment in block.segments]
    assert shown == ["One ", " two"]


@pytest.mark.parametrize("command", ["footnote", "section", "textbf"])
def test_latex_notes_inside_notes(command):
    """However deep they lie, the innermost text is read."""
    text = f"\\{command}{{" * 3000 + "word" + "}" * 3000
    assert any("word" in block.text for block in latex.blocks(text))


@pytest.mark.parametrize("sign", ["<![if !vml]>", "<![foo]>", "<![foo[x]]>", "<![", "<![foo"])
def test_html_sections_of_any_kind(sign):
    """What the parser does not know stops nothing: the text before it is read."""
    assert [block.text for block in html.blocks(f"<p>One two</p>{sign}")][:1] == ["One two"]
