"""Which local systems there are, what each needs, and how to load one.

A local system answers on this machine, offline: `correct(text, lang)` gives the whole text back. Loading is
lazy and happens once a process, whichever thread asks first.
"""

from __future__ import annotations

import importlib
import importlib.util
import threading
from collections.abc import Callable
from typing import Protocol

import msgspec

from stetmark.answers.local import programs
from stetmark.corrector.weights import weights_path
from stetmark.errors import SettingsError

__all__ = ["LOCAL", "LocalInfo", "LocalSystem", "available", "load", "missing"]


class LocalSystem(Protocol):
    """A corrector on this machine. `version` names whatever its answers depend on; it is safe in threads."""

    name: str
    version: str

    def correct(self, text: str, lang: str) -> str:
        """Give the corrected text; `lang` is "en", "zh" or ""."""
        ...


class LocalInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a local system before it is loaded.

    `module` is `module:function` of what makes it. `needs` lists Python modules, programs (`program:NAME`)
    and model weights (`weights:NAME`) that the core install lacks. `light` systems run by default. `langs`
    are the languages it tries to correct; in others it gives the text back or does harm, see `summary`.
    """

    name: str
    module: str
    summary: str
    needs: tuple[str, ...] = ()
    install_hint: str = ""
    licence: str
    light: bool = False
    langs: tuple[str, ...] = ("en",)


_INFOS = (
    LocalInfo(
        name="copy",
        module="stetmark.answers.local.copy:make",
        summary="returns the text unchanged: the floor for recall, the ceiling for fidelity",
        licence="Apache-2.0",
        light=True,
        langs=("en", "zh"),
    ),
    LocalInfo(
        name="stet",
        module="stetmark.corrector.stet:make",
        summary="Stetmark's contextual minimal-edit corrector with n-grams; Chinese needs the extra [zh]",
        licence="Apache-2.0; word counts: symspellpy MIT, ICTCLAS 1.0 Apache-2.0",
        light=True,
        langs=("en", "zh"),
    ),
    LocalInfo(
        name="stet-lm",
        module="stetmark.corrector.stet_lm:make",
        summary="the same corrector; SmolLM2-135M decides between competing candidates",
        needs=("weights:smollm2",),
        install_hint="stetmark systems install smollm2",
        licence="Apache-2.0; SmolLM2 Apache-2.0; word counts: symspellpy MIT, ICTCLAS 1.0 Apache-2.0",
        langs=("en", "zh"),
    ),
    LocalInfo(
        name="symspell",
        module="stetmark.answers.local.symspell:make",
        summary="SymSpell, the closest dictionary entry for every word: changes names and terms",
        licence="MIT",
        light=True,
    ),
    LocalInfo(
        name="hunspell",
        module="stetmark.answers.local.hunspell:make",
        summary="hunspell en_US, first suggestion: ignores context, flags names and British spellings",
        licence="MIT wheel; engine MPL-1.1/GPL-2.0/LGPL-2.1; dictionary BSD-like (SCOWL)",
    ),
    LocalInfo(
        name="harper",
        module="stetmark.answers.local.harper:make",
        summary="Harper's spelling findings, first suggestion",
        needs=("harper",),
        install_hint="pip install 'stetmark[local]'",
        licence="Apache-2.0",
    ),
    LocalInfo(
        name="typos",
        module="stetmark.answers.local.programs:typos",
        summary="crate-ci/typos, if installed: a list of known misspellings",
        needs=("program:typos",),
        install_hint="pip install typos",
        licence="MIT OR Apache-2.0",
    ),
    LocalInfo(
        name="codespell",
        module="stetmark.answers.local.programs:codespell",
        summary="codespell, if installed: a list of known misspellings",
        needs=("program:codespell",),
        install_hint="pip install codespell",
        licence="GPL-2.0, list CC BY-SA 3.0 (run, never imported)",
    ),
    LocalInfo(
        name="smollm2",
        module="stetmark.answers.local.smollm2:make",
        summary="SmolLM2-135M-Instruct as a chat model: rewrites and summarizes, a realistic bad system",
        needs=("xllamacpp", "weights:smollm2"),
        install_hint="pip install 'stetmark[local]' && stetmark systems install smollm2",
        licence="Apache-2.0 (weights), MIT (llama.cpp)",
        langs=("en", "zh"),
    ),
)

#: Every local system by name, in the order in which they are listed.
LOCAL: dict[str, LocalInfo] = {info.name: info for info in _INFOS}

_loaded: dict[str, LocalSystem] = {}
_lock = threading.Lock()


def missing(name: str) -> tuple[str, ...]:
    """Give what this machine lacks for the system, out of its `needs`; empty when it can run.

    Raises:
        SettingsError: There is no such system.
    """
    lacks = []
    for need in _info(name).needs:
        kind, _, what = need.rpartition(":")
        if kind == "program":
            there = programs.find(what) is not None
        elif kind == "weights":
            there = weights_path().is_file()
        else:
            there = importlib.util.find_spec(what) is not None
        if not there:
            lacks.append(need)
    return tuple(lacks)


def available(*, light: bool = False, lang: str = "") -> list[str]:
    """Give the names of the systems that can run here, optionally only light ones or those for a language."""
    return [
        name
        for name, info in LOCAL.items()
        if (info.light or not light) and (not lang or lang in info.langs) and not missing(name)
    ]


def load(name: str) -> LocalSystem:
    """Load a local system, once a process.

    Args:
        name: A key of `LOCAL`, without "local:".

    Raises:
        SettingsError: No such system, or what it needs is not installed (the hint says how to get it).
    """
    info = _info(name)
    with _lock:
        if name not in _loaded:
            lacks = missing(name)
            if lacks:
                raise SettingsError(f"local:{name} needs {', '.join(lacks)}", hint=info.install_hint)
            module, _, function = info.module.partition(":")
            maker: Callable[[], LocalSystem] = getattr(importlib.import_module(module), function)
            _loaded[name] = maker()
        return _loaded[name]


def _info(name: str) -> LocalInfo:
    if name not in LOCAL:
        raise SettingsError(
            f"unknown local system {name!r}", hint="available: " + ", ".join(f"local:{n}" for n in LOCAL)
        )
    return LOCAL[name]
