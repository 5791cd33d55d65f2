"""Every verdict, flag and class on texts a reader can follow: `*.toml` beside this file.

A case has `reference` and `reply`, and perhaps `source` (else two-way) and `edits` (`[start, end, replacement]`,
further strings are accepted as well; else the pair is diffed). Expected are `exact`, `strict`, `envelope`,
`folds`, `edits_held` (slots not corrected: source text, verdict, class or "", what stands there) and `changes`
(class, reference, hypothesis), and where named the `parts` of those changes that have several, in their order.
What is not named is expected to be empty, or true where nothing is wrong.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from stetmark.judging.judge import score_text
from stetmark.records import CHANGE_CLASSES, ENVELOPE_FLAGS, GoldEdit

FILES = sorted(Path(__file__).parent.glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def score(case):
    edits = case.get("edits")
    if edits is not None:
        edits = [GoldEdit(start=s, end=e, replacement=r, accept=tuple(a)) for s, e, r, *a in edits]
    return score_text(case.get("source"), case["reference"], case["reply"], edits=edits)


@pytest.mark.parametrize("case", CASES)
def test_golden(case):
    """The case gets the flags, verdicts and changes an editor gave it."""
    got = score(case)
    held = [
        [e.source, e.verdict, e.class_ or "", e.hypothesis] for e in got.edits if e.verdict != "corrected"
    ]
    changes = [[c.class_, c.reference, c.hypothesis] for c in got.changes]
    envelope = case.get("envelope", [])
    assert (list(got.envelope), held, changes) == (
        envelope,
        case.get("edits_held", []),
        case.get("changes", []),
    )
    if "parts" in case:
        assert [list(map(list, c.parts)) for c in got.changes if c.parts] == case["parts"]
    for change in got.changes:
        assert not change.parts or change.parts[0] == (
            change.start,
            change.end,
            change.hyp_start,
            change.hyp_end,
        )
    clean = not held and not changes
    assert got.exact is case.get("exact", clean and not envelope)
    assert got.strict is case.get("strict", clean and not envelope)
    assert list(got.folds) == case.get("folds", [])
    if "hypothesis" in case:
        assert got.hypothesis == case["hypothesis"]
    assert case["reply"][got.hypothesis_start :].startswith(got.hypothesis)


def test_every_class_has_three_cases_and_a_neighbour():
    """Each change class appears in three cases at least, and one case named after it does not get it."""
    seen = dict.fromkeys(CHANGE_CLASSES, 0)
    neighbours = set()
    for param in CASES:
        case = param.values[0]
        for class_ in {change[0] for change in case.get("changes", [])}:
            seen[class_] += 1
        if "not" in case:
            assert case["not"] not in {change[0] for change in case.get("changes", [])}, case["name"]
            neighbours.add(case["not"])
    assert {class_: n for class_, n in seen.items() if n < 3} == {}
    assert set(CHANGE_CLASSES) - neighbours == set()


def test_every_flag_has_three_cases_and_a_neighbour():
    """Each envelope flag is given in three cases at least, and one case named after it does not get it."""
    seen = dict.fromkeys(ENVELOPE_FLAGS, 0)
    neighbours = set()
    for param in CASES:
        case = param.values[0]
        for flag in case.get("envelope", []):
            seen[flag] += 1
        if "not_flag" in case:
            assert case["not_flag"] not in case.get("envelope", []), case["name"]
            neighbours.add(case["not_flag"])
    assert {flag: n for flag, n in seen.items() if n < 3} == {}
    assert set(ENVELOPE_FLAGS) - neighbours == set()


@pytest.mark.parametrize("page", ["docs/scoring.md", "docs/zh/scoring.md"])
def test_every_class_has_a_row_in_the_docs(page):
    """The page on scoring has a row of a table for each change class, with something beside its name."""
    lines = (Path(__file__).resolve().parents[2] / page).read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:-1] for line in lines if line.startswith("|")]
    shown = {
        class_
        for class_ in CHANGE_CLASSES
        for row in rows
        if f"`{class_}`" in row[0] and all(cell.strip() for cell in row[:2])
    }
    assert set(CHANGE_CLASSES) - shown == set()
