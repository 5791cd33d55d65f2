"""The installed package: how heavy, how honest."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: Distributions whose module has another name.
MODULES = {"chunspell": "hunspell", "harper-py": "harper"}


def core_closure() -> set[str]:
    """The distributions that `pip install stetmark` brings, itself not counted."""
    todo, seen = ["stetmark"], set()
    while todo:
        name = todo.pop()
        for line in importlib.metadata.requires(name) or []:
            need = Requirement(line)
            if need.marker and not need.marker.evaluate({"extra": ""}):
                continue
            key = re.sub(r"[-_.]+", "-", need.name).lower()
            if key not in seen:
                seen.add(key)
                todo.append(key)
    return seen


def test_core_install_is_at_most_26_packages():
    """A small tree: each package is a door to its user's keys."""
    packages = core_closure()

    assert len(packages) <= 26, sorted(packages)


def test_no_sdk_or_proxy_in_the_core():
    """No vendor SDK, no LLM proxy library, no web framework."""
    unwanted = {
        "openai",
        "anthropic",
        "litellm",
        "google-genai",
        "mistralai",
        "fastapi",
        "flask",
        "requests",
        "httpx",
    }

    assert core_closure() & unwanted == set()


def test_each_direct_dependency_is_explained():
    """design/dependencies.md has a row for every direct dependency."""
    text = (ROOT / "design" / "dependencies.md").read_text(encoding="utf-8")
    direct = {Requirement(r).name for r in importlib.metadata.requires("stetmark") or [] if "extra" not in r}

    assert [name for name in sorted(direct) if f"| {name} |" not in text] == []


def test_each_requirement_is_used():
    """Nobody installs what no line of src imports (or, of jieba, reads the word list)."""
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"^ *(?:import|from) (\w+)|find_spec\(\"(\w+)\"\)", sources, re.MULTILINE))
    modules = {name for pair in used for name in pair}
    project = PYPROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    names = {Requirement(line).name for line in [*project["dependencies"], *extras]}

    assert {name for name in names if MODULES.get(name, name.replace("-", "_")) not in modules} == set()


def test_description_for_an_index_page_has_no_relative_links():
    """What the wheel's metadata show of the README leads nowhere that exists only in this tree."""
    hook = PYPROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for rule in hook["substitutions"]:
        text = re.sub(rule["pattern"], rule["replacement"], text)

    assert [
        target for target in re.findall(r"\]\(([^)]*)\)", text) if not target.startswith("https://")
    ] == []
    assert text.startswith("# Stetmark\n")
    assert "stetmark docs" in text
    assert "Contributing" in text


def test_licence_and_notice_are_in_the_wheel():
    """The Apache licence asks for both where the package goes."""
    files = PYPROJECT["project"]["license-files"]

    assert files == ["LICENSE", "NOTICE"]
    assert all((ROOT / name).is_file() for name in files)


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_machine_path_in_the_tree():
    """No file of the tree names a folder of one machine."""
    bad = re.compile(rb"/work/|/root/|/tmp/bash|/home/[a-z]+/")
    found = [
        str(p.relative_to(ROOT))
        for p in tracked()
        if p.is_file()
        and p.suffix in {".py", ".md", ".toml", ".jsonl", ".js", ".css", ".j2", ".txt", ".yml"}
        and p != Path(__file__)
        and bad.search(p.read_bytes())
    ]

    assert found == []
