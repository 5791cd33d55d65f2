"""The leaderboard: rounding, narrow terminals, what is never left out, what is never let through."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from stetmark.errors import SettingsError
from stetmark.report.board import COLUMNS, group_letter, money, percent, span
from stetmark.report.lead import lead
from stetmark.report.leaderboard import leaderboard, leaderboard_markdown
from stetmark.report.words import _WORDS, words
from stetmark.summary import load_summary


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "–"),
        (0, "0.0"),
        (1, "100.0"),
        (0.99999, "99.9"),
        (0.00001, "0.1"),
        (0.5, "50.0"),
        (1 / 3, "33.3"),
    ],
)
def test_a_rate_is_rounded_only_for_display(rate, text):
    """100 and 0 stand only where they are exact; None is a dash."""
    assert percent(rate) == text


def test_small_figures_of_display():
    """Money, intervals and group letters say what they are."""
    assert [money(v) for v in (None, 0, 0.0000001, 0.0123456, 1.239, 1234.5)] == [
        "–", "0.00", "<0.001", "0.0123", "1.24", "1,234.50",
    ]  # fmt: skip
    assert span((0.123, 0.5)) == "12–50"
    assert [group_letter(n) for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "BA"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [30, 48, 60, 80, 100, 132, 200])
def test_no_line_is_wider_than_the_terminal(made_summary, width, lang):
    """Columns go, names fold; the rest fits, wide characters counted as two."""
    for line in leaderboard(made_summary, lang=lang, width=width, color=False).splitlines():
        assert cell_len(line) <= width


def test_narrow_and_wide_hold_what_they_must(made_summary):
    """At 80 columns exact, n, recall and fidelity with its unassessable answers stand there; at 200 all do."""
    narrow = leaderboard(made_summary, width=80, color=False)
    wide = leaderboard(made_summary, width=200, color=False)

    for title in ("Exact", "n", "Recall", "/1,000", "gradable"):
        assert title in narrow
    assert "Columns hidden" in narrow
    assert "Columns hidden" not in wide
    for title in ("Group", "Strict", "LiveBench", "Precision", "F0.5", "Failed", "Latency (s)", "1 (1–"):
        assert title in wide
    for system in made_summary.systems:
        assert system.system in wide
    assert "6 of 40 answers are missing" in wide


@pytest.mark.parametrize("width", range(30, 140, 7))
def test_fidelity_never_stands_without_unassessable(made_summary, width):
    """Wherever unneeded changes are shown, the answers that they leave out are shown."""
    head = leaderboard(made_summary, width=width, color=False).split("──")[0]

    assert "/1,000" not in head or "gradable" in head


def test_colour_is_asked_for(made_summary):
    """With colour there are escape sequences, without there is none."""
    assert "\x1b[" in leaderboard(made_summary, width=100, color=True)
    assert "\x1b" not in leaderboard(made_summary, width=100, color=False)


def test_hostile_names_do_nothing_to_a_terminal(hostile_folder):
    """Escape sequences and direction marks in names never reach the terminal."""
    summary = load_summary((hostile_folder / "summary.json").read_bytes())
    text = leaderboard(summary, width=200, color=False)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "wraps" in text


def test_markdown_has_every_figure(made_summary):
    """One row a system, as many cells as headings, hostile signs escaped."""
    lines = leaderboard_markdown(made_summary).splitlines()
    cells = {line.replace("\\|", "").count("|") for line in lines}

    assert len(lines) == 2 + len(made_summary.systems)
    assert len(cells) == 1
    assert "local:spelling &lt;script>" in "\n".join(lines)


def test_both_languages_say_everything():
    """No text is empty, both languages fill in the same things, and every column has a name."""
    for key, (en, zh) in _WORDS.items():
        assert en.strip() or key == "comma"
        assert zh.strip()
        holes = [{n for n in range(6) if f"{{{n}}}" in text} for text in (en, zh)]
        assert holes[0] == holes[1], key
    assert {c.key for c in COLUMNS} <= set(words("en"))
    with pytest.raises(SettingsError, match="unknown report language 'fr'"):
        words("fr")


def test_the_lead_says_who_leads_and_what_is_uncertain(made_summary):
    """A leader that cannot be told from the next is not praised without saying so."""
    said = " ".join(lead(made_summary, words("en")))

    assert "alpha:careful-1 leads: 90.0%" in said
    assert "the leader cannot be distinguished from alpha:careful-1?effort=high" in said
    assert "would take about" in said
