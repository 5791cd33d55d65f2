"""The records that rooms hand to each other, and the words in them.

`source` is the text with misspellings, `reference` the correct answer, `reply` the raw text a system gave,
`hypothesis` the reply once its envelope is peeled off, `system` model + endpoint + prompt + parameters.
Offsets are half-open code-point offsets; whitespace, case, quotes and NBSP are characters like any other.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

__all__ = [
    "CHANGE_CLASSES",
    "ENCODING_FOLDS",
    "ENVELOPE_FLAGS",
    "FOLDS",
    "FORM_FOLDS",
    "OUTCOMES",
    "SCORED_OUTCOMES",
    "TIERS",
    "TYPOGRAPHY_FOLDS",
    "UNASSESSABLE_FLAGS",
    "Answer",
    "Change",
    "EditVerdict",
    "GoldEdit",
    "Item",
    "Manifest",
    "Outcome",
    "Score",
    "Usage",
    "Verdict",
]

Outcome = Literal["complete", "truncated", "refused", "empty", "filtered", "failed"]
Verdict = Literal["corrected", "missed", "miscorrected"]

OUTCOMES: tuple[Outcome, ...] = ("complete", "truncated", "refused", "empty", "filtered", "failed")
#: What a system itself answered. `filtered` and `failed` are not its answer: never scored, shown beside.
SCORED_OUTCOMES: frozenset[str] = frozenset({"complete", "truncated", "refused", "empty"})

TIERS = ("light", "medium", "heavy", "real-word", "markup", "clean", "stet")

#: In the order in which a change is tested: it takes the first class that fits; `rewrite` is a whole run.
CHANGE_CLASSES = (
    "unicode",
    "dash",
    "quote",
    "width",
    "whitespace",
    "split_join",
    "case",
    "hyphen",
    "markup",
    "number_value",
    "number_form",
    "punctuation",
    "spelling_variant",
    "script_variant",
    "typo_introduced",
    "unplanted_fix",
    "inflection",
    "inserted",
    "deleted",
    "moved",
    "reworded",
    "rewrite",
)

ENVELOPE_FLAGS = (
    "preamble",
    "postamble",
    "fence",
    "solution_tag",
    "tag",
    "json",
    "quoted",
    "marked",
    "think_block",
    "control_token",
    "duplicated",
    "source_echoed",
    "truncated",
    "empty",
    "refused",
    "translated",
    "rewritten",
)
#: With one of these nobody can say which gold edits were made: all count as missed, no change is listed.
UNASSESSABLE_FLAGS: frozenset[str] = frozenset({"empty", "refused", "translated", "rewritten"})

#: Differences of encoding, which are never a change, mildest first.
ENCODING_FOLDS = ("line_ends", "bom", "nfc")
#: Differences of form: what would make a reply that is not exact equal to the reference, mildest first.
FORM_FOLDS = ("quotes_dashes", "whitespace", "width", "case")
#: With these an answer is "exact up to typography".
TYPOGRAPHY_FOLDS: frozenset[str] = frozenset({*ENCODING_FOLDS, "quotes_dashes", "whitespace", "width"})
FOLDS = ENCODING_FOLDS + FORM_FOLDS


class GoldEdit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One planted misspelling: `source[start:end]` must become `replacement`.

    `kind` names the operation that planted it; `accept` lists other texts that are as right there.
    """

    start: int
    end: int
    replacement: str
    kind: str = ""
    accept: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source with its reference. Items of one clean `text` are a cluster.

    Without `source` the reference alone is known and an answer is compared with it two-way. Without `edits`
    the pair is diffed. `retired` holds the reason why an item is no longer asked or counted. `not_prose`
    holds stretches of the reference that are code, names or markup though the text does not show it.
    """

    id: str
    reference: str
    source: str | None = None
    edits: tuple[GoldEdit, ...] | None = None
    text: str = ""
    lang: str = ""
    tier: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    licence: str = ""
    retired: str = ""
    not_prose: tuple[tuple[int, int], ...] = ()

    @property
    def cluster(self) -> str:
        """The unit that statistics resample: the clean text, or the item itself where that is not known."""
        return self.text or self.id


class Usage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Tokens as the provider counted them; None where it said nothing."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one system gave for one item, the `repeat`-th time (from 1).

    `finish_reason` is the provider's own word. `error` says what went wrong where `outcome` is filtered or
    failed. `at` is UTC, ISO 8601. `key` says what was asked of whom (see `stetmark.answers`).
    """

    item: str
    system: str
    repeat: int = 1
    outcome: Outcome
    reply: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    latency_s: float | None = None
    cost_usd: float | None = None
    attempts: int = 1
    requested_model: str = ""
    served_model: str = ""
    error: str = ""
    key: str = ""
    at: str = ""


class EditVerdict(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What became of one gold edit. `start,end` are in the source, `hyp_start,hyp_end` in the hypothesis."""

    verdict: Verdict
    class_: str | None = msgspec.field(name="class", default=None)
    source: str
    reference: str
    hypothesis: str
    start: int
    end: int
    hyp_start: int
    hyp_end: int


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A difference nobody asked for: `start,end` in the reference, `hyp_start,hyp_end` in the hypothesis.

    A change in several places (a pair of marks, a move) has them all in `parts`, each as these four; the span
    of the change is the first. Parts never overlap a slot or another change.
    """

    class_: str = msgspec.field(name="class")
    reference: str
    hypothesis: str
    start: int
    end: int
    hyp_start: int
    hyp_end: int
    parts: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def places(self) -> tuple[tuple[int, int, int, int], ...]:
        """All places of the change, one for most."""
        return self.parts or ((self.start, self.end, self.hyp_start, self.hyp_end),)


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The judgement of one answer, edit by edit.

    `strict`, `exact`, `livebench` are the rungs of the ladder, `folds` the mildest foldings that would
    make an answer exact. `n_words` counts the untouched reference words outside slots, `n_changes` the
    changes as they count among false positives (reflowing once), `n_unneeded` as they count in unneeded
    changes per 1,000 words (a `rewrite` by its changed words, reflowing once). An unassessable answer has
    all gold edits missed, no changes, and adds nothing to `n_words`.
    """

    item: str
    system: str = ""
    repeat: int = 1
    outcome: Outcome = "complete"
    strict: bool
    exact: bool
    livebench: bool
    assessable: bool = True
    envelope: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()
    item_flags: tuple[str, ...] = ()
    diagnosis: str = ""
    hypothesis: str = ""
    hypothesis_start: int = 0
    edits: tuple[EditVerdict, ...] = ()
    changes: tuple[Change, ...] = ()
    n_words: int = 0
    n_changes: int = 0
    n_unneeded: int = 0

    def __repr__(self) -> str:
        return (
            f"Score(item={self.item!r}, system={self.system!r}, exact={self.exact}, "
            f"tp={self.tp}, fp={self.fp}, fn={self.fn}, diagnosis={self.diagnosis!r})"
        )

    @property
    def tp(self) -> int:
        """Gold edits corrected."""
        return sum(e.verdict == "corrected" for e in self.edits)

    @property
    def fn(self) -> int:
        """Gold edits missed or miscorrected."""
        return sum(e.verdict != "corrected" for e in self.edits)

    @property
    def fp(self) -> int:
        """Gold edits miscorrected, and changes nobody asked for."""
        return sum(e.verdict == "miscorrected" for e in self.edits) + self.n_changes


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run asked, of whom, with which versions.

    `systems` maps each system's name to what it was made of.
    """

    stetmark: str
    created: str
    items_sha256: str
    items_name: str = ""
    systems: dict[str, dict[str, Any]] = {}
    prompts: dict[str, dict[str, Any]] = {}
    repeats: int = 1
    signature: str = ""
    prices: dict[str, dict[str, Any]] = {}
    versions: dict[str, str] = {}
    argv: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
