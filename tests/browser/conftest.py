"""A real browser, Debian's Chromium, and pages to open in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from report.made import Made, hostile_run, make_run, write_run
from stetmark.report.write import write_report
from stetmark.store import RunFolder

# The last three keep the browser from asking anyone on its own account.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once; a plain word where it or playwright is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def made() -> Made:
    """40 items, 7 systems, built so that every verdict is known."""
    return make_run()


@pytest.fixture(scope="session")
def run(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made run on disk, with its page."""
    path = write_run(made, tmp_path_factory.mktemp("browser") / "run")
    write_report(RunFolder.open(path))
    return path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of attacks, with its page."""
    path = write_run(hostile_run(), tmp_path_factory.mktemp("browser") / "hostile")
    write_report(RunFolder.open(path))
    return path


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a run's page; at the end nothing may have been asked for and nothing complained about."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts: list[Any] = []

    def open_(run: Path, hash_: str = "", *, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: complaints.append(f"error: {e}"))
        page.on("request", lambda r: requests.append(r.url))
        page.on("dialog", lambda d: complaints.append(f"dialog: {d.message}"))
        page.goto((run / "report.html").as_uri() + hash_)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == len(contexts)
