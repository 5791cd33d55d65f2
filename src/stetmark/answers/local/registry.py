"""Which correctors run on this machine, and what does each need?"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

import msgspec

from stetmark.errors import SettingsError

__all__ = ["LOCAL", "LocalInfo", "LocalSystem", "load"]


class LocalSystem(Protocol):
    """A corrector on this machine. `version` changes whenever an answer could."""

    name: str
    version: str

    def correct(self, text: str, lang: str) -> str:
        """Return the text with its misspellings put right."""


class LocalInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a corrector without loading it. `light` ones are part of the default run."""

    name: str
    module: str
    summary: str
    needs: tuple[str, ...] = ()
    install_hint: str = ""
    licence: str = ""
    light: bool = True
    langs: tuple[str, ...] = ("en", "zh")


LOCAL: dict[str, LocalInfo] = {
    "copy": LocalInfo(
        name="copy",
        module="stetmark.answers.local.copy",
        summary="Changes nothing: the control.",
        licence="Apache-2.0",
    ),
}


def load(name: str) -> LocalSystem:
    """Load a corrector; its module has a `make()`.

    Raises:
        SettingsError: There is no such corrector.
    """
    if name not in LOCAL:
        raise SettingsError(f"there is no system local:{name}", hint=f"There are {', '.join(LOCAL)}.")
    module = importlib.import_module(LOCAL[name].module)
    return cast(LocalSystem, module.make())
