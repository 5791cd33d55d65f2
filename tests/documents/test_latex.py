"""LaTeX: where paragraphs begin and end, and what in them is not prose."""

from __future__ import annotations

import pytest

from stetmark.documents.latex import blocks


def prose(text: str) -> list[list[str]]:
    """The prose of each paragraph, piece by piece, less the braces around it."""
    return [[block.text[s.start : s.end].strip("{}") for s in block.segments] for block in blocks(text)]


@pytest.mark.parametrize(
    "name", ["equation", "align*", "gather", "multline", "displaymath", "math", "eqnarray"]
)
def test_a_sentence_goes_on_around_a_displayed_formula(name):
    """The formula is out of bounds; what stands before and after it is one paragraph."""
    assert prose(f"We see\n\\begin{{{name}}}\nteh\n\\end{{{name}}}\nand then go.") == [
        ["We see", "and then go."]
    ]


@pytest.mark.parametrize("name", ["verbatim", "lstlisting", "tabular", "tikzpicture"])
def test_other_opaque_environments_end_the_paragraph(name):
    """Code, tables and drawings part what is around them, and the text after them is read from its first letter."""
    assert prose(f"One.\\begin{{{name}}}teh\\end{{{name}}}Next.") == [["One."], ["Next."]]


def test_the_end_of_an_environment_ends_the_paragraph():
    """A quotation or a list item is a paragraph of its own."""
    assert prose("\\begin{quote}One\\end{quote}two") == [["One"], ["two"]]


@pytest.mark.parametrize(
    ("command", "pieces"),
    [
        (r"a \@ifnextchar{teh}{teh} b", ["a ", " b"]),
        (r"a \unknown[teh]{teh}{teh} b", ["a ", " b"]),
        (r"a \emph{word} b", ["a ", "word} b"]),
        (r"a \href{http://teh}{word} b", ["a ", "word} b"]),
        (r"a \& b", ["a ", " b"]),
        (r"a\\[teh] b", ["a", " b"]),
    ],
)
def test_arguments_of_commands(command, pieces):
    """Only what a command is known to print is prose; a name with an at sign is a command like any other."""
    assert prose(command) == [pieces]


@pytest.mark.parametrize("command", ["footnote", "caption", "section"])
def test_a_note_is_a_paragraph_of_its_own_from_its_first_letter_to_its_last(command):
    """Nothing of it is lost at either end, and the sentence around it goes on after it."""
    assert prose(f"One \\{command}{{a note}} two") == [["One"], ["a note"], ["two"]]
    assert prose(f"\\{command}{{\\emph{{x}} note}}") == [["x} note"]]
    assert prose(f"\\{command}{{$x$ a note}} two") == [[" a note"], ["two"]]


def test_a_note_ends_at_its_own_brace():
    """A formula that is opened in a note and not closed there takes nothing beyond it."""
    assert prose("\\footnote{one $x} two") == [["one "], ["two"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system(end):
    """One of them is a space in the paragraph, two are its end."""
    text = f"One{end}two.{end}{end}Three."

    assert prose(text) == [["One", "two."], ["Three."]]
    assert [block.text for block in blocks(text)] == ["One two.", "Three."]
