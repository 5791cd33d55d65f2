"""A document through a system: what is asked, what is kept, and what is said of what went wrong."""

from __future__ import annotations

import json
import sys

import pytest

from fakes.dialects import Said
from fakes.server import Status
from stetmark.documents import read
from stetmark.errors import ProviderError, SettingsError
from stetmark.proofread import fix, open_system, proofread
from stetmark.settings import Settings

LONG = "A plain sentence is here. " * 100


def program(tmp_path, body: str) -> str:
    """A `command:` system that runs `body` on `text`."""
    script = tmp_path / "program.py"
    script.write_text(f"import sys\ntext = sys.stdin.read()\n{body}\n")
    return f"command:{sys.executable} {script}"


def through(system: str, text: str, format: str = "txt", **how):  # noqa: A002
    return proofread(read(text.encode(), format), open_system(system), **how)


def test_each_portion_is_asked_once_and_told_as_it_comes(tmp_path):
    """Progress counts portions; the corrections of each are at their place."""
    told: list[tuple[int, int]] = []
    text = f"{LONG}We recieved it.\n\n{LONG}Teh end."
    result = through("local:stet", text, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert result.data.decode() == text.replace("recieved", "received").replace("Teh", "The")
    assert [text[d.start : d.end] for d in result.decisions] == ["recieved", "Teh"]
    assert [result.where(d) for d in result.kept] == [
        f"1:{len(LONG) + 4}",
        f"3:{len(LONG) + 1}",
    ]
    assert result.changed


def test_white_space_is_not_asked_about(tmp_path):
    """A stretch of nothing but spaces in a huge paragraph goes to nobody."""
    text = "We recieved it." + " " * 9_000 + "Teh end."
    asked = tmp_path / "asked"
    system = program(tmp_path, f"open({str(asked)!r}, 'a').write(repr(text) + chr(10))\nprint(text, end='')")
    result = through(system, text)
    assert result.failures == ()
    assert all(json.loads(line.replace("'", '"')).strip() for line in asked.read_text().splitlines())


def test_an_empty_document_is_as_it_was():
    """Nothing is asked, nothing fails."""
    result = through("local:stet", "")
    assert (result.data, result.decisions, result.failures, result.changed) == (b"", (), (), False)


def test_a_portion_that_fails_is_left_and_said(tmp_path):
    """The others are corrected; the place and the reason are in the failures."""
    system = program(
        tmp_path, "if 'poison' in text: sys.exit(3)\nprint(text.replace('recieved', 'received'), end='')"
    )
    text = f"{LONG}We recieved it.\n\n{LONG}This is poison."
    result = through(system, text)
    assert result.data.decode() == text.replace("recieved", "received")
    assert result.failures == ("3:1: exit code 3",)


def test_where_nothing_was_answered_it_is_an_error(tmp_path):
    """Every portion failed: the first reason is that of the error, and names the system."""
    system = program(tmp_path, "sys.exit(3)")
    with pytest.raises(ProviderError, match="1:1: exit code 3") as caught:
        through(system, f"{LONG}{LONG}\n\nShort.")
    assert caught.value.system == system


def test_withheld_portions_are_no_error(server, settings):
    """A provider that blocks every text has answered: the document stays, each portion is named."""
    server.play(Said(text="", finish="content_filter"))
    document = read(b"Teh cat sat.", "txt")
    result = proofread(document, open_system("openai:m", settings))
    assert result.data == b"Teh cat sat."
    [failure] = result.failures
    assert failure.startswith("1:1: ")
    assert "filter" in failure


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(text="The cat", finish="length"), "the answer is truncated"),
        (Said(text=""), "the answer is empty"),
    ],
)
def test_half_an_answer_changes_nothing(server, settings, said, why):
    """What was cut off or left empty is not believed, guarded or not."""
    for guarded in (True, False):
        server.play(said)
        result = proofread(
            read(b"Teh cat sat on the mat.", "txt"), open_system("openai:m", settings), guarded=guarded
        )
        assert result.data == b"Teh cat sat on the mat."
        assert result.failures == (f"1:1: {why}; left unchanged",)


def test_retries_and_notices_reach_the_user(server, settings):
    """What a run would say, fix says."""
    server.play(Status(status=503, body={"error": {"message": "busy"}}), Said(text="The cat."))
    told: list[str] = []
    proofread(read(b"Teh cat.", "txt"), open_system("openai:m", settings), notice=told.append)
    assert any("busy; retrying in" in text for text in told)


def test_without_the_guard_every_change_in_prose_is_made(tmp_path):
    """Rewording too; what is not prose stays, and says why."""
    text = "We recieved it -- `teh` now."
    system = program(tmp_path, "print('We got it — `the` now.', end='')")
    guarded = through(system, text, "md")
    bare = through(system, text, "md", guarded=False)
    assert guarded.data.decode() == text
    assert bare.data.decode() == "We got it — `teh` now."
    assert {d.reason for d in bare.kept} == {"not guarded"}
    [back] = bare.reverted
    assert (back.source, back.reason) == ("teh", "extends into code, markup or a line break")


def test_own_words_are_never_changed(tmp_path):
    """Guarded or not, in any letter case."""
    system = program(tmp_path, "print('We received it.', end='')")
    for guarded in (True, False):
        result = through(system, "We Recieved it.", words=["recieved"], guarded=guarded)
        assert result.data == b"We Recieved it."
    assert [d.reason for d in result.reverted] == ["in your word list"]


@pytest.mark.parametrize(
    ("title", "room", "fixed"),
    [
        ("We recivd a lettter", 0, "We recivd a letter"),
        ("We recivd a lettter", 1, "We recivd a letter"),
        ("We recivd a lettter", 2, "We received a letter"),
        ("A lettter we recivd", 0, "A letter we recivd"),  # one fewer and two more
        ("A lettter we recivd", 1, "A letter we received"),
    ],
)
def test_corrections_of_a_title_together_fit_its_underline(tmp_path, title, room, fixed):
    """Each correction counts what those before it added or took away."""
    text = f"{title}\n{'=' * (len(title) + room)}\n\nText.\n"
    system = program(
        tmp_path,
        "print(text.replace('recivd', 'received').replace('lettter', 'letter'), end='')",
    )
    result = through(system, text, "rst")
    assert result.data.decode() == text.replace(title, fixed)
    assert ("recivd" in fixed) == any("longer than its underline" in d.reason for d in result.reverted)


def test_a_function_decides():
    """It is shown each decision and its word holds."""
    result = through("local:stet", "We recieved teh parcel.", policy=lambda d: d.source == "teh")
    assert result.data == b"We recieved the parcel."


def test_a_guarded_system_is_the_system():
    """What is fixed goes through the guard anyway."""
    assert open_system("guard(guard(local:stet))").name == "local:stet"
    assert open_system(" local:copy ").concurrency == 1


@pytest.mark.parametrize(
    "spec", ["recorded:answers.jsonl", "guard(recorded:answers.jsonl)", "local:nothing", "nobody"]
)
def test_what_cannot_proofread_is_refused(spec):
    """Recorded answers were given to other texts; what does not exist is named."""
    with pytest.raises(SettingsError):
        open_system(spec, Settings())


def test_texts_with_lone_surrogates_come_back():
    """What Python can hold and UTF-8 cannot is an error with a name, never half a text."""
    assert fix("We recieved it: 😀") == "We received it: 😀"
