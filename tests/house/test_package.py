"""The installed package: how heavy, how honest."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


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


def test_core_install_is_at_most_25_packages():
    """A small tree: each package is a door to its user's keys."""
    packages = core_closure()

    assert len(packages) <= 25, sorted(packages)


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
