"""What in a text is not prose: stretches where no misspelling may be planted.

Code, formulas, addresses, markup and quotations are found by shape, generously: a stretch too many costs a
few places for misspellings, a stretch too few makes an item unfair.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

__all__ = ["QUOTE_PAIRS", "Regions", "find_protected", "quotations", "with_quotations"]

_M = re.MULTILINE
_ENVIRONMENTS = ("equation", "align", "verbatim", "lstlisting", "tabular", "math", "gather", "eqnarray")
#: (sign, how a stretch opens, how it closes, fewest characters between): no sign, no search.
_BETWEEN: tuple[tuple[str, re.Pattern[str], re.Pattern[str], int], ...] = tuple(
    (sign, re.compile(opening, _M), re.compile(closing, _M), least)
    for sign, opening, closing, least in (
        # fenced code, formulas, comments, templates
        ("```", r"^```[^\n]*\n", r"^```[^\n]*$", 0),
        ("~~~", r"^~~~[^\n]*\n", r"^~~~[^\n]*$", 0),
        ("$$", r"\$\$", r"\$\$", 1),
        ("\\(", r"\\\(", r"\\\)", 1),
        ("\\[", r"\\\[", r"\\\]", 1),
        ("<!--", r"<!--", r"-->", 0),
        ("{{", r"\{\{", r"\}\}", 0),
        *((f"</{name}", rf"<{name}\b", rf"</{name}\s*>", 0) for name in ("script", "style", "pre", "code")),
        *(
            (f"\\begin{{{name}", rf"\\begin\{{{name}\*?\}}", rf"\\end\{{{name}\*?\}}", 0)
            for name in _ENVIRONMENTS
        ),
    )
)
#: (sign, shape) of what is in one line or mostly so. A shape that begins with its sign is sought sooner than
#: one that first asks what must not stand before. None may run on from every place where it could begin: that
#: would take the square of a text's length.
_NOT_PROSE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(shape, flags))
    for sign, shape, flags in (
        # code in a line and indented; commands of LaTeX
        ("`", r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)_{0,2}", re.DOTALL),
        ("\n    ", r"^    (?=\S)(?!\s*(?:[-*+]|\d+[.)])\s)[^\n]*$", _M),
        ("\t", r"^\t[^\n]*$", _M),
        ("\\", r"\\[A-Za-z@]+\*?(?:\[[^\]\n]{0,500}\]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})*", 0),
        # markup: elements, entities, links, roles, directives, rows of tables, front matter
        ("<", r"</?[A-Za-z][^<>\n]*>", 0),
        ("&", r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);", 0),
        (
            "[",
            r"!?\[[^\]\n]{0,500}\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,500}\])|^\[[^\]\n]+\]:\s*\S+.*$"
            r"|\[\[[^\]\n]{0,500}\]\]",
            _M,
        ),
        ("`", r":[A-Za-z][\w:+.-]{0,60}:`[^`\n]+`", 0),
        (".. ", r"^\.\.[ ][^\n]*$", _M),
        ("|", r"^[^\S\n]*\|.*\|[^\S\n]*$", _M),
        ("---", r"\A---\n(?:[\w-]+:[^\n]*\n)+---$", _M),
        # addresses, paths, names of things in programs
        ("//", r"(?:https?|ftp|file)://[^\s<>\"'”’)\]，。；）]+", 0),
        ("www.", r"\bwww\.[^\s<>\"'”’)\]，。；）]+", 0),
        ("@", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0),
        ("\\", r"(?<!\w)[A-Za-z]:\\[\w.$%~\\-]+", 0),
        ("-", r"-(?<!\S-)-?[A-Za-z][\w-]*(?:=\S+)?", 0),
        ("_", r"\b\w*_\w+\b", 0),
        ("%", r"%(?:\(?\w*\)?[sd]\b|(?<=^%)[^\n]*$)", _M),
    )
)
#: (sign, what of the shape is found quickly, shape) of formulas, which prices are not, of calls, and of paths
#: and arguments, which may begin long before their sign. A path is the group, where there is one.
_SLOW: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (sign, re.compile(quick), re.compile(shape))
    for sign, quick, shape in (
        (
            "$",
            r"\$[^$]*\$",
            r"\$(?<![\\$\w]\$)(?=[^\s$])[^$\n]*(?:\n[^$\n]+){0,3}?(?<=[^\s\\])\$(?!\d)",
        ),
        ("(", r"\((?<=\w\()(?:\)|[a-z_]\w*\)\s*[;={])", r"\b[A-Za-z]\w*\((?:\)|[a-z_]\w*\)(?=\s*[;={]))"),
        (
            "/",
            r"/(?:(?<!\w/)[\w.$%~-]|[\w.-]+/)",
            r"(?<![\w/])(?:~?/|\.{1,2}/)[\w.$%~-]+(?:[/\\][\w.$%~-]+)*/?"
            r"|(?<![\w.-])[.-]*(\w[\w.-]*(?:/[\w.-]+){2,})",
        ),
        ("=", r"=(?<=\w=)\S", r"\b[A-Za-z_]\w*=\S+"),
    )
)
#: Words with dots or hyphens between them, of which files, hosts and attributes are the part from the first
#: letter at the start of a word to the last word that a dot and a letter begin.
_CHAIN = re.compile(r"\w+(?:[.-]\w+)*")
_FIRST_LETTER = re.compile(r"(?:\A|[.-])([A-Za-z_])")
_DOT_WORD = re.compile(r"\.[A-Za-z_]\w*")

#: Opening sign -> closing sign of a quotation.
QUOTE_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_CURLY = re.compile(
    r"“[^“”]*(?:”|$(?=\n\n“))|«[^«»]*»|„[^„“]*“|「[^「」]*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉",
    re.MULTILINE,
)
_CURLY_OPENS = "“«„「『《〈"
_STRAIGHT = re.compile(r'"[^"]*"', re.DOTALL)
#: A quotation in single signs opens after a space or bracket and closes before one, as no apostrophe does, in
#: the same line. Both are found apart: one pattern would try each opening up to the end of its line.
_SINGLE_OPENS = tuple(
    (sign, re.compile(sign + r"(?<![\w’']" + sign + r")(?=\S)(?!\d0s|tis|em\b|twas)")) for sign in "'‘"
)
_SINGLE_ENDS = re.compile(r"['’\n](?:(?<=\n)|(?<=[\w.,!?…—-]['’])(?!\w))")


class Regions:
    """Sorted, merged half-open spans that can be asked whether they meet another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def meets(self, start: int, end: int) -> bool:
        """Whether `start:end` shares a character with any span."""
        index = bisect.bisect_right(self.starts, start) - 1
        if index >= 0 and self.ends[index] > start:
            return True
        return index + 1 < len(self.starts) and self.starts[index + 1] < end


def find_protected(text: str, *, quoted: bool = True) -> Regions:
    """Stretches of `text` that are code, formula, address, markup or (if `quoted`) quotation."""
    spans: list[tuple[int, int]] = []
    for first, finders in _BY_FIRST.items():
        if first in text:  # one letter is sought ten times as fast as two
            for sign, find in finders:
                if sign in text:
                    spans += find(text)
    for sign, quick, shape in _SLOW:
        if sign in text and quick.search(text):
            spans += [match.span(match.lastindex or 0) for match in shape.finditer(text)]
    if "." in text:
        spans += _dotted(text)
    if quoted:
        spans += quotations(text)
    return Regions(spans)


def _shaped(shape: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in shape.finditer(text)]


def _between(
    opening: re.Pattern[str], closing: re.Pattern[str], least: int, text: str
) -> Iterator[tuple[int, int]]:
    """Spans from an opening to the next closing, at least so many characters behind it."""
    at = 0
    while (start := opening.search(text, at)) and (end := closing.search(text, start.end() + least)):
        at = end.end()
        yield start.start(), at


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    """Spans of files, hosts and attributes, with the brackets of a call; each lies between two spaces."""
    end = 0
    for hit in _DOT_WORD.finditer(text):
        if hit.start() < end:
            continue
        start = text.rfind(" ", 0, hit.start()) + 1
        end = text.find(" ", hit.start())
        for chain in _CHAIN.finditer(text, start, len(text) if end < 0 else end):
            first, last = _FIRST_LETTER.search(chain.group()), None
            for last in _DOT_WORD.finditer(chain.group()):  # noqa: B007  (the last one counts)
                pass
            if first and last and first.start(1) < last.start():
                stop = chain.start() + last.end()
                yield chain.start() + first.start(1), stop + 2 * text.startswith("()", stop)
        if end < 0:
            return


Finder = Callable[[str], Iterable[tuple[int, int]]]
_FINDERS: list[tuple[str, Finder]] = [
    *((sign, partial(_between, opening, closing, least)) for sign, opening, closing, least in _BETWEEN),
    *((sign, partial(_shaped, shape)) for sign, shape in _NOT_PROSE),
]
#: First letter of a sign -> the signs with it, and what finds their stretches.
_BY_FIRST: defaultdict[str, list[tuple[str, Finder]]] = defaultdict(list)
for _sign, _find in _FINDERS:
    _BY_FIRST[_sign[0]].append((_sign, _find))


def with_quotations(text: str, regions: Regions) -> Regions:
    """`regions` and the quotations of `text`."""
    quoted = quotations(text)
    return Regions([*zip(regions.starts, regions.ends, strict=True), *quoted]) if quoted else regions


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of quotations, signs included, and of the sentence round a [sic]."""
    curly = not text.isascii() and any(sign in text for sign in _CURLY_OPENS)
    spans = [match.span() for match in _CURLY.finditer(text)] if curly else []
    if '"' in text and text.count('"') % 2 == 0:
        spans += [match.span() for match in _STRAIGHT.finditer(text)]
    if "'" in text or "‘" in text:
        spans += _in_single_signs(text)
    spans += _said_so(text)
    return spans


def _said_so(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences with [sic] in them."""
    end = 0
    while (at := text.find("[sic]", end)) >= 0:
        start = max(text.rfind(sign, 0, at) for sign in ".!?\n") + 1
        stops = [stop for sign in ".!?\n" if (stop := text.find(sign, at)) >= 0]
        end = min(stops, default=len(text))
        yield start, end


def _in_single_signs(text: str) -> list[tuple[int, int]]:
    """Spans of quotations in single signs, signs included."""
    starts: list[int] = []
    for sign, opens in _SINGLE_OPENS:
        if sign in text:
            starts += [match.start() for match in opens.finditer(text)]
    if not starts:  # all are apostrophes
        return []
    starts.sort()
    ends = [match.start() for match in _SINGLE_ENDS.finditer(text)]
    spans: list[tuple[int, int]] = []
    at = 0
    for start in starts:
        next_end = bisect.bisect_right(ends, start)
        if start >= at and next_end < len(ends) and text[ends[next_end]] != "\n":
            at = ends[next_end] + 1
            spans.append((start, at))
    return spans
