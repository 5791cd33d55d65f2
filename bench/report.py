"""How long does a page take to write, to open, to filter?

Goals: 1,000 items x 10 systems written in < 2 s, ready in < 1 s, a filter in < 50 ms; 5,000 x 20 usable.

    python bench/report.py [--quick] [ITEMSxSYSTEMS ...]     # 1,000, 10,000 and 100,000 answers

Scores are made by construction (tests/report/made.py), so nothing but the report is measured. Writing reads
the run folder and writes the file; ready is from the start of the navigation until everything is drawn; a
filter is from the press to the list laid out, the median of all presses.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "report"))

from made import make_run, write_run

from stetmark.report.write import write_report
from stetmark.store import RunFolder

HEADS = (
    "write ÷ goal of 2 s",
    "ready ÷ goal of 1 s",
    "filter ÷ goal of 50 ms",
    "answers",
    "written in s",
    "ready in s",
    "filter ms",
    "worst ms",
    "elements",
    "page MB",
    "floor: run read, page written, s",
    "floor: as many bytes opened, no script, s",
)
SHOWN = (("ready_s", 2), ("filter_ms", 0), ("filter_worst_ms", 0), ("dom_nodes", 0))
GOALS = {"write_s": 2.0, "ready_s": 1.0, "filter_ms": 50.0}
PRESSES = """async () => {
  const times = {};
  const settle = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  for (const kind of ['v', 'c', 't', 's', 'q', 'd']) {
    const boxes = [...document.querySelectorAll(`input[data-key="${kind}"]`)].slice(0, 3);
    const press = kind === 'd' ? [document.getElementById('disagree')] : boxes;
    const list = [];
    if (kind === 'q') {
      const search = document.getElementById('search');
      for (const word of ['kettle', 'zz', '']) {
        search.value = word;
        const start = performance.now();
        search.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(done => setTimeout(done, 0));
        document.body.offsetHeight;
        list.push(performance.now() - start);
        await settle();
      }
    }
    for (const box of press) for (let twice = 0; twice < 2; twice++) {
      const start = performance.now();
      box.click();
      document.body.offsetHeight;
      list.push(performance.now() - start);
      await settle();
    }
    times[kind] = list;
  }
  return times;
}"""


def measure(n_items: int, n_systems: int) -> dict[str, float]:
    """Make a run, write its page, open it, filter it."""
    with tempfile.TemporaryDirectory() as place:
        path = write_run(make_run(n_items, n_systems), Path(place) / "run")
        start = time.perf_counter()
        page = write_report(RunFolder.open(path))
        found = {"write_s": time.perf_counter() - start, "megabytes": page.stat().st_size / 1e6}
        found["floor_s"] = floor(path, page)
        found |= browse(page)
    return found


def floor(run: Path, page: Path) -> float:
    """The bytes of the run read once and those of the page written once: what no report can go below."""
    content = page.read_bytes()
    start = time.perf_counter()
    for file in run.iterdir():
        if file.is_file() and file != page:
            file.read_bytes()
    page.with_name("floor.html").write_bytes(content)
    return time.perf_counter() - start


def bare(browser: Any, path: Path) -> float:
    """Seconds until a page of as many bytes, one comment and no script, is loaded."""
    plain = path.with_name("bare.html")
    plain.write_text(f"<!doctype html><!-- {'x' * path.stat().st_size} -->", encoding="utf-8")
    page = browser.new_page()
    start = time.perf_counter()
    page.goto(plain.as_uri())
    return time.perf_counter() - start


def browse(path: Path) -> dict[str, float]:
    """Open the page in Chromium; empty where there is none."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("no Chromium with playwright here: only the writing was measured", file=sys.stderr)
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        ready = []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready]")
            ready.append(int(page.get_attribute("html", "data-ready")) / 1000)
        found = {"bare_s": bare(browser, path)}
        page.wait_for_timeout(1500)  # search texts are made while nobody waits
        times = page.evaluate(PRESSES)
        presses = [t for group in times.values() for t in group]
        nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    return found | {
        "ready_s": statistics.median(ready),
        "filter_ms": statistics.median(presses),
        "filter_worst_ms": max(presses),
        "dom_nodes": nodes,
    }


def main() -> None:
    """Measure what was asked for; by default up to 100,000 answers."""
    quick = "--quick" in sys.argv
    sizes = [tuple(map(int, arg.split("x"))) for arg in sys.argv[1:] if arg != "--quick"]
    sizes = sizes or [(100, 10), *([] if quick else [(1000, 10), (5000, 20)])]
    print("Ready and filter are the browser's; the goals are those of 1,000 items x 10 systems.\n")
    print("| " + " | ".join(HEADS) + " |\n|" + "--:|" * len(HEADS))
    for n_items, n_systems in sizes:
        found = measure(n_items, n_systems)
        at_goal = (n_items, n_systems) == (1000, 10)
        cells = [
            *(f"{found[key] / goal:.2f}" if at_goal and key in found else "" for key, goal in GOALS.items()),
            f"{n_items * n_systems:,}",
            f"{found['write_s']:.2f}",
            *(f"{found[key]:.{places}f}" if key in found else "–" for key, places in SHOWN),
            f"{found['megabytes']:.1f}",
            f"{found['floor_s']:.3f}",
            f"{found['bare_s']:.2f}" if "bare_s" in found else "–",
        ]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
