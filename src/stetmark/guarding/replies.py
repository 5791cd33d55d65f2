"""The guard with the house's own lexicon: for two texts, and for the stored answers of a system."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

import msgspec

from stetmark.errors import DataError
from stetmark.guarding.chinese_knowledge import Chinese, chinese_or_none
from stetmark.guarding.doubt import advantage
from stetmark.guarding.guard import GUARD_VERSION, Guarded, Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.lexicon.default import default_lexicon
from stetmark.lexicon.ngrams import english_ngrams
from stetmark.records import Answer, Item
from stetmark.text.lettercase import normalize_word
from stetmark.text.lexicon import Lexicon

__all__ = ["GuardLexicon", "guard", "guard_answers", "guarded_key"]


#: What stands before words of every kind but not before names.
_BEFORE_WORDS = ("the", "a", "an", "to", "is", "are", "be", "not", "of")
_AFTER_WORDS = ("the", "a", "this", "you", "we", "it")


class GuardLexicon:
    """The default lexicon, a user's own words, and which Chinese characters sound or look alike.

    Args:
        words: Words held to be right, in lower case; they are never changed.
    """

    def __init__(self, words: Container[str] = frozenset()) -> None:
        self._base: Lexicon = default_lexicon()
        self._words = words

    def __contains__(self, word: str) -> bool:
        low = normalize_word(word)
        return low in self._words or low in english_ngrams() or word in self._base

    @property
    def chinese(self) -> Chinese | None:
        """What is known of Chinese; None without the extra `[zh]`."""
        return chinese_or_none()

    def count(self, word: str) -> int:
        """How often the word is written, of 500 billion words on the web."""
        return english_ngrams().counts.get(word, 0)

    def everyday(self, word: str) -> bool:
        """Whether the word stands beside articles and the like often enough: names do not."""
        ngrams = english_ngrams()
        before = any(ngrams.listed(left, word) for left in _BEFORE_WORDS)
        return before or any(ngrams.listed(word, right) for right in _AFTER_WORDS)

    def gain(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `new` stands better than `old` between its neighbours."""
        ngrams = english_ngrams()
        return ngrams.fits(new, left, right) - ngrams.fits(old, left, right)

    def advantage(self, old: str, new: str, left: str, right: str) -> float:
        """By how many nats `old` is likelier a slip of `new` than a right word that no list holds."""
        return advantage(old, new, left, right)

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of `word`."""
        return self._base.variants(word)

    def to_simplified(self, text: str) -> str:
        """`text` in simplified characters."""
        return self._base.to_simplified(text)


def guard(source: str, hypothesis: str, *, policy: Policy = "spelling", words: Iterable[str] = ()) -> Guarded:
    r"""Keep of a hypothesis the corrections of misspellings and put back the rest.

    Args:
        source: The text that was given.
        hypothesis: What a system, or anybody, made of it; with or without an envelope.
        policy: `spelling`, `spelling+grammar`, or a function that is shown each decision.
        words: Names and terms that are right as they are.

    Returns:
        `.text`, the source with the kept edits made; `.kept` and `.reverted` with their reasons; `.fallback`,
        why the whole answer was thrown away, if it was.

    Example:
        >>> guarded = guard("I recieve it -- sometimes.", "Sure!\nI receive it — sometimes.")
        >>> guarded.text, [d.class_ for d in guarded.reverted]
        ('I receive it -- sometimes.', ['dash'])
    """
    lexicon = GuardLexicon(frozenset(word.lower() for word in words))
    return guard_texts(source, hypothesis, lexicon=lexicon, policy=policy)


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
    sources = {item.id: item.source for item in items}
    lexicon = GuardLexicon()
    for answer in answers:
        source = sources.get(answer.item)
        if source is None:
            raise DataError(
                f"the answer of {answer.system!r} to {answer.item!r} cannot be guarded: no source is known"
            )
        name = f"guard({answer.system})"
        if answer.outcome in {"filtered", "failed"}:
            yield msgspec.structs.replace(answer, system=name, key=guarded_key(answer.key))
            continue
        reply = "" if answer.outcome in {"refused", "empty"} else answer.reply
        cut = answer.outcome == "truncated"
        guarded = source if cut else guard_texts(source, reply, lexicon=lexicon, policy=policy).text
        key = guarded_key(answer.key)
        yield msgspec.structs.replace(
            answer, system=name, reply=guarded, outcome="complete", reasoning="", key=key
        )
