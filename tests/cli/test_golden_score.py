"""What `stetmark score` prints for the example table, kept as files. Accept new ones with `make accept`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from stetmark.cli.main import main

HERE = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[2] / "examples"


def output(*args: str) -> str:
    items = str(EXAMPLES / "table.item.json")
    result = CliRunner().invoke(
        main, ["score", str(EXAMPLES / "table.zh.md"), "--items", items, *args], standalone_mode=False
    )
    if result.exception is not None:
        raise result.exception
    return result.stdout.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("example.zh.md", ("--format", "md", "--lang", "zh")),
        ("example.en.md", ("--format", "md", "--lang", "en")),
        ("example.zh.csv", ("--format", "csv", "--lang", "zh")),
        ("example.json", ("--format", "json")),
    ],
)
def test_golden_score(name: str, args: tuple[str, ...]) -> None:
    """The whole output, but for the signature, which names versions."""
    got = output(*args)
    if name.endswith(".json"):
        kept = {**json.loads(got), "signature": "…"}
        del kept["pairs"]  # with one text they say nothing
        got = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    path = HERE / name
    if os.environ.get("STETMARK_ACCEPT") == "1":
        HERE.mkdir(exist_ok=True)
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8"), (
        f"look at the change, then accept it: make accept ({name})"
    )
