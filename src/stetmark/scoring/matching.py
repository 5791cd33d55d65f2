"""Which item does a row of a table answer?"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from stetmark.errors import DataError
from stetmark.records import Answer, Item, Outcome
from stetmark.tables import Row

__all__ = ["items_of_rows", "match_rows"]


def items_of_rows(rows: Sequence[Row], path: Path) -> tuple[list[Item], list[Answer]]:
    """Return the items contained in the rows themselves, and the answers to them.

    An item is an id, or one distinct (source, reference), whose id then comes from these texts, so that it
    does not depend on the order of rows.

    Raises:
        DataError: rows of one id with different texts, or without a reference; a duplicate repeat.
    """
    found: dict[str, tuple[Item, int]] = {}
    ids = []
    for row in rows:
        if not row.reference:
            raise DataError(
                "the table has ids but no correct answers",
                path=path,
                line=row.line,
                hint="add --items ITEMS, or a column of correct answers",
            )
        item_id = row.item or text_id(row.source, row.reference)
        ids.append(item_id)
        if item_id not in found:
            found[item_id] = Item(id=item_id, source=row.source, reference=row.reference), row.line
            continue
        item, line = found[item_id]
        if (item.source, item.reference) != (row.source, row.reference):
            raise DataError(
                f"item {item_id!r} has different texts here and in line {line}",
                path=path,
                line=row.line,
                hint="rows with the same id must have the same source and correct answer",
            )
    return [item for item, _ in found.values()], _answers(rows, ids, path)


def text_id(source: str | None, reference: str) -> str:
    """Return an id made from the texts: equal texts, equal id."""
    text = f"{source or ''}\0{reference}"
    return "text-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def match_rows(rows: Sequence[Row], items: Sequence[Item], path: Path) -> list[Answer]:
    """Return the answers of the rows to the given items.

    Raises:
        DataError: a row whose id, or whose texts, are those of no item or of several.
    """
    by_id = {item.id: item for item in items}
    by_text: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_text[_folded(item.reference)].append(item)
    return _answers(rows, [_match(row, by_id, by_text, path).id for row in rows], path)


def _folded(text: str) -> str:
    """Return a text as tables preserve it: cells lose outer space, and line breaks may change."""
    return " ".join(text.split())


def _match(row: Row, by_id: dict[str, Item], by_text: dict[str, list[Item]], path: Path) -> Item:
    if row.item in by_id:
        item = by_id[row.item]
        if row.reference and _folded(row.reference) != _folded(item.reference):
            raise DataError(
                f"the correct answer to item {row.item!r} differs from the one in the items file",
                path=path,
                line=row.line,
                hint="score it with the items that it answers",
            )
        return item
    if row.item and not row.item.startswith("text-"):
        raise DataError(f"no item {row.item!r} in the items file", path=path, line=row.line)
    found = by_text.get(_folded(row.reference), [])
    if len(found) > 1 and row.source is not None:
        found = [i for i in found if i.source is not None and _folded(i.source) == _folded(row.source)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise DataError(
            f"the correct answer {row.reference[:60]!r}… does not belong to any item",
            path=path,
            line=row.line,
            hint="give the items that this table answers, or omit --items",
        )
    raise DataError(
        f"{len(found)} items have this correct answer: {', '.join(i.id for i in found[:3])}…",
        path=path,
        line=row.line,
        hint="add a column with the item id or the source",
    )


def _answers(rows: Iterable[Row], ids: Iterable[str], path: Path) -> list[Answer]:
    """Number the repeats: as the row says, else by the order of a system's rows on one item."""
    used: dict[tuple[str, str], set[int]] = defaultdict(set)
    answers = []
    for row, item_id in zip(rows, ids, strict=True):
        taken = used[item_id, row.system]
        repeat = row.repeat or len(taken) + 1
        if repeat in taken:
            raise DataError(
                f"a second answer from {row.system!r} to item {item_id!r}, repeat {repeat}",
                path=path,
                line=row.line,
            )
        taken.add(repeat)
        outcome: Outcome = row.outcome or ("complete" if row.answer.strip() else "empty")  # type: ignore[assignment]
        answers.append(
            Answer(item=item_id, system=row.system, repeat=repeat, outcome=outcome, reply=row.answer)
        )
    return answers
