"""How does a hypothesis run through the slots of an item? The cheapest alignment, and which slot holds what.

The text is a chain of common tokens and slots; each slot has parallel branches, its reference text, the texts
accepted beside it and its source text, of any lengths, so splits and joins need no special case. A hypothesis
is aligned to that lattice with integer costs that depend on which tokens are equal and how many letters two
words share, never on which letters they are.

Ties: a match before a substitution before a deletion before an insertion, and in a slot the reference branch
before the accepted ones before the source branch; read from the left, so a difference stands as far right as
it can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stetmark.text.tokens import is_word

__all__ = [
    "Column",
    "Hit",
    "Step",
    "align_window",
    "block_cost",
    "gap_cost",
    "leave_cost",
    "swap_cost",
    "trade_cost",
]

#: Costs in twentieths of a lost word.
_WORD, _SPACE, _SIGN = 20, 10, 20
_SWAP_WORD, _SWAP_WORD_LETTERS, _SWAP_CASE, _SWAP_SIGN, _SWAP_SPACE = 8, 28, 6, 16, 12
#: For leaving a slot with neither of its texts: an untouched branch wins whenever it fits.
LEAVE = 14
#: For a word that breaks off with the text.
_BROKEN = 3
_FAR = 1 << 40
#: Pairs of branch and hypothesis tokens up to which a slot's text is aligned word by word; a longer one that
#: does not fit is taken as lost.
_LOOSE = 40_000


#: Costs of words are kept for windows of at most so many characters, so that what is kept stays small.
_KEPT_LENGTH = 400

Branches = tuple[tuple[str, ...], ...]
#: A common token, or the branches of a slot: reference, accepted ones, source.
Column = str | Branches


class Step(NamedTuple):
    """Columns `i:i_end` stand as tokens `j:j_end`: one written otherwise, one lost, or one added."""

    i: int
    i_end: int
    j: int
    j_end: int


class Hit(NamedTuple):
    """A slot holds hypothesis tokens `j:j_end`; `branch` is the one that fits, -1 if none does."""

    j: int
    j_end: int
    branch: int


def gap_cost(token: str) -> int:
    """What a lost or an added token costs."""
    if token.isspace():
        return _SPACE
    return _WORD if is_word(token) else _SIGN


def block_cost(lost: Sequence[str], added: Sequence[str]) -> int:
    """What it costs to lose some tokens and add others, unaligned."""
    return sum(map(gap_cost, lost)) + sum(map(gap_cost, added))


def swap_cost(one: str, other: str) -> int:  # noqa: PLR0911  one return a kind of pair
    """What `one` written as `other` costs; very much across words, signs and white space."""
    if one == other:
        return 0
    if is_word(one):
        if not is_word(other):
            return _FAR
        if one.casefold() == other.casefold():
            return _SWAP_CASE
        if len(one) == len(other) == 1:
            return _SWAP_SIGN  # one Han character for another shares no letter, and is the same slip
        return _SWAP_WORD + _SWAP_WORD_LETTERS * Indel.distance(one, other) // (len(one) + len(other))
    if is_word(other) or one.isspace() != other.isspace():
        return _FAR
    return _SWAP_SPACE if one.isspace() else _SWAP_SIGN


Row = list[int]
Gap = Callable[[str], int]
Swap = Callable[[str, str], int]
#: The same words meet again in answer after answer.
_kept_gap: Gap = lru_cache(maxsize=1 << 14)(gap_cost)
_kept_swap: Swap = lru_cache(maxsize=1 << 15)(swap_cost)


class _Costs(NamedTuple):
    """Costs of one window: of each token of the hypothesis put in, of a token lost, of one for another."""

    gaps: list[int]
    gap: Gap
    swap: Swap


def align_window(
    columns: Sequence[Column], tokens: Sequence[str], *, open_end: bool = False
) -> tuple[int, list[Step], list[Hit]]:
    """Align `tokens` to `columns`.

    Args:
        columns: Common tokens and slots.
        tokens: The hypothesis.
        open_end: The hypothesis breaks off: columns after its end cost nothing, so that its last tokens are
            not spread over them.

    Returns:
        The cost, the differing steps outside slots in order, and what each slot holds.
    """
    short = sum(map(len, tokens)) + sum(map(_length, columns)) <= _KEPT_LENGTH
    gap, swap = (_kept_gap, _kept_swap) if short else (gap_cost, swap_cost)
    costs = _Costs([gap(token) for token in tokens], gap, swap)
    rows = _rows(columns, tokens, costs, open_end=open_end)
    steps: list[Step] = []
    hits: list[Hit] = []
    j = 0
    for i, column in enumerate(columns):
        row, after = rows[i], rows[i + 1]
        loose: list[list[Row]] = []
        while True:
            if open_end and j == len(tokens):
                _lose(columns, i, j, steps, hits)
                return rows[0][0], steps, hits
            taken = (
                _take(column, i, tokens, costs, row, after, j, steps)
                if isinstance(column, str)
                else _enter(column, tokens, costs, row, after, j, hits, loose)
            )
            if taken >= 0:
                j = taken
                break
            steps.append(Step(i, i, j, j + 1))
            j += 1
    steps += [Step(len(columns), len(columns), k, k + 1) for k in range(j, len(tokens))]
    return rows[0][0], steps, hits


def _length(column: Column) -> int:
    return (
        len(column) if isinstance(column, str) else sum(len(token) for branch in column for token in branch)
    )


def trade_cost(one: str, other: str) -> int | None:
    """What one token costs that replaces another; None where losing one and adding one is cheaper."""
    short = len(one) + len(other) <= _KEPT_LENGTH
    gap, swap = (_kept_gap, _kept_swap) if short else (gap_cost, swap_cost)
    cost = swap(one, other)
    return cost if cost <= gap(one) + gap(other) else None


def leave_cost(branches: Branches, word: str) -> int:
    """What it costs that a slot of one word a branch holds another word."""
    one, other = _loose(branches)
    return LEAVE + min(swap_cost(one[0], word), swap_cost(other[0], word))


def _lose(columns: Sequence[Column], i: int, j: int, steps: list[Step], hits: list[Hit]) -> None:
    """Record the columns from `i` on as missing."""
    for k in range(i, len(columns)):
        column = columns[k]
        if isinstance(column, str):
            steps.append(Step(k, k + 1, j, j))
        else:
            hits.append(Hit(j, j, column.index(()) if () in column else -1))


def _rows(columns: Sequence[Column], tokens: Sequence[str], costs: _Costs, *, open_end: bool) -> list[Row]:
    """`rows[i][j]`: the cost of aligning columns from `i` on with tokens from `j` on."""
    n = len(tokens)
    gaps = costs.gaps
    row = [0] * (n + 1)
    for j in range(n - 1, -1, -1):
        row[j] = row[j + 1] + gaps[j]
    rows = [row]
    for column in reversed(columns):
        after = rows[-1]
        if isinstance(column, str):
            row = _common_row(column, tokens, costs, after)
            if open_end and n and column.startswith(tokens[-1]):
                row[n - 1] = min(row[n - 1], _BROKEN)
        else:
            row = _slot_row(column, tokens, costs, after)
        if open_end:
            row[n] = 0
            for j in range(n - 1, -1, -1):
                if row[j] <= row[j + 1] + gaps[j]:
                    break
                row[j] = row[j + 1] + gaps[j]
        rows.append(row)
    rows.reverse()
    return rows


def _common_row(token: str, tokens: Sequence[str], costs: _Costs, after: Row) -> Row:
    """The row in front of a common token."""
    gaps, gap_of, swap_of = costs
    gap = gap_of(token)
    row = after.copy()
    cost = row[-1] = after[-1] + gap
    for j in range(len(tokens) - 1, -1, -1):
        best = after[j] + gap
        cost += gaps[j]
        if cost < best:  # noqa: PLR1730  the innermost loop of all; `min` takes three times as long
            best = cost
        swap = after[j + 1]
        if swap < best:
            if tokens[j] != token:
                swap += swap_of(token, tokens[j])
            if swap < best:  # noqa: PLR1730
                best = swap
        row[j] = cost = best
    return row


def _slot_row(branches: Branches, tokens: Sequence[str], costs: _Costs, after: Row) -> Row:
    """The row in front of a slot: through a branch that fits, or at a price through one that does not."""
    n = len(tokens)
    gaps = costs.gaps
    one, other = (_branch_rows(branch, tokens, costs, after)[0] for branch in _loose(branches))
    row = [(min(a, b)) + LEAVE for a, b in zip(one, other, strict=True)]
    for branch in branches:
        width = len(branch)
        first = branch[0] if branch else None
        for j in range(n - width + 1):
            if (
                after[j + width] < row[j]
                and (first is None or tokens[j] == first)
                and tuple(tokens[j : j + width]) == branch
            ):
                row[j] = after[j + width]
    for j in range(n - 1, -1, -1):
        added = row[j + 1] + gaps[j]
        row[j] = min(row[j], added)
    return row


def _loose(branches: Branches) -> tuple[tuple[str, ...], ...]:
    """The branches a text that fits none is measured against: reference and source."""
    return (branches[0], branches[-1])


def _branch_rows(branch: Sequence[str], tokens: Sequence[str], costs: _Costs, after: Row) -> list[Row]:
    """Rows in front of each token of one branch; tokens may be added only between two of them."""
    if len(branch) * len(tokens) > _LOOSE:
        lost = block_cost(branch, ())
        return [[cost + lost for cost in after], *([after] * len(branch))]
    gaps, gap_of, swap_of = costs
    rows = [after]
    for k in range(len(branch) - 1, -1, -1):
        token, below = branch[k], rows[-1]
        gap = gap_of(token)
        row = [cost + gap for cost in below]
        for j in range(len(tokens) - 1, -1, -1):
            best, swap = row[j], below[j + 1]
            if swap < best:
                swap += swap_of(token, tokens[j])
                if swap < best:
                    best = row[j] = swap
            if k and row[j + 1] + gaps[j] < best:
                row[j] = row[j + 1] + gaps[j]
        rows.append(row)
    rows.reverse()
    return rows


def _take(
    token: str, i: int, tokens: Sequence[str], costs: _Costs, row: Row, after: Row, j: int, steps: list[Step]
) -> int:
    """Follow the cheapest way past a common token; -1 if a token was put in before it."""
    cost = row[j]
    if j < len(tokens):
        if tokens[j] == token and after[j + 1] == cost:
            return j + 1
        if cost == _BROKEN and j == len(tokens) - 1 and after[-1] == 0 and token.startswith(tokens[j]):
            steps.append(Step(i, i + 1, j, j + 1))
            return j + 1
        if after[j + 1] + costs.swap(token, tokens[j]) == cost:
            steps.append(Step(i, i + 1, j, j + 1))
            return j + 1
    if after[j] + costs.gap(token) == cost:
        steps.append(Step(i, i + 1, j, j))
        return j
    return -1


def _enter(
    branches: Branches,
    tokens: Sequence[str],
    costs: _Costs,
    row: Row,
    after: Row,
    j: int,
    hits: list[Hit],
    loose: list[list[Row]],
) -> int:
    """Follow the cheapest way through a slot; -1 if a token was put in before it.

    `loose` keeps the rows of the branches: the same for every token at which the slot is tried.
    """
    cost = row[j]
    for number, branch in enumerate(branches):
        width = len(branch)
        if j + width < len(row) and after[j + width] == cost and tuple(tokens[j : j + width]) == branch:
            hits.append(Hit(j, j + width, number))
            return j + width
    if not loose:
        loose += [_branch_rows(branch, tokens, costs, after) for branch in _loose(branches)]
    for branch, rows in zip(_loose(branches), loose, strict=True):
        if rows[0][j] + LEAVE == cost:
            end = _through(branch, rows, tokens, costs, j)
            hits.append(Hit(j, end, -1))
            return end
    return -1


def _through(branch: Sequence[str], rows: Sequence[Row], tokens: Sequence[str], costs: _Costs, j: int) -> int:
    """Where the hypothesis has got to after a branch it does not fit."""
    if len(branch) * len(tokens) > _LOOSE:
        return j
    k = 0
    while k < len(branch):
        row, after = rows[k], rows[k + 1]
        if j < len(tokens) and after[j + 1] + costs.swap(branch[k], tokens[j]) == row[j]:
            k, j = k + 1, j + 1
        elif after[j] + costs.gap(branch[k]) == row[j]:
            k += 1
        else:
            j += 1
    return j
