"""`stetmark fix`: what it prints, writes, refuses and says."""

from __future__ import annotations

import json
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from documents.made import packed
from stetmark.cli.fix import command
from stetmark.cli.fix_output import unified
from stetmark.documents import read
from stetmark.errors import DataError, ProviderError, SettingsError
from stetmark.lexicon.word_list import find_words
from stetmark.proofread import fix, open_system, proofread
from stetmark.proofread.chunks import chunks

TEXT = "# A test\r\n\r\nWe recieved the package -- `teh_code` stays,\r\nand [teh link](http://x.org/recieve).\r\n"
FIXED = TEXT.replace("We recieved", "We received").replace("[teh", "[the")


@pytest.fixture
def page(tmp_path):
    """A Markdown file with Windows line ends and a mode of its own."""
    path = tmp_path / "page.md"
    path.write_bytes(TEXT.encode())
    path.chmod(0o640)
    return path


def run(*args, data=None):
    """The command's result; its return value is the exit code."""
    return CliRunner().invoke(
        command, [str(a) for a in args], input=data, standalone_mode=False, catch_exceptions=False
    )


def test_without_flags_findings_are_listed_and_nothing_is_written(page):
    """Each finding stands on a line with its place; the file is as it was."""
    result = run(page)

    assert result.return_value == 0
    assert f"{page}:3:4: recieved → received" in result.stdout
    assert "--in-place" in result.stderr
    assert page.read_bytes() == TEXT.encode()


def test_in_place_changes_nothing_else(page):
    """Corrections are written; line ends, code, link target and mode are kept."""
    result = run("--in-place", page)

    assert result.return_value == 0
    assert page.read_bytes() == FIXED.encode()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [p.name for p in page.parent.iterdir()] == ["page.md"]


def test_check_tells_by_its_exit_code(page):
    """1 where something would change, 0 where nothing would."""
    assert run("--check", page).return_value == 1
    run("--in-place", page)
    assert run("--check", page).return_value == 0


def test_the_diff_can_be_applied(page, tmp_path):
    """`patch` makes of the file what --in-place would."""
    result = run("--diff", page)
    copy = tmp_path / "copy.md"
    copy.write_bytes(page.read_bytes())
    done = subprocess.run(
        ["patch", "--binary", str(copy)], input=result.stdout_bytes, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert copy.read_bytes() == FIXED.encode()


def test_json_holds_every_edit_with_its_reason(page):
    """Offsets are those of the document's text; each edit says why."""
    found = json.loads(run("--json", page).stdout)
    text = TEXT

    assert found["changed"] is True
    assert [text[e["start"] : e["end"]] for e in found["edits"]] == ["recieved", "teh"]
    assert all(e["reason"] and e["class"] == "misspelling" for e in found["edits"])


def test_standard_input_goes_to_standard_output():
    """Without a file, or with -, the corrected text comes out, byte for byte."""
    assert run("--stdin-filename", "page.md", data=TEXT.encode()).stdout_bytes == FIXED.encode()
    assert run("-", data=b"teh end").stdout_bytes == b"the end"


def test_own_words_are_left_alone(page):
    """A word in .stetmark-words beside the file, or in a folder above, is right."""
    (page.parent / ".stetmark-words").write_text("recieved  # our brand\n", encoding="utf-8")

    assert "recieved" not in run(page).stdout
    assert find_words(page) == {"recieved"}


def test_a_link_goes_on_pointing(page):
    """Writing through a symbolic link changes the file it points to."""
    link = page.parent / "link.md"
    link.symlink_to(page)
    run("--in-place", link)

    assert link.is_symlink()
    assert page.read_bytes() == FIXED.encode()


def test_a_word_document_gets_tracked_changes(tmp_path):
    """The corrections can be accepted or refused one by one; who made them is said."""
    path = tmp_path / "a.docx"
    path.write_bytes(packed("<w:p><w:r><w:t>We recieved the package.</w:t></w:r></w:p>"))
    run("--in-place", path)
    document = read(path)

    assert document.text == "We received the package."
    assert run("--check", path).return_value == 0


def test_any_program_can_proofread_under_the_guard(tmp_path):
    """A program that rewrites has its corrections kept and the rest put back, which --no-guard lets through."""
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys\ns = sys.stdin.read()\nprint('Sure:\\n\\n' + s.replace('recieved', 'received').replace('--', '—'))\n",
        encoding="utf-8",
    )
    system = f"command:{sys.executable} {program}"
    data = b"We recieved the package -- on Tuesday it was, and everybody was glad of it."

    assert run("-s", system, data=data).stdout_bytes == data.replace(b"recieved", b"received")
    assert run("-s", system, "--no-guard", data=data).stdout_bytes == data.replace(
        b"recieved", b"received"
    ).replace(b"--", "—".encode())


def test_a_program_that_fails_is_no_silent_success(tmp_path):
    """A system that cannot answer ends with exit code 4 or an error of its own, and the text is not lost."""
    with pytest.raises(ProviderError):
        run("-s", f"command:{sys.executable} -c 'raise SystemExit(3)'", data=b"teh end")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["-s", "nobody:x"], SettingsError),
        (["-s", "local:nobody"], SettingsError),
        (["missing.md"], DataError),
    ],
)
def test_what_cannot_be_done_is_said(args, error):
    """An unknown system or a missing file is an error with a name."""
    with pytest.raises(error):
        run(*args, data=b"x")


def test_text_for_a_remote_system_is_announced():
    """What leaves this machine, how much of it and where to is said before it is sent."""
    asker = open_system("openai:gpt-6-luna")

    assert "openai" in asker.remote
    assert not open_system("local:stet").remote
    assert not open_system("command:cat").remote


def test_the_library_function():
    """`stetmark.fix` takes a text and gives it back mended."""
    assert fix("We recieved it.") == "We received it."
    assert (
        fix("<p>We <b>recieved</b> it &amp; &eacute;</p>", format="html")
        == "<p>We <b>received</b> it &amp; &eacute;</p>"
    )


def test_portions_cover_every_block_and_none_is_too_long():
    """A long document goes in portions of whole paragraphs; a huge paragraph is cut between sentences."""
    text = "\n\n".join(
        ["A short paragraph of prose. " * 3, "One long sentence after another stands here. " * 400, "End."]
    )
    document = read(text.encode(), "txt")
    portions = list(chunks(document.blocks, 2_000))

    assert all(len(portion.text) <= 2_000 for portion in portions)
    words = [w for portion in portions for w in portion.text.split()]
    assert words == document.text.split()


def test_edits_in_a_later_portion_hit_their_place():
    """Offsets are right in every portion of a long paragraph."""
    text = (
        "A plain sentence stands here. " * 300 + "We recieved it. " + "A plain sentence stands here. " * 300
    )
    result = proofread(read(text.encode(), "txt"), open_system("local:stet"))

    assert result.data.decode() == text.replace("recieved", "received")


def test_a_title_does_not_outgrow_its_underline():
    """A correction that makes a title longer than its rule is put back, with the reason."""
    document = read(b"It recivd\n=========\n\nText.\n", "rst")
    result = proofread(
        document,
        open_system(
            f"command:{sys.executable} -c \"import sys; print(sys.stdin.read().replace('recivd', 'received'))\""
        ),
    )

    assert result.data == document.data
    assert "longer than its underline" in result.decisions[0].reason


def test_a_diff_without_a_last_newline_says_so():
    """As `diff` does it."""
    assert list(unified("teh", "the", "x"))[-1].endswith("\\ No newline at end of file\n")
