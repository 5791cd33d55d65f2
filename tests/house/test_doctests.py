"""The examples in docstrings are run."""

from __future__ import annotations

from house.doctests import run


def test_examples_in_docstrings_hold():
    """Each `>>>` in src gives what stands below it."""
    failed, attempted = run()

    assert failed == 0
    assert attempted > 10
