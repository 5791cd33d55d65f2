"""The cues by which talk is known, from talk.toml: words, beginnings of words and phrases, list by list."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = ["CUES", "LISTS", "Cue", "made_of_entries", "plain_words"]

#: Signs of a text looked at.
_MOST_SIGNS = 12_000
#: Signs that part the entries of which a Chinese text is made.
_BETWEEN = frozenset('→⇒～ \t\u00a0\u3000*_#`~>|•·‣▪–—-+=.,;:!?。，；：！？…、“”"（）()【】/')


class Cue:
    """One list of cues: words, beginnings of words, and phrases; Chinese ones are found anywhere."""

    def __init__(self, entries: list[str], lang: str) -> None:
        self._han = tuple(entry.casefold() for entry in entries) if lang == "zh" else ()
        plain = [] if self._han else entries
        self._words = frozenset(e for e in plain if " " not in e and not e.endswith("*"))
        self._heads = tuple(e[:-1] for e in plain if e.endswith("*"))
        self._phrases = tuple(e for e in plain if " " in e)

    def found(self, bare: str) -> set[str]:
        """Return the words of `bare`, a text in lower case, that are cues."""
        if self._han:
            return {entry for entry in self._han if entry in bare}
        words = plain_words(bare)
        hits = {
            word for word in words if word in self._words or (self._heads and word.startswith(self._heads))
        }
        spaced = f" {' '.join(words)} "
        return hits | {phrase for phrase in self._phrases if f" {phrase} " in spaced}


@lru_cache(maxsize=256)
def plain_words(bare: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; those with a hyphen or an apostrophe whole."""
    return tuple(re.findall(r"\w+(?:['-]\w+)*|→", bare[:_MOST_SIGNS]))


def made_of_entries(text: str, name: str) -> bool:
    """Return whether a Chinese text falls into entries of a list, the longest taken first."""
    entries = LISTS["zh"][name]
    longest = max(map(len, entries))
    at = 0
    while at < len(text):
        if text[at] in _BETWEEN:
            at += 1
            continue
        size = next(
            (n for n in range(min(longest, len(text) - at), 0, -1) if text[at : at + n] in entries), 0
        )
        if not size:
            return False
        at += size
    return bool(text)


def _entries(text: str) -> list[str]:
    return [a or b for a, b in re.findall(r'"([^"]+)"|(\S+)', text)]


def _load() -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, dict[str, Cue]]]:
    table = tomllib.loads((files("stetmark.envelope") / "talk.toml").read_text(encoding="utf-8"))
    lists = {lang: {name: _entries(text) for name, text in rows.items()} for lang, rows in table.items()}
    cues = {
        lang: {name: Cue(entries, lang) for name, entries in rows.items()} for lang, rows in lists.items()
    }
    folded = {
        lang: {name: frozenset(entry.casefold() for entry in entries) for name, entries in rows.items()}
        for lang, rows in lists.items()
    }
    return folded, cues


LISTS, CUES = _load()
