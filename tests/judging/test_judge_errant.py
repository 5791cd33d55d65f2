"""An independent oracle: ERRANT's own comparison counts the same true and false positives and negatives.

`errant_compare` needs no language model. The gold M2 file is made from the planted edits; the hypothesis M2
file from an alignment by difflib of source and answer, not from our own output. Cases are such that words
between spaces are all there is: no change of white space or signs, which ERRANT does not see.
"""

from __future__ import annotations

import difflib
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from properties.synthetic import FILLERS, misspell
from stetmark.judging.judge import Judge
from stetmark.records import Answer, GoldEdit, Item

pytestmark = pytest.mark.slow
STEMS = "model quest answer para read writ numb lett garden window bright summer winter castle pillow sailor".split()
ENDS = "ing ed er ion est ful less ness".split()


def case(rng):
    """Words with planted misspellings, and an answer with words swapped, put in and left out, all apart."""
    words = [rng.choice(STEMS) + rng.choice(ENDS) for _ in range(90)]
    places = list(range(2, 88, 4))
    rng.shuffle(places)
    planted, changed = sorted(places[:8]), sorted(places[8:13])
    source = [misspell(word, rng) if k in planted else word for k, word in enumerate(words)]
    answer = []
    for k, word in enumerate(words):
        if k in planted:
            answer.append(rng.choice([word, word, word, source[k], misspell(word, rng)]))
        elif k in changed:
            kind = rng.choice(["swap", "insert", "delete"])
            answer += {"swap": [rng.choice(FILLERS)], "insert": [rng.choice(FILLERS), word], "delete": []}[
                kind
            ]
        else:
            answer.append(word)
    return words, source, answer, planted


def m2(source, edits):
    lines = ["S " + " ".join(source)]
    lines += [f"A {start} {end}|||R:OTHER|||{text}|||REQUIRED|||-NONE-|||0" for start, end, text in edits]
    return "\n".join(lines) + "\n\n"


def differences(source, answer):
    matcher = difflib.SequenceMatcher(None, source, answer, autojunk=False)
    return [
        (i, i_end, " ".join(answer[j:j_end]))
        for tag, i, i_end, j, j_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def test_errant_counts_the_same(tmp_path):
    """TP, FP and FN over 300 texts are those of `errant_compare`."""
    command = Path(sys.executable).parent / "errant_compare"
    if not command.exists():
        pytest.skip("needs errant (requirements/all.txt)")
    gold, hypothesis, ours = "", "", [0, 0, 0]
    for seed in range(300):
        rng = random.Random(seed)
        words, source, answer, planted = case(rng)
        gold += m2(source, [(k, k + 1, words[k]) for k in planted])
        hypothesis += m2(source, differences(source, answer))
        starts = [sum(len(word) + 1 for word in source[:k]) for k in planted]
        edits = tuple(
            GoldEdit(start=at, end=at + len(source[k]), replacement=words[k])
            for at, k in zip(starts, planted, strict=True)
        )
        item = Item(id=str(seed), source=" ".join(source), reference=" ".join(words), edits=edits)
        score = Judge(item).score(
            Answer(item=str(seed), system="", outcome="complete", reply=" ".join(answer))
        )
        for k, count in enumerate((score.tp, score.fp, score.fn)):
            ours[k] += count
    (tmp_path / "gold.m2").write_text(gold)
    (tmp_path / "hyp.m2").write_text(hypothesis)
    made = subprocess.run(
        [command, "-hyp", tmp_path / "hyp.m2", "-ref", tmp_path / "gold.m2"],
        capture_output=True,
        text=True,
        check=True,
    )
    match = re.search(r"TP\s+FP\s+FN.*?\n\s*(\d+)\s+(\d+)\s+(\d+)", made.stdout)
    assert match is not None, made.stdout
    theirs = [int(number) for number in match.groups()]
    print(f"\nTP, FP, FN: ours {ours}, errant_compare {theirs}")
    assert ours == theirs
