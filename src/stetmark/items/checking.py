"""Which items of a set, ours or anyone's, fail which gates?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from stetmark.errors import SettingsError
from stetmark.items.dataset import open_items
from stetmark.items.gates import ITEM_GATES, TEXT_GATES, Problem, check_item
from stetmark.items.make import Maker, Plan
from stetmark.lexicon.word_list import read_words
from stetmark.records import Item

__all__ = ["GATES", "Checked", "check_items"]

#: All gates, in the order they are run.
GATES = (*TEXT_GATES, *ITEM_GATES)


class Checked(NamedTuple):
    """An item and what the gates say against it."""

    item: Item
    problems: list[Problem]


def check_items(items: Path, *, words: Path | None = None, skip: Collection[str] = ()) -> Iterator[Checked]:
    """Yield each item that is not retired, with the gates it fails.

    Args:
        items: A file, or the name of a bundled set.
        words: A list of right words beyond the dictionary.
        skip: Gates that are not run.

    Raises:
        SettingsError: There is no such gate.
        DataError: The file cannot be used.
    """
    if unknown := [gate for gate in skip if gate not in GATES]:
        raise SettingsError(f"there is no gate {unknown[0]!r}", hint=f"one of {', '.join(GATES)}")
    own = read_words(words) if words else frozenset()
    name, chosen = open_items(items)
    if name is not None:
        from stetmark.items.core import core_words

        own |= core_words()
    maker = Maker(Plan(words=own))
    for item in chosen:
        problems = list(check_item(item, maker.checker(item.lang), maker.channel, skip=skip))
        yield Checked(item, problems)
