"""`local:harper`: Harper's spelling findings, each replaced by its first suggestion.

Harper is a grammar checker in Rust (Apache-2.0), here through the `harper-py` wheel.
"""

from __future__ import annotations

import importlib.metadata
import threading
from typing import Any

from stetmark.errors import SettingsError

__all__ = ["HarperSystem", "make"]

SPELLING = "Spelling"


class HarperSystem:
    """Harper with its American dictionary; only findings of kind "Spelling" are applied."""

    name = "harper"

    def __init__(self) -> None:
        try:
            import harper  # an extra
        except ImportError as error:
            raise SettingsError(
                "local:harper needs the package harper-py", hint="pip install 'stetmark[local]'"
            ) from error
        self.version = f"harper-py {importlib.metadata.version('harper-py')} American"
        self._replace = harper.SuggestionKind.REPLACE
        self._linter: Any = harper.Linter(harper.Dialect.AMERICAN)
        self._lock = threading.Lock()  # a Linter refuses a second thread

    def correct(self, text: str, lang: str) -> str:
        """Give the text with the first replacement of each spelling finding, applied from the end."""
        del lang
        with self._lock:
            lints = self._linter.lint(text, language="plaintext")
        edits = []
        for lint in lints:
            if lint.lint_kind != SPELLING:
                continue
            first = next((s for s in lint.suggestions if s.kind == self._replace), None)
            if first is not None:
                edits.append((lint.span.start, lint.span.end, first.replacement_text))
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
        return text


def make() -> HarperSystem:
    """Build Harper's dictionary (about a second) and make the system."""
    return HarperSystem()
