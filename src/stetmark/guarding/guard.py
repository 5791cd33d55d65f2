"""Let any system touch a text: keep its corrections of misspellings, put everything else back.

The guard knows no reference. It peels the reply, pairs what differs, judges each pair of words by rules that
a reader can check, and makes of the source a text that differs from it only inside the edits it kept. It is
idempotent: guarding its own result changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from stetmark.envelope.peel import peel
from stetmark.guarding.hunks import Decision, Texts, decide, glued
from stetmark.guarding.known import Words
from stetmark.guarding.lexicon import GuardLexicon
from stetmark.text.correctable import sites
from stetmark.text.edits import Edit, apply_edits
from stetmark.text.pairing import pair
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from stetmark.text.tokens import OUTER, is_word, tokenize

__all__ = ["GUARD_VERSION", "POLICIES", "Decision", "Guarded", "Policy", "guard"]

#: Raise it with each change of the rules that can change a guarded text; stored ones are then made anew.
GUARD_VERSION = "4"
POLICIES = ("spelling", "spelling+grammar")
#: A policy by name, or a function that is shown every decision of `spelling` and says whether to keep it.
Policy = Literal["spelling", "spelling+grammar"] | Callable[[Decision], bool]

#: Envelope flags under which nobody can tell what was corrected: the source stands.
_HOPELESS = {
    "empty": "the answer is empty",
    "refused": "the answer is a refusal",
    "translated": "the answer is in a different language",
    "rewritten": "the answer is a different text",
    "truncated": "the answer is cut off",
}
#: Guarding a guarded text must change nothing; rounds until that is so, before the source is given back.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Guarded:
    """What is left of a hypothesis under the guard.

    Attributes:
        text: The source with the kept edits made.
        kept: What was kept, in order; `source[start:end]` became `hypothesis`.
        reverted: What was put back, in order.
        fallback: Why the whole answer was thrown away and the source stands; empty if it was not.
        envelope: What was peeled off the reply, as flags.
    """

    text: str
    kept: tuple[Decision, ...]
    reverted: tuple[Decision, ...]
    fallback: str = ""
    envelope: tuple[str, ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Both, in the order of the source."""
        return tuple(sorted((*self.kept, *self.reverted), key=lambda d: (d.start, d.end)))


def guard(
    source: str,
    hypothesis: str,
    *,
    lexicon: GuardLexicon,
    policy: Policy = "spelling",
    outside: Regions | None = None,
) -> Guarded:
    """Keep of a hypothesis the corrections of misspellings and put back the rest.

    Args:
        source: The text that was given.
        hypothesis: What came back, with or without an envelope.
        lexicon: What is known about words.
        policy: `spelling`; `spelling+grammar`, which also keeps inflections, articles, prepositions and
            punctuation; or a function that is shown each `Decision` and returns whether to keep it.
        outside: What of the source is not prose, where a format tells more than the shapes of a text do.

    Returns:
        The source with the kept edits made, and every decision with its reason.

    Raises:
        ValueError: There is no policy of that name.

    Example:
        >>> from stetmark.guarding.default_lexicon import DefaultGuardLexicon
        >>> guarded = guard("I recieve it not.", "I receive it now!", lexicon=DefaultGuardLexicon())
        >>> guarded.text
        'I receive it not.'
    """
    if not callable(policy) and policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}; use {', '.join(POLICIES)} or a function")
    if source == hypothesis or not source.strip(OUTER):
        return Guarded(source, (), ())
    peeled = peel(hypothesis, source, source)
    hopeless = next((why for flag, why in _HOPELESS.items() if flag in peeled.flags), "")
    if hopeless:
        return Guarded(source, (), (), hopeless, peeled.flags)
    closed = not_prose(source) if outside is None else outside
    first = _guarded(source, peeled.hypothesis, lexicon, policy, closed)
    if not callable(policy) and _is_cut_off(source, first.reverted):
        return Guarded(source, (), (), _HOPELESS["truncated"], (*peeled.flags, "truncated"))
    return replace(_settled(source, first, lexicon, policy, closed), envelope=peeled.flags)


def _is_cut_off(source: str, reverted: tuple[Decision, ...]) -> bool:
    """Whether the end of the source, more than a few words of it, is missing."""
    if not reverted:
        return False
    last = reverted[-1]
    length = len(source.rstrip(OUTER))
    tail = last.source.strip()
    return last.end == length and len(tail) > max(60, length // 12) and len(last.hypothesis) < len(tail) // 8


def _guarded(
    source: str, hypothesis: str, lexicon: GuardLexicon, policy: Policy, outside: Regions
) -> Guarded:
    lead = len(source) - len(source.lstrip(OUTER))
    core = source.strip(OUTER)
    given = hypothesis.strip(OUTER)
    closed = Regions((start - lead, end - lead) for start, end in outside) if lead else outside
    texts = Texts(core, given, lexicon, _words(core, given, lexicon, closed), policy, closed)
    decisions: list[Decision] = []
    for start, end, hyp_start, hyp_end in glued(texts, pair(core, given)):
        decisions += decide(texts, start, end, hyp_start, hyp_end)
    if callable(policy):
        decisions = [replace(d, kept=bool(policy(d))) for d in decisions]
    decisions = [replace(d, start=d.start + lead, end=d.end + lead) for d in decisions]
    kept = tuple(d for d in decisions if d.kept)
    return Guarded(_applied(source, kept), kept, tuple(d for d in decisions if not d.kept))


class _Terms:
    """Words that stand in the source several times and that the hypothesis let stand; code aside."""

    def __init__(self, source: str, hypothesis: str, outside: Regions) -> None:
        self._source, self._hypothesis, self._outside = source, hypothesis, outside

    def __contains__(self, word: object) -> bool:
        return word in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        counts = Counter(site.word.lower() for site in sites(self._source, self._outside))
        left = {site.word.lower() for site in sites(self._hypothesis)}
        return frozenset(word for word, n in counts.items() if n > 1 and word in left)


def _words(source: str, hypothesis: str, lexicon: GuardLexicon, outside: Regions) -> Words:
    attested = Counter(token.lower() for token in tokenize(source) if is_word(token))
    return Words(lexicon, _Terms(source, hypothesis, outside), attested)


def _applied(source: str, kept: tuple[Decision, ...]) -> str:
    return apply_edits(source, (Edit(d.start, d.end, d.hypothesis) for d in kept))


def _settled(source: str, first: Guarded, lexicon: GuardLexicon, policy: Policy, outside: Regions) -> Guarded:
    """`first`, less what a second guarding would put back, so that the guard is idempotent."""
    found = first
    for _ in range(_ROUNDS):
        if found.text == source:
            return found
        again = _guarded(source, found.text, lexicon, policy, outside)
        if again.text == found.text:
            return found
        stays = {(d.start, d.end, d.hypothesis) for d in again.kept}
        kept = tuple(d for d in found.kept if (d.start, d.end, d.hypothesis) in stays)
        gone = [d for d in found.kept if d not in kept]
        back = tuple(replace(d, kept=False, reason="cannot be separated from adjacent changes") for d in gone)
        reverted = tuple(sorted((*found.reverted, *back), key=lambda d: (d.start, d.end)))
        found = Guarded(_applied(source, kept), kept, reverted)
    back = tuple(
        replace(d, kept=False, reason="cannot be separated from adjacent changes") for d in found.kept
    )
    return Guarded(source, (), tuple(sorted((*found.reverted, *back), key=lambda d: (d.start, d.end))))
