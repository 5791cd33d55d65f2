"""Answers scored per second on one core, ours beside peers, in one run on one seeded workload.

    python bench/score.py [--answers 20000] [--peers 2000] [--json]

The workload is made here: paragraphs of about 170 words from a seeded word model, about 5 planted edits each
(heavy: 27), answers as systems give them: 30 % right, 10 % the source untouched, the rest with missed and
miscorrected slots and a few changes of words, signs and case, and one in ten in an envelope. Ours is the full
diagnosis: envelope, slots, every change named, `Score` structs. Peers do what their names say and no more.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from properties.synthetic import ENVELOPES, answer, plant
from stetmark.judging.judge import Judge
from stetmark.judging.livebench_rule import livebench_passes
from stetmark.lexicon.english import frequencies
from stetmark.records import Answer, Item

WRAPS = [("preamble",), ("postamble",), ("fence",), ("solution_tag",), ("think_block",), ("quoted",)]


def paragraphs(n: int, words: int, rng: random.Random) -> list[str]:
    """English-like prose: words by frequency, sentences of 8 to 24 words, commas, a dash, a number."""
    counts = list(frequencies().items())[:8000]
    names, weights = [w for w, _ in counts], [c for _, c in counts]
    texts = []
    for _ in range(n):
        drawn = rng.choices(names, weights, k=rng.randint(words - 30, words + 30))
        out: list[str] = []
        while drawn:
            size = rng.randint(8, 24)
            some, drawn = drawn[:size], drawn[size:]
            some[0] = some[0].capitalize()
            some = [w + "," if rng.random() < 0.06 and k < len(some) - 1 else w for k, w in enumerate(some)]
            if len(some) > 9 and rng.random() < 0.2:
                some.insert(6, rng.choice(["--", "—", "1)", "2024"]))
            out.append(" ".join(some) + ".")
        texts.append(" ".join(out))
    return texts


def workload(
    n_items: int, n_answers: int, edits: int, seed: int
) -> tuple[list[Item], list[Answer], list[str]]:
    rng = random.Random(seed)
    items, planted = [], []
    for k, text in enumerate(paragraphs(n_items, 170, rng)):
        made = plant(text, edits, rng)
        planted.append(made)
        items.append(Item(id=str(k), source=made.source, reference=made.reference, edits=tuple(made.edits)))
    answers, bodies = [], []
    for k in range(n_answers):
        made = planted[k % n_items]
        draw = rng.random()
        if draw < 0.3:
            text = made.reference
        elif draw < 0.4:
            text = made.source
        else:
            text = answer(made, rng, n_changes=rng.choice([0, 1, 1, 2, 3, 4]), missed=0.1, wrong=0.05).text
        bodies.append(text)
        reply = ENVELOPES[rng.choice(WRAPS)](text, made) if rng.random() < 0.1 else text
        answers.append(Answer(item=str(k % n_items), system="bench", outcome="complete", reply=reply))
    return items, answers, bodies


def per_second(run, n: int, turns: int) -> float:
    """Median over turns of answers per second of CPU time."""
    rates = []
    for _ in range(turns):
        start = time.process_time()
        run()
        rates.append(n / (time.process_time() - start))
    return statistics.median(rates)


def measure(edits: int, n_answers: int, n_peers: int, turns: int) -> dict[str, float]:
    items, answers, bodies = workload(200, n_answers, edits, seed=edits)
    by_id = {item.id: item for item in items}
    triples = [
        (by_id[a.item].source, by_id[a.item].reference, body)
        for a, body in zip(answers[:n_peers], bodies[:n_peers], strict=True)
    ]
    found: dict[str, float] = {}

    def ours():
        judges = {item.id: Judge(item) for item in items}
        for one in answers:
            judges[one.item].score(one)

    found["stetmark, full diagnosis"] = per_second(ours, n_answers, turns)

    from rapidfuzz.distance import Levenshtein

    def opcodes():
        for source, reference, body in triples:
            words = body.split()
            Levenshtein.opcodes(source.split(), words)
            Levenshtein.opcodes(reference.split(), words)

    found["rapidfuzz, word opcodes, three-way"] = per_second(opcodes, len(triples), turns)
    found["stetmark, LiveBench's rule in linear time"] = per_second(
        lambda: [livebench_passes(reference, body) for _, reference, body in triples], len(triples), turns
    )
    few = triples[:500]
    found["LiveBench's rule as described (one quadratic regex)"] = per_second(
        lambda: [livebench_as_described(reference, body) for _, reference, body in few], len(few), 1
    )
    try:
        import jiwer
    except ImportError:
        print("jiwer is not installed: left out", file=sys.stderr)
    else:
        found["jiwer.process_words, no diagnosis"] = per_second(
            lambda: [jiwer.process_words(reference, body) for _, reference, body in triples],
            len(triples),
            turns,
        )
    errant = errant_annotator()
    if errant is not None:
        name, annotate = errant
        some = triples[:100]
        found[name] = per_second(lambda: [annotate(*triple) for triple in some], len(some), 1)
    return found


def errant_annotator():
    """ERRANT's own work on one answer: parse three texts, annotate source to reference and source to answer.

    Its tagger and parser are a trained spaCy model, which PyPI does not have. Where the user has
    `en_core_web_sm` it is used; else spaCy's blank English pipeline, whose tokens have no part of speech,
    lemma or dependency: aligner and merger then run on less than they are meant to see, and ERRANT's
    classifier cannot run at all.
    """
    try:
        import errant
        import spacy
    except ImportError:
        print("errant is not installed: left out", file=sys.stderr)
        return None
    try:
        pipeline, what = spacy.load("en_core_web_sm"), "all of it, en_core_web_sm"
    except OSError:
        pipeline, what = spacy.blank("en"), "aligner and merger; no model, no classes"
    annotator = errant.load("en", pipeline)

    def between(parsed, text):
        other = annotator.parse(text)
        if pipeline.pipe_names:
            return annotator.annotate(parsed, other)
        return annotator.merge(annotator.align(parsed, other))

    def annotate(source, reference, body):
        parsed = annotator.parse(source)
        return [between(parsed, text) for text in (reference, body)]

    return f"ERRANT {errant.__version__} ({what})", annotate


def livebench_as_described(reference: str, reply: str) -> bool:
    """The rule of DESIGN section 6, as plain regular expressions."""
    text = re.sub(r"<think>.*?</think>", "", reply, flags=re.DOTALL)
    solutions = re.findall(r"<solution>(.*?)</solution>", text)
    if solutions:
        text = solutions[-1]
    else:
        text = text.replace("<solution>", "").replace("</solution>", "")
        match = re.search(r".* --- (.*?) --- .*", text)
        text = match.group(1) if match else text
    return reference in " ".join(filter(None, text.strip().split("\n")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--peers", type=int, default=2_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    results = {f"{edits} edits": measure(edits, args.answers, args.peers, args.turns) for edits in (5, 27)}
    if args.json:
        print(json.dumps(results, indent=1))
        return
    print(f"{platform.machine()}, CPython {platform.python_version()}, answers per CPU second, one core")
    for name, rates in results.items():
        ours = rates["stetmark, full diagnosis"]
        print(f"\n~170 words, ~{name}")
        for peer, rate in rates.items():
            print(f"  {peer:52} {rate:12,.0f}   ours is {ours / rate:8.2f} x")


if __name__ == "__main__":
    main()
