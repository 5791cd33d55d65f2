"""Chinese characters that look alike, written down for Stetmark: as handwriting and stroke input err."""

from __future__ import annotations

from functools import cache

from stetmark.text.word_lists import read_list

__all__ = ["look_alikes"]


@cache
def look_alikes() -> dict[str, str]:
    """Character -> the characters it may be taken for; as often the other way round."""
    return dict(line.split() for line in read_list("stetmark.lexicon", "look_alikes.txt"))
