"""Chinese characters of special kinds: family names, several readings, doubled on purpose or never."""

from __future__ import annotations

from functools import cache

from stetmark.text.word_lists import read_sections

__all__ = ["characters"]


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections("stetmark.lexicon", "chinese_characters.txt")


@cache
def characters(*kinds: str) -> frozenset[str]:
    """Return the characters of all `kinds`, which are sections of `chinese_characters.txt`.

    Example:
        >>> "王" in characters("surnames"), "看" in characters("said-twice")
        (True, True)
    """
    return frozenset("".join(line for kind in kinds for line in _sections()[kind]))
