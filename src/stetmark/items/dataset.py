"""Item sets: the bundled ones, fixed samples, and repairs."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import GoldEdit, Item
from stetmark.store import read_items, write_atomic, write_jsonl

__all__ = [
    "DEFAULT_LIMIT",
    "SAMPLE_SEED",
    "accept",
    "bundled",
    "bundled_names",
    "choose_items",
    "find",
    "open_items",
    "retire",
    "rewrite",
    "sample",
]

#: How many bundled items a plain `stetmark run` takes: a fixed, stratified sample.
DEFAULT_LIMIT = 100
SAMPLE_SEED = 20261122


def bundled_names() -> tuple[str, ...]:
    """Return names of the sets that come with Stetmark."""
    return ("core",)


@cache
def _load(name: str) -> tuple[Item, ...]:
    data = files("stetmark.items").joinpath("bundled", f"{name}.jsonl").read_bytes()
    return tuple(msgspec.json.Decoder(Item).decode_lines(data))


def bundled(name: str = "core") -> list[Item]:
    """Return the items of a bundled set, retired ones among them, in the order of the file.

    Raises:
        SettingsError: The set does not exist.
    """
    if name not in bundled_names():
        raise SettingsError(f"unknown bundled set {name!r}", hint=f"one of {', '.join(bundled_names())}")
    return list(_load(name))


def sample(items: Sequence[Item], n: int, seed: int | str = 0) -> list[Item]:
    """Return a fixed sample, stratified by language and tier, in the order of `items`.

    Each stratum gets its share of `n` (largest remainders, at least one while there is room). Inside a
    stratum items are taken in the order of a hash of seed and id, items of a text that has none yet first,
    so that the sample spreads over as many texts as it can. Items added elsewhere do not reshuffle a stratum.

    Args:
        items: What to draw from; retired items are left out.
        n: How many; all of them where there are no more.
        seed: Another seed gives another sample.
    """
    strata: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if not item.retired:
            strata[item.lang, item.tier].append(item)
    total = sum(map(len, strata.values()))
    if n >= total:
        return [item for item in items if not item.retired]
    shares = _shares({key: len(group) for key, group in strata.items()}, n)
    chosen: set[str] = set()
    texts: set[str] = set()
    for key in sorted(strata):
        queue = sorted(strata[key], key=lambda item: _rank(seed, item.id))
        for _ in range(shares[key]):
            pick = next((item for item in queue if item.cluster not in texts), queue[0])
            queue.remove(pick)
            chosen.add(pick.id)
            texts.add(pick.cluster)
    return [item for item in items if item.id in chosen]


def _rank(seed: int | str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}|{name}".encode()).digest()


def _shares(sizes: dict[tuple[str, str], int], n: int) -> dict[tuple[str, str], int]:
    """Divide `n` over strata in proportion to their sizes: largest remainders, one each first."""
    total = sum(sizes.values())
    exact = {key: n * size / total for key, size in sizes.items()}
    shares = {key: int(value) for key, value in exact.items()}
    order = sorted(sizes, key=lambda key: (shares[key] > 0, shares[key] - exact[key], key))
    for key in order[: n - sum(shares.values())]:
        shares[key] += 1
    return shares


def choose_items(
    what: str | None, *, limit: int | None = None, everything: bool = False, lang: str | None = None
) -> tuple[str, list[Item]]:
    """Return the items to ask and the name they go by.

    Args:
        what: A file of items, the name of a bundled set, or None for the bundled `core`.
        limit: Take a fixed, stratified sample of this many. For the bundled set `DEFAULT_LIMIT` when None.
        everything: Take all.
        lang: Only items of this language.

    Raises:
        SettingsError: There is no such file or set, or no item is left.
        DataError: The file cannot be used.
    """
    name = what or "core"
    if name in bundled_names() and not Path(name).exists():
        items = bundled(name)
        limit = limit or DEFAULT_LIMIT
    elif Path(name).is_file():
        items, name = read_items(name), Path(name).stem
    else:
        known = ", ".join(bundled_names())
        raise SettingsError(f"no items file or bundled set {name!r}", hint=f"Bundled sets: {known}.")
    items = [item for item in items if not item.retired and (lang is None or item.lang.split("-")[0] == lang)]
    if limit and not everything:
        items = sample(items, limit, SAMPLE_SEED)
    if not items:
        raise SettingsError(f"no item of {name!r} matches the options", hint="Drop --only or --limit.")
    return name, items


def open_items(what: str | Path) -> tuple[str | None, list[Item]]:
    """Return the items of a file, or of a bundled set with its name; without the retired ones.

    Raises:
        DataError: The file cannot be used.
    """
    name = str(what)
    if name in bundled_names() and not Path(name).exists():
        return name, [item for item in bundled(name) if not item.retired]
    return None, [item for item in read_items(what) if not item.retired]


def find(items: Iterable[Item], name: str) -> Item:
    """Return the item called `name`.

    Raises:
        DataError: There is none.
    """
    for item in items:
        if item.id == name:
            return item
    raise DataError(f"unknown item {name!r}", hint="`stetmark items list` shows the ids")


def accept(items: Sequence[Item], name: str, start: int, text: str) -> list[Item]:
    """Accept `text` as correct at the gold edit that starts at `start` of the source.

    Raises:
        DataError: The item or gold edit does not exist, or the text is already accepted.
    """
    item = find(items, name)
    edits = item.edits or ()
    at = [edit for edit in edits if edit.start <= start < max(edit.end, edit.start + 1)]
    if not at:
        places = ", ".join(str(edit.start) for edit in edits) or "none"
        raise DataError(f"item {name!r} has no gold edit at {start}", hint=f"its edits start at {places}")
    edit = at[0]
    if text == edit.replacement or text in edit.accept:
        raise DataError(f"item {name!r} already accepts {text!r} at {start}")
    mended = GoldEdit(
        start=edit.start,
        end=edit.end,
        replacement=edit.replacement,
        kind=edit.kind,
        accept=(*edit.accept, text),
    )
    new = msgspec.structs.replace(item, edits=tuple(mended if e is edit else e for e in edits))
    return [new if i is item else i for i in items]


def retire(items: Sequence[Item], name: str, why: str) -> list[Item]:
    """Retire an item: it is no longer asked or scored, but stays in the file with the reason.

    Raises:
        DataError: The item does not exist.
        SettingsError: No reason is given.
    """
    if not why.strip():
        raise SettingsError("retiring an item needs a reason", hint="--why TEXT")
    item = find(items, name)
    new = msgspec.structs.replace(item, retired=why.strip())
    return [new if i is item else i for i in items]


def rewrite(path: Path, mend: Callable[[list[Item]], list[Item]]) -> list[Item]:
    """Replace the items of a file with what `mend` makes of them, and return those.

    Raises:
        DataError: The file cannot be used.
    """
    items = mend(read_items(path))
    if path.suffix == ".json":
        write_atomic(path, msgspec.json.format(msgspec.json.encode(items), indent=1) + b"\n")
    else:
        write_jsonl(path, items)
    return items
