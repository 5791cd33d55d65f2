"""Prefixes and endings that make new words of known ones: one table (`affixes.txt`), and who counts what.

The corrector, the guard and the gates of items are not equally trusting, so each affix names those who count
it: see the comments in the table.
"""

from __future__ import annotations

from functools import cache

from stetmark.text.word_lists import read_sections

__all__ = ["endings", "prefixes"]


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections("stetmark.lexicon", "affixes.txt")


@cache
def prefixes(role: str) -> tuple[str, ...]:
    """Return the prefixes that count as `role`, in order of the alphabet.

    Args:
        role: `free`, `bound`, `guard`, `gate`, `hyphen` or `meaning`.
    """
    rows = (line.split() for line in _sections()["prefixes"])
    return tuple(prefix for prefix, *roles in rows if role in roles)


@cache
def endings(role: str) -> tuple[tuple[str, str], ...]:
    """Return (ending of a made word, ending of the word it is made of) for the endings that count as `role`.

    Args:
        role: `bound` or `guard`.
    """
    rows = (line.split() for line in _sections()["endings"])
    return tuple((ending, "" if old == "-" else old) for ending, old, *roles in rows if role in roles)
