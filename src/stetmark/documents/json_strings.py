"""JSON with the place of every string kept, so that one string can be rewritten and nothing else.

`json` gives values without their offsets, and writing a file again would change its layout and escapes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed does not list it
from typing import Any

from stetmark.errors import DataError

__all__ = ["JsonText", "StringNode", "escape", "parse_json"]

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
#: One character as it is written; a surrogate pair is one character.
_UNIT = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class StringNode:
    """A string literal: its value, and where it stands with its quotes."""

    value: str
    start: int
    end: int


def parse_json(text: str, name: str = "", line: int | None = None) -> Any:
    """Objects as dicts, arrays as lists, strings as `StringNode`s, anything else as None.

    Raises:
        DataError: Not JSON.
    """
    try:
        json.loads(text)
        value, end = _value(text, _skip(text, 0))
    except (ValueError, RecursionError) as e:
        raise DataError(f"not JSON: {e}", path=name or None, line=line) from None
    del end
    return value


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> tuple[Any, int]:
    """The value at `at` in text already known to be JSON, and where it ends."""
    first = text[at]
    if first == '"':
        value, end = scanstring(text, at + 1, False)
        return StringNode(value, at, end), end
    if first == "{":
        return _members(text, at)
    if first == "[":
        return _elements(text, at)
    match = _PLAIN.match(text, at)
    return None, match.end() if match else at + 1


def _members(text: str, at: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = _value(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        found[key.value], at = _value(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found, at + 1


def _elements(text: str, at: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, at = _value(text, at)
        found.append(value)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found, at + 1


class JsonText:
    """A string literal (or several in a row) read as one text, each character with its place in the file."""

    def __init__(self, raw: str, nodes: list[StringNode]) -> None:
        self.text = "".join(node.value for node in nodes)
        places: list[int] = []
        ends: list[int] = []
        for node in nodes:
            for unit in _UNIT.finditer(raw, node.start + 1, node.end - 1):
                places.append(unit.start())
                ends.append(unit.end())
        #: False where characters and escapes do not match one to one (lone surrogates): nothing is edited.
        self.exact = len(places) == len(self.text)
        self._starts, self._ends = places, ends
        #: Where in `text` the next literal begins: no edit may reach over such a place.
        self.seams = [i for i in range(1, len(places)) if places[i] != ends[i - 1]]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `text[start:end]` stands in the file; None where it reaches over the end of a literal."""
        if start == end:
            if start < len(self._starts):
                return self._starts[start], self._starts[start]
            return (self._ends[-1], self._ends[-1]) if self._ends else None
        whole = not any(start < seam < end for seam in self.seams)
        return (self._starts[start], self._ends[end - 1]) if whole else None


def escape(text: str, *, ascii_only: bool) -> str:
    """`text` as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
