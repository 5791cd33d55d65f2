"""The locks in requirements/ are what pyproject.toml asks for, complete, hashed, and bound to no package index."""

from __future__ import annotations

import importlib.metadata
import itertools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import Specifier
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
LINE = re.compile(
    r"#.*| {4}#.*"
    r"|(?P<pin>[a-z0-9-]+==[\w.!+]+)(?: ; (?P<marker>[^\\]+))? \\"
    r"| {4}--hash=sha256:(?P<hash>[0-9a-f]{64})(?: \\)?"
)


class Pin(NamedTuple):
    """One package of a lock: its exact version, where it applies, its hashes, and who asks for it."""

    requirement: Requirement
    marker: Marker | None
    hashes: set[str]
    wanted_by: list[str]

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version


def read(level: str) -> dict[str, list[Pin]]:
    """The pins of a lock by package; a line of any other kind (an option, an index, a URL) fails."""
    pins: defaultdict[str, list[Pin]] = defaultdict(list)
    for line in (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8").splitlines():
        match = LINE.fullmatch(line)
        assert match, f"{level}.txt: not a pin, a hash or a comment: {line!r}"
        if match["pin"]:
            requirement = Requirement(match["pin"])
            marker = Marker(match["marker"]) if match["marker"] else None
            pin = Pin(requirement, marker, set(), [])
            pins[requirement.name].append(pin)
        elif match["hash"]:
            pin.hashes.add(match["hash"])
        elif line.startswith("    #"):
            pin.wanted_by.append(line.strip("# ").removeprefix("via").strip())
    return dict(pins)


def group(name: str) -> Iterator[str]:
    """The requirements of a dependency group, those of the groups it includes among them."""
    for entry in GROUPS[name]:
        yield from [entry] if isinstance(entry, str) else group(entry["include-group"])


def wanted(level: str) -> list[Requirement]:
    """What pyproject.toml asks of a lock."""
    core = PROJECT["project"]["dependencies"]
    lines = {
        "uv": [*group("lock")],
        "build": [*group("build"), *PROJECT["build-system"]["requires"]],
        "runtime": [*core, *EXTRAS["zh"]],
        "test": [*core, *EXTRAS["zh"], *group("dev")],
        "lowest": [*core, *EXTRAS["zh"], *group("test")],
        "all": [*core, *itertools.chain.from_iterable(EXTRAS.values()), *group("all")],
    }[level]
    return [Requirement(line) for line in lines]


LEVELS = ["uv", "build", "runtime", "test", "all", "lowest"]


def test_there_is_no_other_lock():
    """Each file in requirements/ is one that the tests here know."""
    assert sorted(p.stem for p in (ROOT / "requirements").iterdir()) == sorted(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
def test_lock_is_what_pyproject_asks_for(level):
    """Every requirement is locked at a version it allows, and nothing is locked that is not asked for any more."""
    pins = read(level)
    unmet = [
        str(need)
        for need in wanted(level)
        if not all(need.specifier.contains(p.version) for p in pins.get(canonicalize_name(need.name), []))
        or canonicalize_name(need.name) not in pins
    ]
    direct = {
        name for name, ps in pins.items() if any(w.startswith("stetmark") for p in ps for w in p.wanted_by)
    }

    assert unmet == [], "run make lock"
    assert direct == {canonicalize_name(need.name) for need in wanted(level)}, "run make lock"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_each_platform_and_python_gets_one_version(level, platform, python):
    """Whatever the machine, a package that is asked for is pinned exactly once."""
    machine = {
        "sys_platform": platform,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    n_pins = {
        name: sum(pin.marker is None or pin.marker.evaluate(machine) for pin in pins)
        for name, pins in read(level).items()
    }

    assert [name for name, n in n_pins.items() if n > 1] == []
    assert [need.name for need in wanted(level) if n_pins[canonicalize_name(need.name)] != 1] == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_pin_is_hashed_and_no_index_is_named(level):
    """A lock can be used with any index, and what the index gives is checked."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")

    assert [str(p.requirement) for pins in read(level).values() for p in pins if not p.hashes] == []
    assert re.findall(r"\w+://\S*|--(?!hash=)\S+| @ ", text) == []


@pytest.mark.parametrize(("smaller", "larger"), [("runtime", "test"), ("test", "all"), ("runtime", "all")])
def test_each_level_holds_the_one_before(smaller, larger):
    """The tests run with exactly the versions that the demo runs with."""

    def versions(level: str) -> dict[str, set[tuple[str, frozenset[str]]]]:
        return {name: {(p.version, frozenset(p.hashes)) for p in pins} for name, pins in read(level).items()}

    held = versions(larger)

    assert {name: v for name, v in versions(smaller).items() if held.get(name) != v} == {}


def test_the_lowest_versions_are_the_lowest():
    """What `make test-lowest` installs is, for each direct requirement, the version after its `>=` (or its patch)."""
    pins = read("lowest")
    floors = {
        canonicalize_name(need.name): next(s.version for s in need.specifier if s.operator == ">=")
        for need in wanted("lowest")
    }
    higher = {
        name: [p.version for p in pins[name]]
        for name, floor in floors.items()
        if any(not Specifier(f"=={floor}.*").contains(p.version) for p in pins[name])
    }

    assert higher == {}, "run make lock"


def test_nothing_under_the_gpl_at_run_time():
    """The licence that each runtime package declares is a permissive or a file-level one, or leaves the choice."""
    found: dict[str, str] = {}
    for name, pins in read("runtime").items():
        if any(pin.marker is None or pin.marker.evaluate() for pin in pins):
            about = importlib.metadata.metadata(name)
            classifiers = [c for c in about.get_all("Classifier", []) if c.startswith("License ::")]
            expression = about.get("License-Expression") or about.get("License", "")
            # Some put the whole text there; its first line names it.
            found[name] = " ".join([(expression.splitlines() or [""])[0], *classifiers]).strip()
            if not found[name]:  # the text alone, whose first line names it
                files = importlib.metadata.files(name) or []
                texts = [file.read_text() for file in files if file.name == "LICENSE"]
                found[name] = next((text.splitlines()[0] for text in texts), "")

    assert len(found) >= 25
    assert [name for name, licence in found.items() if not licence] == []
    # Hunspell, inside chunspell, may be used under the MPL instead.
    assert "MPL 1.1/GPL 2.0/LGPL 2.1" in found.pop("chunspell")
    assert {name: licence for name, licence in found.items() if re.search("GPL|GNU|Affero", licence)} == {}
