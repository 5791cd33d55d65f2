"""The story in one screen: make() ask() score() report() fix().

Each stage reads files and writes files, so any of them can be run again alone. Rooms are imported where their
stage begins: a report needs no network, a score no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from stetmark._version import __version__
from stetmark.errors import DataError, SettingsError
from stetmark.records import Item, Manifest
from stetmark.store import RunFolder, content_hash, read_items

if TYPE_CHECKING:
    from stetmark.answers.protocol import System
    from stetmark.answers.running.progress import Progress
    from stetmark.answers.running.runner import RunResult
    from stetmark.settings import Settings
    from stetmark.summary import Summary

__all__ = [
    "DEFAULT_LIMIT",
    "ask",
    "choose_items",
    "choose_systems",
    "default_folder",
    "open_run",
    "report",
    "score",
]

#: So many bundled items a plain `stetmark run` takes: a fixed, stratified sample.
DEFAULT_LIMIT = 100
SAMPLE_SEED = 20261122


def choose_items(
    what: str | None, *, limit: int | None = None, everything: bool = False, lang: str | None = None
) -> tuple[str, list[Item]]:
    """Return the items to ask and the name they go by.

    Args:
        what: A file of items, the name of a bundled set, or None for the bundled `core`.
        limit: Take a fixed, stratified sample of this many. For the bundled set `DEFAULT_LIMIT` when None.
        everything: Take all.
        lang: Only items of this language.

    Raises:
        SettingsError: There is no such file or set, or no item is left.
        DataError: The file cannot be used.
    """
    from stetmark.items.dataset import bundled, bundled_names, sample

    name = what or "core"
    if name in bundled_names() and not Path(name).exists():
        items = bundled(name)
        limit = limit or DEFAULT_LIMIT
    elif Path(name).is_file():
        items, name = read_items(name), Path(name).stem
    else:
        known = ", ".join(bundled_names())
        raise SettingsError(
            f"there are no items {name!r}", hint=f"Name a file of items, or a bundled set: {known}."
        )
    items = [item for item in items if not item.retired and (lang is None or item.lang.split("-")[0] == lang)]
    if limit and not everything:
        items = sample(items, limit, SAMPLE_SEED)
    if not items:
        raise SettingsError(f"no item of {name!r} is left to ask", hint="Leave out --lang or --limit.")
    return name, items


def choose_systems(specs: Sequence[str], settings: Settings, *, prompt: str = "") -> list[System]:
    """Return the systems to ask; without a specification, the light ones that need no key and no network.

    One of them stands there guarded as well, so that the guard's worth is seen. A `guard(SYSTEM)` brings
    SYSTEM with it: its answers are worked out from that system's replies.

    Raises:
        SettingsError: A specification names nothing that can be asked.
    """
    from stetmark.answers.guarded import GuardedSystem
    from stetmark.answers.local.registry import LOCAL
    from stetmark.answers.systems import parse_systems

    light = [f"local:{name}" for name, info in LOCAL.items() if info.light]
    systems = parse_systems(specs or [*light, "guard(local:symspell)"], settings, prompt=prompt)
    names = {system.name for system in systems}
    brought = [s.inner for s in systems if isinstance(s, GuardedSystem) and s.inner.name not in names]
    return [*{system.name: system for system in brought}.values(), *systems]


def default_folder(items_name: str) -> Path:
    """Return runs/<UTC time>-<items>, which does not exist yet."""
    slug = re.sub(r"[^\w.-]+", "-", items_name)[:60]
    return Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{slug}"


def open_run(
    out: Path,
    items: Sequence[Item],
    items_name: str,
    systems: Sequence[System],
    *,
    repeats: int,
    argv: Sequence[str],
) -> RunFolder:
    """Make the run folder, or open the one that is there to go on with it.

    Raises:
        DataError: The folder holds a run over other items, or something that is no run.
        AuthenticationError: A key is missing; nothing was written.
    """
    from stetmark.answers.endpoints.endpoint import EndpointSystem

    for system in systems:
        if isinstance(system, EndpointSystem):
            system.check()
    facts = {system.name: system.facts() for system in systems}
    if RunFolder.is_run(out):
        folder = RunFolder.open(out)
        if folder.manifest.items_sha256 != content_hash(items):
            raise DataError(
                f"holds a run over other items ({folder.manifest.items_name})",
                path=out,
                hint="Name another folder with --out, or leave out ITEMS and --limit to go on with that run.",
            )
        known = folder.manifest
        folder.write_manifest(
            msgspec.structs.replace(
                known, systems={**known.systems, **facts}, repeats=max(known.repeats, repeats)
            )
        )
        return folder
    if out.exists() and any(out.iterdir()):
        raise DataError("is not empty and holds no run", path=out, hint="Name another folder with --out.")
    manifest = Manifest(
        stetmark=__version__,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        items_sha256="",
        items_name=items_name,
        systems=facts,
        repeats=repeats,
        versions=_versions(),
        argv=tuple(argv),
    )
    return RunFolder.create(out, manifest, items)


def ask(
    folder: RunFolder,
    systems: Sequence[System],
    *,
    repeats: int = 1,
    concurrency: int | None = None,
    budget_usd: float | None = None,
    progress: Progress | None = None,
) -> RunResult:
    """Ask every system every item of the run whose answer is not on disk; then guard what is to be guarded.

    Raises:
        LockedError: Another process writes to this run.
        SettingsError, DataError: See `stetmark.answers.running.runner.run`.
    """
    from stetmark.answers.running.runner import run_sync

    result = run_sync(
        systems,
        None,
        folder,
        repeats=repeats,
        concurrency=concurrency,
        budget_usd=budget_usd,
        progress=progress,
    )
    guard_stored(folder, systems)
    return result


def guard_stored(folder: RunFolder, systems: Iterable[System]) -> int:
    """Work out the answers of each `guard(SYSTEM)` from stored replies; return how many are new."""
    from stetmark.answers.guarded import GuardedSystem

    guarded = {s.inner.name: s.name for s in systems if isinstance(s, GuardedSystem)}
    if not guarded:
        return 0
    from stetmark.proofread import guard_answers, guarded_key

    with folder.lock():
        there = {
            (a.item, a.system, a.repeat): a.key for a in folder.answers() if a.system in guarded.values()
        }
        todo = [
            answer
            for answer in folder.answers()
            if answer.system in guarded
            and there.get((answer.item, guarded[answer.system], answer.repeat)) != guarded_key(answer.key)
        ]
        if not todo:
            return 0
        stale = {(a.item, guarded[a.system], a.repeat) for a in todo} & set(there)
        folder.set_aside(lambda a: (a.item, a.system, a.repeat) in stale)
        with folder.append_answers() as appender:
            for answer in guard_answers(folder.items(), todo):
                appender.append(answer)
    return len(todo)


def score(folder: RunFolder, *, seed: int = 0, workers: int | None = None) -> Summary:
    """Judge every answer of the run, write scores.jsonl and summary.json, and return the summary.

    Raises:
        DataError: An answer belongs to no item of the run, or a file cannot be used.
    """
    from stetmark.scoring.run import score_run

    return score_run(folder, seed=seed, workers=workers)


def report(folder: RunFolder, *, to: str = "html", lang: str = "en", out: Path | None = None) -> Path:
    """Write the run as a page, table or figure; return where it lies.

    Raises:
        DataError: Nothing was scored yet.
        SettingsError: There is no such form, or what it needs is not installed.
    """
    from stetmark.report.write import write_report

    return write_report(folder, to=to, lang=lang, out=out)


def _versions() -> dict[str, str]:
    """Return the versions of what a number could depend on."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str] = {"python": platform.python_version()}
    for name in ("symspellpy", "opencc", "rapidfuzz", "numpy", "chunspell", "jieba", "pypinyin", "xllamacpp"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
