"""Which fenced block of a reply holds the answer, and whether there is more than one copy of it?

A block is taken by what it holds, never by its size alone: a fenced list of changes under an answer is no
answer. Fences that the item's text has are text: a block wraps the answer only where it holds as many of them
as the text does. Where several blocks, or a block and what stands outside, hold the text, they are copies,
and which one to take is not for the fences to say: their lines are blanked, and the text is looked at as a
whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stetmark.envelope.bodies import COPY_SHARE, shared_words, words_of
from stetmark.text.tokens import OUTER

__all__ = ["Fenced", "find_fence"]

#: Fence lines looked at from either end: no answer needs more, and an attack may hold a hundred thousand.
_FENCES = 100
_FENCE = re.compile(r"(?:^|[:：])[ \t]*(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$", re.MULTILINE)


class Fenced(NamedTuple):
    """The span to look at, the flags it earns, and the text in which to look, of the same length.

    `before` and `after` are the spans outside the block.
    """

    start: int
    end: int
    flags: frozenset[str]
    text: str
    opened: int
    after: int


class _Block(NamedTuple):
    """Where the opening fence begins, where the content begins and ends, and where the closing fence ends."""

    opened: int
    start: int
    end: int
    after: int


def find_fence(text: str, wanted: str, source: str | None) -> Fenced | None:
    """Return where in `text` to look for the answer, if a fence has to do with it.

    Args:
        text: A reply, its outer space and tags off.
        wanted: The correct answer; its own fences are text.
        source: The text with misspellings, if known.
    """
    inner = len(_FENCE.findall(wanted))
    blocks = _blocks(text, inner, wanted)
    if not blocks:
        return None
    outside = _outside(text, blocks)
    alone = not outside.strip(OUTER)
    if alone and len(blocks) == 1:
        return _taken(text, blocks[0])
    expected = [words_of(one) for one in (wanted, source) if one]
    held = [_share(text[block.start : block.end], expected) for block in blocks]
    beside = _share(outside, expected)
    if sum(share >= COPY_SHARE for share in (*held, beside)) > 1:
        return _copies(text, blocks)
    # Where no block is most of the text, perhaps a part of it is in one, and less of it outside.
    best = max(held)
    return _taken(text, blocks[held.index(best)]) if best > beside or alone else None


def _blocks(text: str, inner: int, wanted: str) -> list[_Block]:
    """The fenced blocks that could hold a text with `inner` fence lines of its own, in order."""
    found = list(_FENCE.finditer(text))
    if len(found) <= inner:
        return []  # as many as the text has: none is the reply's own
    if len(found) > 2 * _FENCES:
        found = found[:_FENCES] + found[-_FENCES:]
    if inner and _FENCE.match(wanted) and _alike_at_start(text, wanted):
        return []
    blocks: list[_Block] = []
    k = 0
    while k < len(found):
        opened = found[k]
        mark = opened["mark"]
        closers = [
            m for m in range(k + 1, len(found)) if found[m]["mark"] == mark and not found[m]["info"].strip()
        ]
        if closers:
            close = next((m for m in closers if m - k - 1 >= inner), closers[-1])
            line = found[close]
            blocks.append(_Block(opened.start("mark"), opened.end(), line.start(), line.end()))
            k = close + 1
            continue
        end = len(text)
        if text.endswith(mark) and opened.end() <= end - len(mark) and not wanted.endswith(mark):
            end -= len(mark)  # closed on the text's last line
        blocks.append(_Block(opened.start("mark"), opened.end(), end, len(text)))
        k = len(found)
    return blocks


def _alike_at_start(text: str, wanted: str) -> bool:
    """Return whether the first two lines of both are the same: the first fence is the text's own."""
    return text.split("\n", 2)[:2] == wanted.split("\n", 2)[:2]


def _outside(text: str, blocks: list[_Block]) -> str:
    stops = [0, *(block.after for block in blocks)]
    starts = [*(block.opened for block in blocks), len(text)]
    return "".join(text[stop:start] for stop, start in zip(stops, starts, strict=True))


def _share(text: str, expected: list[list[str]]) -> float:
    """Return how much of the reference, or of the source, a text has, of 1."""
    words = words_of(text)
    return max((shared_words(words, one) / max(1, len(one)) for one in expected), default=0.0)


def _taken(text: str, block: _Block) -> Fenced:
    flags = {"fence"}
    if text[: block.opened].strip(OUTER):
        flags.add("preamble")
    if text[block.after :].strip(OUTER):
        flags.add("postamble")
    return Fenced(block.start, block.end, frozenset(flags), text, block.opened, block.after)


def _copies(text: str, blocks: list[_Block]) -> Fenced:
    """All of the text, the fence lines blanked."""
    pieces: list[str] = []
    at = 0
    for block in blocks:
        pieces += (text[at : block.opened], _blank(text[block.opened : block.start]))
        pieces += (text[block.start : block.end], _blank(text[block.end : block.after]))
        at = block.after
    return Fenced(0, len(text), frozenset({"fence"}), "".join([*pieces, text[at:]]), 0, len(text))


def _blank(line: str) -> str:
    """White space of the same length, in which a line still breaks."""
    return "\n" * len(line)
