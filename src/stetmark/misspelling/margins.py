"""The words in which the corrector speaks: options, queries, replacements, margins, and who judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

__all__ = ["Margins", "Option", "Query", "Replacement", "Scorer", "WordModel"]


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


class Margins(msgspec.Struct, frozen=True):
    """What has to be won by how much, in nats. Tuned on texts of python/peps, ethereum/EIPs and arXiv.

    `oov` is log P(a word in running text is right although the list lacks it), `spelling` weighs how English
    it looks, `prior` a word's own frequency, `context` what its neighbours add to it, `channel` the error
    model. The others are added to leaving things alone where they fit: a capital at the start of a sentence,
    a hyphen beside it, a word derived from known ones (twice where a prefix does it), a word that stands
    elsewhere in the text too, a word of the list (`known`), a text in dialect or chat style (`casual`). A
    known word that loses by more than `at_all` is no question to ask. `classic` is taken off the cost of
    writing one word of a pair that everybody has seen mixed up, `apostrophe` is by how much the next word has
    to speak for "its" or "it's".
    """

    oov: float = -7.3
    spelling: float = 0.9
    prior: float = 0.95
    context: float = 0.55
    channel: float = 0.9
    capital: float = 1.0
    hyphened: float = 1.0
    derived: float = 3.5
    repeated: float = 8.0
    known: float = 0.8
    at_all: float = -6.5
    classic: float = 3.0
    apostrophe: float = 3.0
    casual: float = 6.0
