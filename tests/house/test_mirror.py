"""Tests mirror the rooms: each module has a test module of its own that imports it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC, TESTS = ROOT / "src" / "stetmark", ROOT / "tests"

#: What has nothing to test: shapes that other modules give.
NOTHING_TO_TEST = frozenset(["answers.protocol", "guarding.lexicon"])
#: Modules without a test of their own, room by room: reached end to end so far. The list only ever shrinks.
TO_COME: dict[str, str] = {
    "answers": "command guarded recorded systems",
    "answers.endpoints": "endpoint http outcomes output_cap presets prices prompts request request_error "
    "specification sse wire",
    "answers.endpoints.wires": "anthropic chat gemini responses",
    "answers.local": "copy harper hunspell programs smollm2 symspell words",
    "answers.running": "budget in_flight progress resume run_folder system_progress",
    "cli": "docs fix_output items report systems",
    "corrector": "bpe candidates chinese_lattice chinese_model confusions english gguf llama weights",
    "items": "checking gate_near gate_variants generate making words",
    "lexicon": "default english ngrams pinyin script shapes spelling variants",
    "report": "board chart definitions diffs explorer lead page words",
    "scale": "files items ray_engine score session",
    "statistics": "sides system_comparison",
    "tables": "columns",
}


def modules() -> dict[str, Path]:
    """Each module of a room by its dotted name below `stetmark`."""
    return {
        ".".join(path.relative_to(SRC).with_suffix("").parts): path
        for path in sorted(SRC.rglob("*.py"))
        if path.parent != SRC and not path.name.startswith("__")
        if ".".join(path.relative_to(SRC).with_suffix("").parts) not in NOTHING_TO_TEST
    }


def own_test(name: str) -> Path:
    """Where the tests of a module are: the same folders below tests/."""
    *rooms, module = name.split(".")
    return TESTS.joinpath(*rooms, f"test_{module}.py")


def imports(path: Path) -> set[str]:
    """The names of modules, and of what is taken from them, that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def has_own_test(name: str) -> bool:
    """Whether a module's own test is there and tests it: by its name, or through the face of its room.

    The face of `cli` is the command.
    """
    path = own_test(name)
    room = name.rpartition(".")[0]
    faces = {"stetmark.cli.main", "fakes.command"} if room == "cli" else {f"stetmark.{room}"}
    return path.is_file() and not imports(path).isdisjoint({f"stetmark.{name}", *faces})


TO_COME_NAMES = {f"{room}.{module}" for room, names in TO_COME.items() for module in names.split()}


@pytest.mark.parametrize("name", [name for name in modules() if name not in TO_COME_NAMES])
def test_a_module_has_tests_of_its_own(name):
    """A broken rule shows in the room where it is, not in a golden file far away."""
    assert has_own_test(name), f"{own_test(name).relative_to(ROOT)} is missing or does not import the module"


def test_the_list_of_those_to_come_only_shrinks():
    """Who has tests of its own, or is gone, is taken off it."""
    assert sorted(name for name in TO_COME_NAMES if name not in modules() or has_own_test(name)) == []
