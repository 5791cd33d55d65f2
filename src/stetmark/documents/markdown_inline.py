"""Which stretches of one Markdown paragraph are not prose.

CommonMark's own parser tells the paragraphs but not where inside a line a code span or a link target
stands, so this finds them: what it takes for markup too much is only left unedited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

__all__ = ["inline_masks", "normalize_label"]

#: What runs up to its closing sign, however far that is: the sign, and the fewest characters between.
_PAIRS = {"\\(": ("\\)", 1), "\\[": ("\\]", 1), "{{": ("}}", 0), "{%": ("%}", 0)}
_TOKEN = re.compile(
    r"""
      (?P<math>\$\$.+?\$\$ | \$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d))
    | (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<ticks>`+)
    | (?P<comment><!--.{0,9999}?-->)
    | (?P<element><(?P<tag>code|kbd|samp|var|tt|pre|script|style|math|svg)\b[^>]{0,999}>.{0,9999}?
      </(?P=tag)\s*>)
    | (?P<angle><[A-Za-z/!?][^<>]*>)
    | (?P<wiki>!?\[\[[^\]]{0,999}\]\])
    | (?P<note>\[\^[^\]\s]{1,99}\]:?)
    | (?P<cite>\[-?@[^\]]{0,999}\] | (?<![\w@])@[\w][\w:.#$%&+?<>~/-]*)
    | (?P<callout>\[![A-Za-z]+\][+-]? | ^:::.*$ | ^!!!.*$)
    | (?P<task>^\[[ xX]\](?=\s))
    | (?P<target>\](?=[(\[]))
    | (?P<label>\[(?P<text>(?:\\.|[^\[\]\\])+)\])
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);)
    | (?P<template>\{\{ | \{% | \{[\#.:][^{}]*\} | \{[\w:-]+\}(?=`))
    | (?P<url>\b(?:https?|ftp|file|mailto|git|ssh)://[^\s<>]+ | \bwww\.[^\s<>]+
      | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<emoji>(?<![\w:]):[a-z0-9_+-]+:(?![\w:]))
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


#: Brackets inside brackets of a link's target, as CommonMark allows them (section 6.3).
_DEEPEST = 32


def normalize_label(label: str) -> str:
    """A link label as CommonMark compares it: case-folded, inner whitespace as one space."""
    return " ".join(label.split()).casefold()


def inline_masks(content: str, labels: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Offsets of what is not prose in a paragraph's content.

    Args:
        content: The paragraph with its lines divided by newlines.
        labels: Normalized labels that the document defines as link targets: `[label]` is one of them.
    """
    at = 0
    missing: set[str] = set()  # closing signs that do not come any more
    while match := _TOKEN.search(content, at):
        start, end = match.span()
        at = end
        if match.group() in _PAIRS:
            closing, least = _PAIRS[match.group()]
            close_at = -1 if closing in missing else content.find(closing, end + least)
            if close_at >= 0:
                at = end = close_at + len(closing)
            else:
                missing.add(closing)
                if match["template"]:
                    at = start + 1
                    continue
        elif match["ticks"]:
            close = re.compile(rf"(?<!`){match['ticks']}(?!`)").search(content, end)
            if close is None:
                continue
            at = end = close.end()
        elif match["target"]:
            at = end = _target_end(content, end)
        elif match["label"] and not _names_target(content, match, labels):
            at = start + 1  # ordinary brackets, or a link's text: its target comes later
            continue
        elif match["label"] and content.startswith("[]", end):
            at = end = end + 2
        yield start, end


def _names_target(content: str, match: re.Match[str], labels: Collection[str]) -> bool:
    """Whether the text in brackets names a target: `[name]` or `[name][]`, but not `[text](target)`."""
    if normalize_label(match["text"]) not in labels:
        return False
    after = content[match.end() : match.end() + 2]
    return after == "[]" or after[:1] not in {"(", "["}


def _target_end(content: str, at: int) -> int:
    """Where the `(target "title")` or `[label]` that begins at `at` ends; `at` if it does not end."""
    if content[at] == "[":
        close = content.find("]", at)
        return at if close < 0 else close + 1
    depth, i, quote = 0, at, ""
    while i < len(content):
        ch = content[i]
        if ch == "\\":
            i += 1
        elif quote:
            quote = "" if ch == quote else quote
        elif ch in "\"'" and content[i - 1].isspace():
            quote = ch
        elif ch == "(":
            depth += 1
            if depth > _DEEPEST:
                return at
        elif ch == ")":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1
    return at
