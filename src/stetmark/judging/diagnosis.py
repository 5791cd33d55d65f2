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
    if envelope and not UNASSESSABLE_FLAGS.isdisjoint(envelope):
        return "; ".join(envelope)
    missed = [edit for edit in edits if edit.verdict == "missed"]
    wrong = [edit for edit in edits if edit.verdict == "miscorrected"]
    parts = _missed(missed) if missed else []
    if wrong:
        parts += _miscorrected(wrong)
    counts: dict[str, list[Change]] = {}
    for change in changes:
        counts.setdefault(change.class_, []).append(change)
    for class_, some in counts.items():
        parts.append(_change(some[0]) if len(some) == 1 else f"{class_} ×{len(some)}")
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
