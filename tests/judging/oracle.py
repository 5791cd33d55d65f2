"""A slow, obviously right alignment of a hypothesis to slots, as the definitions have it.

Every way is tried: a common token is kept, written otherwise, lost, or something is put in before it; a slot
is one of its texts exactly, or, at a price, whatever reference or source branch turns into it without
anything put in at its ends.
"""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Indel

FAR = 10**9


def gap(token: str) -> int:
    return 10 if token.isspace() else 20


def kind(token: str) -> str:
    return "space" if token.isspace() else "word" if token[0].isalnum() else "sign"


def swap(one: str, other: str) -> int:
    if one == other:
        return 0
    if kind(one) != kind(other):
        return FAR
    if kind(one) == "word" and one.casefold() == other.casefold():
        return 6
    if kind(one) == "word" and len(one) == len(other) == 1:
        return 16
    if kind(one) == "word":
        return 8 + 28 * Indel.distance(one, other) // (len(one) + len(other))
    return 12 if kind(one) == "space" else 16


def branch_cost(branch, tokens) -> int:
    """The least cost of turning one branch into exactly these tokens, with nothing put in at its ends."""

    @cache
    def best(i, j):
        if i == len(branch):
            return 0 if j == len(tokens) else FAR
        options = [gap(branch[i]) + best(i + 1, j)]
        if j < len(tokens):
            options.append(swap(branch[i], tokens[j]) + best(i + 1, j + 1))
            if i > 0:
                options.append(gap(tokens[j]) + best(i, j + 1))
        return min(options)

    return min(best(0, 0), FAR)


def least_cost(columns, tokens) -> int:
    """The least cost of all alignments of `tokens` to `columns` (a str, or the branches of a slot)."""

    @cache
    def best(i, j):
        options = []
        if j < len(tokens):
            options.append(gap(tokens[j]) + best(i, j + 1))
        if i == len(columns):
            return min(options, default=0)
        column = columns[i]
        if isinstance(column, str):
            options.append(gap(column) + best(i + 1, j))
            if j < len(tokens):
                options.append(swap(column, tokens[j]) + best(i + 1, j + 1))
            return min(options)
        for end in range(j, len(tokens) + 1):
            held = tuple(tokens[j:end])
            if held in column:
                options.append(best(i + 1, end))
            loose = min(branch_cost(column[0], held), branch_cost(column[-1], held))
            if loose < FAR:
                options.append(14 + loose + best(i + 1, end))
        return min(options)

    return best(0, 0)
