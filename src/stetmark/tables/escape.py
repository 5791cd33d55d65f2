"""Escape texts in cells without loss: whatever Markdown, CSV and XLSX cannot contain can be read back."""

from __future__ import annotations

import re

__all__ = [
    "escape_markdown",
    "escape_sheet",
    "guard_formula",
    "unescape_markdown",
    "unescape_sheet",
    "unguard_formula",
]

# Invisible or unwritable in Markdown: controls, direction marks, line separators, BOM, lone surrogates, NBSP.
_MD_ODD = re.compile(
    r"[\x00-\x1f\x7f-\xa0\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_MD_SIGN = re.compile(r"[\\`*_\[\]~|$]")
_MD_BACK = re.compile(r"\\([!-/:-@\[-`{-~])|<br>|&(?:(amp|lt|nbsp)|#x([0-9A-F]+));")
_NAMED = {"amp": "&", "lt": "<", "nbsp": "\xa0"}

_SHEET_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_BACK = re.compile(r"_x([0-9A-Fa-f]{4})_")

# A spreadsheet takes a cell that starts so for a formula; the full-width signs too, in East Asian settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def _entity(match: re.Match[str]) -> str:
    sign = match[0]
    if sign == "\n":
        return "<br>"
    return "&nbsp;" if sign == "\xa0" else f"&#x{ord(sign):X};"


def escape_markdown(text: str) -> str:
    r"""Return `text` for one cell of a Markdown table: it renders as itself and reads back as itself.

    Example:
        >>> escape_markdown("a | b\n c")
        'a \\| b<br> c'
    """
    text = _MD_SIGN.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))
    text = _MD_ODD.sub(_entity, text)
    if text.startswith(" "):
        text = "&#x20;" + text[1:]
    if text.endswith(" "):
        text = text[:-1] + "&#x20;"
    return text


def unescape_markdown(text: str) -> str:
    """Undo `escape_markdown`."""

    def back(match: re.Match[str]) -> str:
        if match[0] == "<br>":
            return "\n"
        if match[1]:
            return match[1]
        return _NAMED[match[2]] if match[2] else chr(int(match[3], 16))

    return _MD_BACK.sub(back, text)


def escape_sheet(text: str) -> str:
    r"""Return `text` with what XML and spreadsheets cannot hold as `_xHHHH_` (ECMA-376 part 1, 22.4.2.4).

    Example:
        >>> escape_sheet("a\rb _x0041_")
        'a_x000D_b _x005F_x0041_'
    """
    return _SHEET_ODD.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def unescape_sheet(text: str) -> str:
    """Undo `escape_sheet`, and what Excel itself writes so."""
    return _SHEET_BACK.sub(lambda m: chr(int(m[1], 16)), text)


def guard_formula(text: str) -> str:
    """Return `text` with an apostrophe in front if a spreadsheet would run it (or if it starts with one)."""
    return "'" + text if text.startswith(_FORMULA) else text


def unguard_formula(text: str) -> str:
    """Undo `guard_formula`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
