"""By how much a correction has to win: margins in nats, shared by the corrector and the guard."""

from __future__ import annotations

import msgspec

__all__ = ["Margins"]


class Margins(msgspec.Struct, frozen=True):
    """What has to be won by how much, in nats. Tuned on texts of python/peps, ethereum/EIPs and arXiv.

    `oov` is log P(a word in running text is right although the list lacks it), `spelling` weighs how English
    it looks, `prior` a word's own frequency, `context` what its neighbours add to it, `channel` the error
    model. The others are added to leaving things alone where they fit: a capital at the start of a sentence,
    a hyphen beside it, a word derived from known ones (twice where a prefix does it), a word that stands
    elsewhere in the text too, a word of the list (`known`), a text in dialect or chat style (`casual`). A
    known word that loses by more than `at_all` is not worth asking about. `classic` is taken off the cost of
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
