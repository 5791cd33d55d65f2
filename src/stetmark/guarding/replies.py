"""The guard with the default lexicon: for two texts, and for the stored answers of a system."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from stetmark.documents import not_prose
from stetmark.errors import DataError
from stetmark.guarding.default_lexicon import DefaultGuardLexicon
from stetmark.guarding.guard import GUARD_VERSION, Guarded, Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.records import Answer, Item
from stetmark.store import RunFolder
from stetmark.text.edits import reference_starts
from stetmark.text.lettercase import normalize_word
from stetmark.text.regions import Regions

__all__ = ["guard", "guard_answers", "guard_stored", "guarded_key"]


def guard(
    source: str,
    hypothesis: str,
    *,
    policy: Policy = "spelling",
    words: Iterable[str] = (),
    format: str = "txt",  # noqa: A002
) -> Guarded:
    r"""Keep of a hypothesis the corrections of misspellings and put back the rest.

    Args:
        source: The text that was given.
        hypothesis: What a system, or anybody, made of it; with or without an envelope.
        policy: `spelling`, `spelling+grammar`, or a function that is shown each decision.
        words: Names and terms that are right as they are.
        format: `txt md tex rst html`: what in the source is prose.

    Returns:
        `.text`, the source with the kept edits made; `.kept` and `.reverted` with their reasons; `.fallback`,
        why the whole answer was thrown away, if it was.

    Example:
        >>> guarded = guard("I recieve it -- sometimes.", "Sure!\nI receive it — sometimes.")
        >>> guarded.text, [d.class_ for d in guarded.reverted]
        ('I receive it -- sometimes.', ['dash'])
    """
    lexicon = DefaultGuardLexicon(frozenset(map(normalize_word, words)))
    return guard_texts(source, hypothesis, lexicon=lexicon, policy=policy, outside=not_prose(source, format))


def guarded_key(key: str) -> str:
    """Return the key of the guarded answer to an answer of this key; under other rules it is another."""
    return f"{key}+guard{GUARD_VERSION}"


def guard_answers(
    items: Iterable[Item], answers: Iterable[Answer], *, policy: Policy = "spelling"
) -> Iterator[Answer]:
    """Put the answers of a system under the guard: the answers of `guard(SYSTEM)`, nothing asked again.

    An answer that was thrown away (cut off, refused, another text) is one whose reply is the source.
    A `filtered` or `failed` answer stays what it is.

    Raises:
        DataError: An answer is to no item, or to one without a source.
    """
    known = {item.id: item for item in items}
    lexicon = DefaultGuardLexicon()
    for answer in answers:
        item = known.get(answer.item)
        source = item.source if item else None
        if item is None or source is None:
            raise DataError(f"the answer from {answer.system!r} to {answer.item!r} has no source to guard")
        name = f"guard({answer.system})"
        if answer.outcome in {"filtered", "failed"}:
            yield msgspec.structs.replace(answer, system=name, key=guarded_key(answer.key))
            continue
        reply = "" if answer.outcome in {"refused", "empty"} else answer.reply
        cut = answer.outcome == "truncated"
        guarded = (
            source
            if cut
            else guard_texts(source, reply, lexicon=lexicon, policy=policy, outside=_outside(item)).text
        )
        key = guarded_key(answer.key)
        yield msgspec.structs.replace(
            answer, system=name, reply=guarded, outcome="complete", reasoning="", key=key
        )


def _outside(item: Item) -> Regions | None:
    """What of an item's source is not prose, where its document knew more than the text shows."""
    if item.source is None or not item.not_prose:
        return None
    edits = item.edits or ()
    starts = reference_starts(edits)

    def in_source(at: int) -> int:
        number = bisect_right(starts, at) - 1
        if number < 0:
            return at
        return at - starts[number] - len(edits[number].replacement) + edits[number].end

    known = ((in_source(start), in_source(end - 1) + 1) for start, end in item.not_prose)
    return not_prose(item.source) | known


def guard_stored(folder: RunFolder, guarded: Mapping[str, str]) -> int:
    """Work out guarded answers from the stored replies of a run; return how many are new.

    Args:
        folder: The run.
        guarded: What the guarded answers of each system are stored under: `guard(SYSTEM)` by SYSTEM.

    Raises:
        LockedError: Another process writes to this run.
    """
    if not guarded:
        return 0
    with folder.lock():
        there = {
            (a.item, a.system, a.repeat): a.key for a in folder.answers() if a.system in guarded.values()
        }
        todo = [
            answer
            for answer in folder.answers()
            if answer.system in guarded
            and there.get((answer.item, guarded[answer.system], answer.repeat)) != guarded_key(answer.key)
        ]
        if not todo:
            return 0
        stale = {(a.item, guarded[a.system], a.repeat) for a in todo} & set(there)
        folder.set_aside(lambda a: (a.item, a.system, a.repeat) in stale)
        with folder.append_answers() as appender:
            for answer in guard_answers(folder.items(), todo):
                appender.append(answer)
    return len(todo)
