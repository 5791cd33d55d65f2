"""What a reader sees of Markdown, TeX and HTML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.text.markup import has_markup, visible


@pytest.mark.parametrize(
    "text", ["**bold**", "$x$", "R&amp;D", "<b>", "[a](b)", "`代码`", r"\mu", "{x}", "x_1"]
)
def test_a_text_with_a_sign_of_markup(text):
    """Any one sign is enough."""
    assert has_markup(text)


@pytest.mark.parametrize("text", ["", "A plain sentence, with (signs)!", "一句普通的话。", "μm"])
def test_a_text_without(text):
    """Letters and punctuation marks are not markup."""
    assert not has_markup(text)


@pytest.mark.parametrize(
    ("marked", "seen"),
    [
        ("**bold** and _so_", "boldandso"),
        ("~~gone~~", "gone"),
        ("**你好**，世界", "你好,世界"),
        ("[the page](https://example.org/a)", "thepage"),
        ("![图](a.png)", "图"),
        ("[one][two]", "one"),
    ],
)
def test_markdown(marked, seen):
    """Emphasis and the address of a link are not seen."""
    assert visible(marked) == seen


@pytest.mark.parametrize(
    ("marked", "seen"),
    [
        (r"$\mu$m", "μm"),
        (r"\Omega", "Ω"),
        (r"\varphi", "φ"),
        (r"$x \leq 5$", "x≤5"),
        (r"\frac{1}{2}", "1/2"),
        (r"\emph{so}", "so"),
        (r"\textit{重要}", "重要"),
        (r"na\"{\i}ve", "naïve"),
        (r"Erd\H{o}s", "Erdős"),
        (r"gar\c con", "garçon"),
        (r"\unknown", "unknown"),
    ],
)
def test_tex(marked, seen):
    """Letters and signs by name, accents and fractions; an unknown name is seen as it is."""
    assert visible(marked) == seen


@pytest.mark.parametrize(
    ("marked", "seen"),
    [("R&amp;D", "R&D"), ("<b>so</b><br/>", "so"), ("&mu;m", "μm"), ("&#20320;好", "你好"), ("a < b", "a<b")],
)
def test_html(marked, seen):
    """Entities are signs, tags are not seen, and a comparison sign is not a tag."""
    assert visible(marked) == seen


def test_signs_of_other_widths_and_minus_signs_are_the_same():
    """What looks the same compares as equal; another text does not."""
    assert visible("ｆｉｇ １") == visible("fig 1")
    assert visible("−5") == visible("-5")
    assert visible(r"$\mu$m") != visible("nm")


@settings(deadline=None)
@given(
    st.text(st.sampled_from("aB 1.，你好é"), max_size=12),
    st.sampled_from(["{}", "**{}**", "${}$", r"\emph{{{}}}", "<i>{}</i>", "[{}](u)", "`{}`"]),
)
def test_marks_round_a_plain_text_change_nothing_seen(text, form):
    """And what is seen holds no white space."""
    seen = visible(form.format(text))
    assert seen == visible(text)
    assert seen == "".join(seen.split())
