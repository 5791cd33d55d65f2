"""Tables as colleagues send them: each is read, and the answers in it get the verdicts they deserve."""

from __future__ import annotations

import pytest

from stetmark.judging.judge import score_text
from stetmark.tables import read_table
from wild.cases import files

NOT_YET = frozenset(
    """
    02_merged_ref.xlsx 04_title_row.xlsx 05_sheets.xlsx 08_timu.xlsx 09_wide.xlsx 20_gbk.csv 23_utf16.csv
    31_timu.csv 33_input.csv 34_alt_heads.csv 37_only_answers_no_ref.csv 40_table.html 42_html_as.xls
    50_list.json 52_rows.jsonl 53_rows_en.jsonl 60_table.docx 72_two_tables.md
    """.split()
)

#: Files of several sheets or tables, one question each; and those whose column 题目 holds the source.
QUESTIONS = {"05_sheets.xlsx": 3, "72_two_tables.md": 2}
WITH_SOURCE = frozenset(["08_timu.xlsx", "31_timu.csv"])


@pytest.mark.parametrize("path", files("tables", "*.*", NOT_YET))
def test_table(path):
    """豆包 is right on every question; 文心一言 is not right on all where it answers all three."""
    rows = read_table(path).rows
    right = {name: [] for name in {row.system for row in rows}}
    for row in rows:
        right[row.system].append(score_text(row.source, row.reference, row.answer).exact)
    doubao = next(
        found for name, found in right.items() if "豆包" in name or name.lower().startswith("doubao")
    )

    assert len({row.reference for row in rows}) >= QUESTIONS.get(path.name, 1)
    assert path.name not in WITH_SOURCE or all(row.source for row in rows)
    assert len(right) >= 2
    assert all(doubao)
    assert not all(all(found) for found in right.values())
