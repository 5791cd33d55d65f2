"""What is the finding, in two or three sentences?"""

from __future__ import annotations

from stetmark.report.board import number, percent
from stetmark.summary import PairTest, Summary, SystemSummary

__all__ = ["lead"]

_NAMED = 3  # systems named in one sentence


def lead(summary: Summary, w: dict[str, str]) -> list[str]:
    """Return the sentences that stand in front of a report.

    Args:
        summary: The run's numbers.
        w: The texts of the report in the reader's language.
    """
    ranked = sorted((s for s in summary.systems if s.n_scored), key=lambda s: s.rank)
    if not ranked:
        return [w["lead_none"]]
    best = ranked[0]
    rate = percent(best.exact_rate) + "\xa0%"
    tied = [s for s in ranked[1:] if s.tie_group == best.tie_group]
    sentences = []
    if tied:
        sentences.append(
            w["lead_tie"].format(best.system, rate, best.exact, best.n_scored, _names(tied, w))
        )
        need = _needed(summary, best.system, tied[0].system)
        if need is not None and need.n_needed:
            sentences.append(w["lead_need"].format(tied[0].system, f"{need.n_needed:,}", need.n_texts))
    else:
        sentences.append(w["lead_one"].format(best.system, rate, best.exact, best.n_scored))
    calm = _calmest(ranked)
    if calm is not None:
        sentences.append(w["lead_calm"].format(calm.system, number(calm.unneeded_per_1000)))
    return sentences


def _names(systems: list[SystemSummary], w: dict[str, str]) -> str:
    comma = "、" if w["rank"] == "名次" else ", "
    names = comma.join(s.system for s in systems[:_NAMED])
    return names + (f" (+{len(systems) - _NAMED})" if len(systems) > _NAMED else "")


def _needed(summary: Summary, a: str, b: str) -> PairTest | None:
    return next((p for p in summary.pairs if {p.a, p.b} == {a, b}), None)


def _calmest(ranked: list[SystemSummary]) -> SystemSummary | None:
    """The system with the fewest unneeded changes among those that correct something.

    One that only copies changes nothing, and is no finding.
    """
    useful = [s for s in ranked if s.unneeded_per_1000 is not None and (s.recall or 0) >= 0.5]
    return min(useful, key=lambda s: s.unneeded_per_1000 or 0.0) if len(useful) > 1 else None
