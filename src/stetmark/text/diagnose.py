"""One short line that says what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.records import UNASSESSABLE_FLAGS, Change, EditVerdict

__all__ = ["diagnose"]

_SHOWN = 3


def diagnose(
    *, exact: bool, envelope: Sequence[str], edits: Sequence[EditVerdict], changes: Sequence[Change]
) -> str:
    """Return e.g. `missed "irregardless"; dash ×2; preamble`; `exact` where nothing is wrong.

    Envelope flags stand last, as they cost `strict` only; an exact answer in an envelope names both.
    """
    if exact:
        return "; ".join(("exact", *envelope))
    unassessable = [flag for flag in envelope if flag in UNASSESSABLE_FLAGS]
    if unassessable:
        return "; ".join(envelope)
    parts = _missed([edit for edit in edits if edit.verdict == "missed"])
    parts += _miscorrected([edit for edit in edits if edit.verdict == "miscorrected"])
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.class_] = counts.get(change.class_, 0) + 1
    for class_, count in counts.items():
        one = next(change for change in changes if change.class_ == class_)
        parts.append(_change(one) if count == 1 else f"{class_} ×{count}")
    parts += envelope
    return "; ".join(parts) or "differs"


def _missed(edits: Sequence[EditVerdict]) -> list[str]:
    if len(edits) > _SHOWN:
        return [f"missed {len(edits)}"]
    return [f'missed "{_short(edit.source)}"' for edit in edits]


def _miscorrected(edits: Sequence[EditVerdict]) -> list[str]:
    if len(edits) > _SHOWN:
        return [f"miscorrected {len(edits)}"]
    return [
        f'"{_short(edit.source)}" → "{_short(edit.hypothesis)}" (want "{_short(edit.reference)}")'
        for edit in edits
    ]


def _change(change: Change) -> str:
    if change.class_ in {"inserted", "deleted", "moved"}:
        return f'{change.class_} "{_short(change.hypothesis or change.reference)}"'
    if change.class_ in {"rewrite", "whitespace"} or not (change.reference + change.hypothesis).strip():
        return change.class_
    return f'{change.class_} "{_short(change.reference)}" → "{_short(change.hypothesis)}"'


def _short(text: str) -> str:
    """The text on one line, cut at 40 characters."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
