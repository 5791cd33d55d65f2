"""Settings: read once, refused with the place when not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from stetmark.errors import SettingsError
from stetmark.settings import Settings, load_settings


def test_no_file_is_no_trouble(tmp_path, monkeypatch):
    """Without a file there are the defaults; a file that was named must be there."""
    monkeypatch.chdir(tmp_path)
    assert load_settings(env={"A": "1"}) == Settings(env={"A": "1"})
    with pytest.raises(SettingsError, match="no settings file at x"):
        load_settings("x.toml", {})
    with pytest.raises(SettingsError, match="nope"):
        load_settings(env={"STETMARK_CONFIG": str(tmp_path / "nope.toml")})


def test_a_file_is_read(tmp_path, monkeypatch):
    """Tables for runs, systems, presets, prompts and prices; relative paths are relative to the file."""
    monkeypatch.chdir(tmp_path)
    Path("stetmark.toml").write_text(
        '[run]\nrepeats = 3\nsystems = ["local:copy"]\n[systems.x]\nbase_url = "https://a.b"\nmodel = "m"\n'
        '[prompts.p]\nfile = "p.txt"\n[[prices]]\nmodel = "m"\ninput = 1.0\noutput = 2.0\n'
    )
    settings = load_settings(env={})
    assert (settings.run.repeats, settings.run.systems) == (3, ("local:copy",))
    assert settings.systems["x"]["model"] == "m"
    assert settings.base_dir == tmp_path
    assert settings.prices[0]["input"] == 1.0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[run]\nrepeat = 3\n", "repeat"),
        ("[nonsense]\n", "nonsense"),
        ('[run]\nrepeats = "many"\n', r"run\.repeats"),
        ("= 3", "not valid TOML"),
    ],
)
def test_mistakes_name_their_place(tmp_path, text, what):
    """A wrong field, type or syntax is refused with the file and the place in it."""
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(SettingsError, match=what) as caught:
        load_settings(tmp_path / "s.toml", {})
    assert "s.toml" in str(caught.value)


def test_keys_come_from_the_first_variable_that_is_set():
    """Blank variables count as not set."""
    settings = Settings(env={"A": " ", "B": "key "})
    assert settings.secret("A", "B").reveal() == "key"
    assert settings.secret("A", "B").name == "B"
    assert settings.secret("A") is None
