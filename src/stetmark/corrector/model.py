"""What the English corrector works with: what is known of words, queries, options, and who judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

__all__ = ["Option", "Query", "Replacement", "Scorer", "WordModel"]


class WordModel(Protocol):
    """What is known of words in lower case: see `stetmark.lexicon.ngrams.Ngrams`."""

    counts: dict[str, int]

    def __contains__(self, word: str) -> bool: ...
    def alone(self, word: str) -> float:
        """Log P(word)."""
        ...

    def after(self, word: str, left: str) -> float:
        """Log P(word | left)."""
        ...

    def fits(self, word: str, left: str, right: str) -> float:
        """Log P(word, right | left) − log P(right)."""
        ...

    def listed(self, left: str, right: str) -> bool:
        """Whether the pair is a common one."""
        ...


class Option(msgspec.Struct, frozen=True):
    """A text that may have been meant. `fit` is its log probability in place, `cost` −ln P(written | it)."""

    text: str
    fit: float
    cost: float

    @property
    def score(self) -> float:
        """Log of the joint probability of meaning this and writing what stands there."""
        return self.fit - self.cost


class Query(msgspec.Struct, frozen=True):
    """A place where options compete: `source[start:end]`.

    `options` come best first, `keep` is the score of leaving it, `known` says that a real word stands there.
    """

    start: int
    end: int
    options: tuple[Option, ...]
    keep: float
    known: bool


class Replacement(msgspec.Struct, frozen=True):
    """`source[start:end]` becomes `text`; `gain` is by how many nats it beats leaving things alone."""

    start: int
    end: int
    text: str
    gain: float


class Scorer(Protocol):
    """Judges options again where the n-grams leave room for doubt."""

    def rescore(self, source: str, queries: Sequence[Query]) -> list[Query]:
        """Give each query again, with `fit` of its options and `keep` by a better model."""
        ...
