"""The examples in docstrings are run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import stetmark


def test_examples_in_docstrings_hold():
    """Each `>>>` in src gives what stands below it."""
    failed = attempted = 0
    for module in pkgutil.walk_packages(stetmark.__path__, "stetmark."):
        if module.name.endswith("__main__"):
            continue
        result = doctest.testmod(importlib.import_module(module.name))
        failed, attempted = failed + result.failed, attempted + result.attempted

    assert failed == 0
    assert attempted > 10
