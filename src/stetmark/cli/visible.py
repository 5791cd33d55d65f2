"""Any text as it may be shown on a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["visible"]

_SIGNS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\xa0": "⍽"}


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return `text` without anything that a terminal would interpret or that breaks a line invisibly.

    Line ends, tabs and no-break spaces get visible symbols; other unprintable characters, except spaces,
    are escaped.

    Args:
        text: Any text, a model's among them.
        lines: Keep "\n" as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join("\n" if lines and sign == "\n" else _SIGNS.get(sign) or _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    shows = sign.isprintable() or unicodedata.category(sign) == "Zs"
    if shows:
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
