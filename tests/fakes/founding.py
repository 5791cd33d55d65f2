"""What several tests read from the shared data."""

from __future__ import annotations

from pathlib import Path

from stetmark.tables import read_table


def founding_answers(shared: Path) -> dict[str, str]:
    """Return the first answer of each system of the founding table."""
    answers: dict[str, str] = {}
    for row in read_table(shared / "data" / "founding-table.md").rows:
        answers.setdefault(row.system, row.answer)
    return answers
