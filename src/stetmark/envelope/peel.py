"""Peel the envelope off a reply, layer by layer, and name each layer with a flag.

A reply that equals the reference has no envelope, so a fence, quote or lead-in of the reference is
never peeled. Text before or after the body is a preamble or postamble only if a line break separates it from
the body, or, before it, if it ends with a colon. Whether there is a body at all, twice, or cut short, is
decided by how many of its tokens occur in reference and source in the same order; which letters they have
matters only for distinguishing a refusal or a translation from other text.
"""

from __future__ import annotations

from typing import NamedTuple

from stetmark.envelope.bodies import Body, find_body
from stetmark.envelope.fences import find_fence
from stetmark.records import ENVELOPE_FLAGS
from stetmark.text.lexicon import NO_LEXICON, Lexicon
from stetmark.text.tokens import OUTER

__all__ = ["Peeled", "peel", "peel_stripped"]

_QUOTES = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "「": "」", "『": "』", "`": "`",
    "《": "》",    "”": "”", "＂": "＂", "‹": "›", "»": "«",
}  # fmt: skip
#: Quotes round a reply are looked for at once where it is little longer than the answer; else round the body.
_ALONE, _ALONE_MORE = 1.1, 20
_THOUGHTS = ("think", "thinking", "thought", "reasoning")
_ANY_QUOTE = frozenset({*_QUOTES, *_QUOTES.values()})


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
    """Return the answer in `reply`, and the envelope that was removed.

    Args:
        reply: The raw text.
        reference: The correct answer.
        source: The text with misspellings; a reply that keeps it is still an answer.
        lexicon: Knows simplified from traditional characters; the other script is no less an answer.
    """
    return peel_stripped(reply, reference.strip(OUTER), source.strip(OUTER) if source else None, lexicon)


def peel_stripped(reply: str, wanted: str, source: str | None, lexicon: Lexicon) -> Peeled:
    """As `peel`, where reference and source have no outer white space any more."""
    start, end = first, last = _stripped(reply, 0, len(reply))
    flags: set[str] = set()
    if reply[start:end] == wanted:
        return Peeled(wanted, start, ())
    for peel_one in (_thinking, _solution) if "<" in reply else ():
        layer = peel_one(reply, start, end, wanted)
        if layer is not None:
            start, end = _stripped(reply, layer.start, layer.end)
            flags |= layer.flags
    text = reply
    fenced = find_fence(reply[start:end], wanted, source) if "```" in reply or "~~~" in reply else None
    if fenced is not None:
        flags |= fenced.flags
        text = reply[:start] + fenced.text + reply[end:]
        start, end = _stripped(reply, start + fenced.start, start + fenced.end)
    if start >= end:
        return Peeled("", start, _ordered(flags | {"empty"}))
    if end - start <= _ALONE * len(wanted) + _ALONE_MORE:
        start, end = _quoted(reply, start, end, wanted, flags)
    body: Body = find_body(text[start:end], wanted, source, lexicon)
    end, start = start + body.end, start + body.start
    flags |= body.flags
    start, end = _quoted(reply, start, end, wanted, flags)
    if start and _QUOTES.get(reply[start - 1]) == reply[end - 1 : end] and not _has_quotes(wanted):
        # The body was found behind an opening quote whose partner it still holds.
        end -= 1
        flags.add("quoted")
    if not flags and (start, end) != (first, last):
        # A line of nothing but other white space (U+2028, U+0085) is text all the same.
        flags.add("preamble" if start > first else "postamble")
    return Peeled(reply[start:end], start, _ordered(flags))


def _ordered(flags: set[str]) -> tuple[str, ...]:
    return tuple(flag for flag in ENVELOPE_FLAGS if flag in flags) if flags else ()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer space, tab, CR and LF."""
    if start < end and text[start] not in OUTER and text[end - 1] not in OUTER:
        return start, end
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(OUTER))
    return start, start + len(inner.strip(OUTER))


def _thinking(reply: str, start: int, end: int, wanted: str) -> _Layer | None:
    """Drop `<think>…</think>`: the answer follows the last one, or else precedes the first."""
    for name in _THOUGHTS:
        if f"{name}>" not in reply or f"{name}>" in wanted:
            continue
        opening, closing = f"<{name}>", f"</{name}>"
        close = reply.rfind(closing, start, end)
        first = reply.find(opening, start, close if close >= 0 else end)
        if close >= 0 and reply[close + len(closing) : end].strip(OUTER):
            return _Layer(close + len(closing), end, frozenset({"think_block"}))
        if close >= 0 or first >= 0:
            return _Layer(start, max(first, start), frozenset({"think_block"}))
    return None


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


def _has_quotes(wanted: str) -> bool:
    """Return whether the reference itself begins or ends with a quotation mark."""
    return wanted[:1] in _ANY_QUOTE or wanted[-1:] in _ANY_QUOTE


def _quoted(reply: str, start: int, end: int, wanted: str, flags: set[str]) -> tuple[int, int]:
    """Remove one pair of quotes around the whole text, unless the reference has it."""
    if end - start < 2 or _QUOTES.get(reply[start]) != reply[end - 1]:
        return start, end
    inner = reply[start + 1 : end - 1]
    if wanted[:1] in _ANY_QUOTE and wanted[-1:] in _ANY_QUOTE and inner != wanted and inner[:1] != wanted[0]:
        return start, end  # the reference's own quotes, perhaps in another form
    flags.add("quoted")
    return _stripped(reply, start + 1, end - 1)
