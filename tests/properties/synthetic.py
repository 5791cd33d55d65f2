"""Texts with planted edits, and answers to them of which everything is known. Seeded; no part of the product."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from stetmark.records import GoldEdit

WORD = re.compile(r"[A-Za-z]{4,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
FILLERS = "often clearly perhaps rather indeed also largely here mostly".split()
HAN_FILLERS = "而且很都也就又才还"


@dataclass
class Planted:
    source: str
    reference: str
    edits: list[GoldEdit]


@dataclass
class Answered:
    text: str
    verdicts: list[str]
    n_changes: int = 0
    kinds: list[str] = field(default_factory=list)


def misspell(word: str, rng: random.Random) -> str:
    """A misspelling of a word that differs from it."""
    while True:
        k = rng.randrange(1, len(word) - 1)
        kind = rng.randrange(4)
        made = (
            word[:k] + word[k + 1] + word[k] + word[k + 2 :]
            if kind == 0
            else word[:k] + word[k + 1 :]
            if kind == 1
            else word[:k] + word[k] + word[k:]
            if kind == 2
            else word[:k] + rng.choice("aeioutrnsl") + word[k + 1 :]
        )
        if made != word:
            return made


def plant(text: str, n: int, rng: random.Random, *, lang: str = "en", glue: float = 0.1) -> Planted:
    """Plant up to `n` edits into clean text, at least one untouched word (three characters) apart."""
    places = [m.span() for m in (HAN if lang == "zh" else WORD).finditer(text)]
    rng.shuffle(places)
    taken: list[tuple[int, int, str]] = []
    for place in places:
        start, end = place
        if len(taken) == n:
            break
        made = rng.choice("的在是有和了我中大为上个国不") if lang == "zh" else misspell(text[start:end], rng)
        if lang == "en" and rng.random() < glue:
            after = re.compile(r" [a-z]+\b").match(text, end)
            if after:
                end = after.end()
                made = misspell(text[start:end].replace(" ", ""), rng)
        if made == text[start:end]:
            continue
        room = 4 if lang == "zh" else 3
        if any(start < e + room and s < end + room for s, e, _ in taken):
            continue
        if lang == "en" and any(
            not re.search(r"\w", text[min(e, end) : max(s, start)])
            for s, e, _ in taken
            if e <= start or end <= s
        ):
            continue
        taken.append((start, end, made))
    taken.sort()
    source, at, edits = "", 0, []
    for start, end, made in taken:
        source += text[at:start]
        edits.append(
            GoldEdit(start=len(source), end=len(source) + len(made), replacement=text[start:end], kind="test")
        )
        source += made
        at = end
    return Planted(source + text[at:], text, edits)


def answer(
    item: Planted, rng: random.Random, *, lang: str = "en", n_changes: int = 4, missed=0.15, wrong=0.1
) -> Answered:
    """An answer with a known verdict for each edit, and over-edits outside the slots."""
    pieces: list[str] = []
    verdicts: list[str] = []
    commons: list[int] = []
    at = 0
    for edit in item.edits:
        pieces.append(item.source[at : edit.start])
        commons.append(len(pieces) - 1)
        old = item.source[edit.start : edit.end]
        draw = rng.random()
        if draw < missed:
            verdicts.append("missed")
            pieces.append(old)
        elif draw < missed + wrong:
            other = rng.choice("山水火木金土") if lang == "zh" else misspell(edit.replacement, rng)
            if other in {old, edit.replacement} or other.split() != [other] != edit.replacement.split():
                verdicts.append("corrected")
                pieces.append(edit.replacement)
            else:
                verdicts.append("miscorrected")
                pieces.append(other)
        else:
            verdicts.append("corrected")
            pieces.append(edit.replacement)
        at = edit.end
    pieces.append(item.source[at:])
    commons.append(len(pieces) - 1)
    made = 0
    kinds: list[str] = []
    for _ in range(4 * n_changes):
        if made == n_changes:
            break
        k = rng.choice(commons)
        changed = _over_edit(pieces[k], rng, lang)
        if changed is not None:
            pieces[k], kind = changed
            commons.remove(k)
            made += 1
            kinds.append(kind)
            if not commons:
                break
    return Answered("".join(pieces), verdicts, made, kinds)


def _over_edit(text: str, rng: random.Random, lang: str) -> tuple[str, str] | None:
    """One change well inside a stretch of common text; None where the stretch is too short."""
    words = [m.span() for m in (HAN if lang == "zh" else re.compile(r"[A-Za-z]+")).finditer(text)]
    words = words[2:-2]
    if not words:
        return None
    start, end = rng.choice(words)
    kind = rng.choice(["insert", "delete", "swap", "comma", "case" if lang == "en" else "comma"])
    if kind == "insert":
        return (
            text[:start]
            + (rng.choice(HAN_FILLERS) if lang == "zh" else rng.choice(FILLERS) + " ")
            + text[start:]
        ), kind
    if kind == "delete":
        stop = end + (lang == "en" and text[end : end + 1] == " ")
        return text[:start] + text[stop:], kind
    if kind == "swap":
        other = rng.choice("山水火木金土") if lang == "zh" else rng.choice(FILLERS)
        return (text[:start] + other + text[end:], kind) if other != text[start:end] else None
    if kind == "comma":
        return text[:end] + ("，" if lang == "zh" else ",") + text[end:], kind
    word = text[start:end]
    return text[:start] + word.swapcase() + text[end:], kind


ENVELOPES = {
    (): lambda text, item: text,
    ("preamble",): lambda text, item: "Here is the corrected text:\n\n" + text,
    ("postamble",): lambda text, item: text + "\n\nLet me know if you need anything else.",
    ("preamble", "postamble"): lambda text, item: "修改后的文本：\n" + text + "\n\n以上。",
    ("fence",): lambda text, item: "```\n" + text + "\n```",
    ("solution_tag",): lambda text, item: "<solution>" + text + "</solution>",
    ("think_block",): lambda text, item: "<think>Let me see. " + text[:60] + "</think>\n" + text,
    ("quoted",): lambda text, item: "“" + text + "”",
    ("duplicated",): lambda text, item: text + "\n\n" + text,
    ("source_echoed",): lambda text, item: item.source + "\n\n" + text,
    ("truncated",): lambda text, item: text[: int(0.6 * len(text))],
    ("empty",): lambda text, item: " \n",
    ("refused",): lambda text, item: "I'm sorry, but I can't help with that.",
    ("translated",): lambda text, item: (
        "هذا نص مترجم إلى لغة أخرى تماما ولا علاقة له بالأصل على الإطلاق يا صديقي"
    ),
}
