"""LaTeX: what is printed as running text, found by a careful scanner.

Everything a scanner cannot be sure of is left alone: the arguments of commands it does not know,
environments that are not text, words with accent commands, the preamble. A parser (pylatexenc was tried)
gives no better answer for commands of an author's own, and costs a dependency.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stetmark.documents.model import Block, Mask, make_block, names
from stetmark.text.prose_tex import ACCENTED, OPAQUE_ENVIRONMENT, PROSE_LAST, PROSE_SECOND, closings

__all__ = ["blocks"]

#: Begin a paragraph of their own.
_BREAKS = names(
    "section subsection subsubsection paragraph subparagraph chapter part title subtitle caption subcaption"
    " item footnote footnotetext par newpage clearpage pagebreak maketitle tableofcontents bigskip medskip"
    " smallskip section* subsection* subsubsection* paragraph* subparagraph* chapter* part* caption* hline"
    " toprule midrule bottomrule"
)
_TOKEN = re.compile(
    r"""
      (?P<comment>(?<!\\)%[^\r\n]*)
    | (?P<blank>(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r\n?|\n)\s*)
    | (?P<verb>\\(?:verb|lstinline|mintinline\{\w+\})\*?(?P<bar>[^\w\s*{]).*?(?P=bar))
    | (?P<begin>\\begin\s*\{(?P<env>[^{}]*)\})
    | (?P<close>\\end\s*\{[^{}]*\})
    | (?P<display>\$\$ | \\\[)
    | (?P<inline>\$ | \\\()
    | (?P<accent>\\(?:["'`^~=.](?=\s*[{\\A-Za-z]) | [HckbdruvtG](?![A-Za-z])(?=\s*[{A-Za-z\\])
                 | (?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])))
    | (?P<line>\\\\\*?)
    | (?P<name>\\(?:[A-Za-z@]+\*?|[^A-Za-z@]))
    """,
    re.VERBOSE | re.DOTALL,
)
#: Notes inside notes that are paragraphs of their own; a deeper one is read on with the one around it.
_DEEPEST = 20
_SOFT = re.compile(r"(?<![ \t])[ \t]*(?:\r\n?|\n)[ \t]*")
_LETTER = re.compile(r"[^\W\d_]")


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a LaTeX text, in order."""
    begin = re.search(r"\\begin\s*\{document\}", text)
    end = (
        re.compile(r"^[^%\r\n]*\\end\s*\{document\}", re.MULTILINE).search(text, begin.end())
        if begin
        else None
    )
    scanner = _Scanner(text, begin.end() if begin else 0, end.start() if end else len(text))
    scanner.run()
    yield from scanner.found


class _Scanner:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.found: list[Block] = []
        self._text, self._at, self._end = text, start, end
        self._start = start
        self._masks: list[Mask] = []
        self._depth = 0
        self._closings: dict[str, dict[int, int]] = {}
        self._handlers: dict[str, Callable[[re.Match[str], int, int], int]] = {
            "comment": self._comment,
            "blank": self._blank,
            "verb": self._verb,
            "begin": self._begin,
            "close": self._close,
            "display": self._display,
            "inline": self._inline,
            "accent": self._accent,
            "line": self._line,
            "name": self._name,
        }

    def run(self) -> None:
        while self._at < self._end and (match := _TOKEN.search(self._text, self._at, self._end)):
            start, end = match.span()
            self._at = max(self._handlers[match.lastgroup or ""](match, start, end), end)
        self._break(self._end, self._end)

    def _break(self, upto: int, next_start: int) -> None:
        """End the paragraph at `upto`; the next begins at `next_start`."""
        masks = [*self._masks]
        masks += [Mask(m.start(), m.end(), " ") for m in _SOFT.finditer(self._text, self._start, upto)]
        block = make_block(self._text, self._start, upto, masks)
        if block is not None:
            self.found.append(block)
        self._start = next_start
        self._masks = [m for m in self._masks if m.end > next_start]

    def _mask(self, start: int, end: int, shown: str | None = None) -> int:
        self._masks.append(Mask(start, end, shown))
        return end

    def _comment(self, _: re.Match[str], start: int, end: int) -> int:
        return self._mask(start, end, "")

    def _blank(self, _: re.Match[str], start: int, end: int) -> int:
        self._break(start, end)
        return end

    def _verb(self, _: re.Match[str], start: int, end: int) -> int:
        return self._mask(start, end)

    def _begin(self, match: re.Match[str], start: int, end: int) -> int:
        name = match["env"]
        if OPAQUE_ENVIRONMENT.match(name):
            close = self._text.find(rf"\end{{{name}}}", end, self._end)
            stop = self._end if close < 0 else close + len(name) + 6
            display = name.rstrip("*") in {
                "equation",
                "align",
                "gather",
                "multline",
                "displaymath",
                "math",
                "eqnarray",
            }
            if display:  # the sentence goes on around a displayed formula
                return self._mask(start, stop)
            self._break(start, stop)
            return stop
        stop = self._arguments(end)
        self._break(start, stop)
        return stop

    def _close(self, _: re.Match[str], start: int, end: int) -> int:
        self._break(start, end)
        return end

    def _display(self, match: re.Match[str], start: int, end: int) -> int:
        return self._mask(start, self._formula(end, "$$" if match[0] == "$$" else r"\]"))

    def _inline(self, match: re.Match[str], start: int, end: int) -> int:
        return self._mask(start, self._formula(end, "$" if match[0] == "$" else r"\)"))

    def _formula(self, at: int, close: str) -> int:
        """Where a formula ends. Without its end, everything up to the next blank line is left alone."""
        while at < self._end:
            if self._text.startswith(close, at):
                return at + len(close)
            at += 2 if self._text[at] == "\\" else 1
        return self._end

    def _accent(self, _: re.Match[str], start: int, end: int) -> int:
        while start > self._start and _LETTER.match(self._text, start - 1):
            start -= 1
        word = ACCENTED.match(self._text, start, self._end)
        return self._mask(start, max(end, word.end() if word else end))

    def _line(self, _: re.Match[str], start: int, end: int) -> int:
        option = re.compile(r"\s*\[[^\]]*\]").match(self._text, end, self._end)
        return self._mask(start, option.end() if option else end)

    def _name(self, match: re.Match[str], start: int, end: int) -> int:
        name = match[0][1:]
        if not name[0].isalpha() and name[0] != "@":
            return self._mask(start, end)  # \& \% \, \- and the like
        if name in PROSE_LAST:
            stop = self._options(end)
        else:
            stop = self._arguments(end, most=1 if name in PROSE_SECOND else 99)
        if name not in _BREAKS:
            return self._mask(start, stop)
        self._break(start, stop)
        close = self._group(stop, "{", "}")
        if close > stop and name in PROSE_LAST and self._depth < _DEEPEST:
            # a heading, caption or note is a paragraph of its own
            outer, self._end, self._at, self._start = self._end, close - 1, stop + 1, stop + 1
            self._depth += 1
            self.run()
            self._depth -= 1
            self._end, self._start = outer, close
            return close
        return stop

    def _options(self, at: int) -> int:
        """Past the `[…]` that follow at once."""
        while (stop := self._group(at, "[", "]")) > at:
            at = stop
        return at

    def _arguments(self, at: int, most: int = 99) -> int:
        """Past `most` brace arguments and all options around them."""
        at = self._options(at)
        for _ in range(most):
            stop = self._group(at, "{", "}")
            if stop == at:
                break
            at = self._options(stop)
        return at

    def _group(self, at: int, opening: str, closing: str) -> int:
        """Past one balanced group that begins at `at` (`at` itself without one)."""
        if not self._text.startswith(opening, at) or at >= self._end:
            return at
        if opening not in self._closings:
            self._closings[opening] = closings(self._text, "{" + opening, "}" + closing)
        close = self._closings[opening].get(at, self._end)
        return close + 1 if close < self._end else at
