"""Charts as plain SVG without scripts: whiskers, recall against fidelity, and figures for papers.

Charts in the page take their colours from its style sheet; a standalone figure contains its own styles.
"""

from __future__ import annotations

import html
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

from stetmark.report.board import DASH, percent, span, tied_groups
from stetmark.summary import Interval, Summary, SystemSummary
from stetmark.tables import plain

__all__ = ["leaderboard_figure", "picture", "whisker"]

_TICKS = (0, 1, 3, 10, 30, 100, 300, 1000)
_INK = (
    "text{font:12px system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',"
    "sans-serif;"
    "fill:#1d2328}.axis,.tick{fill:#5b6670;font-size:11px}.title{font-size:15px;font-weight:600}"
    ".grid{stroke:#e3e7ea;stroke-width:1}.frame{stroke:#9aa5ad;fill:none}.best{fill:#e8f3ef}"
    ".best-label{fill:#11694f;font-size:11px}.line{stroke:#5b6670;stroke-width:1.5;fill:none}"
    ".dot{fill:#1f5f8b;stroke:#fff;stroke-width:1.5}.leader{stroke:#9aa5ad;stroke-width:.75}"
    ".name{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
    ".num{text-anchor:end;font-variant-numeric:tabular-nums}.paper{fill:#fff}.bar{fill:#1f5f8b}"
)


def escape(text: str) -> str:
    """Return text for SVG, without what XML cannot hold or what would change the text direction."""
    return html.escape(plain(text, one_line=True))


def whisker(rate: float | None, interval: Interval | None, *, width: int = 132) -> str:
    """Return the small picture in a leaderboard row: a dot for the rate, a line for its interval."""
    if rate is None:
        return ""
    scale = width - 8

    def x(value: float) -> str:
        return f"{4 + scale * value:.1f}"

    parts = [
        f'<svg class="whisker" viewBox="0 0 {width} 16" width="{width}" height="16" aria-hidden="true">',
        f'<path class="grid" d="M{x(0)} 8H{x(1)}M{x(0)} 5v6M{x(0.5)} 5v6M{x(1)} 5v6"/>',
    ]
    if interval is not None:
        low, high = x(interval[0]), x(interval[1])
        parts.append(f'<path class="line" d="M{low} 8H{high}M{low} 4.5v7M{high} 4.5v7"/>')
    parts.append(f'<circle class="dot" cx="{x(rate)}" cy="8" r="4"/></svg>')
    return "".join(parts)


@dataclass(frozen=True)
class _Point:
    name: str
    x: float
    y: float
    x_interval: Interval | None
    y_interval: Interval | None


@dataclass(frozen=True)
class _Plane:
    """Map a rate per 1,000 and a recall to coordinates. Right means fewer changes, up means more recall.

    The horizontal scale is log(1 + x), so that 0.3 and 300 changes fit on one page.
    """

    left: float
    top: float
    width: float
    height: float
    most: float
    least: float
    inset: float = 14  # so that a dot in the best corner stands inside the frame

    def x(self, per_1000: float) -> float:
        share = math.log1p(max(0.0, per_1000)) / math.log1p(self.most)
        return self.left + (self.width - self.inset) * (1 - min(1.0, share))

    def y(self, recall: float) -> float:
        share = (max(self.least, recall) - self.least) / (1 - self.least)
        return self.top + self.inset + (self.height - self.inset) * (1 - share)


def _points(systems: Sequence[SystemSummary]) -> list[_Point]:
    return [
        _Point(s.system, s.unneeded_per_1000, s.recall, s.unneeded_per_1000_ci, s.recall_ci)
        for s in sorted(systems, key=lambda s: s.rank)
        if s.recall is not None and s.unneeded_per_1000 is not None
    ]


def picture(
    summary: Summary, w: dict[str, str], *, width: int = 720, height: int = 430, alone: bool = False
) -> str:
    """Return recall against unneeded changes, every system a dot; the best corner is at the top right.

    Args:
        summary: The run's numbers.
        w: Texts in the reader's language.
        width: In CSS pixels.
        height: In CSS pixels.
        alone: Whether it is a file of its own and needs its own colours.
    """
    points = _points(summary.systems)
    top = max([p.x_interval[1] if p.x_interval else p.x for p in points], default=10.0)
    most = next((t for t in _TICKS if t >= top and t >= 10), max(top, 10.0))
    lowest = min([p.y for p in points], default=0.0)
    least = next(f for f in (0.9, 0.8, 0.6, 0.4, 0.0) if lowest >= f + 0.02 or f == 0.0)
    plane = _Plane(left=52, top=30, width=width - 76, height=height - 86, most=most, least=least)
    off = [s.system for s in summary.systems if s.recall is None or s.unneeded_per_1000 is None]
    places = _shared(plane, points)
    parts = [_open(width, height, w["picture"], alone=alone), *_scales(plane, w, height)]
    parts += [_cross(plane, p) for p in points]
    parts += _labels(plane, places, width)
    if off:
        parts.append(_text("axis", plane.left, height - 2, w, "picture_off", args=(", ".join(off),)))
    return "".join(parts) + "</svg>"


def _open(width: int, height: int, title: str, *, alone: bool) -> str:
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"><title>{escape(title)}</title>'
    )
    return head + (f'<style>{_INK}</style><rect class="paper" width="100%" height="100%"/>' if alone else "")


def _text(
    name: str,
    x: float,
    y: float,
    w: dict[str, str],
    key: str,
    *,
    end: bool = False,
    args: tuple[str, ...] = (),
) -> str:
    """Return one line of text that the page can translate (`data-t`)."""
    anchor = ' text-anchor="end"' if end else ""
    kept = f' data-a="{html.escape(json.dumps(args))}"' if args else ""
    said = escape(w[key].format(*args))
    return f'<text class="{name}" x="{x:.0f}" y="{y:.0f}"{anchor} data-t="{key}"{kept}>{said}</text>'


def _scales(plane: _Plane, w: dict[str, str], height: int) -> list[str]:
    right, bottom = plane.left + plane.width, plane.top + plane.height
    edge = plane.x(min(1.0, plane.most))
    good = plane.y(max(0.95, plane.least))
    parts = [
        f'<rect class="best" x="{edge:.1f}" y="{plane.top}" width="{right - edge:.1f}" '
        f'height="{good - plane.top:.1f}"/>',
        _text("best-label", right, plane.top - 8, w, "picture_best", end=True),
    ]
    for tick in _TICKS:
        if tick <= plane.most:
            x = plane.x(tick)
            parts.append(f'<path class="grid" d="M{x:.1f} {plane.top}V{bottom}"/>')
            parts.append(
                f'<text class="tick" x="{x:.1f}" y="{bottom + 16:.0f}" text-anchor="middle">{tick:,}</text>'
            )
    for k in range(6):
        value = plane.least + (1 - plane.least) * k / 5
        y = plane.y(value)
        parts.append(f'<path class="grid" d="M{plane.left} {y:.1f}H{right}"/>')
        label = f"{100 * value:.0f}"
        parts.append(
            f'<text class="tick num" x="{plane.left - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
        )
    parts.append(_text("axis", 8, 14, w, "picture_y"))
    parts.append(_text("axis", right, height - 18, w, "picture_x", end=True))
    return parts


def _cross(plane: _Plane, p: _Point) -> str:
    x, y = plane.x(p.x), plane.y(p.y)
    path = ""
    if p.x_interval:
        path += f"M{plane.x(p.x_interval[0]):.1f} {y:.1f}H{plane.x(p.x_interval[1]):.1f}"
    if p.y_interval:
        path += f"M{x:.1f} {plane.y(p.y_interval[0]):.1f}V{plane.y(p.y_interval[1]):.1f}"
    said = f"{escape(p.name)}: {percent(p.y)}%, {p.x:.1f}"
    return (
        f'<g class="point"><title>{said}</title><path class="line" d="{path or "M0 0"}"/>'
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/></g>'
    )


def _text_width(text: str) -> float:
    """Rough width at 12 px: a wide character takes 12, any other 6.4."""
    return sum(12.0 if ord(c) > 0x2E80 else 6.4 for c in text)


def _shared(plane: _Plane, points: list[_Point]) -> list[tuple[float, float, str]]:
    """Return one label for overlapping dots: as many names as fit, and the number of others."""
    places: list[tuple[float, float, list[str]]] = []
    for p in points:
        x, y = plane.x(p.x), plane.y(p.y)
        here = next((names for px, py, names in places if abs(px - x) < 4 and abs(py - y) < 4), None)
        name = p.name if len(p.name) <= 34 else p.name[:33] + "…"
        if here is None:
            places.append((x, y, [name]))
        else:
            here.append(name)
    labels = []
    for x, y, names in places:
        shown = next(
            (k for k in range(len(names), 0, -1) if _text_width(", ".join(names[:k])) < plane.width * 0.5), 1
        )
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        labels.append((x, y, ", ".join(names[:shown]) + more))
    return labels


def _labels(plane: _Plane, places: list[tuple[float, float, str]], width: int) -> list[str]:
    """Name each dot beside it, moved up or down until no two names cover each other."""
    parts = []
    taken: list[tuple[float, float, float, float]] = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in places]
    for x, y, name in places:
        long = _text_width(name)
        at = _free_place(x, y, long, taken, plane, width)
        taken.append((at[0], at[1] - 10, at[0] + long, at[1] + 4))
        if abs(at[1] - 4 - y) > 14:
            middle = at[0] if at[0] > x else at[0] + long
            parts.append(f'<path class="leader" d="M{x:.1f} {y:.1f}L{middle:.1f} {at[1] - 4:.1f}"/>')
        parts.append(f'<text class="name" x="{at[0]:.1f}" y="{at[1]:.1f}">{escape(name)}</text>')
    return parts


def _free_place(
    x: float, y: float, long: float, taken: list[tuple[float, float, float, float]], plane: _Plane, width: int
) -> tuple[float, float]:
    bottom = plane.top + plane.height
    for step in range(40):
        shift = (step + 1) // 2 * 15 * (1 if step % 2 else -1)
        for left in (x + 10, x - 10 - long):
            box = (left, y + 4 + shift - 10, left + long, y + 8 + shift)
            inside = plane.left < box[0] and box[2] < width - 2 and plane.top < box[1] and box[3] < bottom
            if inside and not any(
                box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken
            ):
                return left, y + 4 + shift
    return max(plane.left + 4, min(x + 10, width - long - 4)), y + 4


def leaderboard_figure(summary: Summary, w: dict[str, str], *, width: int = 720) -> str:
    """Return a standalone figure: exact answers with intervals above the recall and fidelity chart."""
    systems = sorted(summary.systems, key=lambda s: s.rank)
    groups = tied_groups(summary)
    names = 16 + max([_text_width(s.system[:44]) for s in systems], default=60)
    left, right = min(names + 34, width * 0.5), width - 150
    top, row = 62, 24
    high = top + row * len(systems) + 40
    interval = w["interval"].format(f"{summary.confidence:.0%}")
    below = picture(summary, w, width=width, height=430)
    parts = [
        _open(width, high + 446, w["title"], alone=True),
        f'<text class="title" x="16" y="26">{escape(w["board"])}: {escape(w["exact"])}</text>',
        f'<text class="axis" x="16" y="44">{escape(interval)}</text>',
        f'<text class="axis num" x="{width - 16}" y="44">{escape(w["exact"])} % · n</text>',
    ]
    for k in range(5):
        x = left + (right - left) * k / 4
        parts.append(f'<path class="grid" d="M{x:.1f} {top - 8}V{high - 30}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{high - 14}" text-anchor="middle">{25 * k}</text>')
    previous = groups[systems[0].system] if systems else ""
    for k, s in enumerate(systems):
        y = top + row * k + 6
        if groups[s.system] != previous:
            parts.append(f'<path class="grid" d="M16 {y - 12}H{width - 16}"/>')
            previous = groups[s.system]
        parts.append(_figure_row(s, groups[s.system], y, left, right, width))
    parts.append(f'<g transform="translate(0 {high + 10})">{below}</g>')
    return "".join(parts) + "</svg>"


def _figure_row(s: SystemSummary, group: str, y: float, left: float, right: float, width: int) -> str:
    name = s.system if len(s.system) <= 44 else s.system[:43] + "…"
    line = (
        f'<text class="axis" x="16" y="{y + 4}">{group}</text><text x="34" y="{y + 4}">{escape(name)}</text>'
    )
    if s.exact_rate is None:
        return line + f'<text class="num" x="{width - 16}" y="{y + 4}">{DASH}</text>'
    wide = right - left
    if s.exact_ci is not None:
        low, high = left + wide * s.exact_ci[0], left + wide * s.exact_ci[1]
        line += f'<path class="line" d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8"/>'
    said = f"{percent(s.exact_rate)} ({span(s.exact_ci)}) · {s.n_scored}"
    return (
        line + f'<circle class="dot" cx="{left + wide * s.exact_rate:.1f}" cy="{y}" r="5"/>'
        f'<text class="num" x="{width - 16}" y="{y + 4}">{said}</text>'
    )
