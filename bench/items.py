"""Items a second, beside nlpaug's spelling and keyboard augmenters, in one run on one core.

    python bench/items.py [--items 20000] [--texts FILE.jsonl]

Ours: texts of about 160 words -> medium-tier items with every gate, from a cold start (word lists are read
before the clock starts, misspellings are found while it runs). Theirs: the same texts, as many words changed,
no gate, and no record of what was changed. CPU seconds of this process, so that a busy machine counts less.
nlpaug is used where it is installed (`pip install nlpaug`); it splits and rejoins words, so few of its texts
keep their spacing.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from stetmark.items.core import core_texts, core_words
from stetmark.items.make import RECIPES, CleanText, Maker, Plan
from stetmark.items.prose import word_spans


def corpus(path: Path | None, n: int) -> Iterator[CleanText]:
    """`n` texts: of a JSONL file, or the bundled English ones, again and again under new ids."""
    texts = (
        [
            CleanText(id=str(k), text=json.loads(row)["text"])
            for k, row in enumerate(path.open(encoding="utf-8"))
        ]
        if path
        else [text for text in core_texts() if text.lang == "en" and text.kind == "plain"]
    )
    for k in range(n):
        text = texts[k % len(texts)]
        yield msgspec.structs.replace(text, id=f"{text.id}-{k // len(texts)}")


def ours(texts: list[CleanText]) -> None:
    maker = Maker(Plan(words=core_words()))
    maker.speller("en")
    n_items = n_edits = n_words = 0
    mark = start = time.process_time()
    step = max(1, len(texts) // 5)
    for done, text in enumerate(texts, 1):
        for item in maker.make(text, [RECIPES["medium"]]).items:
            n_items += 1
            n_edits += len(item.edits or ())
            n_words += len(word_spans(item.reference))
        if done % step == 0:
            now = time.process_time()
            print(f"  {done:>7} texts: {step / (now - mark):>7,.0f} items/s in this fifth")
            mark = now
    taken = time.process_time() - start
    print(
        f"stetmark medium     {n_items / taken:>9,.0f} items/cpu-s  {n_items} items, "
        f"{n_words / n_items:.0f} words and {n_edits / n_items:.1f} misspellings each"
    )


def theirs(texts: list[CleanText]) -> None:
    try:
        import nlpaug.augmenter.char as nac
        import nlpaug.augmenter.word as naw
    except ImportError:
        print("nlpaug is not installed: pip install nlpaug")
        return
    for name, augmenter in (
        ("nlpaug spelling", naw.SpellingAug(aug_p=0.05, aug_max=None)),
        ("nlpaug keyboard", nac.KeyboardAug(aug_word_p=0.05, aug_char_max=1, aug_word_max=None)),
    ):
        few = texts[:400]
        start = time.process_time()
        changed = [augmenter.augment(text.text)[0] for text in few]
        taken = time.process_time() - start
        kept = sum(len(a.split()) == len(b.text.split()) for a, b in zip(changed, few, strict=True))
        print(
            f"{name:<19} {len(few) / taken:>9,.0f} texts/cpu-s  {kept / len(few):.0%} keep their words apart"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    texts = list(corpus(arguments.texts, arguments.items))
    theirs(texts)
    ours(texts)


if __name__ == "__main__":
    main()
