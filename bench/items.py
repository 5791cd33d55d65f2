"""Items a second, beside nlpaug's spelling and keyboard augmenters, in one run on one core; and memory.

    python bench/items.py [--items 20000] [--texts FILE.jsonl]
    python bench/items.py --memory 50,500

Ours: texts of about 160 words -> medium-tier items with every gate, from a cold start (word lists are read
before the clock starts, misspellings are found while it runs). Twice: the bundled texts again and again under
new ids, and distinct texts, each a shuffle of sentences from all of them; with --texts, those of a file as
they are. Theirs: some of the same texts, as many words changed, no gate, and no record of what was changed.
The two take turns, so that both meet the machine's fast and slow minutes; CPU seconds of this process. nlpaug
is used where it is installed (`pip install nlpaug`); it splits and rejoins words, so few of its texts keep
their spacing.

Memory: `stetmark items make` on a folder of so many megabytes of such distinct paragraphs, in one process and
on all cores; the largest resident size of any of its processes, as the kernel counted it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from stetmark.items.core import core_texts, core_words
from stetmark.items.corpus import TEXT_FIELDS
from stetmark.items.make import RECIPES, CleanText, Maker, Plan
from stetmark.items.words import WORD


def bundled_texts() -> list[CleanText]:
    """The bundled English texts that are plain prose."""
    return [text for text in core_texts() if text.lang == "en" and text.kind == "plain"]


def repeated(n: int) -> Iterator[CleanText]:
    """The bundled texts again and again, under new ids."""
    texts = bundled_texts()
    for k in range(n):
        text = texts[k % len(texts)]
        yield msgspec.structs.replace(text, id=f"{text.id}-{k // len(texts)}")


def right_words() -> frozenset[str]:
    """All words of the bundled texts: a name that stands twice in one of them may stand once in a shuffle."""
    return core_words().union(*(WORD.findall(text.text) for text in bundled_texts()))


def shuffled(seed: int = 1) -> Iterator[CleanText]:
    """Texts of about 160 words without end, no two alike: sentences of all bundled texts, unquoted ones."""
    rng = random.Random(seed)
    sentences = [
        sentence
        for text in bundled_texts()
        for sentence in re.split(r"(?<=[.!?])\s+", text.text)
        if sentence[:1].isupper()
        and sentence[-1:] in ".!?"
        and not re.search(r"[\"“”‘()\[\]\n]|(?<!\w)'", sentence)
    ]
    sizes = {sentence: len(sentence.split()) for sentence in sentences}
    for k in itertools.count():
        chosen: list[str] = []
        size = 0
        while size < 150:
            chosen.append(rng.choice(sentences))
            size += sizes[chosen[-1]]
        yield CleanText(id=f"shuffled-{k}", text=" ".join(chosen), lang="en")


def of_file(path: Path, n: int) -> Iterator[CleanText]:
    """The first `n` texts of a JSONL file, those that the length gate would refuse left out."""
    with path.open(encoding="utf-8") as rows:
        for k, row in enumerate(itertools.islice(rows, n)):
            record = json.loads(row)
            text = next(record[field] for field in TEXT_FIELDS if field in record)
            if 20 <= len(text.split()) <= 1000:
                yield CleanText(id=str(k), text=text, lang="en")


class Peer:
    """One of nlpaug's augmenters, and how long it took for how many texts."""

    def __init__(self, name: str, augmenter: Any) -> None:
        self.name = name
        self._augmenter = augmenter
        augmenter.augment("Its first sentence takes longer than the others.")
        self._taken = 0.0
        self._n = self._kept = 0

    def take(self, texts: list[CleanText]) -> None:
        """Let it change some texts."""
        start = time.process_time()
        changed = [self._augmenter.augment(text.text)[0] for text in texts]
        self._taken += time.process_time() - start
        self._n += len(texts)
        self._kept += sum(len(a.split()) == len(b.text.split()) for a, b in zip(changed, texts, strict=True))

    def rate(self) -> float:
        """Texts a CPU second."""
        return self._n / self._taken

    def kept(self) -> float:
        """The share of texts whose words stand apart as before."""
        return self._kept / self._n


def peers() -> list[Peer]:
    """nlpaug's augmenters, set to change one word in twenty; none where it is not installed."""
    try:
        import nlpaug.augmenter.char as nac
        import nlpaug.augmenter.word as naw
    except ImportError:
        print("nlpaug is not installed: pip install nlpaug")
        return []
    return [
        Peer("nlpaug spelling", naw.SpellingAug(aug_p=0.05, aug_max=None)),
        Peer("nlpaug keyboard", nac.KeyboardAug(aug_word_p=0.05, aug_char_max=1, aug_word_max=None)),
    ]


def compare(name: str, texts: list[CleanText], skip: frozenset[str] = frozenset()) -> None:
    """Make items of all texts, and let the peers change a few of each fifth of them."""
    maker = Maker(Plan(words=right_words(), skip=skip))
    maker.speller("en")
    beside = peers()
    n_edits = 0
    taken = 0.0
    references: list[str] = []
    step = max(1, len(texts) // 5)
    print(f"{name}:")
    for at in range(0, len(texts), step):
        part = texts[at : at + step]
        for peer in beside:
            peer.take(part[:100])
        start = time.process_time()
        for text in part:
            for item in maker.make(text, [RECIPES["medium"]]).items:
                references.append(item.reference)
                n_edits += len(item.edits or ())
        now = time.process_time() - start
        taken += now
        print(f"  texts up to {at + len(part):>7,}: {len(part) / now:>7,.0f} items/cpu-s")
    n_items = len(references)
    n_words = sum(len(WORD.findall(reference)) for reference in references)
    print(
        f"  stetmark        {n_items / taken:>7,.0f} items/cpu-s  {n_items} items of {len(texts)} texts, "
        f"{n_words / n_items:.0f} words and {n_edits / n_items:.1f} misspellings each"
    )
    for peer in beside:
        print(
            f"  {peer.name} {peer.rate():>7,.0f} texts/cpu-s  {peer.kept():.0%} keep their words apart; "
            f"stetmark makes {n_items / taken / peer.rate():.2f} x as many"
        )


def folder_of(path: Path, size: int) -> int:
    """Fill a folder with `size` bytes of distinct paragraphs, a megabyte a file; return how many."""
    path.mkdir()
    n = written = 0
    texts = shuffled()
    while written < size:
        with (path / f"{written // 1_000_000:05}.txt").open("w", encoding="utf-8") as file:
            part = 0
            while part < min(1_000_000, size - written):
                part += file.write(next(texts).text + "\n\n")
                n += 1
        written += part
    return n


def memory(sizes: list[int]) -> None:
    """Print the peak of `items make` for folders of these sizes (MB), in one process and on all cores."""
    print("| folder | processes | paragraphs | items | wall | CPU | largest process |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        words = base / "words.txt"
        words.write_text("\n".join(sorted(right_words())), encoding="utf-8")
        for size in sizes:
            n = folder_of(base / str(size), size * 1_000_000)
            for processes in sorted({1, len(os.sched_getaffinity(0))}):
                out = base / "out.jsonl"
                command = [sys.executable, "-m", "stetmark", "items", "make", str(base / str(size))]
                command += ["-o", str(out), "--words", str(words), "--processes", str(processes)]
                start = time.monotonic()
                child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(child.pid, 0)
                if status:
                    raise SystemExit(f"items make failed on {size} MB: status {status}")
                with out.open("rb") as lines:
                    n_items = sum(1 for _ in lines)
                print(
                    f"| {size} MB | {processes} | {n:,} | {n_items:,} | {time.monotonic() - start:,.0f} s "
                    f"| {used.ru_utime + used.ru_stime:,.0f} s | {used.ru_maxrss / 1024:,.0f} MB |",
                    flush=True,
                )
            shutil.rmtree(base / str(size))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--memory", metavar="MB,MB", help="measure memory on folders of these sizes instead")
    arguments = parser.parse_args()
    if arguments.memory:
        memory([int(size) for size in arguments.memory.split(",")])
    elif arguments.texts:
        compare("a file", list(of_file(arguments.texts, arguments.items)), frozenset({"spelling"}))
    else:
        compare("repeated texts", list(repeated(arguments.items)))
        compare("distinct texts", list(itertools.islice(shuffled(), arguments.items)))


if __name__ == "__main__":
    main()
