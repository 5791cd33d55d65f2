"""Implement `stetmark compare`: is one system better, or one run worse, beyond noise?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stetmark.statistics.system_comparison import Comparison

__all__ = ["command"]

_WORDS = {
    "en": {
        "head": "{a}  →  {b}   ({n_texts} texts, {n_items} items answered by both)",
        "columns": ("metric", "A", "B", "B − A", "95% interval", "p"),
        "same": "Not distinguishable at this n: the difference in {gate} is within noise (p = {p}).",
        "better": "B is better than A in {gate} beyond noise (p = {p}).",
        "worse": "B is worse than A in {gate} beyond noise (one-sided p = {p}).",
        "none": "{gate} is undefined for one of the systems.",
        "needed": "If this difference is real, it would take about {n:,} texts to show it in exact answers.",
        "only": "Exact only in A: {a} items; exact only in B: {b} items.",
        "missing": "Excluded because the other system has no answer: {a} answers from A, {b} from B.",
    },
    "zh": {
        "head": "{a}  →  {b}   （两者都回答的：{n_texts} 篇，{n_items} 题）",
        "columns": ("指标", "A", "B", "B − A", "95% 区间", "p"),
        "same": "在当前样本量下无法区分：{gate} 的差异在噪声范围内（p = {p}）。",
        "better": "B 的 {gate} 优于 A，差异超出噪声（p = {p}）。",
        "worse": "B 的 {gate} 差于 A，差异超出噪声（单侧 p = {p}）。",
        "none": "其中一方的 {gate} 无定义。",
        "needed": "如果差异确实存在，约需 {n:,} 篇文本才能在完全正确率上区分两者。",
        "only": "只有 A 完全正确的：{a} 题；只有 B 完全正确的：{b} 题。",
        "missing": "另一方没有对应回答而未计入：A 的 {a} 个，B 的 {b} 个。",
    },
}


@click.command("compare")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("first", metavar="SYSTEM_A|RUN_2")
@click.argument("second", metavar="SYSTEM_B|SYSTEM", required=False)
@click.argument("third", metavar="SYSTEM_2", required=False)
@click.option("--fail-if-worse", is_flag=True, help="Exit with status 1 if B is worse than A beyond noise.")
@click.option(
    "--metric",
    type=click.Choice(
        ["exact", "strict", "livebench", "precision", "recall", "f05", "unneeded", "untouched"]
    ),
    default="exact",
    show_default=True,
    help="Metric that decides.",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    help="Significance level: how often --fail-if-worse may fail when nothing has changed.",
)
@click.option("--junit", type=click.Path(path_type=Path), help="Write the result as JUnit XML to this file.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format; json has every figure.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language of the table.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Random seed (bootstrap intervals).")
def command(
    run: Path,
    first: str,
    second: str | None,
    third: str | None,
    *,
    fail_if_worse: bool,
    metric: str,
    alpha: float,
    junit: Path | None,
    fmt: str,
    lang: str,
    seed: int,
) -> int:
    """Test whether one system is better than another, or a new run is worse than the last one.

    RUN SYSTEM_A SYSTEM_B compares two systems in one run. RUN RUN_2 SYSTEM compares one system before (RUN)
    and after (RUN_2); omit SYSTEM if each run has only one, and add SYSTEM_2 if it has another name in RUN_2.
    The test is paired by text.
    """
    from stetmark import pipeline

    result = pipeline.compare(run, first, second, third, gate=metric, alpha=alpha, seed=seed)
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    if junit is not None:
        pipeline.write_junit(junit, result, gate_fails=fail_if_worse)
    if fmt == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(result), indent=1).decode())
    else:
        click.echo(_text(result, lang), nl=False)
    return int(fail_if_worse and result.worse)


def _text(result: Comparison, lang: str) -> str:
    from stetmark.tables import plain

    words = _WORDS[lang]
    head = str(words["head"]).format(
        a=plain(result.a, one_line=True),
        b=plain(result.b, one_line=True),
        n_texts=result.n_texts,
        n_items=result.n_items,
    )
    rows = [tuple(words["columns"])]
    for test in result.metrics:
        scale, sign = (1.0, "") if test.metric == "unneeded" else (100.0, "%")
        interval = (
            "–"
            if test.difference_ci is None
            else f"{test.difference_ci[0] * scale:+.1f} … {test.difference_ci[1] * scale:+.1f}"
        )
        values = ["–" if v is None else f"{v * scale:.1f}{sign}" for v in (test.a, test.b)]
        gap = "–" if test.difference is None else f"{test.difference * scale:+.1f}"
        rows.append((test.metric, *values, gap, interval, _p(test.p)))
    return "\n".join([head, "", *_aligned(rows), "", *_conclusion(result, lang)]) + "\n"


def _conclusion(result: Comparison, lang: str) -> list[str]:
    words = _WORDS[lang]
    gate = next(t for t in result.metrics if t.metric == result.gate)
    better = gate.difference is not None and gate.p is not None and gate.p < result.alpha and not result.worse
    which = "none" if gate.p is None else "worse" if result.worse else "better" if better else "same"
    p = _p(gate.p_worse if result.worse else gate.p)
    said = [str(words[which]).format(gate=result.gate, p=p)]
    if which == "same" and result.n_needed is not None:
        said.append(str(words["needed"]).format(n=result.n_needed))
    said.append(str(words["only"]).format(a=len(result.only_a), b=len(result.only_b)))
    if result.missing_a or result.missing_b:
        # An answer of A that B lacks is missing in B.
        said.append(str(words["missing"]).format(a=result.missing_b, b=result.missing_a))
    return said


def _p(p: float | None) -> str:
    return "–" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Return the rows with aligned columns; a Chinese character is two columns wide."""
    from rich.cells import cell_len

    widths = [max(cell_len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        first = row[0] + " " * (widths[0] - cell_len(row[0]))
        rest = [
            " " * (width - cell_len(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        lines.append("  ".join([first, *rest]).rstrip())
    return lines
