r"""What a reply wraps round its whole text: tags, quotes, emphasis, boxes, block quotes, JSON.

A wrapper is a pair that surrounds the *whole* text. Which pair it is does not matter: where the text inside
begins and ends more like the item's text than the text with the pair does, the pair is the reply's own, and a
pair that the item has is never taken off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

__all__ = ["Unwrapped", "from_blockquote", "from_json", "from_pair"]

#: Signs compared at either end of a text.
_END = 40
#: A JSON value longer than this, or nested deeper, is text.
_LONGEST_JSON, _MOST_STRINGS = 4_000_000, 2_000
_DEEPEST = 40
_MARKS_LENGTH = 400

_QUOTES = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "「": "」", "『": "』", "`": "`",
    "《": "》", "”": "”", "＂": "＂",
    "‹": "›", "»": "«", "〝": "〞", "﹁": "﹂",
}  # fmt: skip
_QUOTE_SIGNS = frozenset({*_QUOTES, *_QUOTES.values()})
_BRACKETS = {"[": "]", "(": ")", "{": "}", "【": "】", "（": "）", "<<": ">>", "〔": "〕", "［": "］"}
_REPEATED = re.compile(r'"{3}|\'{3}|`{1,3}|\*{1,3}|_{1,3}|~~|==|\+\+|‘‘|``|\'\'')
_COMMANDS = re.compile(r"\$?\\(?:boxed|text|fbox|mbox|textbf|textit|emph|texttt|textrm)\s?\{|\\[\[(]|\${1,2}")
_CLOSE_COMMANDS = {"\\[": "\\]", "\\(": "\\)", "$": "$", "$$": "$$"}
_OPEN_TAG = re.compile(
    r"<([^\W\d][\w:.-]{0,40}|[\u4e00-\u9fff]{1,12})(?:\s[^<>]{0,300})?>|\[([^\W\d][\w:.-]{0,40})\]|【([^\W\d]\w{0,20})】"
)
#: Tags that name an answer: what lies outside them is the model's talk, whatever it says.
_ANSWER_TAGS = re.compile(
    r"(?:solution|answer|final(?:[_-]?answer)?|output|result|response|corrected(?:[_-]?text)?|correction|fixed(?:[_-]?text)?"
    r"|revised(?:[_-]?text)?|edited(?:[_-]?text)?|答案|修改后|改正后|结果|输出)",
    re.IGNORECASE,
)
_ANY_ANSWER_TAG = re.compile(rf"</?({_ANSWER_TAGS.pattern})(?:\s[^<>]{{0,300}})?>", re.IGNORECASE)
_QUOTE_LINE = re.compile(r"[ \t]{0,3}(?:>|&gt;)[ \t]?")


class Unwrapped(NamedTuple):
    """The text inside a wrapper, where it begins in the text around it, and the wrapper's flags."""

    text: str
    start: int
    flags: frozenset[str]


def from_pair(text: str, known: Sequence[str]) -> Unwrapped | None:
    """Return what is inside the pair that surrounds `text`; None where none does.

    Args:
        text: A text without outer white space.
        known: The texts of the item, the reference first.
    """
    for start, end, flag in _pairs(text):
        inner = text[start:end]
        lead = len(inner) - len(inner.lstrip())
        inner = inner.strip()
        if inner and not _own(text, inner, known, flag) and _fits_better(inner, text, known):
            return Unwrapped(inner, start + lead, frozenset({flag}))
    return _in_answer_tag(text, known)


def _pairs(text: str) -> Iterator[tuple[int, int, str]]:
    """The inside of each pair that `text` begins and ends with, and the flag it earns."""
    yield from _tag_pair(text)
    size = len(text)
    for opening, closing in _sign_pairs(text):
        if size > len(opening) + len(closing) and text.endswith(closing):
            yield len(opening), size - len(closing), "quoted" if opening[0] in _QUOTE_SIGNS else "marked"


def _tag_pair(text: str) -> Iterator[tuple[int, int, str]]:
    tag = _OPEN_TAG.match(text)
    if tag is None:
        return
    name = tag[1] or tag[2] or tag[3]
    closing = f"</{name}>" if tag[1] else f"[/{name}]" if tag[2] else f"【/{name}】"
    flag = "solution_tag" if name.lower() == "solution" else "tag"
    if text.lower().endswith(closing.lower()):
        yield tag.end(), len(text) - len(closing), flag
    elif _ANSWER_TAGS.fullmatch(name) and closing.lower() not in text.lower():
        yield tag.end(), len(text), flag


def _sign_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The opening signs that `text` begins with, each with its closing one."""
    command = _COMMANDS.match(text)
    if command is not None:
        sign = command.group()
        yield sign, _CLOSE_COMMANDS.get(sign, "}$" if sign.startswith("$") else "}")
    repeated = _REPEATED.match(text)
    if repeated is not None:
        sign = repeated.group()
        yield sign, {"``": "''", "‘‘": "’’"}.get(sign, sign) if not text.endswith(sign) else sign
    if text[0] in _QUOTES:
        yield text[0], _QUOTES[text[0]]
    yield from ((opening, closing) for opening, closing in _BRACKETS.items() if text.startswith(opening))


def _own(text: str, inner: str, known: Sequence[str], flag: str) -> bool:
    """Return whether the pair is the item's own, perhaps in another form."""
    marks = frozenset("*_~=`$")
    if flag != "quoted" and text[0] not in marks:
        return False
    signs = _QUOTE_SIGNS if flag == "quoted" else marks
    return any(one[:1] in signs and one[-1:] in signs and inner[:1] != one[0] for one in known)


def _fits_better(inner: str, outer: str, known: Sequence[str]) -> bool:
    """Return whether `inner` begins and ends more like the item's text than `outer` does."""
    one, other = _strangeness(inner, known), _strangeness(outer, known)
    foreign = not any(text[0] == outer[0] or text[-1] == outer[-1] for text in known if text)
    return one < other or (one == other and foreign)


def _strangeness(text: str, known: Sequence[str]) -> int:
    return min(
        int(Indel.distance(text[:_END], one[:_END])) + int(Indel.distance(text[-_END:], one[-_END:]))
        for one in known
    )


def _in_answer_tag(text: str, known: Sequence[str]) -> Unwrapped | None:
    """Return what is in the last tag that names an answer, with whatever stands outside it."""
    if "<" not in text or any(_has_answer_tag(one) for one in known):
        return None
    opened: re.Match[str] | None = None
    closed: re.Match[str] | None = None
    pair: tuple[re.Match[str], re.Match[str]] | None = None
    for tag in _ANY_ANSWER_TAG.finditer(text):
        if not tag.group().startswith("</"):
            opened = tag
        else:
            closed = tag
            if opened is not None and opened[1].lower() == tag[1].lower():
                pair = (opened, tag)
    if pair is not None:
        return _between(text, *pair)
    if opened is not None:
        return _between(text, opened, None)
    # A closing tag alone: the template wrote the opening one.
    return None if closed is None else _between(text, None, closed)


def _between(text: str, opened: re.Match[str] | None, closed: re.Match[str] | None) -> Unwrapped:
    """Return the text between two tags; from the start, or to the end, where one of them is missing."""
    start, stop = opened.end() if opened else 0, closed.start() if closed else len(text)
    name = (opened or closed or [None, ""])[1]
    flags = {"solution_tag" if str(name).lower() == "solution" else "tag"}
    if opened and text[: opened.start()].strip():
        flags.add("preamble")
    if closed and text[closed.end() :].strip():
        flags.add("postamble")
    inner = text[start:stop]
    return Unwrapped(inner.strip(), start + len(inner) - len(inner.lstrip()), frozenset(flags))


def _has_answer_tag(text: str) -> bool:
    return any(_ANSWER_TAGS.fullmatch(name) for name in re.findall(r"</?([^\W\d][\w:.-]{0,40})", text))


def from_blockquote(text: str, known: Sequence[str]) -> Unwrapped | None:
    """Return the text of the block quote that `text` is; None where it is none, or the item quotes too."""
    if not text.startswith((">", "&gt;")) or any(_QUOTE_LINE.match(one) for one in known):
        return None
    lines = text.splitlines(keepends=True)
    marks = [_QUOTE_LINE.match(line) for line in lines]
    if any(mark is None and line.strip() for mark, line in zip(marks, lines, strict=True)):
        return None
    bare = "".join(line[mark.end() :] if mark else line for mark, line in zip(marks, lines, strict=True))
    first = marks[0]
    inner = bare.strip()
    return Unwrapped(inner, first.end() if first else 0, frozenset({"marked"})) if inner else None


def from_json(text: str, known: Sequence[str]) -> Unwrapped | None:
    """Return the string of a JSON value that is most like the item's text; sibling keys are talk."""
    pairs = {"{": "}", "[": "]"}
    if (
        pairs.get(text[:1]) != text[-1:]
        or len(text) > _LONGEST_JSON
        or known[0][:1] in pairs
        or '"' not in text
    ):
        return None
    if text.count("{") + text.count("[") > _MOST_STRINGS:
        return None
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    best: tuple[int, str] | None = None
    for candidate in _texts(value, 0):
        inner = candidate.strip()
        if not inner:
            continue
        strange = _strangeness(inner, known) + abs(len(inner) - len(known[0])) // 8
        if best is None or strange < best[0]:
            best = (strange, inner)
    if best is None:
        return None
    inner = best[1]
    at = text.find(json.dumps(inner[:12], ensure_ascii=False)[1:-1])
    if at < 0:
        at = text.find(json.dumps(inner[:12])[1:-1])
    return Unwrapped(inner, max(at, 0), frozenset({"json"}))


def _texts(value: Any, depth: int) -> Iterator[str]:
    """The strings of a JSON value, and lists of strings as one text."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        strings = [one for one in value if isinstance(one, str)]
        if len(strings) > 1 and len(strings) == len(value):
            yield "\n".join(strings)
            yield "\n\n".join(strings)
            yield " ".join(strings)
        for one in value[:_MOST_STRINGS]:
            yield from _texts(one, depth + 1)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one, depth + 1)
