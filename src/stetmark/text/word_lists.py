"""The one reader of word lists: text files in UTF-8 that lie beside the module that uses them.

A line that begins with `#` is a comment, and so are empty lines; `[name]` begins a section. What a line holds
(a word, a group, a pair) the module that asks for it knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

__all__ = ["link_groups", "read_list", "read_sections", "split_words"]


def read_list(package: str, name: str) -> list[str]:
    """Return the lines of one of `package`'s lists, without comments, headings and empty lines."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0] not in "#["]


def read_sections(package: str, name: str) -> dict[str, list[str]]:
    """Return the lines of each section of one of `package`'s lists; "" for what precedes the first."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            sections.setdefault(heading, []).append(line)
    return sections


def split_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(word for line in lines for word in line.split())


def link_groups(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each word the others that share a group with it; each line is a group.

    Example:
        >>> sorted(link_groups(["its it's", "site sight cite"])["site"])
        ['cite', 'sight']
    """
    table: dict[str, set[str]] = {}
    for line in lines:
        group = line.split()
        for word in group:
            table.setdefault(word, set()).update(group)
    return {word: frozenset(others - {word}) for word, others in table.items()}
