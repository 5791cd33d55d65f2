"""What the guard makes of the sixteen answers of the founding table: the table in docs/guard.md.

    STETMARK_SHARED=… python bench/founding.py

Each answer is guarded against the one text all were asked to mend, and judged before and after.
Prints Markdown.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from stetmark.judging.judge import score_text
from stetmark.proofread import guard
from stetmark.records import Score
from stetmark.tables import read_table

HEAD = "| system | kept | put back | verdict before → after | missed or wrong | unneeded changes |"


def verdict(score: Score) -> str:
    """Exact or not, in one word."""
    return "exact" if score.exact else "not exact"


def founding_rows(shared: Path) -> list[str]:
    """One row of Markdown for each answer."""
    item = json.loads((shared / "data" / "founding-item.json").read_text(encoding="utf-8"))
    source, reference = item["source"], item["reference"]
    found = []
    for row in read_table(shared / "data" / "founding-table.md").rows:
        guarded = guard(source, row.answer)
        before, after = (score_text(source, reference, text) for text in (row.answer, guarded.text))
        put_back = f"all: {guarded.fallback}" if guarded.fallback else str(len(guarded.reverted))
        found.append(
            f"| {row.system} | {len(guarded.kept)} | {put_back} | {verdict(before)} → {verdict(after)}"
            f" | {before.fn} → {after.fn} | {before.n_unneeded} → {after.n_unneeded} |"
        )
    return found


def main() -> None:
    shared = Path(os.environ.get("STETMARK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    print(HEAD)
    print("|" + "---|" * (HEAD.count("|") - 1))
    for row in founding_rows(shared):
        print(row)


if __name__ == "__main__":
    main()
