"""How the bundled set `core` is made from the bundled texts; `python -m stetmark.items.core` writes it."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

from stetmark.items.dataset import accept, retire
from stetmark.items.make import RECIPES, CleanText, Maker, Plan, Recipe, Refusal
from stetmark.records import Item
from stetmark.store import write_atomic
from stetmark.text.word_lists import read_list, split_words

__all__ = ["SEED", "core_bytes", "core_texts", "make_core"]

SEED = "core-1"
ORIGIN = "Stetmark core, written for Stetmark with a language model"
LICENCE = "Apache-2.0"
#: Registers of odd texts whose prose is plain enough for a few misspellings beside what must stay.
_FIT_FOR_BOTH = frozenset({"dialogue", "names", "history", "language", "notice", "diary"})


def core_texts() -> list[CleanText]:
    """Return the bundled clean texts, English first."""
    folder = files("stetmark.items").joinpath("bundled", "texts")
    decoder = msgspec.json.Decoder(CleanText)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".jsonl"))
    return [
        msgspec.structs.replace(text, origin=ORIGIN, licence=LICENCE)
        for name in names
        for text in decoder.decode_lines(folder.joinpath(name).read_bytes())
    ]


def core_words() -> frozenset[str]:
    """Names and rare words of the bundled texts, read one by one and found right."""
    return split_words(read_list("stetmark.items", "bundled/words.txt"))


def recipes_for(text: CleanText) -> list[Recipe]:
    """Which items are made of a text: all tiers that fit it, and for a part of the texts a clean one."""
    turn = hashlib.sha256(text.id.encode()).digest()[0]
    clean = [RECIPES["clean"]] if turn % 2 else []
    if text.kind == "markup":
        few = Recipe("markup", 2.0, suffix="few")
        return [few, Recipe("markup", 6.0, suffix="many"), *clean]
    if text.kind == "stet":
        both = [Recipe("stet", 2.0, suffix="both")] if text.register in _FIT_FOR_BOTH else []
        return [RECIPES["stet"], *both]
    plain = [RECIPES["light"], RECIPES["medium"], RECIPES["heavy"], RECIPES["real-word"], *clean]
    if text.lang == "en" and turn % 3 == 0:
        plain.append(Recipe("medium", 5.0, "famous", "famous"))
    return plain


def make_core() -> tuple[list[Item], list[Refusal]]:
    """Return all items of `core`, and what was refused."""
    maker = Maker(Plan(seed=SEED, words=core_words()))
    items: list[Item] = []
    refused: list[Refusal] = []
    for text in core_texts():
        made = maker.make(text, recipes_for(text))
        items += made.items
        refused += made.refused
    return mended(items), refused


def mended(items: list[Item]) -> list[Item]:
    """Return the items with what blind readers found set right (`bundled/mended.toml`)."""
    text = files("stetmark.items").joinpath("bundled", "mended.toml").read_text(encoding="utf-8")
    for mend in tomllib.loads(text)["mended"]:
        if "retire" in mend:
            items = retire(items, mend["item"], mend["retire"])
        else:
            items = accept(items, mend["item"], mend["start"], mend["accept"])
    return items


def core_bytes(items: list[Item]) -> bytes:
    """Return the set as it lies in the package."""
    return b"".join(msgspec.json.encode(item) + b"\n" for item in items)


def main() -> None:
    """Write `bundled/core.jsonl`."""
    items, _ = make_core()
    write_atomic(Path(str(files("stetmark.items").joinpath("bundled", "core.jsonl"))), core_bytes(items))


if __name__ == "__main__":
    main()
