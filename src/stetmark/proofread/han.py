"""Which Chinese characters sound or look alike, as far as the installed packages know."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec

__all__ = ["alike_or_none"]

#: Syllables that input methods and ears mix up, each made the same.
_NEAR = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ang", "an"),
    ("eng", "en"),
    ("ing", "in"),
    ("l", "n"),
    ("h", "f"),
)


def alike_or_none() -> Callable[[str, str], bool] | None:
    """A function that tells whether two characters sound alike; None without pypinyin."""
    if find_spec("pypinyin") is None:
        return None
    return _alike


@lru_cache(maxsize=65_536)
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - loads slowly, and only Chinese needs it

    found = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(_near(sound) for sounds in found for sound in sounds if sound.isascii())


def _near(sound: str) -> str:
    for one, other in _NEAR:
        sound = (
            sound.replace(one, other)
            if len(one) > 1
            else (other + sound[1:] if sound.startswith(one) else sound)
        )
    return sound


def _alike(one: str, other: str) -> bool:
    return bool(_sounds(one) & _sounds(other))
