"""Correct single words where they stand, and let every other character be.

The engines that only suggest (SymSpell, hunspell) are wrapped as a plain user would wrap them: each word of
letters is looked up, the first suggestion is taken, the letter case of the word is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from stetmark.text.word_shapes import LATIN_WORD

__all__ = ["replace_words"]


def replace_words(text: str, suggest: Callable[[str], str]) -> str:
    """Put each word's suggestion in its place; what lies between words stays byte for byte.

    Args:
        text: Any text.
        suggest: Gives the word to write instead, the same word to leave it.
    """
    return LATIN_WORD.sub(lambda match: suggest(match.group()), text)
