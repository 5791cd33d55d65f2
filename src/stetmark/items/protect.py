"""What in a text is not prose: stretches where no misspelling may be planted.

Code, formulas, addresses, markup and quotations are found by shape, generously: a stretch too many costs a
few places for misspellings, a stretch too few makes an item unfair.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

__all__ = ["QUOTE_PAIRS", "Regions", "find_protected", "quotations", "with_quotations"]

_S, _M = re.DOTALL, re.MULTILINE
#: (sign, shape): no sign, no search. A shape that begins with its sign is sought sooner than one that first
#: asks what must not stand before.
_NOT_PROSE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(shape, flags))
    for sign, shape, flags in (
        # code: fenced, in a line, indented, in a script or pre element
        ("```", r"^```[^\n]*\n.*?^```[^\n]*$", _S | _M),
        ("~~~", r"^~~~[^\n]*\n.*?^~~~[^\n]*$", _S | _M),
        ("`", r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)_{0,2}", _S),
        ("\n    ", r"^    (?=\S)(?!\s*(?:[-*+]|\d+[.)])\s)[^\n]*$", _M),
        ("\t", r"^\t[^\n]*$", _M),
        ("</", r"<(script|style|pre|code)\b.*?</\1\s*>", _S),
        # formulas and commands of LaTeX
        ("$$", r"\$\$.+?\$\$", _S),
        ("\\(", r"\\\(.+?\\\)", _S),
        ("\\[", r"\\\[.+?\\\]", _S),
        (
            "\\begin",
            r"\\begin\{(equation|align|verbatim|lstlisting|tabular|math|gather|eqnarray)\*?\}.*?\\end\{\1\*?\}",
            _S,
        ),
        ("\\", r"\\[A-Za-z@]+\*?(?:\[[^\]\n]*\]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})*", 0),
        # markup: elements, entities, links, roles, directives, rows of tables, front matter, templates
        ("<", r"</?[A-Za-z][^<>\n]*>|<!--.*?-->", _S),
        ("&", r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);", 0),
        ("[", r"!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|^\[[^\]\n]+\]:\s*\S+.*$|\[\[[^\]\n]*\]\]", _M),
        ("`", r":[A-Za-z][\w:+.-]*:`[^`\n]+`", 0),
        (".. ", r"^\.\.[ ][^\n]*$", _M),
        ("|", r"^\s*\|.*\|\s*$", _M),
        ("---", r"\A---\n(?:[\w-]+:[^\n]*\n)+---$", _M),
        ("{{", r"\{\{.*?\}\}", _S),
        # addresses, paths, files, names of things in programs
        ("//", r"(?:https?|ftp|file)://[^\s<>\"'”’)\]，。；）]+", 0),
        ("www.", r"\bwww\.[^\s<>\"'”’)\]，。；）]+", 0),
        ("@", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0),
        ("\\", r"(?<!\w)[A-Za-z]:\\[\w.$%~\\-]+", 0),
        ("-", r"-(?<!\S-)-?[A-Za-z][\w-]*(?:=\S+)?", 0),
        ("_", r"\b\w*_\w+\b", 0),
        ("%", r"%(?:\(?\w*\)?[sd]\b|(?<=^%)[^\n]*$)", _M),
    )
)

#: The same by the first letter of the sign.
_BY_FIRST = {
    first: [(sign, shape) for sign, shape in _NOT_PROSE if sign[0] == first]
    for first in dict.fromkeys(sign[0] for sign, _ in _NOT_PROSE)
}

#: (sign, what of the shape is found quickly, shape) of formulas, which prices are not, and of calls.
_SLOW: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (sign, re.compile(quick), re.compile(shape))
    for sign, quick, shape in (
        (
            "$",
            r"\$[^$]*\$",
            r"\$(?<![\\$\w]\$)(?=[^\s$])[^$\n]*(?:\n[^$\n]+){0,3}?(?<=[^\s\\])\$(?!\d)",
        ),
        ("(", r"\((?<=\w\()(?:\)|[a-z_]\w*\)\s*[;={])", r"\b[A-Za-z]\w*\((?:\)|[a-z_]\w*\)(?=\s*[;={]))"),
    )
)
#: The same of names without a space, which may begin long before their sign: paths, arguments, and files,
#: hosts and attributes with dots in them.
_NAMES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (sign, re.compile(quick), re.compile(shape))
    for sign, quick, shape in (
        (
            "/",
            r"/(?:(?<!\w/)[\w.$%~-]|[\w.-]+/)",
            r"(?<![\w/])(?:~?/|\.{1,2}/)[\w.$%~-]+(?:[/\\][\w.$%~-]+)*/?|\b\w[\w.-]*(?:/[\w.-]+){2,}",
        ),
        ("=", r"=(?<=\w=)\S", r"\b[A-Za-z_]\w*=\S+"),
        (".", r"\.[A-Za-z_]", r"\b[A-Za-z_]\w*(?:[.-]\w+)*\.[A-Za-z_]\w*(?:\(\))?"),
    )
)

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
_SIC = re.compile(r"[^.!?\n]*\[sic\][^.!?\n]*")


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
    for first, shapes in _BY_FIRST.items():
        if first in text:  # one letter is sought ten times as fast as two
            for sign, shape in shapes:
                if sign in text:
                    spans += [match.span() for match in shape.finditer(text)]
    for sign, quick, shape in _SLOW:
        if sign in text and quick.search(text):
            spans += [match.span() for match in shape.finditer(text)]
    for sign, quick, shape in _NAMES:
        if sign in text:
            spans += _names(text, quick, shape)
    if quoted:
        spans += quotations(text)
    return Regions(spans)


def _names(text: str, quick: re.Pattern[str], shape: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of a shape without spaces, sought only between the spaces round what is found quickly."""
    spans: list[tuple[int, int]] = []
    end = 0
    for hit in quick.finditer(text):
        if hit.start() < end:
            continue
        start = text.rfind(" ", 0, hit.start()) + 1
        end = text.find(" ", hit.start())
        end = len(text) if end < 0 else end
        spans += [match.span() for match in shape.finditer(text, start, end)]
    return spans


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
    if "[sic]" in text:
        spans += [match.span() for match in _SIC.finditer(text)]
    return spans


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
