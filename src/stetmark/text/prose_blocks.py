"""Whole lines that are not prose in any text: fenced code, front matter, directives, comments, literals.

Only what is unmistakable without knowing the format is found here: an indented line of plain text is prose
unless it reads like code. The readers of documents know more of their formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stetmark.text.prose_tex import OPAQUE_ENVIRONMENT

__all__ = [
    "FIXED_ELEMENTS",
    "PROSE_ARGUMENT",
    "PROSE_DIRECTIVES",
    "FrontMatter",
    "block_spans",
    "front_matter",
]

_M = re.MULTILINE
#: Elements of HTML whose text is shown and never edited.
FIXED_ELEMENTS = frozenset("code kbd samp var tt math abbr acronym".split())
#: Directives of reStructuredText whose content is running text.
PROSE_DIRECTIVES = frozenset(
    "note warning tip important hint caution danger error attention admonition seealso topic sidebar"
    " versionadded versionchanged deprecated rubric epigraph highlights pull-quote compound container figure"
    " todo abstract function method class attribute data exception module describe object option confval"
    " py:function py:method py:class py:data py:attribute py:exception py:module c:function cpp:function"
    " cpp:class js:function".split()
)
#: Of these the line after `::` is prose as well.
PROSE_ARGUMENT = frozenset(
    "note warning tip important hint caution danger error attention admonition seealso topic rubric"
    " todo".split()
)
#: A fence on a line of its own, behind marks of quotation and list; or behind a text that it interrupts.
_FENCE = re.compile(
    r"^(?:[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?+|(?P<text>[^\n]*[^\s`~][ \t]+))"
    r"(?P<mark>`{3,}+|~{3,}+)(?P<info>[^\n]*)$",
    _M,
)
#: (a sign that must occur, how a stretch opens, how it closes).
_BETWEEN: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (sign, re.compile(opening, flags), re.compile(closing, flags))
    for sign, opening, closing, flags in (
        ("<!--", r"<!--", r"-->", 0),
        *(
            (f"</{name}", rf"<{name}\b(?=[^<>]*>)", rf"</{name}\s*>", re.IGNORECASE)
            for name in sorted(FIXED_ELEMENTS | {"script", "style", "pre", "svg", "textarea", "xmp"})
        ),
        (
            "{%",
            r"\{%-? ?(?:comment|raw|verbatim|highlight|code|codeblock|mermaid|math)\b[^}\n]*%\}",
            r"\{%-? ?end(?:comment|raw|verbatim|highlight|code|codeblock|mermaid|math)\b[^}\n]*%\}",
            0,
        ),
        ("[/code]", r"\[code(?:=[^\]\n]*)?\]", r"\[/code\]", 0),
        ("#+", r"^[ \t]*#\+(?:begin|BEGIN)_(?:src|SRC|example|EXAMPLE)\b", r"^[ \t]*#\+(?:end|END)_\w+", _M),
        ("----", r"^\[(?:source|listing)[^\]\n]*\]\n-{4,}[ \t]*$", r"^-{4,}[ \t]*$", _M),
    )
)
_BEGIN = re.compile(r"\\begin\s{0,9}\{([A-Za-z]{1,40}\*?)\}")
#: (a sign that must occur, whole lines or the marks at their beginning).
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(shape, _M))
    for sign, shape in (
        ("%", r"^[ \t]*%[^\n]*$"),
        ("#!", r"^#![^\n]*$"),
        (":::", r"^[ \t>]*:::[^\n]*$"),
        ("!!!", r"^[ \t]*!!! [a-z-]+(?: \"[^\"\n]*\")?[ \t]*$"),
        ("???", r"^[ \t]*\?\?\?\+? [a-z-]+(?: \"[^\"\n]*\")?[ \t]*$"),
        (">>>", r"^[ \t]*>>> [^\n]*[=({\[][^\n]*$|^[ \t]*>>> (?:import|from|print|def|del|with|for) [^\n]*$"),
        ("$ ", r"^[ \t]*\$ (?=[a-z./~])[^\n]*$"),
        ("import", r"^import [^\n]*\bfrom [\"'][^\n]*$|^import [\"'][^\n]*$"),
        ("export", r"^export (?:const|let|var|default|function|async|class)\b[^\n]*$"),
        ("]:", r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]{0,9}\S+[ \t]*(?:[\"'(][^\n]*[\"')][ \t]*)?$"),
        (".. ", r"^[ \t]*\.\. _[^\n]*:[^\n]*$|^[ \t]*\.\. \[[^\]\n]{1,60}\](?=\s)"),
        ("__ ", r"^__ \S+$"),
    )
)
_INDENTED = re.compile(r"^(?: {4}|[ ]{0,3}\t)[^\n]*$", _M)
#: What an indented line of code has and one of prose has not.
_CODE = re.compile(
    r"[;{}]\s*\Z|\w\s?(?:[-+*/%|&:]?=|==|!=|=>|->|<-)\s?\S|\w\(\)|\w\([^)]*\)[;:{]?\s*\Z|</?\w+[ />]"
    r"|\A\s*(?:def|class|return|for|if|while|const|let|var)\b.*[:({;]\s*\Z"
    r"|\A\s*(?:sudo|npm|pip|git|cd|echo|apt) "
)
_DIRECTIVE = re.compile(r"^([ \t]*)\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(\w[\w:+.-]*)::(?:[ \t]+|$)", _M)
_LITERAL = re.compile(r"::[ \t]*\n(?=[ \t]*\n)")
_OPTION = re.compile(r"[ \t]+:[^:\n]+:[^\n]*(?:\n|\Z)")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")

_KEY = re.compile(r"[A-Za-z_][\w .-]{0,60}\s?[:=](?:\s|\Z)")
_KEPT = re.compile(r"\s|#|- |-\Z|\[|[\]})]|\Z")
_MATTER = re.compile(r"\A(?:(---)|\+\+\+)[ \t]*\r?\n")
_MATTER_ENDS = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$"), re.compile(r"^\+\+\+[ \t]*\r?$")
#: Keys of front matter whose values people read.
_READ = re.compile(
    r"(?:(?:sub)?title|description|summary|abstract|excerpt|tagline|caption|teaser|lead|headline)"
    r"\s?[:=][ \t]+",
    re.IGNORECASE,
)
#: A plain value of YAML does not begin with these.
_NOT_PLAIN = frozenset("'[{&*!|>%@`#-?")


class FrontMatter(NamedTuple):
    """Where front matter ends, and the values in it that are prose; 0 and none without any."""

    end: int
    values: tuple[tuple[int, int], ...]


def front_matter(text: str) -> FrontMatter:
    """Return the YAML or TOML front matter that `text` begins with.

    Every line between its rules must look like a key, a comment, an item of a list or go on with the line
    before: a text that begins with a rule is prose.
    """
    opening = _MATTER.match(text)
    if opening is None:
        return FrontMatter(0, ())
    ends = _MATTER_ENDS[0 if opening[1] else 1]
    at = opening.end()
    values: list[tuple[int, int]] = []
    keyed = False
    if text[at : at + 1].isspace():  # a rule above a paragraph
        return FrontMatter(0, ())
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None  # noqa: S101  (it matches anywhere)
        line = match[0].rstrip("\r\n")
        if ends.match(line):
            return FrontMatter(match.end(), tuple(values)) if keyed else FrontMatter(0, ())
        if _KEY.match(line):
            keyed = True
            value = _value(line, yaml=bool(opening[1]))
            if value:
                values.append((at + value[0], at + value[1]))
        elif not _KEPT.match(line):
            break
        at = match.end()
    return FrontMatter(0, ())


def _value(line: str, *, yaml: bool) -> tuple[int, int] | None:
    """Return where in a line of front matter the prose is, where a correction cannot break the syntax."""
    key = _READ.match(line)
    if key is None:
        return None
    start, end = key.end(), len(line.rstrip())
    if start < end - 1 and line[start] == '"' and line[end - 1] == '"':
        return start + 1, end - 1
    if not yaml or start >= end or line[start] in _NOT_PLAIN or line[start] == '"':
        return None
    return start, end


def block_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of whole lines and larger stretches that are not prose, in no order."""
    spans = [*_front_matter_spans(text)] if text.startswith(("---", "+++")) else []
    if "```" in text or "~~~" in text:
        spans += _fences(text)
    for sign, opening, closing in _BETWEEN:
        if sign in text:
            spans += _between(text, opening, closing)
    for sign, find in _FINDERS:
        if sign in text:
            spans += find(text)
    for sign, shape in _LINES:
        if sign in text:
            spans += [match.span() for match in shape.finditer(text)]
    if "    " in text or "\t" in text:
        spans += [match.span() for match in _INDENTED.finditer(text) if _CODE.search(match.group())]
    return spans


def _front_matter_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the front matter but for the values that people read."""
    matter = front_matter(text)
    at = 0
    for start, end in matter.values:
        yield at, start
        at = end
    yield at, matter.end


def _fences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    unclosed: set[str] = set()
    while opening := _FENCE.search(text, at):
        mark, interrupts = opening["mark"], opening["text"] is not None
        at = opening.end()
        if mark[0] in opening["info"] or mark in unclosed:
            continue
        shape = rf"^[ \t>]*+{mark[0]}{{{len(mark)},}}" + ("" if interrupts else r"[ \t]*$")
        closing = re.compile(shape, _M).search(text, at)
        if closing is None and interrupts:
            unclosed.add(mark)
            continue
        at = closing.end() if closing else len(text)
        yield opening.start("mark"), at


def _between(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield spans from an opening to the next closing."""
    at = 0
    while (start := opening.search(text, at)) and (end := closing.search(text, start.end())):
        at = end.end()
        yield start.start(), at


def _environments(text: str) -> Iterator[tuple[int, int]]:
    """Yield environments of LaTeX that are not running text."""
    at, unclosed = 0, set()
    while match := _BEGIN.search(text, at):
        name, at = match[1], match.end()
        if not OPAQUE_ENVIRONMENT.match(name) or name in unclosed:
            continue
        close = text.find(f"\\end{{{name}}}", at)
        if close < 0:
            unclosed.add(name)
            continue
        at = close + len(name) + 6
        yield match.start(), at


def _directives(text: str) -> Iterator[tuple[int, int]]:
    """Yield directives of reStructuredText: their marks and options, and the content that is not prose."""
    at = 0
    while match := _DIRECTIVE.search(text, at):
        name, indent = match[2].lower(), len(match[1].expandtabs(8))
        line_end = text.find("\n", match.end() - 1)
        at = len(text) if line_end < 0 else line_end + 1
        if name in PROSE_DIRECTIVES:
            yield match.start(), match.end() if name in PROSE_ARGUMENT else at
            while option := _OPTION.match(text, at):
                yield option.span()
                at = max(option.end(), at + 1)
        else:
            at = _past_indented(text, at, indent)
            yield match.start(), at


def _literals(text: str) -> Iterator[tuple[int, int]]:
    """Yield the indented lines after a paragraph that ends in `::`."""
    at = 0
    while match := _LITERAL.search(text, at):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        at = match.end()
        if not line.lstrip().startswith(".. "):
            at = _past_indented(text, at, _indent(line))
            yield match.end(), at


def _past_indented(text: str, at: int, indent: int) -> int:
    """Return the end of the blank lines and lines indented more than `indent` that follow `at`."""
    end = at
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None  # noqa: S101  (it matches anywhere)
        if match[0].strip():
            if _indent(match[0]) <= indent:
                break
            end = match.end()
        at = match.end()
    return end


def _indent(line: str) -> int:
    bare = line.expandtabs(8)
    return len(bare) - len(bare.lstrip(" "))


_FINDERS = (("\\begin", _environments), (".. ", _directives), ("::", _literals))
