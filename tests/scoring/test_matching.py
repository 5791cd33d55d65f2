"""Which item does a row of a table answer?"""

from __future__ import annotations

from pathlib import Path

import pytest

from stetmark.errors import DataError
from stetmark.records import Item
from stetmark.scoring.matching import items_of_rows, match_rows, text_id
from stetmark.tables import Row

PATH = Path("t.csv")


def row(system="m", reference="the cat", line=2, **more):
    return Row(system=system, answer=more.pop("answer", "x"), reference=reference, line=line, **more)


def test_distinct_texts_are_items():
    """One for each (source, reference), whatever the order of rows; its id comes from the texts."""
    rows = [row(source="teh cat"), row("n", source="teh cat"), row(source="hte cat"), row()]
    items, answers = items_of_rows(rows, PATH)
    assert [(i.source, i.reference) for i in items] == [
        ("teh cat", "the cat"),
        ("hte cat", "the cat"),
        (None, "the cat"),
    ]
    assert [a.item for a in answers] == [items[0].id, items[0].id, items[1].id, items[2].id]
    again, _ = items_of_rows(rows[::-1], PATH)
    assert {i.id for i in again} == {i.id for i in items} == {text_id(i.source, i.reference) for i in items}


def test_rows_of_one_system_on_one_item_are_repeats():
    """Numbered in their order, unless the table numbers them; an empty answer is one."""
    _, answers = items_of_rows([row(), row("n"), row(answer=" ")], PATH)
    assert [(a.system, a.repeat, a.outcome) for a in answers] == [
        ("m", 1, "complete"),
        ("n", 1, "complete"),
        ("m", 2, "empty"),
    ]
    _, answers = items_of_rows([row(repeat=3), row(repeat=1, outcome="refused")], PATH)
    assert [(a.repeat, a.outcome) for a in answers] == [(3, "complete"), (1, "refused")]


ITEMS = [
    Item(id="a", source="teh cat", reference="the cat"),
    Item(id="b", source="hte cat", reference="the cat"),
    Item(id="c", source="a dgo", reference="a dog\nran"),
]


@pytest.mark.parametrize(
    ("given", "item"),
    [
        ({"item": "b", "reference": ""}, "b"),
        ({"item": "b", "reference": "the  cat "}, "b"),
        ({"reference": "a dog ran"}, "c"),
        ({"reference": "the cat", "source": " hte cat"}, "b"),
        ({"item": "text-12345678", "reference": "a dog ran"}, "c"),
    ],
)
def test_rows_find_their_item(given, item):
    """By id; else by the text of the reference, and of the source where several items have it."""
    assert match_rows([row(**given)], ITEMS, PATH)[0].item == item


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"item": "a", "reference": "a dog ran"}, "correct answer to item 'a'"),
        ({"item": "x"}, "no item 'x'"),
        ({"reference": "a bird"}, "does not belong to any item"),
        ({"reference": "the cat"}, "2 items have this correct answer: a, b"),
        ({"reference": "the cat", "source": "tha cat"}, "does not belong to any item"),
    ],
)
def test_rows_that_find_none(given, told):
    """The whole table is refused, with the line of the row."""
    with pytest.raises(DataError, match=told) as caught:
        match_rows([row(line=7, **given)], ITEMS, PATH)
    assert caught.value.line == 7


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(item="a"), row(item="a", reference="a dog", line=3)], "'a'.*line 2"),
        ([row(reference="", line=3)], "no correct answers"),
        ([row(repeat=2), row(repeat=2, line=3)], "a second answer from 'm'.*repeat 2"),
    ],
)
def test_rows_that_cannot_be_items(rows, told):
    """Two texts under one id, no reference, or a repeat that is there already."""
    with pytest.raises(DataError, match=told) as caught:
        items_of_rows(rows, PATH)
    assert caught.value.line == 3
