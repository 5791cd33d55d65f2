"""Two files: what was changed from one to the other, and what of it is a correction."""

from __future__ import annotations

import json

import pytest

from documents.made import packed
from stetmark.errors import DataError
from stetmark.proofread.comparing import compare_files


@pytest.fixture
def files(tmp_path):
    """Write the two files and compare them."""

    def compare(original, edited, name: str = "a.md", other: str = "b.md", **how):
        for path, content in ((name, original), (other, edited)):
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / path).write_bytes(data)
        return compare_files(tmp_path / name, tmp_path / other, **how)

    return compare


def test_what_is_kept_is_an_edit_of_the_original(files):
    """Offsets are those of the original's text; the new bytes hold the corrections alone."""
    found = files("We recieved it -- twice a day.\n", "We received it — twice a week.\n")
    assert [(d.source, d.hypothesis) for d in found.kept] == [("recieved", "received")]
    assert found.document.text[found.kept[0].start : found.kept[0].end] == "recieved"
    assert {d.class_ for d in found.reverted} == {"dash", "reworded"}
    assert found.data == b"We received it -- twice a day.\n"
    assert (found.failures, found.envelope) == ((), ())


def test_code_of_the_original_stays(files):
    """A correction inside code is put back, and says so."""
    found = files("Teh title.\n\nUse `recieve()` now.\n", "The title.\n\nUse `receive()` now.\n")
    assert found.data == b"The title.\n\nUse `recieve()` now.\n"
    assert [d.source for d in found.reverted] == ["recieve"]


def test_own_words_stay(files):
    """In any letter case."""
    assert files("A Frobnicat is here.\n", "A Frobnicate is here.\n", words=["frobnicat"]).kept == ()


def test_a_title_does_not_outgrow_its_underline(files):
    """As in proofreading: a file that is no longer a title would be damage."""
    original = "It recivd\n=========\n\nTeh text.\n"
    found = files(original, original.replace("recivd", "received").replace("Teh", "The"), "a.rst", "b.rst")
    assert found.data.decode() == original.replace("Teh", "The")
    assert "longer than its underline" in found.reverted[0].reason


def test_another_text_is_not_taken(files):
    """The original stays, the reason is the failure."""
    found = files("We recieved it, twice, on Monday.\n", "我们在星期一收到了两次，谢谢。\n")
    assert found.failures == ("the answer is in a different language",)
    assert found.data == found.document.data
    assert "translated" in found.envelope


def test_a_reply_instead_of_a_file(tmp_path):
    """What stands around the text in a chat model's reply is peeled off."""
    (tmp_path / "a.txt").write_text("We recieved it, twice, on Monday.\n", encoding="utf-8")
    reply = "Here is the corrected text:\n\nWe received it, twice, on Monday.\n".encode("utf-16")
    found = compare_files(tmp_path / "a.txt", tmp_path / "-", reply)
    assert found.data == b"We received it, twice, on Monday.\n"
    assert found.envelope == ("preamble",)


def test_texts_inside_containers_are_compared(files):
    """Notebooks, JSONL and Word files hold texts: their bytes say nothing."""
    line = json.dumps({"text": "We recieved it."}) + "\n"
    other = json.dumps({"id": 7, "text": "We received it."}) + "\n"
    found = files(line, other, "a.jsonl", "b.jsonl")
    assert json.loads(found.data) == {"text": "We received it."}
    word = packed("<w:p><w:r><w:t>We received it.</w:t></w:r></w:p>")
    assert files("We recieved it.\n", word, "a.txt", "b.docx").data == b"We received it.\n"


def test_a_policy_is_passed_on(files):
    """Grammar is kept where that is asked for."""
    texts = ("She walk to school.\n", "She walks to school.\n")
    assert files(*texts).data.decode() == texts[0]
    assert files(*texts, policy="spelling+grammar").data.decode() == texts[1]


def test_what_cannot_be_read_is_named(tmp_path):
    """A missing file is an error of data, with its path."""
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(DataError):
        compare_files(tmp_path / "a.txt", tmp_path / "none.txt")
    with pytest.raises(DataError):
        compare_files(tmp_path / "none.txt", tmp_path / "a.txt")
