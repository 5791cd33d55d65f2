"""The same stages over Parquet or JSONL on any filesystem: on this machine's cores, or on Ray."""

from __future__ import annotations

from stetmark.scale.files import ENGINES
from stetmark.scale.score import score_files

__all__ = ["ENGINES", "score_files"]
