"""What must hold of any document, and of any edits inside its prose."""

from __future__ import annotations

import re
import warnings
from html.parser import HTMLParser

from stetmark.documents import read
from stetmark.text.edits import apply_edits


def pseudo_edits(document, every=1):
    """Edits of plain letters: the first and the last word of one block in `every`."""
    edits = []
    for i, block in enumerate(document.blocks):
        words = [
            (s.start + m.start(), s.start + m.end())
            for s in block.segments
            for m in re.finditer(r"[A-Za-z]{4,}", block.text[s.start : s.end])
        ]
        if not words or i % every or block.growth is not None:
            continue
        for low, high in {words[0], words[-1]}:
            word = block.text[low:high]
            edit = block.edit(low, high, word[:2] + "qx" + word[2:])
            assert edit is not None
            edits.append(edit)
    return edits


def check(data, kind):
    """Everything that can be checked of one file; the number of edits tried."""
    document = read(data, kind, "file")
    assert document.replace([]) == data
    spans = document.spans
    assert all(a.end <= b.start for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    for block in document.blocks:
        for s in block.segments:
            assert document.text[s.at : s.at + s.end - s.start] == block.text[s.start : s.end]
    edits = pseudo_edits(document)
    changed = document.replace(edits)
    again = read(changed, kind, "file")
    assert again.text == apply_edits(document.text, edits)
    assert [shown(b) for b in again.blocks] == [shown(b) for b in document.blocks]
    assert SKELETONS[kind](again) == SKELETONS[kind](document)
    # The way back gives the same bytes.
    moved, back = 0, []
    for e in sorted(edits):
        back.append(
            type(e)(
                e.start + moved,
                e.end + moved + len(e.replacement) - (e.end - e.start),
                document.text[e.start : e.end],
            )
        )
        moved += len(e.replacement) - (e.end - e.start)
    if kind != "docx":
        assert again.replace(back) == data
    return len(edits)


def shown(block):
    """A block's text without the marks that pseudo edits leave."""
    return block.text.replace("qx", "")


def markdown_skeleton(document):
    """All that CommonMark makes of the text but the text itself."""
    from markdown_it import MarkdownIt

    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(document.text.replace("qx", "")):
        found.append((token.type, token.tag, token.map, token.info, dict(token.attrs)))
        if token.type != "inline":
            found.append(token.content)
        found += [
            (c.type, dict(c.attrs), c.content if c.type != "text" else "") for c in token.children or []
        ]
    # The marks must stand in text alone.
    for token in MarkdownIt("commonmark").enable("table").parse(document.text):
        if token.type != "inline":
            assert not marked(token.content) if token.type == "html_block" else "qx" not in token.content, (
                token
            )
        for child in token.children or []:
            said = child.content if child.type != "html_inline" else ""
            told = {name: value for name, value in child.attrs.items() if name not in SAID}
            assert child.type in {"text", "image"} or "qx" not in said + str(told), child
            assert child.type != "html_inline" or not marked(child.content), child
    return found


#: Attributes of which the value is prose.
SAID = frozenset(["alt", "title", "aria-label", "placeholder"])


class Events(HTMLParser):
    """Everything in an HTML text but its words."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.found = []
        self.raw = False

    def handle_starttag(self, tag, attrs):
        # What these attributes say is read to people: it is prose, as the text is.
        told = [(name, (value or "").replace("qx", "") if name in SAID else value) for name, value in attrs]
        self.found.append((tag, told))
        self.raw = tag in {"script", "style", "pre", "code"}

    def handle_endtag(self, tag):
        self.found.append(("/", tag))
        self.raw = False

    def handle_data(self, data):
        if self.raw:
            self.found.append(data)

    def handle_comment(self, data):
        self.found.append(("!", data))

    def handle_entityref(self, name):
        self.found.append(("&", name))

    def handle_charref(self, name):
        self.found.append(("#", name))


def marked(html):
    """Whether a mark is in HTML elsewhere than in its text and in what its attributes say."""
    events = Events()
    events.feed(html)
    events.close()
    return "qx" in str(events.found)


def html_skeleton(document):
    """Tags, attributes, code, comments, references."""
    events = Events()
    events.feed(document.text)
    events.close()
    return events.found


def rst_skeleton(document):
    """What docutils makes of the text but the text itself, where docutils is installed."""
    try:
        import docutils.core
        import docutils.nodes
        import docutils.parsers.rst.directives
        from docutils.parsers.rst.directives.admonitions import Note
    except ImportError:
        return None
    for name in (
        "versionadded",
        "versionchanged",
        "deprecated",
        "seealso",
        "todo",
    ):  # Sphinx's, unknown to docutils
        docutils.parsers.rst.directives.register_directive(name, Note)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = docutils.core.publish_doctree(
            document.text.replace("\r\n", "\n"),
            settings_overrides={
                "report_level": 5,
                "halt_level": 5,
                "file_insertion_enabled": False,
                "raw_enabled": False,
                "_disable_config": True,
            },
        )
    found = []
    for node in tree.findall():
        if isinstance(node, docutils.nodes.Text):
            inside = type(node.parent).__name__
            fixed = (
                "literal",
                "literal_block",
                "comment",
                "problematic",
                "math",
                "doctest_block",
                "system_message",
                "raw",
            )
            assert inside not in fixed or "qx" not in node, (inside, node)
            continue
        if isinstance(node, docutils.nodes.system_message):
            continue
        refs = {
            k: str(node.get(k))
            for k in ("refuri", "refid", "uri")
            if isinstance(node, docutils.nodes.Element) and node.get(k)
        }
        assert "qx" not in str(refs), node
        found.append((type(node).__name__, tuple(refs)))
    return found


def blanked(document):
    """The text with its prose taken out."""
    out, at = [], 0
    for span in document.spans:
        out.append(document.text[at : span.start])
        at = span.end
    return [*out, document.text[at:]]


SKELETONS = {
    "md": markdown_skeleton,
    "html": html_skeleton,
    "rst": rst_skeleton,
    "tex": blanked,
    "ipynb": blanked,
    "docx": blanked,
    "txt": blanked,
    "jsonl": blanked,
}
