"""Decisions on a text as edits of the document it came from."""

from __future__ import annotations

from stetmark.documents import read
from stetmark.guarding.guard import Decision
from stetmark.proofread.guarded_document import GuardedDocument, WholeText, place


def decision(document, source: str, new: str, *, kept: bool = True) -> Decision:
    start = document.text.index(source)
    return Decision(start, start + len(source), source, new, "misspelling", kept=kept, reason="as told")


def placed(document, *decisions, own=()):
    return place(document, WholeText(document), decisions, own=own, outside="not prose")


def test_a_kept_change_of_prose_is_an_edit():
    """The decision stays as it was, its edit says what to write where."""
    document = read(b"We recieved `teh` parcel.", "md")
    kept = decision(document, "recieved", "received")
    [(found, edit)] = placed(document, kept)
    assert found == kept
    assert document.replace([edit]) == b"We received `teh` parcel."


def test_code_is_not_prose():
    """A kept change of what is not prose is put back with the reason given; one put back keeps its own."""
    document = read(b"We recieved `teh` parcel.", "md")
    [(back, edit)] = placed(document, decision(document, "teh", "the"))
    assert (back.kept, back.reason, edit) == (False, "not prose", None)
    [(still, edit)] = placed(document, decision(document, "teh", "the", kept=False))
    assert (still.kept, still.reason, edit) == (False, "as told", None)


def test_a_change_that_begins_in_prose_and_ends_in_code():
    """No stretch of prose holds it."""
    document = read(b"We recieved `teh` parcel.", "md")
    assert WholeText(document).edit(3, 15, "x") is None
    assert WholeText(document).edit(3, 11, "received") is not None


def test_own_words():
    """They are compared in lower case."""
    document = read(b"A Recieved parcel.", "txt")
    change = decision(document, "Recieved", "Received")
    [(back, edit)] = placed(document, change, own={"recieved"})
    assert (back.kept, back.reason, edit) == (False, "in your word list", None)
    assert placed(document, change, own={"received"})[0][0].kept


def test_a_title_keeps_within_its_underline():
    """The second change that would make it too long is put back, one elsewhere is not."""
    document = read(b"A titl sett\n============\n\nA titll.\n", "rst")
    first, second = decision(document, "titl", "title"), decision(document, "sett", "settt")
    found = placed(document, first, second, decision(document, "titll", "titlllll"))
    assert [d.kept for d, _ in found] == [True, False, True]
    assert found[1][0].reason == "the title would be longer than its underline"


def test_both_kinds_in_order_and_where():
    """What was kept and what was put back, and the line and column of each."""
    document = read(b"Teh first.\nAnd recieved.\n", "txt")
    one = decision(document, "Teh", "The", kept=False)
    two = decision(document, "recieved", "received")
    (first, _), (second, edit) = placed(document, one, two)
    result = GuardedDocument(document, (first, second), (edit,), document.replace([edit]))
    assert (result.kept, result.reverted, result.changed) == ((two,), (one,), True)
    assert [result.where(d) for d in result.decisions] == ["1:1", "2:5"]
    assert not GuardedDocument(document, (first,), (), document.data).changed
