"""A score for a reader at a terminal: the hypothesis with every verdict and change marked in place."""

from __future__ import annotations

from stetmark.records import Score
from stetmark.text.visible import visible

__all__ = ["marked"]


def marked(score: Score) -> str:
    """Return the hypothesis of `score` with marks, without colour and control characters.

    A missed edit stands as `{missed teh, want the}`, a miscorrected one as `{teh -> then, want the}`, a
    change as `[-old-]{+new+}`; what was moved is marked where it now stands. A missing end, or an answer that
    cannot be assessed, is named in the first line with the rest of the diagnosis.

    Example:
        >>> from stetmark.judging.judge import score_text
        >>> print(marked(score_text("teh cat sat", "the cat sat", "teh cat stood")))
        missed "teh"; reworded "sat" → "stood"
        {missed teh, want the} cat [-sat-]{+stood+}
    """
    marks: list[tuple[int, int, str]] = []
    for edit in score.edits if score.assessable else ():
        if edit.verdict == "missed":
            text = f"{{missed {edit.source}, want {edit.reference}}}"
        elif edit.verdict == "miscorrected":
            text = f"{{{edit.source} -> {edit.hypothesis}, want {edit.reference}}}"
        else:
            continue
        marks.append((edit.hyp_start, edit.hyp_end, text))
    for change in score.changes:
        old = f"[-{change.reference}-]" if change.reference and change.class_ != "moved" else ""
        new = f"{{+{change.hypothesis}+}}" if change.hypothesis else ""
        marks.append((change.hyp_start, change.hyp_end, old + new))
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(marks):
        parts += (score.hypothesis[at : max(at, start)], text)
        at = max(at, end)
    body = "".join(parts) + score.hypothesis[at:]
    return f"{visible(score.diagnosis, lines=True)}\n{visible(body, lines=True)}"
