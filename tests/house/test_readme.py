"""What the READMEs show is what happens: their commands are run, and what they print is compared."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path
from unittest import mock

import pytest

import stetmark as package
from documents.made import packed
from fakes.command import Done, stetmark
from house.test_docs import FENCE, command_lines

ROOT = Path(__file__).resolve().parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")}
#: Without these words a command asks nobody but this machine.
REMOTE = re.compile(r"\b(?:openai|deepseek|anthropic|gemini):")
#: What takes more than a second: the offline systems are loaded, or many items are made or asked.
LONG = re.compile(r"\bstetmark (?:run|report|compare|items|fix)\b")

ORIGINAL = "# A littel test\n\nWe recieved it -- it was definately not.\n"
EDITED = "# A little test\n\nWe received it — it was definitely now.\n"


def blocks(page: str, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(PAGES[page]) if name == language]


def commands(page: str, *, long: bool) -> list[str]:
    """The commands of a page that need no key and no network, the long ones or the others."""
    return [
        line
        for line in command_lines(PAGES[page])
        if not REMOTE.search(line) and bool(LONG.search(line)) == long
    ]


def run(line: str, folder: Path) -> Done:
    """Run one command of a page in a folder, as the shell would."""
    return stetmark(*shlex.split(line)[1:], cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the files that the commands name."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", made / "examples")
    shutil.copytree(ROOT / "docs", made / "docs", ignore=shutil.ignore_patterns("*.png", "*.svg"))
    shutil.copy(ROOT / "README.md", made)
    (made / "original.md").write_text(ORIGINAL, encoding="utf-8")
    (made / "edited.md").write_text(EDITED, encoding="utf-8")
    (made / "chapter.docx").write_bytes(packed("<w:p><w:r><w:t>We recieved it.</w:t></w:r></w:p>"))
    return made


@pytest.fixture(scope="module")
def demo(folder) -> Done:
    """What `make demo` runs; its run folder is the one that the other commands name."""
    with mock.patch.dict(os.environ, COLUMNS="220"):  # wide enough for every column
        done = run("stetmark run --out runs/mine", folder)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("page", PAGES)
def test_short_commands_run(page, folder):
    """Each ends well and prints something."""
    found = commands(page, long=False)
    assert len(found) >= 3
    for line in found:
        done = run(line, folder)
        # `guard` ends with 1 where something was put back.
        assert done.returncode in ((0, 1) if " guard " in line else (0,)), (line, done.stderr)
        assert done.stdout or " -o " in line, line


@pytest.mark.parametrize("page", PAGES)
def test_the_python_example_gives_what_its_comments_say(page):
    """Each line is run; a comment that is a string is what the line gives."""
    (block,) = blocks(page, "python")
    space = {"source": "teh cat", "reference": "the cat", "reply": "Here it is:\nthe cat"}
    compared = 0
    for line in block.splitlines():
        code, _, comment = line.partition("  #")
        if comment.strip().startswith(('"', "'")):
            assert eval(code, space) == eval(comment.strip()), line
            compared += 1
        else:
            exec(line, space)
    assert compared == block.count('  # "')
    assert space["score"].exact
    assert space["stetmark"] is package


def figures(text: str) -> list[list[str]]:
    """The rows of a leaderboard, cell by cell."""
    return [line.split() for line in text.splitlines() if re.match(r"\s*(?:local:|guard\()\S+\s+\d", line)]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_demo_prints_the_table_that_is_shown(page, demo):
    """Every system, every figure of the columns that a narrow terminal has room for."""
    (shown,) = (rows for block in blocks(page, "text") if (rows := figures(block)))
    printed = figures(demo.stdout)

    assert len(shown) == len(printed) >= 4
    for row, whole in zip(shown, printed, strict=True):
        cells = iter(whole)
        assert all(cell in cells for cell in row), (row, whole)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_long_commands_run(page, folder, demo):
    """In their order, on the demo's run folder and on what the ones before have made."""
    for line in commands(page, long=True):
        if line == "stetmark run" or ("items make" in line and (folder / "items.jsonl").exists()):
            continue
        few = " --limit 3" if line.startswith("stetmark run items.jsonl") else ""
        done = run(line + few, folder)
        assert done.returncode in (0, 1), (line, done.stderr)
        assert "Traceback" not in done.stderr
