"""What of each format is prose, and what a system gets to see of it."""

from __future__ import annotations

import io
import zipfile

import pytest

from stetmark.documents import Edit, format_of, read
from stetmark.errors import DataError

CASES = {
    "md": [
        ("---\ntitle: Teh\nlayout: teh\n---\n# Title ##\n", ["Teh", "Title"]),
        ("---\n\nTeh: no matter.\n\n---\n", ["Teh: no matter."]),
        ('A `code` and [text](http://x "t") end', ["A ", " and ", "text", "t", " end"]),
        ("> one\n> two", ["one", "two"]),
        ("```\nteh\n```\n\n    teh\n\nProse.", ["Prose."]),
        ("a $x_1$ b \\alpha <br> c &amp; d https://x.y/z e", ["a ", " b ", " ", " c ", " d ", " e"]),
        (
            "text[^1] and [ref] here\n\n[^1]: note text\n\n[ref]: http://x",
            ["text", " and ", " here", "note text"],
        ),
        (
            "| one two three | `x` |\n|---|---|\n| cell | b \\| c |",
            ["one two three", "cell", "b ", "| c"],
        ),
        ("see [here](#my-title)\n\n# My title\n", ["see ", "here"]),
        ("<div><b>teh</b> <code>x</code></div>\n\nProse.", ["teh", " ", "Prose."]),
        ("> a *b\n> c* d\\\n> e", ["a ", "b", "c", " d", "e"]),
        ("é — ’`x` and ü\n\nß", ["é — ’", " and ü", "ß"]),
        (
            "see [a name](#x), [a name][] or [text][a name] end\n\n[a name]: y",
            ["see ", "a name", ", ", " or ", "text", " end"],
        ),
        ("a\tb\n\tlazy", ["a\tb", "lazy"]),
    ],
    "html": [
        ("<p>One <b>tw</b>o</p><script>teh</script><!-- teh -->", ["One ", "tw", "o"]),
        ("<p>caf&eacute; <code>teh</code> x</p>", ["caf", " ", " x"]),
        ("<title>Teh</title><p lang='fr'>mot</p><p translate=no>teh</p>", ["Teh"]),
        ("<p>a<br>b</p><pre>teh</pre><img alt='teh'>", ["a", "b"]),
        ("<p>{{ teh }} and {% teh %} end", [" and ", " end"]),
    ],
    "tex": [
        ("We \\emph{see} \\cite{teh} it % teh\nnow.", ["We ", "see} ", " it ", "now."]),
        ("\\documentclass{a}\nteh\n\\begin{document}\nBody.\n\\end{document}\nteh", ["Body."]),
        ("a $teh$ b \\[teh\\] c \\verb|teh| d", ["a ", " b ", " c ", " d"]),
        ("\\begin{lstlisting}\nteh\n\\end{lstlisting}\nText.", ["Text."]),
        ("Erd\\H{o}s wrote.", [" wrote."]),
        ("50\\% done \\textbf{well}", ["50", " done ", "well}"]),
    ],
    "rst": [
        ("Title\n=====\n\nText ``teh`` and :ref:`teh` x_ end.", ["Title", "Text ", " and ", " ", " end."]),
        ("Para::\n\n  teh\n\nNext.", ["Para::", "Next."]),
        (".. code-block:: c\n\n   teh\n\n.. note:: Careful.\n\n   More.\n", ["Careful.", "More."]),
        (".. comment teh\n   teh\n\n.. _teh:\n\nText.", ["Text."]),
        ("====  ====\nteh   teh\n====  ====\n\n:param teh: the text\n", ["the text"]),
        (">>> teh\nteh\n\n- item one\n  goes on", ["item one", "goes on"]),
    ],
    "txt": [("One\ntwo.\n\n\nThree.", ["One", "two.", "Three."]), ("One\r\ntwo.", ["One", "two."])],
    "jsonl": [('{"id": 1, "text": "Teh \\"only one\\""}\n{"text": "two"}\n', ['Teh "only one"', "two"])],
}


@pytest.mark.parametrize(
    ("kind", "text", "prose"), [(k, *case) for k, cases in CASES.items() for case in cases]
)
def test_prose_is_found_and_nothing_else(kind, text, prose):
    """The prose spans hold these texts, in this order."""
    document = read(text.encode(), kind, "x")

    assert [document.text[s.start : s.end] for s in document.spans] == prose


def test_a_paragraph_reads_whole():
    """Soft line breaks are spaces, quote marks are gone, inline code is shown."""
    (block,) = read(b"> We use `teh` in\n> two lines.", "md").blocks

    assert block.text == "We use `teh` in two lines."
    assert block.edit(0, 2, "They") == Edit(2, 4, "They")
    assert block.edit(7, 12, "x") is None
    assert block.edit(13, 19, "x") is None


def test_a_word_that_is_half_bold_can_be_mended():
    """Only the half that changes has to be prose."""
    (block,) = read(b"<p>We <b>re</b>cieve it</p>", "html").blocks

    assert block.text == "We recieve it"
    assert block.edit(3, 10, "receive") == Edit(16, 18, "ei")


def test_an_edit_outside_prose_is_refused():
    """Code cannot be edited, not even by hand."""
    document = read(b"a `code` b", "md", "x.md")

    with pytest.raises(DataError, match="not inside prose"):
        document.replace([Edit(3, 5, "x")])


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        ("Café teh\r\nend".encode(), "utf-8", b""),
        (b"\xef\xbb\xbf" + "Café teh".encode(), "utf-8", b"\xef\xbb\xbf"),
        (b"\xff\xfe" + "Café teh\n".encode("utf-16-le"), "utf-16-le", b"\xff\xfe"),
        ("Café teh\n".encode("cp1252"), "cp1252", b""),
        (b"<meta charset=iso-8859-2>" + "Café teh\n".encode("iso-8859-2"), "iso8859-2", b""),
    ],
)
def test_the_encoding_is_kept(data, encoding, bom):
    """An edit leaves encoding, byte order mark and line ends as they were."""
    document = read(data, "txt", "x")
    at = document.text.index("teh")
    changed = document.replace([Edit(at, at + 3, "the")])

    assert (document.encoding, document.bom) == (encoding, bom)
    assert changed == data.replace("teh".encode(encoding), "the".encode(encoding))


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        (b"a\0b", "txt", "NUL byte at offset 1"),
        (bytes(range(128, 256)) * 3, "txt", "offset 0"),
        (b"{}", "ipynb", "no list of cells"),
        (b"nothing", "ipynb", "not JSON"),
        (b"nothing", "docx", "not a Word document"),
        (b"\xd0\xcf\x11\xe0", "docx", "password"),
        (b'{"a": 1}', "jsonl", "text field"),
        (b"x", "pdf", "unknown format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, kind, message):
    """A file that is not what it should be is named, with what is wrong."""
    with pytest.raises(DataError, match=message) as caught:
        read(data, kind, "some.file")

    assert "some.file" in str(caught.value)


def test_a_missing_file_is_a_data_error(tmp_path):
    """So is one that is not there."""
    with pytest.raises(DataError, match="No such file"):
        read(tmp_path / "none.md")


def test_a_character_the_encoding_lacks_is_refused():
    """A replacement that cannot be written in the file's encoding is an error, not a question mark."""
    document = read("Café teh".encode("cp1252"), "txt", "x")

    with pytest.raises(DataError, match="cp1252"):
        document.replace([Edit(0, 4, "字")])


def test_the_name_tells_the_format():
    """The suffix decides, then the first bytes."""
    assert [format_of(name) for name in ("a.MD", "b.tex", "c.htm", "d.ipynb", "e.docx", "f", "g.rst")] == [
        "md",
        "tex",
        "html",
        "ipynb",
        "docx",
        "txt",
        "rst",
    ]
    assert format_of("x", b"<!DOCTYPE html>") == "html"


def test_a_title_may_not_outgrow_its_rule():
    """In reStructuredText a title's underline is as long as the title at least."""
    title = read(b"Titel\n=======\n\nText.", "rst").blocks[0]

    assert title.growth == 2


def test_a_word_document_without_a_paragraph():
    """A template may hold none: there is nothing to proofread, and its bytes stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>',
        )
    document = read(out.getvalue(), "docx", "empty.docx")

    assert (document.text, document.blocks) == ("", ())
    assert document.replace([]) == out.getvalue()
