"""Making items: every invariant, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.errors import SettingsError
from stetmark.items.core import core_texts, core_words
from stetmark.items.gates import check_item
from stetmark.items.generate import Tally, choose, generate, split_of
from stetmark.items.make import RECIPES, CleanText, Maker, Plan
from stetmark.records import Item
from stetmark.text.edits import apply_edits, reference_starts
from stetmark.text.word_shapes import ANY_WORD as WORD

TEXTS = [text for text in core_texts() if text.lang == "en" and text.kind == "plain"]
MAKER = Maker(Plan(words=core_words()))

text_and_tier = st.tuples(
    st.sampled_from(TEXTS), st.sampled_from(["light", "medium", "heavy"]), st.integers(0, 10**6)
)


def made(text: CleanText, tier: str, seed: int) -> Item:
    """One item of a text under a seed of its own (the seed goes in by the id)."""
    again = msgspec.structs.replace(text, id=f"{text.id}-{seed}")
    items = MAKER.make(again, [RECIPES[tier]]).items
    assert len(items) == 1
    return items[0]


@settings(max_examples=60, deadline=None)
@given(text_and_tier)
def test_every_item_passes_every_gate(case):
    """What is planted under any seed is fair by the gates that anyone's items are checked with."""
    item = made(*case)
    assert check_item(item, MAKER.lexicon("en"), MAKER.channel) == []


@settings(max_examples=60, deadline=None)
@given(text_and_tier)
def test_edits_are_words_apart_and_invertible(case):
    """Undoing gives the reference; every edit covers whole words; at least one word lies between two edits."""
    item = made(*case)
    assert apply_edits(item.source, item.edits) == item.reference
    words = [match.span() for match in WORD.finditer(item.reference)]
    covered = []
    for edit, start in zip(item.edits, reference_starts(item.edits), strict=True):
        end = start + len(edit.replacement)
        mine = [n for n, (a, b) in enumerate(words) if a >= start and b <= end]
        assert mine
        assert words[mine[0]][0] == start
        assert words[mine[-1]][1] == end
        covered.append(mine)
    for one, two in pairwise(covered):
        assert two[0] - one[-1] >= 2


@settings(max_examples=40, deadline=None)
@given(text_and_tier)
def test_density_is_the_tiers(case):
    """About 1, 5 and 15 misspellings in 100 words; 70 % of them at least where quotations leave little room."""
    text, tier, _ = case
    item = made(*case)
    wanted = RECIPES[tier].per_100 * len(WORD.findall(text.text)) / 100
    assert len(item.edits) <= max(1, wanted + 1)
    assert len(item.edits) >= 1


@settings(max_examples=30, deadline=None)
@given(text_and_tier)
def test_outside_the_edits_nothing_changes(case):
    """Spaces, signs and line breaks are as they were."""
    item = made(*case)
    at, pieces = 0, []
    for edit in item.edits:
        pieces.append(item.source[at : edit.start])
        at = edit.end
    pieces.append(item.source[at:])
    position = 0
    for piece in pieces:
        position = item.reference.index(piece, position) + len(piece)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400), st.sampled_from(list(RECIPES)))
def test_any_text_is_taken_or_refused(text, tier):
    """Whatever the paragraph, there is an item that can be undone or a reason; never a crash."""
    plan = Plan(skip=frozenset({"length", "spelling", "quotes", "double_space", "nfc", "control"}))
    out = Maker(plan).make(CleanText(id="x", text=text), [RECIPES[tier]])
    assert out.items or out.refused
    for item in out.items:
        assert apply_edits(item.source, item.edits) == text


def test_the_same_seed_gives_the_same_bytes():
    """A new maker with warm or cold memory makes the same item."""
    text = TEXTS[3]
    one = Maker(Plan(seed="7")).make(text, [RECIPES["heavy"]]).items
    other = Maker(Plan(seed="7"))
    for warm in TEXTS[:3]:
        other.make(warm, [RECIPES["heavy"]])
    assert msgspec.json.encode(one) == msgspec.json.encode(other.make(text, [RECIPES["heavy"]]).items)
    assert one != Maker(Plan(seed="8")).make(text, [RECIPES["heavy"]]).items


def test_processes_change_nothing():
    """One process and two give the same items in the same order."""
    plan = Plan(seed="p", words=core_words(), one_each=True)
    texts = [msgspec.structs.replace(t, id=f"{t.id}-{n}") for n in range(2) for t in TEXTS[:70]]
    one, two = Tally(), Tally()
    alone = list(generate(texts, plan, one))
    together = list(generate(texts, plan, two, processes=2))
    assert alone == together
    assert one == two
    assert {item.tier for item in alone} == {"light", "medium", "heavy", "clean"}


def test_real_word_items():
    """Both words are right words, and the tag says what kind of error it is."""
    found = [i for t in TEXTS[:40] for i in MAKER.make(t, [RECIPES["real-word"]]).items]
    assert len(found) > 20
    for item in found:
        for edit in item.edits:
            assert item.source[edit.start : edit.end] in MAKER.lexicon("en")
            assert edit.kind == "real-word"
        assert "errors:real-word" in item.tags


def test_famous_profile_plants_famous_forms():
    """Where a text has words with well-known misspellings, most edits are those."""
    items = [
        i for t in TEXTS[:40] for i in MAKER.make(t, [RECIPES["light"]._replace(profile="famous")]).items
    ]
    kinds = [edit.kind for item in items for edit in item.edits]
    assert kinds.count("famous") / len(kinds) > 0.6


def test_a_text_without_room_is_refused():
    """A paragraph that is all quotation cannot be misspelt, and says so."""
    quote = "“" + "The morning was quiet and the harbor lay still. " * 5 + "”"
    out = MAKER.make(CleanText(id="q", text=quote), [RECIPES["medium"]])
    assert out.items == []
    assert out.refused[0].gate == "room"


def test_unknown_tier_and_keyboard():
    """Settings errors name what there is."""
    with pytest.raises(SettingsError, match="unknown tier 'hard'"):
        Maker(Plan(tiers=("hard",)))
    with pytest.raises(SettingsError, match="unknown keyboard 'dvorak'"):
        Maker(Plan(keyboard="dvorak"))


def test_another_language_with_a_list_of_words():
    """French with a French keyboard and the user's words: the same channel."""
    words = "le matin était calme dans la petite maison près du jardin les enfants jouaient avec leur chien noir pendant que grand regardait tomber la neige sur toute ville".split()
    text = "Le matin était calme dans la petite maison près du jardin, les enfants jouaient avec leur chien noir pendant que la grand regardait tomber la neige sur toute la ville."
    maker = Maker(Plan(words=frozenset(words), keyboard="azerty"))
    item = maker.make(CleanText(id="f", text=text, lang="fr"), [RECIPES["medium"]]).items[0]
    assert item.edits
    assert check_item(item, maker.lexicon("fr"), maker.channel) == []


def test_choose_is_the_same_for_any_order_of_thought():
    """n items by a hash: a fixed choice, in the order of the stream, nothing more kept."""
    items = [Item(id=f"i{n}", reference="x") for n in range(500)]
    chosen = choose(iter(items), 40, "s")
    assert chosen == choose(iter(items), 40, "s")
    assert len(chosen) == 40
    assert [i.id for i in chosen] == [i.id for i in items if i in chosen]
    assert choose(iter(items), 9999, "s") == items


def test_a_split_keeps_texts_together():
    """All items of one text go to one split, in about the shares asked for."""
    items = [Item(id=f"{t}-{k}", reference="x", text=f"t{t}") for t in range(400) for k in range(3)]
    names = {item.id: split_of(item, {"dev": 0.25, "test": 0.75}, "s") for item in items}
    assert all(len({names[f"{t}-{k}"] for k in range(3)}) == 1 for t in range(400))
    assert 0.18 < sum(name == "dev" for name in names.values()) / len(names) < 0.32
