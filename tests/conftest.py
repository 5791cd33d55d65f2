"""Shared fixtures: where the shared data lies, and what a skip means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A deadline for one example, or for drawing one, would be a test of how busy the machine is.
settings.register_profile("stetmark", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("stetmark")

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("STETMARK_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the founding table and the calibration data, which are not in this tree."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs the shared data; none at {SHARED} (set STETMARK_SHARED)")
    return SHARED


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where a skip would hide something (STETMARK_NO_SKIP=1, as in CI), a skip is a failure."""
    del call
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("STETMARK_NO_SKIP") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
