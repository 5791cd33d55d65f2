"""`stetmark guard`: what was changed in my file?"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from documents.made import packed
from stetmark import pipeline
from stetmark.answers.guarded import guarded_names
from stetmark.cli.guard import command
from stetmark.documents import read
from stetmark.errors import DataError
from stetmark.guarding.replies import guard_stored
from stetmark.proofread import guard_answers, guarded_key
from stetmark.records import Answer, Item
from stetmark.settings import Settings

ORIGINAL = "# A littel test\n\nWe recieved it -- `teh_code` stays. It was definately not.\n"
EDITED = "# A little test\n\nWe received it — `the_code` stays. It was definitely now.\n"
SAFE = "# A little test\n\nWe received it -- `teh_code` stays. It was definitely not.\n"


@pytest.fixture
def pair(tmp_path):
    """A file and what a model made of it."""
    (tmp_path / "a.md").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "b.md").write_text(EDITED, encoding="utf-8")
    return tmp_path / "a.md", tmp_path / "b.md"


def run(*args, data=None):
    """The command's result; its return value is the exit code."""
    return CliRunner().invoke(
        command, [str(a) for a in args], input=data, standalone_mode=False, catch_exceptions=False
    )


def test_every_change_is_listed_with_its_class_and_reason(pair):
    """Place, kept or put back, class, what became what, why; and a count."""
    result = run(*pair)

    assert ":3:4: kept     misspelling" in result.stdout
    assert ":3:16: put back dash" in result.stdout
    assert "6 changes: 3 kept, 3 put back" in result.stdout
    assert result.return_value == 0


def test_check_fails_when_something_was_put_back(pair, tmp_path):
    """Exit code 1 for changes beyond spelling, 0 without."""
    assert run(*pair, "--check").return_value == 1
    (tmp_path / "b.md").write_text(SAFE, encoding="utf-8")
    assert run(*pair, "--check").return_value == 0


def test_the_safe_file_holds_the_kept_corrections_alone(pair, tmp_path):
    """-o writes the original with them."""
    run(*pair, "-o", tmp_path / "safe.md")

    assert (tmp_path / "safe.md").read_text(encoding="utf-8") == SAFE


def test_json_and_diff(pair):
    """Both say the same."""
    found = json.loads(run(*pair, "--json").stdout)
    diff = run(*pair, "--diff").stdout

    assert [e["source"] for e in found["kept"]] == ["littel", "recieved", "definately"]
    assert {e["class"] for e in found["put_back"]} >= {"dash", "reworded"}
    assert "+We received it -- `teh_code` stays. It was definitely not." in diff


def test_a_reply_from_standard_input_loses_its_envelope(pair):
    """A chat model's whole answer is as good as a file."""
    reply = f"Here is the corrected text:\n\n{EDITED}\nLet me know if you need more!\n".encode()
    found = json.loads(run(pair[0], "-", "--json", data=reply).stdout)

    assert "preamble" in found["envelope"]
    assert len(found["kept"]) == 3


def test_another_text_falls_back(pair, tmp_path):
    """A translated answer leaves the original, and that is a failed check."""
    (tmp_path / "b.md").write_text(
        "# 一个小测试\n\n我们收到了它，代码保持不变。这绝对不是。\n", encoding="utf-8"
    )
    result = run(*pair, "--check")

    assert result.return_value == 1
    assert "keeping the original" in result.stdout


def test_two_word_documents(tmp_path):
    """Texts are compared; the safe copy has tracked changes."""
    (tmp_path / "a.docx").write_bytes(packed("<w:p><w:r><w:t>We recieved it -- now.</w:t></w:r></w:p>"))
    (tmp_path / "b.docx").write_bytes(packed("<w:p><w:r><w:t>We received it — now.</w:t></w:r></w:p>"))
    result = run(tmp_path / "a.docx", tmp_path / "b.docx", "-o", tmp_path / "safe.docx")

    assert "2 changes: 1 kept, 1 put back" in result.stdout
    assert read(tmp_path / "safe.docx").text == "We received it -- now."


def test_line_ends_of_the_original_stay(tmp_path):
    """An editor that turned CRLF into LF changed nothing worth keeping."""
    (tmp_path / "a.txt").write_bytes(b"We recieved it.\r\nTwice.\r\n")
    (tmp_path / "b.txt").write_bytes(b"We received it.\nTwice.\n")
    run(tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "safe.txt")

    assert (tmp_path / "safe.txt").read_bytes() == b"We received it.\r\nTwice.\r\n"


def answer(reply, outcome="complete"):
    """A stored answer to the one item."""
    return Answer(item="one", system="model", outcome=outcome, reply=reply, key="k", cost_usd=0.5)


@pytest.mark.parametrize(
    ("stored", "reply", "outcome"),
    [
        (answer("Sure:\n\nWe received it — twice, on Monday and then on Tuesday."), "received", "complete"),
        (answer("", "empty"), "recieved", "complete"),
        (answer("I cannot help with that.", "refused"), "recieved", "complete"),
        (answer("We received it", "truncated"), "recieved", "complete"),
        (answer("", "failed"), "", "failed"),
        (answer("", "filtered"), "", "filtered"),
    ],
)
def test_stored_answers_are_guarded_without_asking_again(stored, reply, outcome):
    """`guard(SYSTEM)` answers with the guarded text; what was thrown away is the source; failures stay failures."""
    source = "We recieved it -- twice, on Monday and then on Tuesday."
    item = Item(id="one", source=source, reference=source.replace("recieved", "received"), lang="en")
    (guarded,) = guard_answers([item], [stored])

    assert guarded.system == "guard(model)"
    assert guarded.outcome == outcome
    assert guarded.reply == (source.replace("recieved", reply) if reply else "")
    assert guarded.key == guarded_key(stored.key) != stored.key


def test_guarded_answers_are_worked_out_anew_under_other_rules(tmp_path, monkeypatch):
    """A run that goes on under another version of the guard keeps the replies and guards them again."""
    item = Item(id="one", source="We recieved it.", reference="We received it.", lang="en")
    systems = pipeline.choose_systems(["guard(local:copy)"], Settings())
    folder = pipeline.start_run(tmp_path / "run", [item], "one", systems, repeats=1, argv=[])
    pipeline.ask(folder, systems)
    assert guard_stored(folder, guarded_names(systems)) == 0
    monkeypatch.setattr("stetmark.guarding.replies.GUARD_VERSION", "another")
    assert guard_stored(folder, guarded_names(systems)) == 1
    assert [a.system for a in folder.answers()].count("guard(local:copy)") == 1


def test_an_answer_to_no_item_cannot_be_guarded():
    """Nor can one whose item has no source."""
    with pytest.raises(DataError, match="no source"):
        list(guard_answers([], [answer("x")]))
