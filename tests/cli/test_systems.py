"""`stetmark systems list`: what can be asked."""

from __future__ import annotations

import json
import subprocess
import sys


def test_the_list():
    """Every preset and every local system is listed; retired ids with --all; all of it as JSON."""

    def shown(*args: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "stetmark", "systems", "list", *args],
            capture_output=True,
            text=True,
            check=True,
            env={
                "PATH": "/usr/bin:/bin",
                "OPENAI_API_KEY": "sk-12345678901234567890",
                "STETMARK_CACHE": "/nowhere",
            },
        ).stdout

    plain = shown("--all")
    assert "OPENAI_API_KEY" in plain
    assert "sk-1234" not in plain
    assert "o1 (2026-10-23; use gpt-5.6-sol)" in plain
    assert "local:NAME" in plain
    found = json.loads(shown("--json"))
    assert found["presets"]["openai"]["key_set"] is True
    assert found["presets"]["zhipu"]["key_set"] is False
    assert "copy" in found["local"]
