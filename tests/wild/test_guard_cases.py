"""Documents that the guard or `fix` treated wrongly, and what should come out."""

from __future__ import annotations

import pytest

from fakes.command import stetmark
from stetmark.proofread import fix
from wild.cases import files

NOT_YET = frozenset(["caps.md", "rep3.md", "t.txt"])

#: Whole outputs of `fix` that are not the input.
MENDED = {
    "rep3.md": "It occurred to me. Then it occurred again, and occurred once more.\n",
    "caps.md": "Mathematical models. The Dependencies are listed.\n\n# Dependencies\n\nSoftware Continuous Integration.\n",
}
#: What no tool may touch in these files, though words in it look misspelt.
KEPT = {
    "mdx.md": [
        "{/*a-heading-that-isnt-right*/}",
        'import {Foo} from "./recieve"',
        "export const recieved = 1",
        'defaultValue="recieve"',
        "`teh`",
        "{frontmatter.titel}",
        "{props.recieved}",
    ],
    "t.txt": [],
}


@pytest.mark.parametrize("edited", files("guard", "g_fence*_e.md", NOT_YET))
def test_only_misspellings_were_mended_and_all_of_it_is_kept(edited, tmp_path):
    """Every change of the edited document is a correction: the safe one is equal to it, byte for byte."""
    original = edited.with_name(edited.name.replace("_e.", "_o."))
    out = tmp_path / edited.name
    stetmark("guard", str(original), str(edited), "-o", str(out))

    assert out.read_bytes() == edited.read_bytes()


@pytest.mark.parametrize("edited", files("guard", "gr_e.rst", NOT_YET))
def test_a_title_never_outgrows_its_underline(edited, tmp_path):
    """Beyond it, it would be no title any more."""
    out = tmp_path / edited.name
    stetmark("guard", str(edited.with_name("gr_o.rst")), str(edited), "-o", str(out))
    title, underline, *_ = out.read_text(encoding="utf-8").splitlines()

    assert len(title) <= len(underline)


@pytest.mark.parametrize("path", files("guard", "rep3.md", NOT_YET) + files("guard", "caps.md", NOT_YET))
def test_what_is_to_be_mended(path):
    """Misspellings that stand several times, and capitalised ones."""
    assert fix(path.read_text(encoding="utf-8"), format="md").strip() == MENDED[path.name].strip()


@pytest.mark.parametrize("path", files("guard", "t.txt", NOT_YET) + files("guard", "mdx.md", NOT_YET))
def test_what_is_to_be_left_alone(path):
    """Right words that few lists hold; code and data in MDX."""
    text = path.read_text(encoding="utf-8")
    made = fix(text, format=path.suffix[1:])

    assert [kept for kept in KEPT[path.name] if text.count(kept) != made.count(kept)] == []
    assert path.name != "t.txt" or made == text
