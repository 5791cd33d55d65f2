"""The same number in digits and in words, in English and Chinese, and where numbers stand in a text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.text.numbers import NUMBER_WORDS, find_numbers, number_class, number_value

ENDS = [(10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")]


def in_han(n):
    """A number as it is said, with a zero wherever a place is left out."""
    if n < 10:
        return "零一二三四五六七八九"[n]
    size, sign = next(end for end in ENDS if n >= end[0])
    rest = n % size
    gap = "零" if rest and rest < size // 10 else ""
    return in_han(n // size) + sign + (gap + in_han(rest) if rest else "")


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["12,500", "12500", "12 500", "twelve thousand five hundred"], ("number", Fraction(12500), "")),
        (["320", "three hundred and twenty", "三百二十"], ("number", Fraction(320), "")),
        (["2.5", "2,5", "two and a half", "two point five", "二点五"], ("number", Fraction(5, 2), "")),
        (["120,000,000", "120 million", "一亿二千万", "1.2亿"], ("number", Fraction(120_000_000), "")),
        (["2024", "二〇二四", "两千零二十四"], ("number", Fraction(2024), "")),
        (["-3", "−3"], ("number", Fraction(-3), "")),
        (["5%", "5 percent", "five percent", "百分之五"], ("number", Fraction(5), "%")),
        (["$5", "5 dollars", "US$5", "5美元"], ("number", Fraction(5), "$")),
        (["5 km", "five kilometres", "5公里"], ("number", Fraction(5), "km")),
        (["21st", "twenty-first", "第二十一"], ("ordinal", Fraction(21), "")),
        (["2024-05-03", "3 May 2024", "May 3rd, 2024", "2024年5月3日"], ("date", (2024, 5, 3), "")),
        (["3:30 pm", "3.30pm", "15:30"], ("time", 930, "")),
        (["2.1.3"], ("version", "2.1.3", "")),
    ],
)
def test_ways_to_write_one_number(texts, value):
    """Each has the same kind, value and unit."""
    assert {text: number_value(text) for text in texts} == dict.fromkeys(texts, value)


@pytest.mark.parametrize("text", ["", "cat", "one two", "(5)", "5 5 5", "may", "万", "三只猫"])
def test_what_is_not_one_number(text):
    """It has no value."""
    assert number_value(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 Augu\u017ft", ("date", (0, 8, 5), "")),
        ("one point f\u0131ve", ("number", Fraction(3, 2), "")),
    ],
)
def test_letters_that_only_differ_in_case_elsewhere(text, value):
    """A long s and an i without its dot are read like the letters they stand for."""
    assert number_value(text) == value


@pytest.mark.parametrize(
    ("old", "new", "class_"),
    [
        ("12,500", "12500", "number_form"),
        ("three", " 3 ", "number_form"),
        ("三", "3", "number_form"),
        ("12,500", "12,600", "number_value"),
        ("3", "third", "number_value"),
        ("5 km", "5 m", "number_value"),
        ("三", "四", "number_value"),
        ("three", "cat", ""),
        ("", "3", ""),
    ],
)
def test_class_of_a_change_between_numbers(old, new, class_):
    """Form if the value stays, value if not, nothing if one text is no number; both ways round."""
    assert number_class(old, new) == number_class(new, old) == class_


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We had three cats and 12,500 dogs.", [("three", False), ("12,500", True)]),
        ("On 5 May 2024 at 3:30 pm", [("5 May 2024", True), ("3:30 pm", True)]),
        ("他有三只猫和12只狗。", [("三", False), ("12", True)]),
        ("v1 and A4 often", []),
    ],
)
def test_numbers_in_a_text(text, found):
    """With whether each is in digits; digits that are part of a name are no number."""
    got = [(text[start:end], in_digits) for start, end, in_digits in find_numbers(text, 0, len(text))]
    assert got == found


def test_numbers_are_found_only_in_the_stretch_asked_for():
    """Their places are those in the whole text."""
    assert list(find_numbers("7 cats, 8 dogs, 9 owls", 7, 15)) == [(8, 9, True)]


def test_words_that_stand_in_numbers():
    """Number words, months and units, and no other word."""
    assert {"three", "hundred", "may", "third", "km", "dollars"} <= NUMBER_WORDS
    assert NUMBER_WORDS.isdisjoint({"cat", "and", "m"})


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_whole_number_in_any_form(n):
    """With separators or in Chinese characters it is the number it is without."""
    assert number_value(str(n)) == number_value(f"{n:,}") == number_value(in_han(n)) == ("number", n, "")
