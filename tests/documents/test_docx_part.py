"""One part of a Word document: paragraphs, runs, and what in them is text."""

from __future__ import annotations

import pytest

from stetmark.documents.docx_part import parse_part
from stetmark.errors import DataError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(body: str):
    """The paragraphs of a part with this body, and the highest id in it."""
    return parse_part(
        f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(), "word/document.xml"
    )


def shown(body: str) -> list[list[str]]:
    """The pieces of text of each paragraph."""
    return [[piece.text for piece in paragraph.pieces] for paragraph in part(body)[0]]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_text_and_the_signs_between_it_are_pieces():
    """A tab and a line break are shown, and no edit can reach them."""
    ((paragraph,), _) = part("<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/></w:r></w:p>")

    assert [piece.text for piece in paragraph.pieces] == ["one", "\t", "two", "\n"]
    assert [piece.run is not None for piece in paragraph.pieces] == [True, False, True, False]


def test_a_piece_knows_where_it_stands_and_how_each_character_is_written():
    """Entities by name and by number, decimal or hexadecimal, are one character each."""
    body = f"<w:p>{run('b&#233;&amp;&#xe9;')}</w:p>"
    ((paragraph,), _) = part(body)
    (piece,) = paragraph.pieces
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()

    assert piece.text == "bé&é"
    assert piece.units == [b"b", b"&#233;", b"&amp;", b"&#xe9;"]
    assert xml[piece.start : piece.end] == b"<w:t>b&#233;&amp;&#xe9;</w:t>"
    assert piece.run is not None
    assert xml[piece.run.start : piece.run.end] == run("b&#233;&amp;&#xe9;").encode()


def test_a_text_box_inside_a_run_leaves_the_run_whole():
    """What stands in the box is there twice in the file and is not shown; the run ends at its own end tag."""
    box = f"<w:pict><w:txbxContent><w:p>{run('inside')}</w:p></w:txbxContent></w:pict>"

    assert shown(f"<w:p><w:r><w:t>before</w:t>{box}<w:t>after</w:t></w:r>{run('next')}</w:p>") == [
        ["before", "after", "next"]
    ]


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_deleted_text_is_not_shown(change):
    """Text that a tracked change deleted or moved away is not part of the document."""
    assert shown(f'<w:p>{run("here")}<w:{change} w:id="7">{run("gone")}</w:{change}></w:p>') == [["here"]]


@pytest.mark.parametrize("change", ["ins", "moveTo"])
def test_inserted_text_is_shown_and_left_alone(change):
    """A tracked insertion is read, but an edit inside it would be a change of a change."""
    ((paragraph,), _) = part(f'<w:p><w:{change} w:id="7">{run("new")}</w:{change}></w:p>')

    assert [(piece.text, piece.run) for piece in paragraph.pieces] == [("new", None)]


@pytest.mark.parametrize(
    ("properties", "code"),
    [("<w:pStyle w:val='SourceCode'/>", True), ("<w:pStyle w:val='Heading1'/>", False), ("", False)],
)
def test_a_paragraph_in_a_code_style_is_code(properties, code):
    """The style's name says so."""
    ((paragraph,), _) = part(f"<w:p><w:pPr>{properties}</w:pPr>{run('x')}</w:p>")

    assert paragraph.code is code


@pytest.mark.parametrize(
    ("properties", "reachable"),
    [
        ('<w:rStyle w:val="VerbatimChar"/>', False),
        ("<w:vanish/>", False),
        ('<w:vanish w:val="0"/>', True),
        ("<w:b/>", True),
    ],
)
def test_code_and_hidden_text_cannot_be_reached(properties, reachable):
    """Inline code by its style, hidden text by its property; a property that is switched off is none."""
    ((paragraph,), _) = part(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>")

    assert [piece.run is not None for piece in paragraph.pieces] == [reachable]


def test_the_highest_id_is_found():
    """New tracked changes are numbered from there on."""
    assert part(f'<w:p><w:ins w:id="41">{run("a")}</w:ins><w:ins w:id="9">{run("b")}</w:ins></w:p>')[1] == 41


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (b"<w:p>", "unbound prefix|no element found"),
        (b"\xff\xfe", "decode"),
        (b"<!DOCTYPE a><a/>", "document type declaration is not allowed"),
    ],
)
def test_a_damaged_part_is_named(xml, why):
    """Not XML, not UTF-8, or with a document type: an error that names the part."""
    with pytest.raises(DataError, match=why) as caught:
        parse_part(xml, "word/document.xml")
    assert "damaged Word document" in caught.value.message
    assert str(caught.value.path) == "word/document.xml"
