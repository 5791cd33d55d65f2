"""Simplified or traditional? OpenCC's character table (Apache-2.0), read once."""

from __future__ import annotations

from functools import cache

from stetmark.errors import SettingsError

__all__ = ["simplified"]


@cache
def _converter() -> object:
    try:
        from opencc import OpenCC  # loads 30 ms of tables, wanted for Chinese only
    except ImportError as error:
        raise SettingsError(
            "opencc is not installed", hint="reinstall stetmark: it is a core dependency"
        ) from error
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return `text` with traditional characters made simplified, everything else as it is.

    Raises:
        SettingsError: OpenCC is not installed.
    """
    if text.isascii():
        return text
    try:
        return str(_converter().convert(text))  # type: ignore[attr-defined]
    except UnicodeEncodeError:
        return text  # a lone surrogate cannot be handed to OpenCC
