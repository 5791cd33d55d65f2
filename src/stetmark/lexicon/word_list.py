"""How does a user list words that are right?  One form of file, read in one way, wherever a list is taken.

UTF-8, white space between words; `#` begins a comment that runs to the end of the line. Capitals are kept,
typographic apostrophes become plain ones, as the lexicons look words up.
"""

from __future__ import annotations

from pathlib import Path

from stetmark.errors import DataError
from stetmark.text.lettercase import straighten_apostrophes

__all__ = ["WORDS_FILE", "find_words", "parse_words", "read_words"]

#: A list for all files of its folder and of the folders below.
WORDS_FILE = ".stetmark-words"


def read_words(path: str | Path) -> frozenset[str]:
    """Return the words of a list.

    Raises:
        DataError: The file cannot be read, or is not UTF-8 (with its line).
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise DataError(f"this word list cannot be read: {error.strerror}", path=path) from None
    try:
        return parse_words(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataError(
            f"not UTF-8 (byte 0x{data[error.start]:02x})",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            hint="Save the word list as UTF-8.",
        ) from None


def parse_words(text: str) -> frozenset[str]:
    """Return the words of a list's text."""
    lines = straighten_apostrophes(text).splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def find_words(start: str | Path) -> frozenset[str]:
    """Return the words of each `.stetmark-words` from the folder of `start` up to the repository's root.

    Raises:
        DataError: As `read_words`.
    """
    folder = Path(start).resolve()
    folder = folder if folder.is_dir() else folder.parent
    found: frozenset[str] = frozenset()
    for place in (folder, *folder.parents):
        if (place / WORDS_FILE).is_file():
            found |= read_words(place / WORDS_FILE)
        if (place / ".git").exists() or place == Path.home():
            break
    return found
