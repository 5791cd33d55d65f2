"""What is no prose: found in time that grows with the text, as the whole shapes would find it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.items import protect

#: The shapes that are found otherwise, in one pattern each: simple, and slow where nothing closes.
WHOLE = {
    "```": r"(?ms)^```[^\n]*\n.*?^```[^\n]*$",
    "$$": r"(?s)\$\$.+?\$\$",
    "\\(": r"(?s)\\\(.+?\\\)",
    "<!--": r"(?s)<!--.*?-->",
    "{{": r"(?s)\{\{.*?\}\}",
    "</pre": r"(?s)<pre\b.*?</pre\s*>",
    "\\begin{math": r"(?s)\\begin\{math\*?\}.*?\\end\{math\*?\}",
}
BITS = "``` $$ $ \\( \\) <!-- --> {{ }} <pre> </pre> <pre </pre \\begin{math} \\end{math*} a word .".split()
PATH = re.compile(
    r"(?<![\w/])(?:~?/|\.{1,2}/)[\w.$%~-]+(?:[/\\][\w.$%~-]+)*/?|\b\w[\w.-]*(?:/[\w.-]+){2,}",
)


@given(st.text(st.sampled_from("$/~.(); {=a_b1-%é\n\\ "), max_size=30))
def test_quick_shapes_miss_nothing(text):
    """Where the shape of a stretch is, its sign and its quick shape are."""
    for sign, quick, shape in protect._SLOW:
        assert not shape.search(text) or (sign in text and quick.search(text)), sign
    for sign, shape in protect._NOT_PROSE:
        assert not shape.search(text) or sign in text, sign


@given(st.lists(st.sampled_from([*BITS, "\n", " "]), max_size=14).map("".join))
def test_between_two_signs(text):
    """Opening and closing sought in turn are what one pattern finds."""
    found = {sign: list(protect._between(*how, text)) for sign, *how in protect._BETWEEN}
    for sign, shape in WHOLE.items():
        assert found[sign] == [match.span() for match in re.finditer(shape, text)], sign


@given(st.text(st.sampled_from("a_1é.-() \n/"), max_size=25))
def test_names_with_dots(text):
    """Their parts, put together, are what one pattern finds."""
    whole = re.compile(r"\b[A-Za-z_]\w*(?:[.-]\w+)*\.[A-Za-z_]\w*(?:\(\))?")
    assert list(protect._dotted(text)) == [match.span() for match in whole.finditer(text)]


@given(st.text(st.sampled_from("a1./-~ "), max_size=25))
def test_paths(text):
    """A path begins at its first letter, whatever dots stand before it."""
    shape = next(shape for sign, _, shape in protect._SLOW if sign == "/")
    found = [match.span(match.lastindex or 0) for match in shape.finditer(text)]
    assert found == [match.span() for match in PATH.finditer(text)]


@given(st.text(st.sampled_from("'‘’ ab.,2\n-(0s"), max_size=40))
def test_quotations_in_single_signs(text):
    """Found by their two ends, as one pattern would find them."""
    whole = re.compile(r"(?<![\w’'])[‘'](?=\S)(?!\d0s|tis|em\b|twas)[^\n]*?(?<=[\w.,!?…—-])['’](?!\w)")
    assert protect._in_single_signs(text) == [match.span() for match in whole.finditer(text)]


@given(st.lists(st.sampled_from(["[sic]", "a ", "b", ".", "!", "\n", "[", "sic]"]), max_size=14).map("".join))
def test_said_so(text):
    """The sentence round each [sic], whole."""
    whole = re.compile(r"[^.!?\n]*\[sic\][^.!?\n]*")
    assert list(protect._said_so(text)) == [match.span() for match in whole.finditer(text)]


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("a-", "x.y", ""),
        ("a-", "1.", ""),
        ("a-", "", "--x.y"),
        ("a.", "b/c/d ", "@"),
        ("a.", "", "b/c"),
        ("[a](", "", "\n)"),
        ("[", "", "\n]"),
        ("\\a[", "", "\n]"),
        ("\\(", "\\) ", ""),
        ("{{", "}} ", ""),
        ("<!--", "--> ", ""),
        ("<pre>", "</pre> ", "</code>"),
        ("\\begin{math}", "\\end{math} ", ""),
        (":a", "", "`"),
        ("\n", "|", "|"),
        ("a ", "", ". [sic]"),
        ("'a ", "", ""),
        ("“a ", "", ""),
    ],
)
def test_what_never_closes(unit, before, after):
    """A hundred thousand characters that promise a stretch at every step are read at once."""
    text = before + unit * (100_000 // len(unit)) + after
    regions = protect.find_protected(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(regions.starts, regions.ends, strict=True))
