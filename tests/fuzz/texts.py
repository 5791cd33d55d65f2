"""Texts that lead a scorer into odd corners, and how they are changed; for both fuzzers."""

from __future__ import annotations

import random

from stetmark.records import GoldEdit, Item

SEEDS = [
    ("teh cat", "the cat", "the cat"),
    ("We studdy it, alot.", "We study it, a lot.", "Here it is:\n\nWe study it, a lot."),
    ("他门天汽好。", "他们天气好。", "「他们天氣好。」"),
    ("", "", ""),
    (
        "Teh ship left teh harbour at dawn, and nobody waved to it from the shore -- not one.",
        "The ship left the harbour at dawn, and nobody waved to it from the shore -- not one.",
        "The ship left the harbor at dawn and nobody waved to it from the shore—not one.",
    ),
    (
        "A letter lay on the tabel, and benifits ofhten come in the the second letter, so she read it alot. "
        "When the lamp went out she sat in teh dark, and the letter lay where it had lain. Nobdy came. "
        "In the morning the lamp was lit agian, and she wrote an answer to the letter, in the same hand.",
        "A letter lay on the table, and benefits of the come in the second letter, so she read it a lot. "
        "When the lamp went out she sat in the dark, and the letter lay where it had lain. Nobody came. "
        "In the morning the lamp was lit again, and she wrote an answer to the letter, in the same hand.",
        "A letter lay on the table, and benefits often come in the second letter; she read it a lot. "
        "When the lamp went out, she sat in the dark and the letter lay where it had been. Nobody came. "
        "In the morning the lamp was lit again, and she wrote an answer to the letter in the same hand.",
    ),
    (
        "天色暗了下来，他门把灯点亮，坐在窗前写信。信写的很长，外面的雨一直在下，没有人来敲门。",
        "天色暗了下来，他们把灯点亮，坐在窗前写信。信写得很长，外面的雨一直在下，没有人来敲门。",
        "天色暗了下來，他們把燈點亮，坐在窗前寫信。信寫得很長，外面的雨一直下著，沒有人來敲門。",
    ),
]
PARTS = [
    " ", "  ", "\n", "\r\n", "\t", ",", ".", ":", "：", "-", "--", " -- ", "—", '"', "“", "”", "'", "’", "`", "```",
    "\n```\n", "~~~\n", "<think>", "</think>", "<solution>", "</solution>", "*", "$", "\\(", "\\emph{", "}", "the",
    "The", "teh", "a", "I'm sorry, I can't", "抱歉", "的", "地", "門", "あ", "ー", "ไทย", "น้ำ", "नि", "كتاب", "\u0301",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\x00", "\x1c", "\x85", "\u2028", "\ud800", "\udfff", "👩", "👩‍👧", "🇫🇷",
    "ﬁ", "ß", "İ", "ǅ", "²", "１", "，", "。", "\u00a0", "\u3000", "", " --- ", "Here it is:\n\n", "'s", " of the ",
]  # fmt: skip


def mutate(text: str, others: list[str], rng: random.Random, limit: int) -> str:
    """`text` changed in one to four places, at most `limit` characters of it."""
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        kind = rng.randrange(8)
        i, j = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        if kind == 0:
            text = text[:i] + rng.choice(PARTS) + text[i:]
        elif kind == 1:
            text = text[:i] + text[min(j, i + 12) :]
        elif kind == 2:
            text = text[:i] + text[i:j] + text[i:]
        elif kind == 3:
            other = rng.choice(others)
            k = rng.randint(0, len(other))
            text = text[:i] + other[k : k + rng.randint(0, 30)] + text[j:]
        elif kind == 4:
            text = text[:i] + rng.choice(PARTS) * rng.randint(1, 5) + text[min(j, i + 12) :]
        elif kind == 5:
            words = text[i:j].split(" ")
            rng.shuffle(words)
            text = text[:i] + " ".join(words) + text[j:]
        elif kind == 6:
            text = text[:i] + text[i:j].swapcase() + text[j:]
        else:
            text = text[:i] + text[j:] + text[i:j]
    return text[:limit]


def recorded(source: str, rng: random.Random) -> Item:
    """An item whose edits are recorded, anywhere in the source, some of them with other texts as right."""
    cuts = sorted(rng.randint(0, len(source)) for _ in range(2 * rng.randint(0, 4)))
    edits, reference, at = [], "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        end = min(end, start + 12)  # noqa: PLW2901
        made = rng.choice(
            [rng.choice(PARTS), source[start:end] + rng.choice("aeo的 "), source[start:end][::-1]]
        )
        if start == end and not made:
            continue  # such an edit is refused
        accept = tuple(rng.choice(PARTS) for _ in range(rng.choice([0, 0, 1, 2])))
        edits.append(GoldEdit(start=start, end=end, replacement=made, accept=accept))
        reference += source[at:start] + made
        at = end
    return Item(id="", source=source, reference=reference + source[at:], edits=tuple(edits))
