"""Render the whole report as one HTML file: tables, charts and every answer, without any request.

Styles, script and data are part of the page, whose content security policy allows nothing else, by
their hashes. Leaderboard, tables, audit and method are plain HTML; only the item explorer needs JavaScript.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import math
from collections.abc import Iterable
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup, escape

from stetmark.records import CHANGE_CLASSES, OUTCOMES, TIERS, Answer, Item, Manifest, Score
from stetmark.report.board import COLUMNS, DASH, number, percent, span, tied_groups
from stetmark.report.chart import picture, whisker
from stetmark.report.definitions import DEFINITIONS
from stetmark.report.explorer import AUDIT_SHOWN, Explorer, json_block
from stetmark.report.lead import lead
from stetmark.report.leaderboard import missing_line
from stetmark.report.words import LANGUAGES, words
from stetmark.summary import AuditEntry, Summary, SystemSummary

__all__ = ["render_page"]

_PAIRS_SHOWN = 60
_AROUND = 44  # characters shown on either side of an audited place
_ASSETS = importlib.resources.files("stetmark.report") / "assets"


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render_page(
    manifest: Manifest,
    items: Iterable[Item],
    scores: Iterable[Score],
    answers: Iterable[Answer],
    summary: Summary,
    *,
    lang: str = "en",
) -> str:
    """Return the page as HTML.

    Args:
        manifest: What was asked, of whom, with which versions.
        items: The items.
        scores: Every judgement; read once.
        answers: Every answer; read once, for calls that gave none and for what stands round a text.
        summary: The run's numbers.
        lang: The language it opens in: `en` or `zh`.

    Raises:
        SettingsError: no such language.
    """
    explorer = Explorer(summary)
    explorer.add_items(items)
    explorer.add_scores(scores)
    explorer.add_answers(answers)
    spoken = {name: _spoken(name, summary, explorer) for name in LANGUAGES}
    data = {"lang": lang, "words": spoken, **explorer.data()}
    style, script = _asset("page.css"), _asset("page.js")
    said = words(lang) and spoken[lang]

    def t(key: str, *args: object) -> Markup:
        """Return one text of the page, marked so that the script can say it in the other language."""
        kept = f' data-a="{escape(json_block([str(a) for a in args]))}"' if args else ""
        return Markup(f'<span data-t="{escape(key)}"{kept}>{escape(said[key].format(*args))}</span>')  # noqa: S704

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(_asset("page.html.j2")).render(
        t=t,
        w=said,
        lang=lang,
        html_lang={"en": "en", "zh": "zh-Hans"}[lang],
        policy=(
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),  # noqa: S704  (ours)
        script=Markup(script),  # noqa: S704  (ours)
        data=Markup(json_block(data)),  # noqa: S704  (holds no `<`)
        manifest=manifest,
        summary=summary,
        explorer=explorer,
        **_tables(summary, said, explorer),
    )


def _spoken(lang: str, summary: Summary, explorer: Explorer) -> dict[str, str]:
    """Return the texts of one language, with those that are made for this run."""
    w = words(lang)
    n_answers = sum(max(s.n_answers, s.n_scored) for s in summary.systems)
    w["lead"] = ("" if lang == "zh" else " ").join(lead(summary, w))
    w["facts_now"] = w["facts"].format(
        f"{len(summary.systems):,}", f"{summary.n_items:,}", f"{summary.n_texts:,}", f"{n_answers:,}"
    )
    w["sampled_now"] = w["sampled"].format(
        f"{n_answers:,}", f"{explorer.n_items:,}", f"{explorer.n_answers:,}"
    )
    for k, s in enumerate(s for s in summary.systems if s.n_missing):
        w[f"missing_{k}"] = missing_line(s, w)
    return w


def _tables(summary: Summary, w: dict[str, str], explorer: Explorer) -> dict[str, Any]:
    ranked = sorted(summary.systems, key=lambda s: s.rank)
    return {
        "systems": ranked,
        "groups": tied_groups(summary),
        "columns": [c for c in COLUMNS if c.key != "interval" and _has(c.key, summary)],
        "confidence": f"{summary.confidence:.0%}",
        "whisker": lambda s: Markup(whisker(s.exact_rate, s.exact_ci)),  # noqa: S704  (numbers only)
        "span": span,
        "picture": Markup(picture(summary, w)),  # noqa: S704  (names escaped there)
        "n_missing_lines": sum(bool(s.n_missing) for s in summary.systems),
        "heat": _heat(ranked),
        "failures": _failures(ranked),
        "tiers": _tiers(ranked),
        "pairs": _pairs(summary),
        "audit": [_place(entry, explorer) for entry in summary.audit[:AUDIT_SHOWN]],
        "flags": _flags(summary),
        "outcomes": any(_odd_outcomes(s) for s in ranked),
        "odd_outcomes": _odd_outcomes,
        "definitions": list(DEFINITIONS),
        "dash": DASH,
        "pretty": _pretty,
        "percent": percent,
        "number": number,
    }


def _place(entry: AuditEntry, explorer: Explorer) -> dict[str, Any]:
    """Return an audited place with the words around it, from the text that its offsets are in."""
    item = explorer.item(entry.item)
    text = "" if item is None else item.source if entry.place == "slot" else item.reference
    before, after = "", ""
    if text:
        before, after = text[: entry.start], text[entry.end :]
        if len(before) > _AROUND:
            head, gap, rest = before[-_AROUND:].partition(" ")
            before = "…" + (rest if gap else head)
        if len(after) > _AROUND:
            rest, gap, tail = after[:_AROUND].rpartition(" ")
            after = (rest if gap else tail) + "…"
    return {"entry": entry, "before": before, "after": after}


def _flags(summary: Summary) -> dict[str, list[str]]:
    """Return what scoring found doubtful about each item."""
    flags: dict[str, list[str]] = {}
    for found in summary.flagged_items:
        flags.setdefault(found.item, []).append(found.flag)
    return flags


def _odd_outcomes(s: SystemSummary) -> list[tuple[str, int]]:
    """Return how often an answer was anything but complete."""
    return [(o, s.outcomes[o]) for o in OUTCOMES if o != "complete" and s.outcomes.get(o)]


def _has(key: str, summary: Summary) -> bool:
    """Return the columns; cost and latency only if any system has them."""
    if key == "cost":
        return any(s.n_cost_known for s in summary.systems)
    return key != "latency" or any(s.latency for s in summary.systems)


def _pretty(value: Any) -> str:
    if isinstance(value, str):
        return value
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def _shade(value: float | None, most: float) -> int:
    """Return a step from 0 to 8, by the square root so that few are seen beside many."""
    if not value or most <= 0:
        return 0
    return max(1, min(8, round(8 * math.sqrt(value / most))))


def _heat(ranked: list[SystemSummary]) -> list[dict[str, Any]]:
    """Rows of the class × system table: what it is called, and a cell for every system."""
    present = [c for c in CHANGE_CLASSES if any(s.classes.get(c) for s in ranked)]
    rates = {c: [_per_1000(s.classes.get(c, 0), s.n_words) for s in ranked] for c in present}
    most = max((r for row in rates.values() for r in row if r), default=0.0)
    rows = [
        {
            "key": f"class_{c}",
            "foot": False,
            "cells": [
                {
                    "text": number(r) if r else ("0" if r == 0 else DASH),
                    "n": s.classes.get(c, 0),
                    "shade": _shade(r, most),
                }
                for r, s in zip(rates[c], ranked, strict=True)
            ],
        }
        for c in sorted(present, key=lambda c: -sum(s.classes.get(c, 0) for s in ranked))
    ]
    for key, count in (("missed_row", "missed"), ("miscorrected_row", "miscorrected")):
        shares = [_share(getattr(s, count), s.tp + s.fn) for s in ranked]
        rows.append(
            {
                "key": key,
                "foot": True,
                "cells": [
                    {"text": percent(r), "n": getattr(s, count), "shade": _shade(r, 1.0)}
                    for r, s in zip(shares, ranked, strict=True)
                ],
            }
        )
    return rows


def _per_1000(count: int, words_: int) -> float | None:
    return 1000 * count / words_ if words_ else None


def _share(count: int, total: int) -> float | None:
    return count / total if total else None


def _failures(ranked: list[SystemSummary]) -> list[dict[str, Any]]:
    """Return one bar a system: right, then why not, as shares of the answers scored."""
    kinds = ("envelope_only", "slots_only", "changes_only", "both", "unassessable")
    rows = []
    for s in ranked:
        counts = [("right", s.strict), *((k, s.failures.get(k, 0)) for k in kinds)]
        rows.append({"system": s.system, "n": s.n_scored, "counts": counts})
    return rows


def _tiers(ranked: list[SystemSummary]) -> dict[str, Any]:
    """Return the tier × system table, and language × system where there are several."""
    tiers = _ordered({t for s in ranked for t in s.tiers if t}, TIERS)
    langs = sorted({lang for s in ranked for lang in s.langs if lang})
    columns = [("tier", t) for t in tiers] + ([("lang", x) for x in langs] if len(langs) > 1 else [])
    rows = []
    for s in ranked:
        parts = [s.tiers.get(name) if kind == "tier" else s.langs.get(name) for kind, name in columns]
        cells = [
            None
            if c is None or not c.n_scored
            else {
                "exact": percent(c.exact_rate, 0),
                "of": f"{c.exact}/{c.n_scored}",
                "unneeded": number(c.unneeded_per_1000),
                "shade": _shade(c.exact_rate, 1.0) if c.exact_rate else 0,
            }
            for c in parts
        ]
        rows.append({"system": s.system, "cells": cells})
    return {"columns": columns, "rows": rows}


def _ordered(found: set[str], order: tuple[str, ...]) -> list[str]:
    return [t for t in order if t in found] + sorted(found - set(order))


def _pairs(summary: Summary) -> list[Any]:
    """Pairs, neighbours in rank first, for these are what a reader asks about."""
    ranks = {s.system: s.rank for s in summary.systems}
    ordered = sorted(
        summary.pairs,
        key=lambda p: (abs(ranks.get(p.a, 0) - ranks.get(p.b, 0)), min(ranks.get(p.a, 0), ranks.get(p.b, 0))),
    )
    return ordered[:_PAIRS_SHOWN]
