"""What would a run ask, and what would it cost?  Worked out without asking anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.guarded import GuardedSystem
from stetmark.answers.protocol import Question, System
from stetmark.records import Item

__all__ = ["Estimate", "estimate", "estimate_table"]

_WORDS = {
    "en": ("system", "requests", "input tokens", "output tokens", "USD (likely)", "USD (maximum)", "unknown"),
    "zh": ("系统", "请求数", "输入词元", "输出词元", "美元（预计）", "美元（上限）", "未知"),
}
_NOTE = {
    "en": "Output tokens exclude thinking; the maximum assumes full output caps. Nothing was sent.",
    "zh": "输出词元不含思考过程；“上限”假定每次都用满输出上限。未发送任何请求。",
}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What asking one system comes to; money is None where the price is unknown.

    `usd` counts the text in and out, without thinking and retries; `most_usd` every output cap in full.
    """

    system: str
    n_requests: int
    input_tokens: int
    output_tokens: int
    usd: float | None
    most_usd: float | None


def estimate(system: System, items: Iterable[Item], *, repeats: int = 1) -> Estimate:
    """Work out what a system would be asked; nothing is sent.

    Items without a source and retired ones are left out, as they are when asking.
    """
    n = tokens_in = tokens_out = 0
    usd: float | None = 0.0
    most: float | None = 0.0
    for item in items:
        if item.source is None or item.retired or isinstance(system, GuardedSystem):
            continue
        question = Question(item.id, item.source, item.lang)
        n += 1
        if not isinstance(system, EndpointSystem):
            continue
        into, out = system.estimate_tokens(question)
        tokens_in, tokens_out = tokens_in + into, tokens_out + out
        likely, at_most = system.likely_usd(question), system.estimate_usd(question)
        usd = None if usd is None or likely is None else usd + likely
        most = None if most is None or at_most is None else most + at_most
    return Estimate(
        system=system.name,
        n_requests=n * repeats,
        input_tokens=tokens_in * repeats,
        output_tokens=tokens_out * repeats,
        usd=None if usd is None else usd * repeats,
        most_usd=None if most is None else most * repeats,
    )


def estimate_table(
    systems: Sequence[System], items: Sequence[Item], *, repeats: int = 1, lang: str = "en"
) -> str:
    """Return the estimates of several systems as an aligned plain-text table with a note under it."""
    *headings, unknown = _WORDS[lang]
    rows = [tuple(headings)]
    for system in systems:
        found = estimate(system, items, repeats=repeats)
        money = [unknown if value is None else f"{value:.4f}" for value in (found.usd, found.most_usd)]
        counts = (found.n_requests, found.input_tokens, found.output_tokens)
        rows.append((found.system, *(f"{count:,}" for count in counts), *money))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell + " " * (width - _width(cell)) if column == 0 else " " * (width - _width(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", _NOTE[lang]])


def _width(text: str) -> int:
    from rich.cells import cell_len  # only where something is printed

    return cell_len(text)
