"""Which English words are right? symspellpy's frequency list, without what it holds wrongly."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stetmark.errors import SettingsError
from stetmark.text.word_lists import read_sections, split_words

__all__ = ["english", "frequencies"]

_FILE = "frequency_dictionary_en_82_765.txt"


@cache
def _corrections() -> dict[str, list[str]]:
    """What the list holds wrongly, and what it lacks."""
    return read_sections("stetmark.lexicon", "english.txt")


@cache
def frequencies() -> dict[str, int]:
    """Return English words in lower case with their counts; about 82,000.

    Raises:
        SettingsError: The list's package is not installed.
    """
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise SettingsError("symspellpy is not installed", hint="reinstall stetmark: it is a core dependency")
    text = (Path(spec.origin).parent / _FILE).read_text(encoding="utf-8-sig")
    parts = text.split()
    counts = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
    for word in split_words(_corrections()["wrong"]):
        counts.pop(word, None)
    return counts


@cache
def english() -> frozenset[str]:
    """Return the English words held to be right, in lower case.

    Raises:
        SettingsError: The list's package is not installed.
    """
    return frozenset(frequencies()) | split_words(_corrections()["right"])
