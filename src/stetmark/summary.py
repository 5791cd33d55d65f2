"""What a run comes to, in numbers: `summary.json`. Written by `scores/`, read by the report and `compare`.

Counts are exact integers; rates are fractions in [0, 1] unless the name says otherwise; an interval is
[low, high] at `confidence`; None means that nothing can be said, never 0. Nothing is rounded here.
`stetmark.statistics.metrics` says how each number is made.
"""

from __future__ import annotations

import msgspec

__all__ = [
    "AuditEntry",
    "AuditText",
    "Counts",
    "FlaggedItem",
    "Interval",
    "Latency",
    "PairTest",
    "Summary",
    "SystemSummary",
    "dump_summary",
    "load_summary",
]

Interval = tuple[float, float]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one system on one part of the items (a tier, a language), or on all.

    `n_items` items were asked, `n_scored` answers scored; of these `n_unassessable` were empty, refused,
    translated or rewritten. `n_words` are untouched reference words of assessable answers, `n_unneeded` the
    unneeded changes in them, `n_untouched` the assessable answers without any change.
    """

    n_items: int
    n_scored: int
    n_unassessable: int
    strict: int
    exact: int
    livebench: int
    tp: int
    fp: int
    fn: int
    n_words: int
    n_unneeded: int
    n_untouched: int
    exact_rate: float | None
    precision: float | None
    recall: float | None
    f05: float | None
    unneeded_per_1000: float | None
    untouched_rate: float | None


class Latency(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from request to last byte: quantiles to within 1 %, over the answers that say."""

    n: int
    mean_s: float
    median_s: float
    p95_s: float


class SystemSummary(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one system, over all items that any system of the run answered.

    `rank` orders by exact answers per answer expected (`exact_bounds[0]`); systems of one `tie_group` cannot
    be told from the best of it; the true rank lies in `rank_interval` (paired tests, Holm).
    `outcomes` counts answers by outcome; `n_missing` are expected answers that are filtered, failed or were
    never given: no rate counts them, `exact_bounds` counts them all wrong and all right. `cost_usd` is None
    if the price of any answer is unknown. `failures` counts answers that are not strict by what is wrong.
    `classes` counts changes (reflowing once an answer), `slot_classes` miscorrected gold edits by class.
    `false_alarms` are answers to the `n_clean` assessable ones without a misspelling that changed something.
    """

    system: str
    rank: int
    rank_interval: tuple[int, int]
    tie_group: int
    n_items: int
    n_texts: int
    n_answers: int
    n_expected: int
    n_scored: int
    n_missing: int
    n_unassessable: int
    outcomes: dict[str, int]
    strict: int
    exact: int
    livebench: int
    strict_rate: float | None
    livebench_rate: float | None
    exact_rate: float | None
    exact_ci: Interval | None
    exact_bounds: Interval
    tp: int
    fp: int
    fn: int
    precision: float | None
    precision_ci: Interval | None
    recall: float | None
    recall_ci: Interval | None
    f05: float | None
    f05_ci: Interval | None
    n_words: int
    n_unneeded: int
    n_untouched: int
    unneeded_per_1000: float | None
    unneeded_per_1000_ci: Interval | None
    untouched_rate: float | None
    untouched_rate_ci: Interval | None
    missed: int
    miscorrected: int
    detection_recall: float | None
    detection_precision: float | None
    n_clean: int
    false_alarms: int
    false_alarm_rate: float | None
    failures: dict[str, int]
    envelope: dict[str, int]
    classes: dict[str, int]
    slot_classes: dict[str, int]
    tiers: dict[str, Counts]
    langs: dict[str, Counts]
    cost_usd: float | None
    cost_known_usd: float
    n_cost_known: int
    latency: Latency | None
    input_tokens: int | None
    output_tokens: int | None
    reasoning_tokens: int | None


class PairTest(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two systems differ in exact answers, on the items that both answered.

    `difference` is the rate of `a` less that of `b`; `only_a` and `only_b` count the texts that one had
    more exact answers on. `n_needed` is how many texts would tell them apart with 80 % power if the
    difference is what was seen; None if none was seen.
    """

    a: str
    b: str
    n_texts: int
    n_answers: int
    difference: float | None
    difference_ci: Interval | None
    only_a: int
    only_b: int
    method: str
    p: float | None
    p_holm: float | None
    distinguishable: bool
    n_needed: int | None


class AuditText(msgspec.Struct, frozen=True, kw_only=True):
    """What several systems wrote at one place."""

    text: str
    n_answers: int
    systems: tuple[str, ...]
    action: str
    detail: str


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A place where several systems deviate: the item is unfair there, or it is a trap worth knowing.

    `place` is `slot` (`start,end` in the source) or `change` (in the reference). `n_deviating` of
    `n_answers` answers deviate there; `written` says how, the most frequent first.
    """

    item: str
    place: str
    start: int
    end: int
    source: str
    reference: str
    n_deviating: int
    n_answers: int
    n_systems: int
    written: tuple[AuditText, ...]


class FlaggedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that scoring itself found doubtful, and in how many of its answers."""

    item: str
    flag: str
    n_deviating: int
    n_answers: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """All numbers of a run. `signature` names everything that could change one."""

    signature: str
    n_items: int
    n_texts: int
    confidence: float
    systems: tuple[SystemSummary, ...]
    pairs: tuple[PairTest, ...] = ()
    audit: tuple[AuditEntry, ...] = ()
    flagged_items: tuple[FlaggedItem, ...] = ()
    audit_complete: bool = True
    notes: tuple[str, ...] = ()


def dump_summary(summary: Summary) -> bytes:
    """Return the content of `summary.json`."""
    return msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n"


def load_summary(content: bytes) -> Summary:
    """Read what `dump_summary` wrote.

    Raises:
        msgspec.ValidationError: It is not a summary, or one of a different version.
    """
    return msgspec.json.decode(content, type=Summary)
