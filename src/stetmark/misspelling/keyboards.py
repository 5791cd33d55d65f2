"""Which keys lie beside each other, layout by layout."""

from __future__ import annotations

__all__ = ["KEYBOARDS"]


def _neighbours(rows: tuple[str, ...]) -> dict[str, str]:
    """Keys whose centres are about one key width apart; each row stands a little to the right of the last."""
    place = {
        key: (x + offset, y)
        for y, (row, offset) in enumerate(zip(rows, (0.0, 0.25, 0.75), strict=True))
        for x, key in enumerate(row)
    }
    return {
        key: "".join(
            other
            for other, (x2, y2) in place.items()
            if other != key and abs(y - y2) <= 1 and abs(x - x2) <= (1.0 if y == y2 else 0.8)
        )
        for key, (x, y) in place.items()
    }


#: Layout -> letter -> the letters beside it.
KEYBOARDS: dict[str, dict[str, str]] = {
    "qwerty": _neighbours(("qwertyuiop", "asdfghjkl", "zxcvbnm")),
    "azerty": _neighbours(("azertyuiop", "qsdfghjklm", "wxcvbn")),
    "qwertz": _neighbours(("qwertzuiopü", "asdfghjklöä", "yxcvbnm")),
}
