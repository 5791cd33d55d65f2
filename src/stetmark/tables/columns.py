"""Which column of a table is which: the headings people write, and `--columns` for all others."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from stetmark.errors import DataError, SettingsError

__all__ = ["HEADINGS", "TITLES", "parse_columns", "resolve_columns"]

#: field -> headings that mean it, compared without case, width and emphasis marks.
HEADINGS: dict[str, tuple[str, ...]] = {
    "system": ("模型", "系统", "模型名称", "model", "system", "model_id", "model name"),
    "answer": ("模型答案", "模型回答", "回答", "answer", "model answer", "reply", "response"),
    "reference": ("正确答案", "参考答案", "标准答案", "reference", "correct answer", "ground_truth"),
    "verdict": ("判定", "verdict"),
    "diagnosis": ("诊断", "diagnosis"),
    "source": ("原文", "source"),
    "id": ("题号", "id", "item", "item_id", "question_id"),
    "repeat": ("轮次", "repeat"),
    "outcome": ("状态", "outcome"),
}

#: language -> field -> the heading that is written.
TITLES: dict[str, dict[str, str]] = {
    "zh": {field: names[0] for field, names in HEADINGS.items()},
    "en": {
        "system": "model",
        "answer": "model answer",
        "reference": "correct answer",
        "verdict": "verdict",
        "diagnosis": "diagnosis",
        "source": "source",
        "id": "id",
        "repeat": "repeat",
        "outcome": "outcome",
    },
}

_FIELD_OF = {name: field for field, names in HEADINGS.items() for name in names}
_SKIP = {"", "-", "_"}


def _normal(heading: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", heading).strip(" \t\r\n*_`\ufeff").casefold().split())


def parse_columns(spec: str) -> dict[str, str | int]:
    """Read `--columns`: `system=My model,answer=Output` by heading, or `system,answer,reference` by place.

    Returns:
        field -> heading, or 0-based place. `-` skips a place.

    Raises:
        SettingsError: a field that does not exist, or one named twice.
    """
    found: dict[str, str | int] = {}
    for place, part in enumerate(spec.split(",")):
        name, equals, heading = part.partition("=")
        field = name.strip().lower()
        field = _FIELD_OF.get(_normal(field), field)
        if not equals and field in _SKIP:
            continue
        if field not in HEADINGS or field in ("verdict", "diagnosis"):
            known = ", ".join(f for f in HEADINGS if f not in ("verdict", "diagnosis"))
            raise SettingsError(f"--columns: unknown field {name.strip()!r}", hint=f"fields: {known}")
        if field in found:
            raise SettingsError(f"--columns: {field!r} is given twice in {spec!r}")
        found[field] = heading.strip() if equals else place
    return found


def resolve_columns(
    headings: Sequence[str], columns: str | None, *, path: Path | str, line: int
) -> dict[str, int]:
    """Return the column index of each field.

    Args:
        headings: The cells of the heading row.
        columns: What `--columns` said, or None.
        path: The file, for messages.
        line: The heading row's line.

    Returns:
        field -> 0-based place, with `system`, `answer`, and `reference` or `id` among them.

    Raises:
        DataError: A required column is missing, or two columns could be the same field.
    """
    places: dict[str, int] = {}
    names = [_normal(h) for h in headings]
    asked = parse_columns(columns) if columns else {}
    for field, wanted in asked.items():
        places[field] = _asked_place(field, wanted, names, headings, path=path, line=line)
    for place, name in enumerate(names):
        field = _FIELD_OF.get(name, "")
        if not field or field in asked or place in places.values():
            continue
        if field in places:
            raise DataError(
                f"two columns could be {field!r}: {headings[places[field]]!r} and {headings[place]!r}",
                path=path,
                line=line,
                hint=f"choose one with --columns {field}=HEADING",
            )
        places[field] = place
    missing = [f for f in ("system", "answer") if f not in places]
    if "reference" not in places and "id" not in places:
        missing.append("reference")
    if missing:
        raise DataError(
            f"no column for {', '.join(missing)} among the headings {', '.join(map(repr, headings))}",
            path=path,
            line=line,
            hint="map them: --columns system=HEADING,answer=HEADING,reference=HEADING",
        )
    return places


def _asked_place(
    field: str,
    wanted: str | int,
    names: Sequence[str],
    headings: Sequence[str],
    *,
    path: Path | str,
    line: int,
) -> int:
    if isinstance(wanted, int):
        if wanted < len(names):
            return wanted
        raise DataError(
            f"--columns puts {field!r} in column {wanted + 1}, but there are {len(names)}",
            path=path,
            line=line,
        )
    if _normal(wanted) in names:
        return names.index(_normal(wanted))
    raise DataError(
        f"--columns: no heading {wanted!r} among {', '.join(map(repr, headings))}", path=path, line=line
    )
