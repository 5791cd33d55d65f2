"""Verdicts and flags on answers of which everything is known: planted edits, over-edits, envelopes."""

from __future__ import annotations

import json
import random
import re

import pytest

from properties.synthetic import ENVELOPES, answer, plant
from stetmark.judging.judge import Judge
from stetmark.records import Answer, Item

pytestmark = pytest.mark.slow
FEW = 400


def english(shared):
    lines = (shared / "data" / "arxiv_abstracts_2026.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [" ".join(json.loads(line)["abstract"].split()) for line in lines]
    return [text for text in texts if 100 <= len(text.split()) <= 260][:FEW]


def chinese(shared):
    texts = []
    for path in sorted((shared / "data" / "clean_text").glob("zh_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"].strip()
            if len(re.findall(r"[\u4e00-\u9fff]", text)) >= 60:
                texts.append(text)
    return texts[:FEW]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_slot_verdicts_are_right_in_99_of_100_items(shared, lang):
    """With a dozen planted edits and four over-edits an item, all verdicts are right in 99 % of the items."""
    texts = english(shared) if lang == "en" else chinese(shared)
    assert len(texts) == FEW
    right, confusion, found, planted = 0, {}, 0, 0
    for number, text in enumerate(texts):
        rng = random.Random(number)
        item = plant(text, 13 if lang == "en" else 6, rng, lang=lang)
        given = answer(item, rng, lang=lang)
        judge = Judge(
            Item(id=str(number), source=item.source, reference=item.reference, edits=tuple(item.edits))
        )
        score = judge.score(Answer(item=str(number), system="", outcome="complete", reply=given.text))
        got = [edit.verdict for edit in score.edits]
        for pair in zip(given.verdicts, got, strict=True):
            confusion[pair] = confusion.get(pair, 0) + 1
        right += got == given.verdicts and score.assessable
        found += len(score.changes)
        planted += given.n_changes
    print(
        f"\n{lang}: all verdicts right in {right} of {len(texts)} items; {planted} over-edits, {found} changes found"
    )
    for (truth, got), count in sorted(confusion.items()):
        print(f"  {truth:13} judged {got:13} {count:6}")
    assert right >= 0.99 * len(texts)
    assert abs(found - planted) <= 0.02 * planted


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_envelopes_are_right_in_all_items(shared, lang):
    """Each envelope round each answer gets exactly its flags, and the verdicts of the bare answer."""
    texts = english(shared) if lang == "en" else chinese(shared)
    wrong = []
    for number, text in enumerate(texts):
        rng = random.Random(number)
        item = plant(text, 13 if lang == "en" else 6, rng, lang=lang)
        given = answer(item, rng, lang=lang)
        judge = Judge(
            Item(id=str(number), source=item.source, reference=item.reference, edits=tuple(item.edits))
        )
        bare = judge.score(Answer(item=str(number), system="", outcome="complete", reply=given.text))
        for flags, wrap in ENVELOPES.items():
            reply = wrap(given.text, item)
            score = judge.score(Answer(item=str(number), system="", outcome="complete", reply=reply))
            if score.envelope != flags:
                wrong.append((number, flags, score.envelope))
            elif score.assessable and "truncated" not in flags and score.edits != bare.edits:
                wrong.append((number, flags, "verdicts"))
            assert reply[score.hypothesis_start :].startswith(score.hypothesis)
    print(f"\n{lang}: {len(texts) * len(ENVELOPES)} envelopes, wrong: {len(wrong)} {wrong[:8]}")
    assert wrong == []
