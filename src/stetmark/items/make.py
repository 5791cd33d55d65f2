"""One clean text -> its items. Pure: the same text, recipe, seed and version give the same bytes anywhere."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from stetmark._version import __version__
from stetmark.errors import SettingsError
from stetmark.items.corrupt import Misspeller, Planted, edits_of, plant, plant_real_words
from stetmark.items.gate_lexicon import GateLexicon, gate_for
from stetmark.items.gates import check_text
from stetmark.items.prose import Prose, read_prose
from stetmark.misspelling.channel import Channel
from stetmark.misspelling.keyboards import KEYBOARDS
from stetmark.records import Item
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from stetmark.text.scripts import is_cjk_language

__all__ = ["CANARY", "RECIPES", "CleanText", "Made", "Maker", "Plan", "Recipe", "Refusal"]

#: Stands in every item made here, so that it can be found in (and left out of) training data.
CANARY = "stetmark canary 6d1f4c0e-93b7-4f0a-8f5e-2b9f0c7a51de: evaluation data, not for training"


class CleanText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paragraph without errors, and where it comes from. `kind` is plain, markup or stet.

    `not_prose` holds the stretches that its document knows to be code, names or markup though the text itself
    does not show it: what stood in an element `code`, in a formula whose signs are gone.
    """

    id: str
    text: str
    lang: str = "en"
    kind: str = "plain"
    register: str = ""
    variety: str = ""
    origin: str = ""
    licence: str = ""
    not_prose: tuple[tuple[int, int], ...] = ()


class Recipe(NamedTuple):
    """What one item is made like: a tier, misspellings per 100 words, an error profile, a name for its id."""

    tier: str
    per_100: float
    profile: str = "channel"
    suffix: str = ""


#: Tier -> how it is made. Words are characters in Chinese, where an error covers one to three of them.
RECIPES: dict[str, Recipe] = {
    "light": Recipe("light", 1.0),
    "medium": Recipe("medium", 5.0),
    "heavy": Recipe("heavy", 15.0),
    "real-word": Recipe("real-word", 4.0, "real-word"),
    "markup": Recipe("markup", 4.0),
    "clean": Recipe("clean", 0.0),
    "stet": Recipe("stet", 0.0),
}
#: What share of the wanted misspellings a text must have room for.
_ENOUGH = 0.7


class Refusal(NamedTuple):
    """A text, or one item of it, that was not made: which gate said no, and why."""

    text: str
    gate: str
    detail: str


class Made(NamedTuple):
    """What came of one text."""

    items: list[Item]
    refused: list[Refusal]


@dataclass(frozen=True)
class Plan:
    """What to make of each text.

    Attributes:
        tiers: Names of tiers; with `one_each` each text gets one of them, drawn by its id, else all of them.
        seed: Any text or number; goes into every draw.
        profile: Error profile; None takes the tier's own.
        keyboard: A layout in `stetmark.misspelling.keyboards.KEYBOARDS`.
        words: The user's own right words.
        skip: Gates that are not asked.
    """

    tiers: tuple[str, ...] = ("light", "medium", "heavy", "clean")
    seed: str = "0"
    one_each: bool = False
    profile: str | None = None
    keyboard: str = "qwerty"
    words: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()

    def check(self) -> None:
        """Raise `SettingsError` for a tier or keyboard that does not exist."""
        for tier in self.tiers:
            if tier not in RECIPES:
                raise SettingsError(f"unknown tier {tier!r}", hint=f"one of {', '.join(RECIPES)}")
        if self.keyboard not in KEYBOARDS:
            known = ", ".join(KEYBOARDS)
            raise SettingsError(f"unknown keyboard {self.keyboard!r}", hint=f"one of {known}")

    def recipes(self, text: CleanText) -> list[Recipe]:
        """Return the recipes for one text, in the order of `tiers`."""
        tiers: Sequence[str] = self.tiers
        if self.one_each:
            tiers = [random.Random(f"{self.seed}|tier|{text.id}").choice(tiers)]
        found = [RECIPES[tier] for tier in tiers]
        if self.profile is None:
            return found
        return [r._replace(profile=self.profile) if r.tier != "real-word" else r for r in found]


class Maker:
    """Makes items; keeps word lists and misspellings it has met.

    Args:
        plan: What to make.
    """

    def __init__(self, plan: Plan) -> None:
        plan.check()
        self.plan = plan
        self.channel = Channel(plan.keyboard)
        self._spellers: dict[str, Misspeller] = {}
        self._rng = random.Random()  # seeded anew for each item, which is cheaper than a new one

    def lexicon(self, lang: str) -> GateLexicon | None:
        """Return the gate's words for a language; None where words are not checked one by one (Chinese)."""
        return None if is_cjk_language(lang) else self.speller(lang).lexicon

    def checker(self, lang: str) -> GateLexicon | None:
        """As `lexicon`, but None too for a language that no list is known for."""
        if is_cjk_language(lang) or (lang.partition("-")[0] not in ("en", "") and not self.plan.words):
            return None
        return self.lexicon(lang or "en")

    def speller(self, lang: str) -> Misspeller:
        """Return the misspeller for a language written in letters."""
        lang = lang.partition("-")[0]
        if lang not in self._spellers:
            self._spellers[lang] = Misspeller(gate_for(lang, self.plan.words), self.channel, self.plan.seed)
        return self._spellers[lang]

    def make(self, text: CleanText, recipes: Iterable[Recipe] | None = None) -> Made:
        """Return all items of one text.

        Args:
            text: The clean text.
            recipes: What to make of it; by default what the plan says.
        """
        skip = set(self.plan.skip)
        if text.kind == "stet":
            skip |= {"spelling", "quotes", "double_space"}
        regions = not_prose(text.text) | text.not_prose
        problem = check_text(text.text, text.lang, self.lexicon(text.lang), skip=skip, regions=regions)
        if problem:
            return Made([], [Refusal(text.id, problem.gate, problem.detail)])
        made = Made([], [])
        prose: Prose | None = None
        for recipe in self.plan.recipes(text) if recipes is None else recipes:
            if recipe.per_100 and prose is None and not is_cjk_language(text.lang):
                prose = read_prose(text.text, self.speller(text.lang).lexicon, outside=regions)
            self._rng.seed(f"{self.plan.seed}|{text.id}|{recipe.tier}|{recipe.suffix}")
            planted, wanted = self._plant(text, prose, regions, recipe, self._rng)
            if recipe.per_100 and (not planted or len(planted) < _ENOUGH * wanted):
                detail = f"room for only {len(planted)} of {wanted} misspellings in tier {recipe.tier}"
                made.refused.append(Refusal(text.id, "room", detail))
                continue
            made.items.append(_item(text, recipe, planted))
        return made

    def _plant(
        self, text: CleanText, prose: Prose | None, outside: Regions, recipe: Recipe, rng: random.Random
    ) -> tuple[list[Planted], int]:
        if not recipe.per_100:
            return [], 0
        if is_cjk_language(text.lang):
            from stetmark.items.chinese import plant_chinese  # pypinyin and jieba are an extra

            return plant_chinese(text.text, recipe.per_100, recipe.tier, rng, outside=outside)
        if prose is None:
            return [], 1
        wanted = max(1, round(recipe.per_100 * prose.n_open / 100))
        if recipe.tier == "real-word":
            planted = plant_real_words(prose, wanted, rng)
            return planted, 2
        return plant(prose, wanted, rng, self.speller(text.lang), profile=recipe.profile), wanted


def _item(text: CleanText, recipe: Recipe, planted: list[Planted]) -> Item:
    source, edits = edits_of(text.text, planted)
    tags = []
    if text.register:
        tags.append(f"register:{text.register}")
    if text.variety:
        tags.append(f"variety:{text.variety}")
    if planted:
        by_sound = is_cjk_language(text.lang) and recipe.tier == "real-word"
        tags.append(f"errors:{'pinyin' if by_sound else recipe.profile}")
    if text.kind != "plain":
        tags.append(f"kind:{text.kind}")
    tier = recipe.tier
    name = f"{text.id}-{tier}{'-' + recipe.suffix if recipe.suffix else ''}"
    return Item(
        id=name,
        text=text.id,
        lang=text.lang,
        tier=tier,
        source=source,
        reference=text.text,
        edits=edits,
        tags=tuple(tags),
        origin=f"{text.origin or 'unknown'} · made by Stetmark {__version__} · {CANARY}",
        licence=text.licence,
        not_prose=text.not_prose,
    )
