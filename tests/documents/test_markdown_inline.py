"""Which stretches of a Markdown paragraph are not prose."""

from __future__ import annotations

import pytest

from stetmark.documents.markdown_inline import inline_masks, normalize_label


def masked(content: str, *labels: str) -> list[str]:
    return [content[start:end] for start, end in inline_masks(content, labels)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a `b` c ``d ` e`` f", ["`b`", "``d ` e``"]),
        ("a $x_1$ b $$y$$ c", ["$x_1$", "$$y$$"]),
        ("a {{ b }} c {% d %} e", ["{{ b }}", "{% d %}"]),
        (r"a \(b\) c \[d\] e", [r"\(b\)", r"\[d\]"]),
        ('a [b](c "d") e', ['](c "d")']),
        ("a [b](c(d)e) f", ["](c(d)e)"]),
        ("a ![[b]] c [^d] e", ["![[b]]", "[^d]"]),
        ("a <b>c</b> d", ["<b>", "</b>"]),
        ("a <code>b</code> c", ["<code>b</code>"]),
        ("a &nbsp; b", ["&nbsp;"]),
        ("see https://x.y/z and me@x.org", ["https://x.y/z", "me@x.org"]),
    ],
)
def test_what_is_not_prose(content, found):
    """Code, formulas, templates, targets, tags, entities and addresses, each from its first sign to its last."""
    assert masked(content) == found


@pytest.mark.parametrize("content", ["a {{ b", "a {% b", "a ` b", "a [b] c", "a < b", "it costs $5 or $6"])
def test_what_never_closes_is_prose(content):
    """Signs that open nothing take no word with them, not even themselves."""
    assert masked(content) == []


def test_a_template_that_never_closes_hides_nothing_behind_it():
    """What comes after it is looked at as if it were not there."""
    assert masked("a {{ b `c`") == ["`c`"]


def test_a_label_is_a_target_only_where_the_document_defines_it():
    """`[label]` and `[label][]` name a target; in `[text][label]` the text is prose."""
    assert masked("see [a name] here") == []
    assert masked("see [a name] here", "a name") == ["[a name]"]
    assert masked("see [A  Name][] here", "a name") == ["[A  Name][]"]
    assert masked("see [text][a name] here", "a name") == ["][a name]"]


def test_labels_are_compared_as_commonmark_does():
    """Case and white space do not matter."""
    assert normalize_label(" Two\n Words ") == "two words"
    assert normalize_label("GROSS") == normalize_label("groß".replace("ß", "ss"))
