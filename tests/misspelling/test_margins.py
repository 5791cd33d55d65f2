"""The words in which the corrector speaks."""

from __future__ import annotations

import msgspec
import pytest

from stetmark.misspelling.margins import Margins, Option


def test_the_score_of_an_option_is_its_fit_less_its_cost():
    """Both are logarithms."""
    assert Option("the", fit=-3.0, cost=2.5).score == -5.5


def test_margins_are_settings_that_can_be_changed_one_by_one():
    """A set of margins never changes; another one is made of it."""
    margins = Margins()

    assert msgspec.structs.replace(margins, oov=-1.0).oov == -1.0
    with pytest.raises(AttributeError):
        margins.oov = 0.0
