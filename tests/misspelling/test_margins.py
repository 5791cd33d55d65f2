"""Margins of the corrector and the guard."""

from __future__ import annotations

import msgspec
import pytest

from stetmark.misspelling.margins import Margins


def test_margins_are_settings_that_can_be_changed_one_by_one():
    """A set of margins never changes; another one is made of it."""
    margins = Margins()

    assert msgspec.structs.replace(margins, oov=-1.0).oov == -1.0
    with pytest.raises(AttributeError):
        margins.oov = 0.0
