"""Cut text into the tokens of a GPT-2-style byte-level vocabulary, as SmolLM2 was trained on.

Pieces between which no token reaches (a word with the space before it, one digit, a run of signs) are
encoded one at a time, so the tokens of a text are those of its pieces put together and a site's piece can be
swapped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["Tokenizer"]

#: The bounds keep a text without spaces from being one piece, whose merging takes the square of its length.
_PIECES = re.compile(
    r"\d|'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]{1,80}| ?(?:[^\s\w]|_){1,80}|\s{1,80}(?!\S)|\s{1,80}"
)


def _byte_signs() -> dict[int, str]:
    """The printable sign that stands for each byte in the vocabulary, as GPT-2 laid it down."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    signs = {byte: chr(byte) for byte in plain}
    others = (byte for byte in range(256) if byte not in signs)
    signs.update({byte: chr(256 + i) for i, byte in enumerate(others)})
    return signs


class Tokenizer:
    """Byte-pair encoding with a fixed vocabulary.

    Args:
        tokens: Token texts, in the byte signs of GPT-2; the place in the list is the id.
        merges: "left right" pairs, the first to be merged first.
    """

    def __init__(self, tokens: Sequence[str], merges: Sequence[str]) -> None:
        self._ids = {token: i for i, token in enumerate(tokens)}
        self._ranks = {tuple(merge.split(" ")): i for i, merge in enumerate(merges)}
        self._signs = _byte_signs()
        self._kept: dict[str, tuple[int, ...]] = {}

    def pieces(self, text: str) -> list[str]:
        """Cut the text into pieces; joined they are the text."""
        return _PIECES.findall(text)

    def encode(self, text: str) -> list[int]:
        """Give the token ids of the text."""
        return [token for piece in self.pieces(text) for token in self.piece(piece)]

    def piece(self, piece: str) -> tuple[int, ...]:
        """Give the token ids of one piece."""
        if piece not in self._kept:
            if len(self._kept) > 100_000:
                self._kept.clear()
            self._kept[piece] = self._merge(piece)
        return self._kept[piece]

    def _merge(self, piece: str) -> tuple[int, ...]:
        parts = [self._signs[byte] for byte in piece.encode("utf-8", "replace")]
        while len(parts) > 1:
            ranked = [(self._ranks[pair], i) for i, pair in enumerate(pairwise(parts)) if pair in self._ranks]
            if not ranked:
                break
            at = min(ranked)[1]
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        unknown = 0
        return tuple(self._ids.get(part, unknown) for part in parts)
