"""Run the examples of every docstring; also without pytest, on an installed wheel (`make release-check`)."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import stetmark


def run() -> tuple[int, int]:
    """Return how many examples failed and how many there were."""
    failed = attempted = 0
    for module in pkgutil.walk_packages(stetmark.__path__, "stetmark."):
        if module.name.endswith("__main__"):
            continue
        result = doctest.testmod(importlib.import_module(module.name))
        failed, attempted = failed + result.failed, attempted + result.attempted
    return failed, attempted


if __name__ == "__main__":
    n_failed, n_attempted = run()
    print(f"{n_attempted} examples in docstrings, {n_failed} failed")
    raise SystemExit(n_failed > 0 or n_attempted <= 10)
