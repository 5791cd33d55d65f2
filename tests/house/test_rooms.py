"""The hall holds what several rooms share; an engine that one room needs lives in that room.

Imports are read from the source. A hall module counts every room that imports it, directly or through other
hall modules. A hall package with a front door (an `__init__` that re-exports) is one unit: its files count the
customers of the front door as well.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "stetmark"
HALL = {
    "documents",
    "envelope",
    "errors",
    "lexicon",
    "misspelling",
    "records",
    "settings",
    "store",
    "summary",
    "tables",
    "text",
    "workers",
}
#: Imported by the whole package, so a customer of nothing in particular.
NOT_ROOMS = {"_version"}


def modules_of(source: Path) -> dict[str, Path]:
    """Dotted names below the package, with their files; the package itself is ""."""
    found = {}
    for path in source.rglob("*.py"):
        parts = path.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(path: Path, package: str, known: dict[str, Path]) -> set[str]:
    """The modules of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name[len(package) + 1 :] in known else str(node.module) for name in names]
        else:
            continue
        found |= {name[len(package) + 1 :] for name in names if name.startswith(f"{package}.")}
    return found & set(known)


def customers_of_hall(source: Path) -> dict[str, set[str]]:
    """Each hall module with the rooms that use it, directly or through other hall modules."""
    known = modules_of(source)
    importers = defaultdict(set)
    for name, path in known.items():
        for imported in imports_of(path, source.name, known) - {name}:
            importers[imported].add(name)
    hall = {name for name in known if room_of(name) in HALL}
    doors = {
        name
        for name in HALL & set(known)
        if any(one.startswith(f"{name}.") for one in known) and imports_of(known[name], source.name, known)
    }
    for name in hall:
        if room_of(name) in doors and name not in doors:
            importers[name].add(room_of(name))
    customers = {name: {room_of(one) for one in importers[name]} - HALL - NOT_ROOMS for name in hall}
    grown = True
    while grown:
        grown = False
        for name in hall:
            more = set().union(customers[name], *(customers[one] for one in importers[name] if one in hall))
            grown |= more != customers[name]
            customers[name] = more
    packages = {name for name in HALL & set(known) if known[name].name == "__init__.py"} - doors
    return {name: rooms for name, rooms in customers.items() if name not in packages}


def room_of(module: str) -> str:
    """The room a module belongs to; the public interface is a room of its own."""
    return module.split(".", maxsplit=1)[0] or "the public interface"


def complaints(source: Path) -> list[str]:
    """What stands in the hall and should not, and where it should go."""
    told = []
    for name, rooms in sorted(customers_of_hall(source).items()):
        file = f"{name.replace('.', '/')}.py"
        if not rooms:
            told.append(f"{file} is imported by nobody: delete it")
        elif len(rooms) == 1:
            (room,) = rooms
            told.append(f"{file} serves {room} alone: git mv it to {room}/{file.rpartition('/')[2]}")
    return told


def test_no_engine_of_one_room_sits_in_the_hall():
    """Every hall module has two customers at least."""
    assert complaints(SOURCE) == []


def test_every_room_and_hall_is_known():
    """A new top-level module must be placed in the hall or count as a room."""
    assert {room_of(name) for name in modules_of(SOURCE)} >= HALL


@pytest.fixture
def house(tmp_path):
    """A small package to judge; files by path, each with its imports."""

    def build(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "small" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            for folder in path.relative_to(tmp_path / "small").parents:
                (tmp_path / "small" / folder / "__init__.py").touch()
        return tmp_path / "small"

    return build


def test_a_module_of_one_room_is_named_with_its_room(house):
    """One customer, also through another hall module and by a late import, is too few."""
    source = house(
        {
            "text/tokens.py": "",
            "text/marks.py": "",
            "text/align.py": "from small.text.marks import MARKS\nfrom small.text.tokens import tokenize\n",
            "judging/judge.py": "def judge():\n    from small.text import align\n",
            "guarding/guard.py": "import small.text.tokens\n",
        }
    )
    assert complaints(source) == [
        "text/align.py serves judging alone: git mv it to judging/align.py",
        "text/marks.py serves judging alone: git mv it to judging/marks.py",
    ]


def test_files_behind_a_front_door_count_with_it(house):
    """What a re-exporting package holds serves whoever the package serves; a room's own files never count."""
    source = house(
        {
            "tables/__init__.py": "from small.tables.rows import Row\n",
            "tables/rows.py": "def read():\n    import_module('small.tables.sheets')\n",
            "tables/sheets.py": "",
            "report/write.py": "from small.tables import Row\n",
            "scoring/stream.py": "from small.tables import Row\nfrom small.scoring import run\n",
            "scoring/run.py": "",
            "text/unused.py": "",
        }
    )
    assert complaints(source) == ["text/unused.py is imported by nobody: delete it"]
