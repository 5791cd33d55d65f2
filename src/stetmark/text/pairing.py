"""Which words of a source became which words of its reference, when nobody recorded it?

The pair is diffed by tokens; differences parted by one space are glued and split again by the cheapest
pairing of words, one to one, one to two or three, two or three to one, so that "benifits ofhten" → "benefits
of the" is two slots and never one.
"""

from __future__ import annotations

from itertools import accumulate

from rapidfuzz.distance import OSA, Levenshtein

from stetmark.text.align import MAX_CELLS, Difference, matching_blocks
from stetmark.text.tokens import tokenize

__all__ = ["pair"]

#: Half-open token spans of source and reference.
_Hunk = tuple[int, int, int, int]

#: Words of the source to words of the reference in one slot.
_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 0), (0, 1))
#: More words in one hunk than this are left as one slot: it is no longer a list of misspellings.
_MAX_WORDS = 400


def pair(source: str, reference: str) -> list[Difference]:
    """Return the differences from source to reference, two independent words never in one."""
    a, b = tokenize(source), tokenize(reference)
    a_at = list(accumulate(map(len, a), initial=0))
    b_at = list(accumulate(map(len, b), initial=0))
    found: list[Difference] = []
    for a_start, a_end, b_start, b_end in _hunks(a, b):
        for i, i_end, j, j_end in _split(a[a_start:a_end], b[b_start:b_end]):
            found.append(
                Difference(a_at[a_start + i], a_at[a_start + i_end], b_at[b_start + j], b_at[b_start + j_end])
            )
    return found


def _hunks(a: list[str], b: list[str]) -> list[_Hunk]:
    """Token spans that differ, glued where one white-space token alone stands between them."""
    hunks: list[_Hunk] = []
    i = j = 0
    ends = [*_kept(a, b), (len(a), len(b), 0)]
    for block_i, block_j, n in ends:
        if block_i > i or block_j > j:
            last = hunks[-1] if hunks else None
            slid = _slid(a, b, (i, block_i, j, block_j), last)
            if last and slid:
                hunks[-1] = (last[0], slid[1], last[2], slid[3])
            elif last and i - last[1] == 1 and j - last[3] == 1 and a[last[1]].isspace():
                hunks[-1] = (last[0], block_i, last[2], block_j)
            else:
                hunks.append((i, block_i, j, block_j))
        i, j = block_i + n, block_j + n
    return [_trimmed(a, b, hunk) for hunk in hunks]


def _slid(a: list[str], b: list[str], hunk: _Hunk, last: _Hunk | None) -> _Hunk | None:
    """Tokens only put in or left out, moved left over equal ones to the hunk before; None if they stop short.

    "summerrless summerless" is a glued word before a word, though the second "summerless" may seem put in.
    """
    i, i_end, j, j_end = hunk
    if last is None or (i < i_end and j < j_end):
        return None
    while i > last[1] and j > last[3] and a[i_end - 1] == b[j_end - 1]:
        i, i_end, j, j_end = i - 1, i_end - 1, j - 1, j_end - 1
    return (i, i_end, j, j_end) if (i, j) == (last[1], last[3]) else None


def _kept(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Runs of equal tokens, where a token written otherwise costs as much as one put in or left out."""
    if len(a) * len(b) > MAX_CELLS:
        return [(block.i, block.j, block.n) for block in matching_blocks(a, b)]
    steps = Levenshtein.opcodes(a, b)
    return [(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]


def _trimmed(a: list[str], b: list[str], hunk: _Hunk) -> _Hunk:
    """The hunk without tokens that gluing left equal at its ends."""
    i, i_end, j, j_end = hunk
    while i < i_end and j < j_end and a[i] == b[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    return i, i_end, j, j_end


def _split(a: list[str], b: list[str]) -> list[_Hunk]:
    """Cut one hunk into the cheapest pairing of its words; spans are token positions in the hunk."""
    a_words = [k for k, token in enumerate(a) if not token.isspace()]
    b_words = [k for k, token in enumerate(b) if not token.isspace()]
    whole = [(0, len(a), 0, len(b))]
    if min(len(a_words), len(b_words)) == 0 or len(a_words) + len(b_words) <= 2:
        return whole
    if max(len(a_words), len(b_words)) > _MAX_WORDS or any(x[0].isspace() or x[-1].isspace() for x in (a, b)):
        return whole
    # best[i][j]: cost of pairing the words from i and j on, and the shape that starts it.
    n, m = len(a_words), len(b_words)
    best: list[list[tuple[int, int, int] | None]] = [[None] * (m + 1) for _ in range(n + 1)]
    best[n][m] = (0, 0, 0)
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            if (i, j) != (n, m):
                best[i][j] = _cheapest(a, b, a_words, b_words, i, j, best)
    if best[0][0] is None:
        return whole
    spans: list[_Hunk] = []
    i = j = 0
    while (i, j) != (n, m):
        step = best[i][j]
        assert step is not None  # noqa: S101  every step leads to one that was reached
        _, di, dj = step
        start, end = _extent(a, a_words, i, di)
        ref_start, ref_end = _extent(b, b_words, j, dj)
        if a[start:end] != b[ref_start:ref_end]:
            spans.append((start, end, ref_start, ref_end))
        i, j = i + di, j + dj
    return spans


def _extent(tokens: list[str], words: list[int], at: int, n: int) -> tuple[int, int]:
    """Token span of `n` words from word `at` on; an empty one for no words."""
    if n:
        return words[at], words[at + n - 1] + 1
    place = words[at] if at < len(words) else len(tokens)
    return place, place


def _cheapest(
    a: list[str],
    b: list[str],
    a_words: list[int],
    b_words: list[int],
    i: int,
    j: int,
    best: list[list[tuple[int, int, int] | None]],
) -> tuple[int, int, int] | None:
    """The cheapest shape at words `i`, `j`, ties to the first in `_SHAPES`; None where none leads on."""
    found: tuple[int, int, int] | None = None
    for di, dj in _SHAPES:
        if not (di and dj) or i + di > len(a_words) or j + dj > len(b_words):
            continue
        rest = best[i + di][j + dj]
        if rest is None or _gap(a, a_words, i + di) != _gap(b, b_words, j + dj):
            continue
        one = "".join(a[a_words[i] : a_words[i + di - 1] + 1])
        two = "".join(b[b_words[j] : b_words[j + dj - 1] + 1])
        cost = rest[0] + 4 * OSA.distance(one, two) + (di + dj - 2)
        if found is None or cost < found[0]:
            found = (cost, di, dj)
    return found


def _gap(tokens: list[str], words: list[int], at: int) -> str | None:
    """The white space in front of word `at`; None at the end of the hunk."""
    if at >= len(words):
        return None
    return "".join(tokens[words[at - 1] + 1 : words[at]])
