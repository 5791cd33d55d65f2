"""Let atheris lead the texts: coverage of the scorer decides what is tried next.

    pip install atheris
    python tests/fuzz/fuzz_score_atheris.py -runs=1000000 [FOLDER OF INPUTS]

Bytes become parts that matter to the scorer and characters of any kind, in three texts. What is asserted of every
score is the same as in fuzz_score.py. Not in the test command: atheris is not a development dependency.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

with atheris.instrument_imports(include=["stetmark.text", "stetmark.scores"]):
    from fuzz_score import checked

    from stetmark.judging.judge import Judge

from texts import PARTS, SEEDS

from stetmark.records import Item


def text_of(data: atheris.FuzzedDataProvider, base: str) -> str:
    """`base` with a few parts or characters put over stretches of it."""
    for _ in range(data.ConsumeIntInRange(0, 5)):
        start = data.ConsumeIntInRange(0, len(base))
        end = data.ConsumeIntInRange(start, min(len(base), start + 20))
        part = data.PickValueInList(PARTS) if data.ConsumeBool() else data.ConsumeUnicode(4)
        base = base[:start] + part + base[end:]
    return base[:400]


def one(raw: bytes) -> None:
    data = atheris.FuzzedDataProvider(raw)
    source, reference, reply = data.PickValueInList(SEEDS)
    source = text_of(data, source)
    reference = text_of(data, reference)
    item = Item(id="", source=None if data.ConsumeIntInRange(0, 9) == 0 else source, reference=reference)
    checked(Judge(item), text_of(data, data.PickValueInList([reply, reference, source])), again=False)


if __name__ == "__main__":
    checked(Judge(Item(id="", source="teh color", reference="the color")), "the colour 門", again=False)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
