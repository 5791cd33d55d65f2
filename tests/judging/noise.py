"""Seeded small items and noisy hypotheses for the alignment tests."""

from __future__ import annotations

from stetmark.records import GoldEdit
from stetmark.text.edits import apply_edits
from stetmark.text.tokens import tokenize


def item_of(rng, vocabulary, n, dense):
    """A source, its reference and the edits between them: misspelt, glued, split, missing and doubled words."""
    words = [rng.choice(vocabulary) for _ in range(n)]
    source, edits, k = "", [], 0
    while k < n:
        if k:
            source += rng.choice([" "] * 8 + [", ", "-"])
        word = words[k]
        wrong, right = word, word
        if rng.random() < dense:
            kind = rng.choice(["misspelt", "misspelt", "misspelt", "glued", "split", "missing", "doubled"])
            if kind == "glued" and k + 1 < n:
                wrong, right = word + words[k + 1], word + " " + words[k + 1]
                k += 1
            elif kind == "split" and len(word) > 1:
                wrong = word[:1] + " " + word[1:]
            elif kind == "missing":
                wrong, right = "", word + " "
            elif kind == "doubled":
                wrong = word + " " + word
            else:
                wrong = word[::-1] + "x"
            edits.append((len(source), wrong, right))
        source += wrong
        k += 1
    edits = [GoldEdit(start=at, end=at + len(wrong), replacement=right) for at, wrong, right in edits]
    return source, apply_edits(source, edits), edits


def hypothesis_for(rng, source, edits, vocabulary, noise):
    """An answer: slots corrected, missed or otherwise, and tokens lost, changed and added everywhere."""
    text, at = "", 0
    for edit in edits:
        draw = rng.random()
        text += source[at : edit.start]
        text += (
            edit.replacement
            if draw < 0.6
            else source[edit.start : edit.end]
            if draw < 0.8
            else rng.choice([*vocabulary, ""])
        )
        at = edit.end
    out = []
    for token in tokenize(text + source[at:]):
        draw = rng.random()
        if draw < noise:
            continue
        if draw < 2 * noise:
            out.append(rng.choice(vocabulary))
        elif draw < 3 * noise:
            out += [token, " " + rng.choice(vocabulary)]
        elif draw < 3.5 * noise:
            out.append(rng.choice([" ", ",", "-"]))
        else:
            out.append(token)
    return "".join(out)


def columns_of(chain):
    """The whole chain as columns for the exact alignment."""
    columns, i = [], 0
    for slot in chain.slots:
        columns += [*chain.tokens[i : slot.start], slot.branches]
        i = slot.end
    return columns + chain.tokens[i:]
