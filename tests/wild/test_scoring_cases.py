"""Replies that were judged wrongly, with the right judgement."""

from __future__ import annotations

from collections import Counter

import pytest

from stetmark.errors import DataError
from stetmark.judging.judge import score_text
from wild.cases import rows

NOT_YET = frozenset(
    """
    added-heading added-letter slot-curly-1 slot3-lastword ends-13
    """.split()
)


def found(score, name: str):
    """What a score says under a name of the cases' README."""
    verdicts = Counter(edit.verdict for edit in score.edits)
    return {
        "exact": score.exact,
        "strict": score.strict,
        "tp": score.tp,
        "fn": score.fn,
        "fp": len(score.changes),
        "c": verdicts["corrected"],
        "m": verdicts["missed"],
        "x": verdicts["miscorrected"],
        "nch": score.n_changes,
        "n_edits": len(score.edits),
        "classes": {change.class_ for change in score.changes},
        "cls": {change.class_ for change in score.changes},
        "changes": {change.class_ for change in score.changes},
        "env": set(score.envelope),
        "envelope": set(score.envelope),
    }[name]


@pytest.mark.parametrize("row", rows("scoring.jsonl", NOT_YET))
def test_case(row):
    """Each thing that the row names is as it says."""
    expected = dict(row["expected"])
    if expected.pop("error_or_no_edit", False):
        try:
            score = score_text(row["source"], row["reference"], row["reply"])
        except DataError:
            return
        assert score.edits == ()
        return
    score = score_text(row["source"], row["reference"], row["reply"])
    least = expected.pop("fp_min", 0)
    assert len(score.changes) >= least
    if holds := expected.pop("slot_holds", None):
        assert [edit.hypothesis for edit in score.edits if edit.verdict != "corrected"] == [holds]
    expected.pop("item_flags", None)  # of the audit over all answers to an item, not of one score
    wanted = {name: set(value) if isinstance(value, list) else value for name, value in expected.items()}
    assert {name: found(score, name) for name in wanted} == wanted
