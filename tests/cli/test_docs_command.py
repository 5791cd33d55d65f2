"""`stetmark docs`: the documentation of the installed version."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from stetmark.cli.docs import command
from stetmark.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("lang", "folder"), [("en", "docs"), ("zh", "docs/zh")])
def test_every_page_is_listed_and_printed(lang, folder):
    """Each page of the docs is in the list, with its title, and is printed as it is."""
    listed = CliRunner().invoke(command, ["--lang", lang], catch_exceptions=False).stdout

    for page in (ROOT / folder).glob("*.md"):
        text = page.read_text(encoding="utf-8")
        title = text.splitlines()[0].removeprefix("# ")
        assert any(line.split("  ")[0] == page.stem and line.endswith(title) for line in listed.splitlines())
        assert CliRunner().invoke(command, [page.stem, "--lang", lang]).stdout == text


@pytest.mark.parametrize(("lang", "readme"), [("en", "README.md"), ("zh", "README.zh.md")])
def test_readme_and_changelog_are_among_them(lang, readme):
    """Someone who has only the wheel can read both."""
    for name, file in (("readme", readme), ("changelog", "CHANGELOG.md")):
        shown = CliRunner().invoke(command, [name, "--lang", lang]).stdout
        assert shown == (ROOT / file).read_text(encoding="utf-8")


def test_unknown_page_names_the_others():
    """The error says which pages there are."""
    with pytest.raises(SettingsError) as caught:
        CliRunner().invoke(command, ["gard"], catch_exceptions=False)

    assert "guard" in caught.value.hint
