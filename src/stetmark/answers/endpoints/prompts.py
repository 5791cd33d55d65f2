"""What is a model told?  Named, versioned templates; the text goes in verbatim."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["Prompt", "default_prompt", "find_prompt", "prompt_names"]

PLACE = "{text}"


class Prompt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template with one `{text}` in it; or with none, then the text follows after a blank line."""

    text: str
    name: str = ""
    version: str = "1"
    lang: str = ""
    origin: str = ""

    def fill(self, source: str) -> str:
        """Return the template with the source in its place, character for character."""
        before, place, after = self.text.partition(PLACE)
        return f"{before}{source}{after}" if place else f"{before}\n\n{source}"

    @property
    def sha256(self) -> str:
        """The hash of the template."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def facts(self) -> dict[str, Any]:
        """Return what the manifest keeps: the template itself, so that the run can be read without us."""
        return {"version": self.version, "lang": self.lang, "sha256": self.sha256, "text": self.text}


@functools.cache
def _built_in() -> dict[str, Prompt]:
    table = tomllib.loads((files("stetmark.answers.endpoints") / "prompts.toml").read_text(encoding="utf-8"))
    return {name: Prompt(**{**fields, "name": name}) for name, fields in table.items()}


def prompt_names(settings: Settings) -> list[str]:
    """Return the names of all prompts."""
    return sorted({*_built_in(), *settings.prompts})


def default_prompt(lang: str) -> str:
    """Return the name of the prompt for items in a language."""
    return "stet-zh" if lang.lower().split("-")[0] == "zh" else "stet-en"


def find_prompt(name: str, settings: Settings) -> Prompt:
    """Return a prompt by its name: built in, `[prompts.NAME]` in stetmark.toml, or the path of a text file.

    Raises:
        SettingsError: There is none of that name, or the template holds `{text}` more than once.
    """
    if name in settings.prompts:
        prompt = _own(name, settings)
    elif name in _built_in():
        return _built_in()[name]
    elif Path(name).is_file():
        prompt = Prompt(text=_read(Path(name)), name=name)
    else:
        raise SettingsError(
            f"unknown prompt {name!r}",
            hint=f"Prompts: {', '.join(prompt_names(settings))}; or give the path of a text file.",
        )
    if prompt.text.count(PLACE) > 1:
        raise SettingsError(
            f"prompt {name!r} contains {PLACE} {prompt.text.count(PLACE)} times", hint="Use it once."
        )
    return prompt


def _own(name: str, settings: Settings) -> Prompt:
    fields = dict(settings.prompts[name])
    file = fields.pop("file", None)
    if file is not None:
        fields["text"] = _read(settings.base_dir / str(file))
    try:
        return msgspec.convert({**fields, "name": name}, Prompt)
    except msgspec.ValidationError as error:
        raise SettingsError(f"[prompts.{name}]: {error}", hint='It needs text = "…" or file = "…".') from None


def _read(path: Path) -> str:
    try:
        # Only the newline that editors put at the end of every file is not the template's.
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"prompt file {path} cannot be read: {error}") from None
