"""Addresses, paths, identifiers and other names that no prose contains: shapes inside one line.

Each shape is looked for only where its sign occurs. None may run on from every place where it could begin,
or a hostile text would take the square of its length. The text comes with Han, kana and hangul replaced by
`WIDE`, signs of those scripts and markup by `BLANK` and code by `OPAQUE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["BLANK", "OPAQUE", "WIDE", "name_spans"]

#: What stands for a letter of a script without spaces, for markup and wide signs, for code and formulas.
#: The first two are white space to a pattern, the last is neither space nor part of a word.
WIDE, BLANK, OPAQUE = "\u3000", "\u2003", "\ufffc"

#: What may stand before a name that begins with a sign: space, an opening bracket or quotation mark, a dash.
_FREE = r"(?<![^\s(\[{\"'“‘<=:,;*|—–\ufffc])"

#: The rest of an address: a bracket that it did not open ends it.
_ADDRESS = r"[^\s<>\"“”()]*(?:\([^\s<>\"“”()]*\)[^\s<>\"“”()]*)*"

#: (a sign that must occur, shape). A shape that begins with its sign is found sooner than one that first asks
#: what must not stand before.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(shape, re.MULTILINE))
    for sign, shape in (
        # addresses; what follows "://" up to a space or a bracket that no address contains
        ("://", r"\b[A-Za-z][A-Za-z0-9+.-]{0,19}://" + _ADDRESS),
        (":", r"\b(?:mailto|doi|arXiv|urn|tel|file|data|javascript):(?=\S)" + _ADDRESS),
        ("www.", r"\bwww\." + _ADDRESS),
        ("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})*"),
        ("@", r"@\w[\w.-]*|\b\w{1,64}@"),
        ("#", r"#\w[\w.-]*|(?<=\w)#(?=\w)"),
        ("/", r"(?<![\w/])[ru]/\w+"),
        # paths
        ("/", _FREE + r"(?:~|\.{1,2})?/[\w.$%~@+-]+(?:[/\\][\w.$%~@+-]*)*"),
        ("/", r"(?<![\w./~-])[\w.~-]{1,100}(?:/[\w.~@+-]{1,100}){2,}/?"),
        ("/", r"(?<![\w./~-])[\w~-]{1,100}/[\w~-]{1,100}\.[A-Za-z]\w*"),
        ("/", r":\d{2,5}/[^\s<>\"“”]+|\b[\w.-]{1,100}/[\w.-]{1,100}#\d+"),
        ("/", r"(?<![\w./~-])(?!(?:and|or|he|she|his|her|him|either)/)[\w~-]{2,100}/(?=\s|\Z)"),
        ("\\", r"(?<!\w)[A-Za-z]:\\[^\s\"<>|]*|\\\\\w[\w$.-]*\\[\w$.\\-]*"),
        ("\\", r"\b\w++(?:\\[_/-]\w+)+"),
        # endings of files; names with dots are found by `_dotted`
        (".", r"\.(?<![\w.…)\]\"'”’!?]\.)[a-z]\w*"),
        # options of commands
        ("-", r"-(?<![^\s(\[{\"'“‘,|/]-)-?[A-Za-z][\w-]*(?:=\S+)?"),
        # identifiers
        ("_", r"\b[^\W_]+_\w+|\b__\w+__\b"),
        ("::", r"\b\w++(?:::\w+)+|(?<![\w:])::\w+(?:::\w+)*"),
        (":", r":(?<![\w:]:)[A-Za-z0-9][\w+-]*:(?![\w:])"),
        (":", r"^[ \t]*:(?:[\w-]{1,60} ){1,3}[\w-]{1,60}:(?=\s|$)"),
        ("(", r"\b[A-Za-z_]\w*+(?=\()(?!\(\w{1,3}\))(?:\([^()\n ]{0,200}\))?"),
        ("=", r"(?<![\w.-])[\w.-]{1,100}(?==(?!=*[ \t]*$))"),
        ("=", r"(?<=\w)=(?:[\"'“][^\"'”\n]{0,200}[\"'”]|[^\s=]\S*)|(?<=\w)={2,3}\w+|=(?<!==)\w+"),
        ("^", r"\b\w++\^\w*|\^\w+"),
        ("%", r"(?<![\w%)\].])%\(?\w+\)?[sd%]?|%\{\w*\}"),
        ("$", r"\$[A-Za-z_]\w*|\$\{[^}\n]{0,200}\}"),
        ("&", r"&\#?\w{1,30};|&\w+(?==)"),
        ("<", r"\w<\w[^<>\s]{0,100}>"),
        ("{", r"(?<![\w\]}*])\{[A-Za-z_][\w.:!\[\]()-]{0,100}\}(?!\})|\b\w++\{\w[^{}\s]{0,100}\}"),
        ("}", r"\b\w++\}\w+"),
        ("]", r"\[[\w#*.-]{1,60}\]_(?!\w)"),
        ("[", r"\[/?(?:b|i|u|s|url|img|code|quote|color|size|list)(?:=[^\]\n]{0,200})?\]"),
        ("[", r"\[/?[a-z]\w*(?: \w+=\"[^\"\]\n]{0,200}\"){1,20}\s*/?\]"),
        ('"', r"\"[\w.-]{1,60}\"\s?:\s?(?:\"[^\"\n]{0,200}\"|[\[{\d]|true\b|false\b|null\b)"),
        ('"', r"\"(?<![\w\"“]\")\w{1,5}\"(?![\w\"”])"),
        ("“", r"“(?<![\w\"“]“)\w{1,5}”(?![\w\"”])"),
        ("'", r"'(?<![\w'‘’]')\w{1,5}'(?![\w'’])"),
        ("‘", r"‘(?<![\w'‘’]‘)\w{1,5}’(?![\w'’])"),
        # half of a word set otherwise than the other half: **r**egular
        ("*", r"\b\w++\*{1,3}\w+"),
        (OPAQUE, r"\ufffc['’]?\w+|\b\w++\ufffc"),
        (")", r"\(\w+\)\w+"),
        (
            "|",
            r"(?<=[^\s|][ \t(])\|[^\s|](?:[^|\n]{0,100}[^\s|])?\|(?![^\s.,;:!?)'’])"
            r"|^[ \t]{0,20}\|[^\s|](?:[^|\n]{0,100}[^\s|])?\|(?=[.,;:]?[ \t]{1,3}[^\s|])",
        ),
        # a word that touches a Han character is a name or a term
        (WIDE, rf"(?<={WIDE})[^\W\d_][\w'’-]*|(?<![\w'’-])[^\W\d_][\w'’-]*+(?={WIDE})"),
    )
)
_NUMBER = re.compile(r"\d+")
#: Numbers, ordinals and units written close to them are not names: 3rd, 50p.
_PLAIN_NUMBER = re.compile(r"\d+[A-Za-z]{0,2}")
#: So much of a chain of words with hyphens is looked at.
_LONGEST_CHAIN = 200
_CHAIN_BEFORE = re.compile(r"(?<![\w‐‑-])[^\W\d_]\w{0,60}(?:[-‐‑]\w{1,60}){0,12}[-‐‑]?\Z")
_CHAIN_AFTER = re.compile(r"\w*(?:[-‐‑]\w{1,60}){0,12}")
_CAMEL = re.compile(r"\b(?=\w{4})[a-z]++[A-Z]\w*|\b(?:[A-Z][a-z0-9]++){2,}+\b")
_CAPITAL_INSIDE = re.compile(r"[A-Z](?<=[a-z0-9].)")
#: Words with dots or hyphens between them, of which files, hosts and attributes are the part from the first
#: letter at the start of a word to the last word that a dot and a letter begin.
_CHAIN = re.compile(r"\w+(?:[.-]\w+)*")
_FIRST_LETTER = re.compile(r"(?:\A|[.-])([A-Za-z_])")
_DOT_WORD = re.compile(r"\.(?<=\w\.)[A-Za-z_]\w*")
#: Title and full name without the space between them.
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Gen|Col|Sr|Jr)\.[A-Z][a-z]+\Z")
_JOINTS = frozenset("-‐‑_")
_UNDERSCORES = re.compile(r"_+")
_WORD_HERE = re.compile(r"\w+")


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of names of all kinds in `text`, in no order."""
    for sign, shape in _SHAPES:
        if sign in text:
            for match in shape.finditer(text):
                yield match.span()
    if "." in text:
        yield from _dotted(text)
    if "_" in text:
        yield from _unpaired_underscores(text)
    yield from _numbered(text)
    if _CAPITAL_INSIDE.search(text):
        for match in _CAMEL.finditer(text):
            yield match.span()


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """Yield words of letters and digits, and names that a number follows: gpt-oss-20b, covid-19."""
    at = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if start < at or not (before.isalpha() or before in _JOINTS or after.isalpha() or after == "_"):
            continue
        low = start
        while low and start - low < _LONGEST_CHAIN and (text[low - 1].isalnum() or text[low - 1] == "_"):
            low -= 1
        word = _WORD_HERE.match(text, low)
        high = word.end() if word else end
        if not _PLAIN_NUMBER.fullmatch(text, low, high):
            yield low, high
        if text[low - 1 : low] in _JOINTS and low:
            chain = _CHAIN_BEFORE.search(text, max(0, low - _LONGEST_CHAIN), low)
            rest = _CHAIN_AFTER.match(text, low)
            if chain and rest:
                yield chain.start(), rest.end()
            high = rest.end() if rest else high
        at = high


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    """Yield files, hosts and attributes, with the brackets of a call; each lies between two spaces."""
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
            if first and last and first.start(1) < last.start() and not _TITLED.match(chain.group()):
                stop = chain.start() + last.end()
                yield chain.start() + first.start(1), stop + 2 * text.startswith("()", stop)
        if end < 0:
            return


def _unpaired_underscores(text: str) -> Iterator[tuple[int, int]]:
    """Yield words beside an underscore that is not Markdown's emphasis: `_private`, `name_`."""
    still_open: list[tuple[int, int]] = []
    seen = 0
    for match in _UNDERSCORES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        opens = not before.isalnum() and after != "" and not after.isspace()
        closes = not after.isalnum() and before != "" and not before.isspace()
        if still_open and text.find("\n\n", seen, start) >= 0:
            yield from _with_word_after(text, still_open)
            still_open.clear()
        seen = end
        if closes and still_open and still_open[-1][1] - still_open[-1][0] == end - start:
            still_open.pop()
        elif opens:
            still_open.append((start, end))
        elif closes:
            low = start
            while low and text[low - 1].isalnum():
                low -= 1
            yield low, end
    yield from _with_word_after(text, still_open)


def _with_word_after(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        word = _WORD_HERE.match(text, end)
        yield start, word.end() if word else end
