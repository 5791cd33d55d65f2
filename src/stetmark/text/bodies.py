"""Where in a text does the answer stand: once, twice, cut short, or not at all?

Looked at by lines and lead-ins: a cut is made only at a line break or after a colon, where the text between
the cuts then fits reference or source better than with what is cut off.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from stetmark.text.align import MAX_CELLS, blocks
from stetmark.text.tokens import is_word, tokenize

__all__ = ["Body", "find_body"]

#: A copy is at least this share of the reference, a body holds at least this share of its words.
_COPY, _BODY = 0.5, 0.35
#: A truncated answer has at most this share of the reference, and its end is missing.
_WHOLE = 0.93
_CUT = re.compile(r"[\r\n]+|[:：](?=\s)")
_REFUSAL = re.compile(
    r"\b(?:I(?:'|’)?m (?:sorry|afraid|unable|not able)|I (?:can(?:no|')?t|cannot|can’t|am unable|am not able|won't|will not)"
    r"|sorry,|as an AI|unable to (?:help|assist|comply))|抱歉|对不起|我(?:无法|不能)|作为(?:一个|一名)?(?:AI|人工智能)|無法",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """The span of the answer in the text, and what is to be said of it."""

    start: int
    end: int
    flags: frozenset[str]


def find_body(text: str, reference: str, source: str | None) -> Body:
    """Return where in `text` (outer space already off) the answer stands.

    The last copy is taken where there are several, but never one that is the source echoed.
    """
    whole = (0, len(text))
    if _looks_whole(text, reference) or (source is not None and _looks_whole(text, source)):
        return Body(*whole, frozenset())
    words = _words(reference)
    found = _shared(_words(text), words)
    if source is not None:
        found = max(found, _shared(_words(text), _words(source)))
    if found < _BODY * len(words) and not _small(text, reference):
        return Body(*whole, frozenset({_no_body(text, reference)}))
    return _located(text, reference, source)


def _looks_whole(text: str, reference: str) -> bool:
    """Whether text and reference begin, end and measure alike: the common case, told at once."""
    if abs(len(text) - len(reference)) > 0.05 * len(reference):
        return False
    return text[:24] == reference[:24] and text[-24:] == reference[-24:]


def _words(text: str) -> list[str]:
    return [token for token in tokenize(text) if is_word(token)]


def _shared(one: list[str], other: list[str]) -> int:
    """How many words stand in both in the same order."""
    if len(one) * len(other) > MAX_CELLS:
        return sum(block.n for block in blocks(one, other))
    return int(LCSseq.similarity(one, other))


def _small(text: str, reference: str) -> bool:
    """Whether a text is too short to tell other words from an answer, and about as long as the reference."""
    return (
        len(_words(reference)) < 8
        and len(text) <= 2 * len(reference) + 20
        and (Indel.normalized_similarity(text, reference) > 0.4)
    )


def _no_body(text: str, reference: str) -> str:
    """Which of refused, translated and rewritten a text is that shares too little with the reference."""
    if _REFUSAL.search(text[:300]):
        return "refused"
    if abs(_han(text) - _han(reference)) > 0.4:
        return "translated"
    return "rewritten"


def _han(text: str) -> float:
    """The share of letters that are no Latin ones, so that any two scripts can be told apart."""
    letters = [c for c in text if c.isalpha()]
    return sum(ord(c) > 0x24F for c in letters) / len(letters) if letters else 0.0


def _located(text: str, reference: str, source: str | None) -> Body:
    """The body between the cuts that fit best."""
    cuts = [0] + [m.end() for m in _CUT.finditer(text)]
    ends = [len(text)] + [m.start() for m in re.finditer(r"[\r\n]+", text)]
    flags: set[str] = set()
    start, end = 0, len(text)
    tokens, wanted = tokenize(text), tokenize(reference)
    found = [b for b in blocks(wanted, tokens) if sum(map(is_word, wanted[b.i : b.i + b.n])) >= 3]
    if not found:
        return Body(start, end, frozenset())
    at = [0]
    for token in tokens:
        at.append(at[-1] + len(token))
    ref_at = [0]
    for token in wanted:
        ref_at.append(ref_at[-1] + len(token))
    first, last = found[0], found[-1]
    head_text, head_ref = at[first.j], ref_at[first.i]
    start = _best_start(text, cuts, head_text, reference[:head_ref])
    tail_text, tail_ref = at[last.j + last.n], ref_at[last.i + last.n]
    end = _best_end(text, ends, tail_text, reference[tail_ref:])
    if text[:start].strip():
        flags.add("preamble")
    if text[end:].strip():
        flags.add("postamble")
    while start < end and text[start] in " \t\r\n":
        start += 1
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    rest = reference[tail_ref:]
    if (
        end - start < _WHOLE * len(reference)
        and len(rest) > (1 - _WHOLE) * len(reference)
        and end <= tail_text + 24
    ):
        flags.add("truncated")
    return Body(start, end, frozenset(flags))


def _best_start(text: str, cuts: list[int], until: int, reference: str) -> int:
    """The cut after which the text up to the first agreement is most like the reference up to there."""
    options = [cut for cut in cuts if cut <= until]
    return min(options, key=lambda cut: (Indel.distance(text[cut:until].lstrip(), reference), cut))


def _best_end(text: str, cuts: list[int], since: int, reference: str) -> int:
    """As `_best_start`, at the end."""
    options = [cut for cut in cuts if cut >= since]
    return min(options, key=lambda cut: (Indel.distance(text[since:cut].rstrip(), reference), -cut))
