"""How long does a page take to write, to open, to filter?

Goals: 1,000 items x 10 systems written in < 2 s, ready in < 1 s, a filter in < 50 ms; 5,000 x 20 usable.

    python bench/report.py [--quick] [ITEMSxSYSTEMS ...]

Scores are made by construction (tests/report/made.py), so nothing but the report is measured. Writing reads
the run folder and writes the file; ready is from the start of the navigation until everything is drawn; a
filter is from the press to the list laid out, the median of all presses.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "report"))

from made import make_run, write_run

from stetmark.report.write import write_report
from stetmark.store import RunFolder

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
        found |= browse(page)
    return found


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
        page.wait_for_timeout(1500)  # search texts are made while nobody waits
        times = page.evaluate(PRESSES)
        presses = [t for group in times.values() for t in group]
        nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    return {
        "ready_s": statistics.median(ready),
        "filter_ms": statistics.median(presses),
        "filter_worst_ms": max(presses),
        "dom_nodes": nodes,
    }


def main() -> None:
    """Measure what was asked for, and say which goals are met."""
    quick = "--quick" in sys.argv
    sizes = [tuple(map(int, arg.split("x"))) for arg in sys.argv[1:] if arg != "--quick"]
    sizes = sizes or [(1000, 10), *([] if quick else [(5000, 20)])]
    for n_items, n_systems in sizes:
        found = measure(n_items, n_systems)
        row = {"items": n_items, "systems": n_systems, **{k: round(v, 3) for k, v in found.items()}}
        if (n_items, n_systems) == (1000, 10):
            row["goals_met"] = all(found[k] < goal for k, goal in GOALS.items() if k in found)
        print(json.dumps(row))


if __name__ == "__main__":
    main()
