"""Summarize the result in two or three sentences."""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.report.board import number, percent
from stetmark.summary import PairTest, Summary, SystemSummary

__all__ = ["lead"]

_NAMED = 3  # systems named in one sentence


def lead(summary: Summary, w: dict[str, str]) -> list[str]:
    """Return the sentences that introduce a report: who leads, how certain that is, who changes least.

    Args:
        summary: The run's numbers.
        w: The texts of the report in the reader's language.
    """
    ranked = sorted((s for s in summary.systems if s.n_scored), key=lambda s: s.rank)
    if not ranked:
        return [w["lead_none"]]
    best = ranked[0]
    rate = percent(best.exact_rate) + "%"
    equal = [s for s in ranked if s.exact_rate == best.exact_rate]
    if not best.exact:
        sentences = [w["lead_nobody"]]
    elif len(ranked) == 1:
        sentences = [w["lead_alone"].format(best.system, rate, best.exact, best.n_scored)]
    elif len(equal) > 1:
        sentences = [w["lead_share"].format(_names(equal, w), rate)]
    else:
        sentences = [w["lead_one"].format(best.system, rate, best.exact, best.n_scored)]
    if best.exact:
        sentences += _doubts(summary, ranked, equal, w)
    calm = _calmest(ranked)
    if calm is not None:
        sentences.append(w["lead_calm"].format(calm.system, number(calm.unneeded_per_1000)))
    return sentences


def _doubts(
    summary: Summary, ranked: list[SystemSummary], equal: list[SystemSummary], w: dict[str, str]
) -> list[str]:
    """Return who cannot be distinguished from the leader, and how many texts the next one would take."""
    best = ranked[0]
    tied = [s for s in ranked if s.tie_group == best.tie_group and s not in equal]
    if not tied:
        return []
    everyone = len(tied) + len(equal) == len(ranked) > 2
    said = [w["lead_all"].format(summary.n_texts) if everyone else w["lead_apart"].format(_names(tied, w))]
    need = _pair(summary, best.system, tied[0].system)
    if need is not None and need.n_needed and need.n_needed > need.n_texts:
        said.append(
            w["lead_need"].format(best.system, tied[0].system, f"{need.n_needed:,}", f"{need.n_texts:,}")
        )
    return said


def _names(systems: Sequence[SystemSummary], w: dict[str, str]) -> str:
    names = [s.system for s in systems[:_NAMED]]
    if len(systems) > _NAMED:
        return w["comma"].join(names) + f" (+{len(systems) - _NAMED})"
    return names[0] if len(names) == 1 else w["comma"].join(names[:-1]) + w["and"] + names[-1]


def _pair(summary: Summary, a: str, b: str) -> PairTest | None:
    return next((p for p in summary.pairs if {p.a, p.b} == {a, b}), None)


def _calmest(ranked: list[SystemSummary]) -> SystemSummary | None:
    """Return the one system with the fewest unneeded changes among those that correct something.

    A system that only copies is not worth naming, nor is a lowest figure that several share.
    """
    useful = [
        (s.unneeded_per_1000, s) for s in ranked if s.unneeded_per_1000 is not None and (s.recall or 0) >= 0.5
    ]
    if len(useful) < 2:
        return None
    least = min(rate for rate, _ in useful)
    calmest = [s for rate, s in useful if rate == least]
    return calmest[0] if len(calmest) == 1 else None
