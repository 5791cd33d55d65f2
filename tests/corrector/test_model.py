"""What the English corrector works with."""

from __future__ import annotations

from stetmark.corrector.model import Option


def test_the_score_of_an_option_is_its_fit_less_its_cost():
    """Both are logarithms."""
    assert Option("the", fit=-3.0, cost=2.5).score == -5.5
