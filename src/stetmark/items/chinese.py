"""Clean Chinese prose -> the misspellings to plant in it, as input methods make them."""

from __future__ import annotations

import random

from stetmark.items.corrupt import Planted

__all__ = ["plant_chinese"]


def plant_chinese(text: str, per_100: float, tier: str, rng: random.Random) -> tuple[list[Planted], int]:
    """Nothing is planted yet."""
    del text, per_100, tier, rng
    return [], 1
