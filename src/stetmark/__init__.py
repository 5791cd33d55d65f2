"""Measure whether a language model fixes the misspellings in a text and lets everything else stand."""

from __future__ import annotations

from stetmark._version import __version__

__all__ = ["__version__"]
