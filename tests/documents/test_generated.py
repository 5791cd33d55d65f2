"""Sixty made-up documents of each format that few installed packages bring."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from documents.check import check, pseudo_edits
from documents.made import make
from stetmark.documents import read
from stetmark.text.edits import apply_edits


@pytest.mark.parametrize("kind", ["tex", "ipynb"])
def test_made_documents_change_only_where_they_are_edited(kind):
    """Edits inside prose keep every other byte; what is not prose is never offered."""
    n_edits = 0
    for seed in range(60):
        data = make(kind, seed)
        n_edits += check(data, kind)
        changed = read(data, kind)
        text = changed.replace(pseudo_edits(changed)).decode("utf-8-sig")
        for fixed in (
            "committee2020",
            "sec:committee",
            "http://committee.org/report",
            "\\verb|committee|",
            "committee = ",
        ):
            assert text.count(fixed) == data.decode("utf-8-sig").count(fixed)
        assert "`comqxmittee`" not in text

    assert n_edits > 200


def accepted(xml):
    """The XML with every tracked change accepted: deletions gone."""
    return re.sub(r"<w:del [^>]*>.*?</w:del>", "", xml, flags=re.DOTALL)


def refused(xml, old_ids):
    """The XML with our insertions gone and our deletions text again."""
    xml = re.sub(
        r'<w:ins w:id="(\d+)" w:author="Stetmark".*?</w:ins>',
        lambda m: m[0] if m[1] in old_ids else "",
        xml,
        flags=re.DOTALL,
    )
    xml = re.sub(r'<w:del w:id="\d+" w:author="Stetmark"[^>]*>(.*?)</w:del>', r"\1", xml, flags=re.DOTALL)
    return xml.replace("delText", "t")


def texts(xml):
    """The text of each paragraph."""
    found = re.findall(r"<w:p>.*?</w:p>", xml, flags=re.DOTALL)
    pieces = (re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:tab/>)", paragraph) for paragraph in found)
    return ["".join("\t" if tab else text for text, tab in row) for row in pieces]


def test_word_documents_take_edits_as_tracked_changes():
    """Accepting all gives the edited text, refusing all the text before; other members keep their bytes."""
    n_edits = 0
    for seed in range(60):
        data = make("docx", seed)
        document = read(data, "docx", "made.docx")
        edits = pseudo_edits(document)
        changed = document.replace(edits)
        n_edits += len(edits)
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(changed)) as new:
            assert old.namelist() == new.namelist()
            for name in old.namelist():
                if not name.endswith(("document.xml", "footnotes.xml")):
                    assert old.read(name) == new.read(name)
            parts = [name for name in old.namelist() if name.endswith(("document.xml", "footnotes.xml"))]
            before, after = ("".join(z.read(name).decode() for name in parts) for z in (old, new))
        without = re.sub(r'<w:del w:id="\d+" w:author="A">.*?</w:del>', "", before)
        assert texts(refused(after, set())) == texts(before.replace("delText", "t"))
        assert document.replace([]) == data
        again = read(changed, "docx", "made.docx")
        # Text inserted as a tracked change is shown, what was deleted is not.
        assert again.text == apply_edits(document.text, edits)
        assert len(re.findall('w:author="Stetmark"', after)) >= 2 * (len(edits) > 0)
        ids = re.findall(r'<w:(?:ins|del) w:id="(\d+)" w:author="Stetmark"', after)
        assert len(ids) == len(set(ids))
        assert accepted(after).count("<w:p>") == without.count("<w:p>")

    assert n_edits > 150
