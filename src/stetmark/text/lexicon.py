"""What the text hall may ask about words; `stetmark.lexicon` answers, callers pass it in."""

from __future__ import annotations

from typing import Protocol

__all__ = ["NO_LEXICON", "Lexicon", "NoLexicon"]


class Lexicon(Protocol):
    """What is known about words, in any case; hashable, so that what follows from it can be cached."""

    def __hash__(self) -> int: ...

    def __contains__(self, word: str) -> bool:
        """Whether `word` is a correct word, as it stands or in lower case."""
        ...

    def is_coined(self, word: str) -> bool:
        """Whether `word`, in lower case, is right though too new or too special for the list of words."""
        ...

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of `word`, in lower case ("colour" for "color"), if any."""
        ...

    def to_simplified(self, text: str) -> str:
        """`text` with traditional Chinese characters made simplified, everything else as it is."""
        ...


class NoLexicon:
    """Knows nothing: classes that need word knowledge are then never given."""

    def __contains__(self, word: str) -> bool:
        return False

    def is_coined(self, word: str) -> bool:
        """Nothing is known."""
        del word
        return False

    def variants(self, word: str) -> frozenset[str]:
        """Nothing is known."""
        del word
        return frozenset()

    def to_simplified(self, text: str) -> str:
        """Nothing is known."""
        return text


NO_LEXICON: Lexicon = NoLexicon()
