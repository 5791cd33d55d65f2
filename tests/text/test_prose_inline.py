"""What runs from one sign to another inside a paragraph."""

from __future__ import annotations

import pytest

from stetmark.text.prose import not_prose
from stetmark.text.prose_inline import normalize_label, tag_prose


def closed(text: str) -> list[str]:
    return [text[start:end] for start, end in not_prose(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c ``d ` e`` f", ["`b`", "``d ` e``"]),
        ("a $x_1$ b $$y$$ c", ["$x_1$", "$$y$$"]),
        ("a {{ b }} c {% d %} e", ["{{ b }}", "{% d %}"]),
        (r"a \(b\) c \[d\] e", [r"\(b\)", r"\[d\]"]),
        ('a [b](c "d") e', ["[", '](c "', '")']),
        ("a [b](c(d)e) f", ["[", "](c(d)e)"]),
        ("a ![[b]] c [^d] e", ["![[b]]", "[^d]"]),
        ("a <b>c</b> d", ["<b>", "</b>"]),
        ("a <code>b</code> c", ["<code>b</code>"]),
        ("a &nbsp; b", ["&nbsp;"]),
        ("see https://x.y/z and me@x.org", ["https://x.y/z", "me@x.org"]),
        ("see (https://x.y/z) or (https://x.y/a_(b)).", ["https://x.y/z", "https://x.y/a_(b)"]),
    ],
)
def test_what_is_not_prose(text, found):
    """Code, formulas, templates, targets, tags, entities and addresses, each from its first sign to its last."""
    assert closed(text) == found


@pytest.mark.parametrize(
    "text", ["a {{ b", "a {% b", "a ` b", "a [bee] c", "a < b", "it costs $5 or $6", "a ](b"]
)
def test_what_never_closes_is_prose(text):
    """Signs that open nothing take no word with them, not even themselves."""
    assert closed(text) == []


@pytest.mark.parametrize("opening", ["`", "{{", "{%", "\\(", "<code>", "[["])
def test_nothing_closes_in_another_paragraph(opening):
    """A blank line ends what never closed."""
    closing = {"{{": "}}", "{%": "%}", "\\(": "\\)", "[[": "]]"}.get(opening, opening)
    assert closed(f"a {opening} b c\n\nd e {closing} f") == ([] if opening != "<code>" else ["<code>"] * 2)


def test_a_template_that_never_closes_hides_nothing_behind_it():
    """What comes after it is looked at as if it were not there."""
    assert closed("a {{ b `c`") == ["`c`"]


def test_a_label_is_a_target_only_where_the_text_defines_it():
    """`[label]` names a target where there is one, `[label][]` always; in `[text][label]` the text is prose."""
    defined = "\n\n[a name]: x\n"
    assert closed("see [a name] here") == []
    assert closed("see [a name] here" + defined)[0] == "[a name]"
    assert closed("see [A  Name][] here") == ["[A  Name][]"]
    assert closed("see [text][a name] here" + defined)[:2] == ["[", "][a name]"]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<img alt="Teh cat" src="teh">', ["Teh cat"]),
        ('<a title="Teh end" href="teh">', ["Teh end"]),
        ('<a href="teh">', []),
        ("<b>", []),
    ],
)
def test_text_in_tags_that_people_read(tag, found):
    """`alt` and `title`, and nothing else of a tag."""
    assert [tag[start:end] for start, end in tag_prose(tag)] == found


def test_labels_are_compared_as_commonmark_does():
    """Case and white space do not matter."""
    assert normalize_label(" Two\n Words ") == "two words"
    assert normalize_label("GROSS") == normalize_label("groß")
