"""What surrounds the answer in a reply? Peeled off layer by layer, each layer named by a flag.

First of all: a reply that is the reference has no envelope, so a fence, quote or lead-in of the reference is
never peeled. Text before or after the body is a preamble or postamble only where a line break parts it from
the body, or, before it, where it ends in a colon. Whether there is a body at all, twice, or cut short, is
judged by how many of its tokens stand in reference and source in the same order; which letters they have
matters only for telling a refusal or a translation from other text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stetmark.records import ENVELOPE_FLAGS
from stetmark.text.bodies import Body, find_body
from stetmark.text.words import NO_LEXICON, Lexicon

__all__ = ["OUTER", "Peeled", "peel"]

#: The outer characters that every rung forgives; NBSP and U+3000 are text.
OUTER = " \t\r\n"
_QUOTES = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "「": "」", "『": "』", "`": "`",
    "《": "》",    "”": "”", "＂": "＂", "‹": "›", "»": "«",
}  # fmt: skip
_ANY_QUOTE = frozenset({*_QUOTES, *_QUOTES.values()})
#: Fence lines looked at from either end: no answer needs more, and an attack may hold a hundred thousand.
_FENCES = 100
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n`]*$", re.MULTILINE)


class Peeled(NamedTuple):
    """The hypothesis, where it starts in the reply, and the envelope flags in the order of the records."""

    hypothesis: str
    start: int
    flags: tuple[str, ...]


class _Layer(NamedTuple):
    start: int
    end: int
    flags: frozenset[str]


def peel(reply: str, reference: str, source: str | None = None, *, lexicon: Lexicon = NO_LEXICON) -> Peeled:
    """Return the answer that `reply` holds and what had to be taken off.

    Args:
        reply: The raw text.
        reference: The correct answer.
        source: The text with misspellings; a reply that keeps it is no less an answer.
        lexicon: Knows simplified from traditional characters; the other script is no less an answer.
    """
    start, end = _stripped(reply, 0, len(reply))
    flags: set[str] = set()
    wanted = reference.strip(OUTER)
    if reply[start:end] == wanted:
        return Peeled(wanted, start, ())
    if "<" in reply or "```" in reply or "~~~" in reply:
        for peel_one in (_thinking, _solution, _fence):
            layer = peel_one(reply, start, end, wanted)
            if layer is not None:
                start, end = _stripped(reply, layer.start, layer.end)
                flags |= layer.flags
    if start >= end:
        return Peeled("", start, _ordered(flags | {"empty"}))
    start, end = _quoted(reply, start, end, wanted, flags)
    body: Body = find_body(reply[start:end], wanted, source.strip(OUTER) if source else None, lexicon)
    end, start = start + body.end, start + body.start
    flags |= body.flags
    if "preamble" in flags or "postamble" in flags:
        for peel_one in (_fence,):
            layer = peel_one(reply, start, end, wanted)
            if layer is not None:
                start, end = _stripped(reply, layer.start, layer.end)
                flags |= layer.flags
        start, end = _quoted(reply, start, end, wanted, flags)
    return Peeled(reply[start:end], start, _ordered(flags))


def _ordered(flags: set[str]) -> tuple[str, ...]:
    return tuple(flag for flag in ENVELOPE_FLAGS if flag in flags) if flags else ()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer space, tab, CR and LF."""
    if start < end and text[start] not in OUTER and text[end - 1] not in OUTER:
        return start, end
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(OUTER))
    return start, start + len(inner.strip(OUTER))


def _thinking(reply: str, start: int, end: int, wanted: str) -> _Layer | None:
    """Drop `<think>…</think>`: the answer follows the last one, else it stands before the first."""
    if "think>" in wanted:
        return None
    close = reply.rfind("</think>", start, end)
    if close >= 0:
        if reply[close + 8 : end].strip(OUTER):
            return _Layer(close + 8, end, frozenset({"think_block"}))
        first = reply.find("<think>", start, close)
        return _Layer(start, max(first, start), frozenset({"think_block"}))
    first = reply.find("<think>", start, end)
    return None if first < 0 else _Layer(start, first, frozenset({"think_block"}))


def _solution(reply: str, start: int, end: int, wanted: str) -> _Layer | None:
    """Take the last `<solution>…</solution>`, over lines; an unclosed one to the end."""
    if "solution>" in wanted:
        return None
    close = reply.rfind("</solution>", start, end)
    opened = reply.rfind("<solution>", start, close if close >= 0 else end)
    if opened < 0:
        return None if close < 0 else _Layer(start, close, frozenset({"solution_tag"}))
    flags = {"solution_tag"}
    last = close if close >= 0 else end
    if reply[start:opened].strip(OUTER):
        flags.add("preamble")
    if close >= 0 and reply[close + 11 : end].strip(OUTER):
        flags.add("postamble")
    return _Layer(opened + 10, last, frozenset(flags))


def _fence(reply: str, start: int, end: int, wanted: str) -> _Layer | None:
    """Take the largest fenced block, where the reference does not begin with a fence itself."""
    if _FENCE.match(wanted) or ("```" not in reply and "~~~" not in reply):
        return None
    # Cut out, since a line begins where a tag or outer space was taken off.
    reply, shift = reply[start:end], start
    start, end = 0, len(reply)
    found = list(_FENCE.finditer(reply))
    if len(found) > 2 * _FENCES:
        found = found[:_FENCES] + found[-_FENCES:]
    best: _Layer | None = None
    inner = "```" in wanted or "~~~" in wanted
    k = 0
    while k < len(found):
        opened = found[k]
        closers = [m for m in found[k + 1 :] if m.group(0).strip() == opened.group(1)]
        close = (closers[-1] if inner else closers[0]) if closers else None
        first, last = opened.end(), close.start() if close else end
        if close is None and reply.endswith(opened.group(1)) and not wanted.endswith(opened.group(1)):
            last = end - len(opened.group(1))  # a fence closed on the text's last line
        flags = {"fence"}
        if reply[start : opened.start()].strip(OUTER):
            flags.add("preamble")
        if close and reply[close.end() : end].strip(OUTER):
            flags.add("postamble")
        if best is None or last - first > best.end - best.start:
            best = _Layer(first, last, frozenset(flags))
        k = found.index(close) + 1 if close else len(found)
    # A fence round something small beside a large text is no wrapping of the answer.
    if best is None or 2 * (best.end - best.start) < min(len(wanted), end - start):
        return None
    return _Layer(best.start + shift, best.end + shift, best.flags)


def _quoted(reply: str, start: int, end: int, wanted: str, flags: set[str]) -> tuple[int, int]:
    """Take off one pair of quotes round the whole, unless the reference has it."""
    if end - start < 2 or _QUOTES.get(reply[start]) != reply[end - 1]:
        return start, end
    inner = reply[start + 1 : end - 1]
    if wanted[:1] in _ANY_QUOTE and wanted[-1:] in _ANY_QUOTE and inner != wanted and inner[:1] != wanted[0]:
        return start, end  # the reference's own quotes, perhaps in another form
    flags.add("quoted")
    return _stripped(reply, start + 1, end - 1)
