"""Quotations are found in time that grows with the text, as whole shapes would find them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.items import quotations


@given(st.text(st.sampled_from("'‘’ ab.,2\n-(0s"), max_size=40))
def test_quotations_in_single_signs(text):
    """Found by their two ends, as one pattern would find them."""
    whole = re.compile(r"(?<![\w’'])[‘'](?=\S)(?!\d0s|tis|em\b|twas)[^\n]*?(?<=[\w.,!?…—-])['’](?!\w)")
    assert quotations._in_single_signs(text) == [match.span() for match in whole.finditer(text)]


@given(st.lists(st.sampled_from(["[sic]", "a ", "b", ".", "!", "\n", "[", "sic]"]), max_size=14).map("".join))
def test_said_so(text):
    """The sentence round each [sic], whole."""
    whole = re.compile(r"[^.!?\n]*\[sic\][^.!?\n]*")
    assert list(quotations._said_so(text)) == [match.span() for match in whole.finditer(text)]


@pytest.mark.parametrize("unit", ["'a ", "“a ", "a ", '"a ', "[sic]", "a [sic] "])
def test_what_never_closes(unit):
    """A hundred thousand characters that promise a quotation at every step are read at once."""
    text = unit * (100_000 // len(unit)) + "[sic"
    assert all(0 <= start < end <= len(text) for start, end in quotations.quotations(text))
