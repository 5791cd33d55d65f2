"""Whole outputs, compared with what was accepted; STETMARK_ACCEPT=1 (`make accept`) takes over what is new."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from stetmark.report.chart import leaderboard_figure
from stetmark.report.leaderboard import leaderboard, leaderboard_markdown
from stetmark.report.page import render_page
from stetmark.report.words import words

GOLDEN = Path(__file__).parent / "golden"


def scrub(text: str) -> str:
    """Take out what changes without meaning anything: our own style and script, and their hashes."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, count=1, flags=re.DOTALL)
    text = re.sub(r"<script>\n?// @ts-check.*?</script>", "<script>…</script>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[A-Za-z0-9+/=]{44}", "sha256-…", text)
    text = re.sub(r'"words":\{"en":\{.*?\},"zh":\{.*?\}\}', '"words":"…"', text, flags=re.DOTALL)
    return text.replace('{"i":"', '\n{"i":"').replace('{"s":', '\n  {"s":')


def compare(name: str, text: str) -> None:
    """Compare with the accepted file, or accept."""
    path = GOLDEN / name
    if os.environ.get("STETMARK_ACCEPT") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not path.exists():
        pytest.fail(f"no {path.name}; look at the output and run `make accept`")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; look at it, then `make accept`"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page(small, lang):
    """The page of a small run, in both languages."""
    made, summary = small
    page = render_page(made.manifest, made.items, made.scores, made.answers, summary, lang=lang)
    compare(f"page.{lang}.html", scrub(page))


@pytest.mark.parametrize(("lang", "width"), [("en", 180), ("en", 80), ("zh", 80), ("en", 40)])
def test_terminal(small, lang, width):
    """The leaderboard on terminals of several widths."""
    compare(f"board.{lang}.{width}.txt", leaderboard(small[1], lang=lang, width=width, color=False))


def test_markdown(small):
    """The leaderboard in Markdown."""
    compare("board.md", leaderboard_markdown(small[1]))


def test_figure(small):
    """The figure for papers."""
    compare("figure.svg", leaderboard_figure(small[1], words("en")).replace("><", ">\n<") + "\n")
