r"""Marks that come in pairs: `**bold**` → `bold` or "yes" → “yes” is one change, in two places."""

from __future__ import annotations

import re

from stetmark.judging.text_pair import FoundChange, TextPair, in_parts

__all__ = ["joined_pairs"]

_PAIRED = frozenset({"markup", "quote"})
_CLOSERS = {
    "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
}  # fmt: skip
_CLOSING = {
    "``": ("''", '"'), "\\(": ("\\)",), "\\[": ("\\]",), "{": ("}",), "&ldquo;": ("&rdquo;",), "[": ("]",),
    "&lsquo;": ("&rsquo;",), "&laquo;": ("&raquo;",), "&lt;": ("&gt;",), "&#8220;": ("&#8221;",),
}  # fmt: skip
_SAME = re.compile(r"[\"'`*_~$=^]{1,4}|&(?:quot|apos|#34|#39);")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\{|\{\\[A-Za-z]+\s?")
_ENVIRONMENT = re.compile(r"\\begin\{([^{}]*)\}")
_TAG = re.compile(r"<([A-Za-z][\w-]*)\b[^<>]*>")
_HEADING = re.compile(r"#{1,6}")


def joined_pairs(changes: list[FoundChange], texts: TextPair) -> list[FoundChange]:
    """Return the changes with those of an opening and its closing mark made one, in two parts."""
    if sum(change.class_ in _PAIRED for change in changes) < 2:
        return changes
    partner: dict[int, int] = {}
    opened: list[int] = []
    for k, change in enumerate(changes):
        if change.class_ not in _PAIRED or change.parts:
            continue
        for m in reversed(opened[-4:]):
            if _is_pair(changes[m], change, texts):
                partner[m] = k
                del opened[opened.index(m) :]
                break
        else:
            opened.append(k)
    if not partner:
        return changes
    closed = set(partner.values())
    return [
        in_parts(change.class_, (change, changes[partner[k]])) if k in partner else change
        for k, change in enumerate(changes)
        if k not in closed
    ]


def _is_pair(one: FoundChange, other: FoundChange, texts: TextPair) -> bool:
    """Whether one change is to an opening mark what the other is to its closing mark, in both texts."""
    if one.class_ != other.class_ or "\n\n" in texts.reference[one.end : other.start]:
        return False
    (old, new), (old_end, new_end) = texts.texts(one), texts.texts(other)
    return (
        _closes(old.strip(), old_end.strip())
        and _closes(new.strip(), new_end.strip())
        and _opens_there(texts.reference, one.start, one.end, other.start, other.end)
        and _opens_there(texts.hypothesis, one.hyp_start, one.hyp_end, other.hyp_start, other.hyp_end)
    )


def _closes(opening: str, closing: str) -> bool:  # noqa: PLR0911  one return a kind of mark
    """Whether `closing` ends what `opening` begins; nothing ends nothing."""
    if opening == closing:
        return not opening or _SAME.fullmatch(opening) is not None
    if not closing:
        return _HEADING.fullmatch(opening) is not None
    if opening in _CLOSERS:
        return closing in _CLOSERS[opening]
    if opening in _CLOSING:
        return closing in _CLOSING[opening] or (opening == "[" and closing.startswith("]("))
    if _COMMAND.fullmatch(opening):
        return closing == "}"
    environment, tag = _ENVIRONMENT.fullmatch(opening), _TAG.fullmatch(opening)
    if environment:
        return closing == f"\\end{{{environment[1]}}}"
    return tag is not None and re.fullmatch(rf"</{re.escape(tag[1])}\s*>", closing) is not None


def _opens_there(text: str, start: int, end: int, close_start: int, close_end: int) -> bool:
    """Whether marks at these places can be a pair: an apostrophe inside or behind a word opens nothing."""
    if text[start:end] not in {"'", "’", "‘"}:
        return True
    before, after = text[start - 1 : start], text[close_end : close_end + 1]
    return not (before.isalnum() or after.isalnum() or text[close_start - 1 : close_start].isspace())
