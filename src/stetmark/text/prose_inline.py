"""What runs from one sign to another inside a paragraph: code, formulas, templates, tags, links, commands.

One walk from left to right, so that a sign inside one stretch opens no other. A closing sign is looked for in
the same paragraph, and each stretch of the text is searched for it once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from stetmark.text import prose_tex
from stetmark.text.scripts import is_cjk

__all__ = ["InlineSpans", "normalize_label", "tag_prose"]

_SIGN = re.compile(
    r"""
      (?P<ticks>`++)
    | (?P<braced>\$\{ | \#\{ | \{\{ | \{% | \{\# | \{/\* | \{[:.](?=[^{}\n]{0,200}\}) | <% | <\?)
    | (?P<formula>\$\$? | \\\( | \\\[)
    | (?P<drive>(?<![A-Za-z0-9_])[A-Za-z]:\\(?=\w) | \\\\(?=\w[\w$.-]{0,99}\\\w))
    | (?P<command>\\[A-Za-z@]++\*?)
    | (?P<accent>\\["'`^~=.](?=\{\\?\w\}|(?<=\w..)[aeiouycnsz]|[AEIOUaeiou](?=[a-z])))
    | (?P<escape>\\[^\w\s])
    | (?P<tag><(?=[A-Za-z/!]))
    | (?P<wiki>!?\[\[)
    | (?P<note>\[\^[^\]\s]{1,99}\]:? | \[-?@ | \[![A-Za-z]{1,40}\][+-]?)
    | (?P<target>\]\()
    | (?P<label>\]\[[^\]\n]{0,200}\])
    | (?P<open>!?\[)
    | (?P<close>\])
    """,
    re.VERBOSE,
)
_CLOSING = {
    "${": "}",
    "#{": "}",
    "{{": "}}",
    "{%": "%}",
    "{#": "}",
    "{/*": "*/}",
    "{:": "}",
    "{.": "}",
    "<%": "%>",
    "<?": "?>",
    "$$": "$$",
    "\\(": "\\)",
    "\\[": "\\]",
}
_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n")
_TAG = re.compile(r"<(?:/?[A-Za-z][\w:.-]*+(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>|[/!]?[A-Za-z\[][^<>]*>)")
#: Attributes whose values people read. In single quotes an apostrophe would end the value.
_ATTRIBUTE = re.compile(r"\s(?:alt|title|aria-label|placeholder)\s?=\s?\"([^\"<>]*)\"", re.IGNORECASE)
_TARGET = re.compile(
    r"""\(\s{0,9}(?:<[^<>\n]*>|[^\s()]*+(?:\((?:[^\s()]|\([^\s()]*\))*\)[^\s()]*+)*+)
    (?:\s{1,9}(?:"(?P<double>[^"]*)"|'[^']*'|\([^()]*\)))?\s{0,9}\)""",
    re.VERBOSE,
)
_LOOSE_TARGET = re.compile(r"\([^()\n]*[/#.][^()\n]*\)")
#: A price or a sum, not a formula: it begins with a digit, has a word in it and no sign of TeX.
_PRICE = re.compile(r"\d(?=[^$]*[A-Za-z]{3})[^\\^_{}=+*<>$]*\Z")
_TEX_QUOTE = re.compile(r"[^`]*?\w[.,;!?]?'(?!\w)")
_PATH_AFTER = re.compile(r"[\w.-]*(?:\\[\w.-]+)*")
_PATH_BEFORE = re.compile(r"(?<![\w.-])[\w.-]{1,100}\Z")
_DRIVE_PATH = re.compile(r"[^\s\"<>|]*")


def tag_prose(tag: str) -> list[tuple[int, int]]:
    """Return where in an opening tag of HTML there is text that people read: `alt`, `title`.

    Example:
        >>> [(a, b)] = tag_prose('<img alt="A cat" src="cat.png">')
        >>> '<img alt="A cat" src="cat.png">'[a:b]
        'A cat'
    """
    return [match.span(1) for match in _ATTRIBUTE.finditer(tag)]


class InlineSpans:
    """The spans of one text.

    Args:
        text: A text in which whole blocks of code are blank already.
        labels: Labels that the text defines as targets of links: `[label]` is one of them.

    Attributes:
        opaque: Code, formulas and templates: a word that touches one is part of a name.
        markup: Tags, commands, targets of links: words may touch them.
        apart: Links, tags and commands whole, with the prose inside them.
    """

    def __init__(self, text: str, labels: frozenset[str] = frozenset()) -> None:
        self.opaque: list[tuple[int, int]] = []
        self.markup: list[tuple[int, int]] = []
        self.apart: list[tuple[int, int]] = []
        self._text = text
        self._labels = labels
        self._next: dict[str, int] = {}
        self._limit = -1
        self._brackets: list[tuple[int, int]] = []
        self._closed: dict[str, dict[int, int]] = {}
        self._runs: dict[int, list[int]] = {}
        self._walk()

    def _walk(self) -> None:
        handlers: dict[str, Callable[[str, int, int], int]] = {
            "ticks": self._code,
            "braced": self._template,
            "formula": self._formula,
            "drive": self._drive,
            "command": self._command,
            "accent": self._accent,
            "escape": lambda _, __, end: end,
            "tag": self._tag,
            "wiki": self._wiki,
            "note": self._note,
            "target": self._target,
            "label": self._label,
            "open": self._opening,
            "close": self._closing,
        }
        at = 0
        while match := _SIGN.search(self._text, at):
            start, end = match.span()
            if start >= self._limit:
                blank = _PARAGRAPH_ENDS.search(self._text, start)
                self._limit = blank.start() if blank else len(self._text)
                self._brackets.clear()
            at = handlers[match.lastgroup or ""](match.group(), start, end)

    def _find(self, sign: str, at: int) -> int:
        """Return where `sign` comes next in this paragraph; -1 if it does not."""
        found = self._next.get(sign, -2)
        if found == -2 or -1 < found < at:
            found = self._next[sign] = self._text.find(sign, at)
        return found if -1 < found < self._limit else -1

    def _hide(self, start: int, end: int, *, opaque: bool = False) -> int:
        (self.opaque if opaque else self.markup).append((start, end))
        return end

    def _code(self, sign: str, start: int, end: int) -> int:
        """Code between runs of as many backticks; TeX's quotation marks open with them too."""
        text, size = self._text, len(sign)
        if not self._runs:
            for run in re.finditer("`+", text):
                self._runs.setdefault(run.end() - run.start(), []).append(run.start())
        same = self._runs[size]
        number = bisect_left(same, end)
        close = same[number] if number < len(same) and same[number] < self._limit else -1
        if size == 2:
            quote = self._find("''", end)
            if quote > -1 and (close < 0 or quote < close):
                return end
        if close < 0:
            return end
        opens_another = text[close - 1].isspace() and text[close + size : close + size + 1].isalpha()
        if size == 1 and opens_another and _TEX_QUOTE.match(text, end, close):
            return end
        return self._hide(start, close + size, opaque=True)

    def _template(self, sign: str, start: int, end: int) -> int:
        closing = "#}" if sign == "{#" and self._text[end : end + 1].isspace() else _CLOSING[sign]
        close = self._find(closing, end)
        return start + 1 if close < 0 else self._hide(start, close + len(closing), opaque=True)

    def _formula(self, sign: str, start: int, end: int) -> int:
        if sign == "$":
            return self._dollar(start, end)
        close = self._find(_CLOSING[sign], end + 1)
        if close < 0:
            return start + 1 if sign == "$$" else end
        return self._hide(start, close + len(sign), opaque=True)

    def _dollar(self, start: int, end: int) -> int:
        """A formula between single signs, which two prices are not."""
        text = self._text
        before = text[start - 1 : start]
        if _is_letter(before) or text[end : end + 1] in {" ", "\t", "\n", ""}:
            return end
        close = self._find("$", end)
        while close > 0 and text[close - 1] == "\\":
            close = self._find("$", close + 1)
        if close <= end or text[close - 1] in " \t\n" or text[close + 1 : close + 2].isdigit():
            return end
        if _PRICE.match(text, end, close):
            return end
        return self._hide(start, close + 1, opaque=True)

    def _drive(self, _: str, start: int, end: int) -> int:
        path = _DRIVE_PATH.match(self._text, end)
        return self._hide(start, path.end() if path else end)

    def _command(self, sign: str, start: int, end: int) -> int:
        """A command of TeX by its name, or with its arguments where they are not running text."""
        text, name = self._text, sign[1:]
        argument = text[end : end + 1] in {"{", "["}
        if name in prose_tex.ACCENT_NAMES and (argument or len(name) > 1 or name in "oOlLij"):
            return self._accent(name, start, end)
        glued = start > 0 and (_is_letter(text[start - 1]) or text[start - 1] in "._-")
        if glued and not argument and name not in prose_tex.KNOWN:  # docs\recieve
            before = _PATH_BEFORE.search(text, max(0, start - 100), start)
            after = _PATH_AFTER.match(text, end)
            return self._hide(before.start() if before else start, after.end() if after else end)
        if name.rstrip("*") in prose_tex.VERBATIM and (close := self._verbatim(end)):
            return self._hide(start, close, opaque=True)
        at = self._past_options(end)
        if name in prose_tex.PROSE_SECOND:
            stop = self._past_group(at, "{", "}")
            at = self._past_options(stop) if stop > at else at
        elif name in prose_tex.PROSE_LAST:
            while (stop := self._past_group(at, "{", "}")) > at and text[stop : stop + 1] == "{":
                at = stop
        else:
            while (stop := self._past_group(at, "{", "}")) > at:
                at = self._past_options(stop)
            return self._hide(start, at)
        if (stop := self._past_group(at, "{", "}")) > at:
            self.apart.append((start, stop))
        return self._hide(start, at + text.startswith("{", at))

    def _verbatim(self, at: int) -> int:
        """Return the end of what stands between two equal signs, `|x|` after `verb`; 0 without them."""
        bar = self._text[at : at + 1]
        if not bar or bar.isalnum() or bar.isspace() or bar in "*{[":
            return 0
        close = self._text.find(bar, at + 1, at + 1000)
        return close + 1 if close >= 0 and "\n" not in self._text[at:close] else 0

    def _past_options(self, at: int) -> int:
        while (stop := self._past_group(at, "[", "]")) > at:
            at = stop
        return at

    def _past_group(self, at: int, opening: str, closing: str) -> int:
        """Return the end of the balanced group that begins at `at`; `at` itself without one."""
        if not self._text.startswith(opening, at):
            return at
        if opening not in self._closed:
            self._closed[opening] = prose_tex.closings(self._text, "{" + opening, "}" + closing)
        return self._closed[opening].get(at, at - 1) + 1

    def _accent(self, _: str, start: int, end: int) -> int:
        """A word with an accent command in it, from its first letter."""
        text, low = self._text, start
        while low > start - 40 and low and text[low - 1].isalpha():
            low -= 1
        word = prose_tex.ACCENTED.match(text, low)
        return self._hide(low, max(end, word.end() if word else end))

    def _tag(self, _: str, start: int, end: int) -> int:
        tag = _TAG.match(self._text, start, self._limit)
        if tag is None:
            return end
        at = start
        for low, high in tag_prose(tag.group()):
            self.apart.append(tag.span())
            self._hide(at, start + low)
            at = start + high
        return self._hide(at, tag.end())

    def _wiki(self, sign: str, start: int, end: int) -> int:
        close = self._find("]]", end)
        return start + len(sign) - 1 if close < 0 else self._hide(start, close + 2, opaque=True)

    def _note(self, sign: str, start: int, end: int) -> int:
        if not sign.endswith("@"):
            return self._hide(start, end)
        close = self._find("]", end)
        return end if close < 0 else self._hide(start, close + 1)

    def _opening(self, _: str, start: int, end: int) -> int:
        self._brackets.append((start, end))
        return end

    def _closing(self, _: str, start: int, end: int) -> int:
        if self._brackets:
            opening = self._brackets.pop()
            label = self._text[opening[1] : start]
            if self._labels and normalize_label(label) in self._labels:
                collapsed = self._text.startswith("[]", end)
                return self._hide(opening[0], end + 2 * collapsed)
        return end

    def _label(self, sign: str, start: int, end: int) -> int:
        """The second half of `[text][label]`; before an empty one the text names the target."""
        if sign == "][]" and self._brackets:
            return self._hide(self._brackets.pop()[0], end)
        self._link(end)
        return self._hide(start, end)

    def _target(self, _: str, start: int, end: int) -> int:
        """The target of a link; its title is prose."""
        target = _TARGET.match(self._text, end - 1, self._limit)
        if target is None:
            target = _LOOSE_TARGET.match(self._text, end - 1, self._limit)
            if target is None:
                return self._closing("]", start, end - 1)
            self._hide(start, target.end())
        elif target["double"]:
            self._hide(start, target.start("double"))
            self._hide(target.end("double"), target.end())
        else:
            self._hide(start, target.end())
        self._link(target.end())
        return target.end()

    def _link(self, end: int) -> None:
        """The bracket with which a link that ends here began."""
        if self._brackets:
            opening = self._brackets.pop()
            self.apart.append((opening[0], end))
            self._hide(*opening)


def _is_letter(sign: str) -> bool:
    """Whether a sign is a letter or digit of a script in which names of programs are written."""
    return sign.isalnum() and not is_cjk(sign)


def normalize_label(label: str) -> str:
    """Return a link label as CommonMark compares it: case-folded, inner white space as one space."""
    return " ".join(label.split()).casefold()
