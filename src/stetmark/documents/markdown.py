"""Markdown: CommonMark's paragraphs, headings, list items and table cells.

markdown-it-py says which lines belong to which paragraph and what its content is once quote marks, bullets
and indentation are gone; each content line is then found again in its own line of the file. A line that is
not found again as it stands (a tab that was expanded, an escaped pipe in a table) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from stetmark.documents.markdown_inline import inline_masks, normalize_label
from stetmark.documents.model import Block, Mask, make_block

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["blocks", "front_matter_end"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*(?:\r\n?|\n)(?:.*?(?:\r\n?|\n))??(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*(?:\r\n?|\n).*?(?:\r\n?|\n)\+\+\+)"
    r"[ \t]*(?:\r\n?|\n|\Z)",
    re.DOTALL,
)
#: A table cell of fewer words holds a name or a value, no prose that could be judged.
_CELL_WORDS = 3
#: Where a heading is linked to by its anchor, mending the heading would break the link.
_ANCHOR = re.compile(r"(?:\]\(|href=[\"']|\]:\s*)#([^)\s\"']+)")


class _Line(NamedTuple):
    start: int
    text: str


def front_matter_end(text: str) -> int:
    """Where YAML or TOML front matter ends, 0 without any."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _lines(text: str) -> list[_Line]:
    return [
        _Line(m.start(), m[0].rstrip("\r\n")) for m in _LINE.finditer(text) if m[0] or m.start() < len(text)
    ]


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a Markdown text, in order."""
    from markdown_it import MarkdownIt  # loads slowly, and only Markdown needs it

    offset = front_matter_end(text)
    env: dict[str, dict[str, object]] = {}
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse(text[offset:], env)
    labels = {normalize_label(label) for label in env.get("references", {})}
    anchors = {anchor.lower() for anchor in _ANCHOR.findall(text)}
    lines = [_Line(line.start + offset, line.text) for line in _lines(text[offset:])]
    cursors: dict[int, int] = {}
    previous = ""
    for token in tokens:
        if token.type == "inline" and token.map is not None:
            linked = previous == "heading_open" and _slug(token.content) in anchors
            cell = previous in {"td_open", "th_open"}
            places = None if linked else _find(token, lines, cursors, cell=cell)
            block = places and _block(text, token.content, places, labels)
            if block and not (cell and len(block.text.split()) < _CELL_WORDS):
                yield block
        previous = token.type


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _find(token: Token, lines: list[_Line], cursors: dict[int, int], *, cell: bool) -> list[int] | None:
    """Where each line of the token's content starts in the file; None if one is not found."""
    assert token.map is not None  # noqa: S101 - the caller asks only for such tokens
    first = token.map[0]
    places = []
    for i, content in enumerate(token.content.split("\n")):
        if first + i >= len(lines):
            return None
        line = lines[first + i]
        cursor = cursors.get(first + i, 0)
        bare = line.text.rstrip(" \t")
        last = not cell and bare.endswith(content)
        at = len(bare) - len(content) if last else line.text.find(content, cursor)
        if at < cursor:
            cursors[first + i] = len(line.text)  # the rest of a table row is not to be mistaken for this
            return None
        cursors[first + i] = at + len(content)
        places.append(line.start + at)
    return places


def _block(text: str, content: str, places: list[int], labels: set[str]) -> Block | None:
    """The block whose content lines start at `places`."""
    starts, at = [], 0
    parts = content.split("\n")
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    masks = []
    for i in range(1, len(parts)):
        end_of_last = places[i - 1] + len(parts[i - 1])
        hard = parts[i - 1].endswith(("\\", "  ")) or text.startswith("  ", end_of_last)
        indent = len(parts[i]) - len(parts[i].lstrip())
        masks.append(Mask(end_of_last, places[i] + indent, "\n" if hard else " "))
    for start, end in inline_masks(content, labels):
        low, high = _line_of(starts, start), _line_of(starts, end)
        shown = content[start:end].replace("\n", " ") if low != high else None
        masks.append(Mask(places[low] + start - starts[low], places[high] + end - starts[high], shown))
    return make_block(text, places[0], places[-1] + len(parts[-1]), masks)


def _line_of(starts: list[int], offset: int) -> int:
    low = 0
    for i, start in enumerate(starts):
        if start > offset:
            break
        low = i
    return low
