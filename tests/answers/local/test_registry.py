"""Which local systems there are, and that each leaves alone what lies between words."""

from __future__ import annotations

import pytest

from stetmark.answers.local.registry import LOCAL, available, load, missing
from stetmark.errors import SettingsError

LIGHT = [name for name, info in LOCAL.items() if info.light or name == "hunspell"]  # all in the core
ODD = "Line one,\r\n\ttwo  spaces\u00a0here — “quoted” 你好 \u200b$+^2$ end.\n\n"


def test_the_light_systems_need_nothing_beyond_the_core():
    """A plain install runs them all."""
    assert [name for name, info in LOCAL.items() if info.light] == ["copy", "stet", "symspell"]
    assert all(not LOCAL[name].needs and not missing(name) for name in LIGHT)


@pytest.mark.parametrize("name", LIGHT)
def test_light_systems_keep_everything_between_words(name):
    """Line endings, tabs, double spaces, NBSP, dashes, quotes, other scripts come back byte for byte."""
    assert load(name).correct(ODD, "en") == ODD


def test_symspell_keeps_capitals():
    """Its list is in lower case; what is written is not."""
    system = load("symspell")
    assert system.correct("Recieve RECIEVE recieve", "en") == "Receive RECEIVE receive"


@pytest.mark.parametrize("name", LIGHT)
def test_light_systems_take_any_text(name):
    """Nothing at all, signs alone, lone surrogates and other alphabets raise nothing."""
    for text in ("", " ", "\n", "....", "\ud800 x", "Привет мир", "नमस्ते", "a" * 300):
        assert isinstance(load(name).correct(text, "en"), str)


@pytest.mark.parametrize("name", [n for n in LIGHT if n != "copy"])
def test_light_correctors_repair_what_any_corrector_repairs(name):
    """A misspelling with one near word is repaired with its capital kept."""
    repaired = load(name).correct("The goverment said so. Becuase it rained, we stayed.", "en")
    assert repaired == "The government said so. Because it rained, we stayed."


def test_each_plain_engine_fails_in_its_own_way():
    """What the leaderboard is to show: context, names and terms are beyond a word list."""
    text = "Kovač met Lampson."
    assert load("copy").correct(text, "en") == text
    assert load("symspell").correct(text, "en") != text
    assert load("stet").correct(text, "en") == text


def test_an_unknown_system_names_those_there_are():
    """The message lists the names."""
    with pytest.raises(SettingsError, match="local:stet-lm"):
        load("grammarly")


def test_missing_weights_say_how_to_get_them(tmp_path, monkeypatch):
    """Without weights in the cache, stet-lm is not available and says which command fetches them."""
    monkeypatch.setenv("STETMARK_CACHE", str(tmp_path))
    assert missing("stet-lm") == ("weights:smollm2",)
    assert "stet-lm" not in available()
    with pytest.raises(SettingsError, match="systems install smollm2"):
        load("stet-lm")


def test_a_missing_program_says_how_to_get_it(tmp_path, monkeypatch):
    """typos and codespell are the user's own."""
    from stetmark.answers.local import programs

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs.sys, "executable", str(tmp_path / "python"))
    assert missing("typos") == ("program:typos",)
    with pytest.raises(SettingsError, match="pip install typos"):
        programs.typos()


@pytest.mark.parametrize("name", LIGHT)
def test_versions_name_what_an_answer_depends_on(name):
    """A stored answer is reused by this string."""
    assert load(name).version
    assert load(name) is load(name)


def test_a_program_corrects_a_file_and_keeps_its_bytes(tmp_path, monkeypatch):
    """The program gets the text as a file alone in a folder, and what it leaves there is the answer."""
    from stetmark.answers.local import programs

    script = tmp_path / "typos"
    script.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then echo "typos 9.9"; exit 0; fi\n'
        'for last; do :; done; sed -i "s/teh/the/" "$last"; ls | wc -l >&2; exit 2\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    system = programs.typos()
    assert system.version.startswith("typos 9.9 sha256:")
    assert system.correct("teh end\r\n", "en") == "the end\r\n"


def test_a_failing_program_is_a_failure_not_an_answer(tmp_path, monkeypatch):
    """Its exit code and what it said are shown."""
    from stetmark.answers.local import programs
    from stetmark.errors import ProviderError

    script = tmp_path / "codespell"
    script.write_text('#!/bin/sh\n[ "$1" = --version ] && exit 0\necho broken >&2; exit 70\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ProviderError, match="exit code 70: broken"):
        programs.codespell().correct("x", "en")
