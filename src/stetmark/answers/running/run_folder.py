"""Which folder does a run go into, and what is written there before anything is asked?"""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from stetmark._version import __version__
from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.protocol import System
from stetmark.errors import DataError
from stetmark.records import Item, Manifest
from stetmark.store import RunFolder, content_hash

__all__ = ["default_folder", "start_run"]

#: Packages whose version a number could depend on.
_PACKAGES = ("symspellpy", "opencc", "rapidfuzz", "numpy", "chunspell", "jieba", "pypinyin", "xllamacpp")


def default_folder(items_name: str) -> Path:
    """Return runs/<UTC time>-<items>, which does not exist yet."""
    slug = re.sub(r"[^\w.-]+", "-", items_name)[:60]
    return Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{slug}"


def start_run(
    out: Path,
    items: Sequence[Item],
    items_name: str,
    systems: Sequence[System],
    *,
    repeats: int,
    argv: Sequence[str],
) -> RunFolder:
    """Make the run folder, or open an existing one to resume it.

    Raises:
        DataError: The folder contains a run over different items, or is not a run folder.
        AuthenticationError: A key is missing; nothing was written.
    """
    for system in systems:
        if isinstance(system, EndpointSystem):
            system.check()
    facts = {system.name: system.facts() for system in systems}
    if RunFolder.is_run(out):
        folder = RunFolder.open(out)
        if folder.manifest.items_sha256 != content_hash(items):
            raise DataError(
                f"contains a run over different items ({folder.manifest.items_name})",
                path=out,
                hint="Choose another folder with --out, or omit ITEMS and --limit to resume that run.",
            )
        known = folder.manifest
        folder.write_manifest(
            msgspec.structs.replace(
                known, systems={**known.systems, **facts}, repeats=max(known.repeats, repeats)
            )
        )
        return folder
    if out.exists() and any(out.iterdir()):
        raise DataError(
            "is not empty and is not a run folder", path=out, hint="Choose another folder with --out."
        )
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


def _versions() -> dict[str, str]:
    """Return the versions of what a number could depend on."""
    found: dict[str, str] = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
