"""Where in a text the answer stands, and what a text is that holds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.envelope.bodies import find_copies, no_body, shared_words, words_of
from stetmark.envelope.peel import peel

LONG = "The old mill ran over the hill and the dog saw boats near the lake. We sat in the sun on a mat, and the cat sat near the old mill as well."
SHORT = "Mill sat ran mat on a cat and we cat cat sat lake."
WORDS = st.lists(st.sampled_from("the cat sat on a mat".split()), max_size=12)


def found(text: str, reference: str, source: str | None = None) -> tuple[str, set[str]]:
    peeled = peel(text, reference, source)
    return peeled.hypothesis, set(peeled.flags)


@given(WORDS, WORDS)
def test_shared_words_are_a_longest_common_subsequence(one, other):
    """As many as the slow way finds."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one)):
        for j in range(len(other)):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if one[i] == other[j] else max(table[i][j + 1], table[i + 1][j])
            )
    assert shared_words(one, other) == table[-1][-1]


def test_words_are_words_in_one_case():
    """Signs and spaces are none; each Han character is one."""
    assert words_of("It's 5 — NOW 现在!") == ["it's", "5", "now", "现", "在"]


@pytest.mark.parametrize("reference", [LONG, SHORT])
def test_an_answer_alone_is_the_body(reference):
    """Nothing is said of it."""
    assert found(reference, reference) == (reference, set())
    changed = reference.replace("sat", "cat", 1)
    assert found(changed, reference) == (changed, set())


@pytest.mark.parametrize("reference", [LONG, SHORT])
@pytest.mark.parametrize("reply_of", [lambda text: text, lambda text: text.replace("we", "cat")])
def test_lines_around_it_are_not(reference, reply_of):
    """A line before, a line after, and both; in a short text as in a long one."""
    text = reply_of(reference)

    assert found(f"Here it is:\n{text}", reference) == (text, {"preamble"})
    assert found(f"{text}\nDone.", reference) == (text, {"postamble"})
    assert found(f"Here it is:\n\n{text}\n\nDone.", reference) == (text, {"preamble", "postamble"})


def test_a_short_answer_with_a_remark_is_looked_at_word_by_word():
    """Of a short text a few letters that agree at both ends say too little."""
    assert found("Saw ran boats over a sun we.\n\nDone.", "Saw we sun over a sun we.") == (
        "Saw ran boats over a sun we.",
        {"postamble"},
    )


def test_a_beginning_that_is_quoted_before_the_answer_is_no_beginning():
    """The last line that begins like the reference and is followed by all of it is the answer."""
    reference = "Old sat ran on boats saw boats sun and.\nSun we mill the saw."
    answer = "Old sat ran on boats saw boats sun and.\nSun on mill the saw."
    lead = f'The text "{reference[:28]}" has errors:\n'

    assert found(f"{lead}{answer}\nDone.", reference) == (answer, {"preamble", "postamble"})


@pytest.mark.parametrize(
    ("reply", "source", "flags"),
    [
        (f"{LONG}\n\n{LONG}", None, {"duplicated"}),
        (f"{LONG.replace('old', 'odl')}\n\n{LONG}", LONG.replace("old", "odl"), {"source_echoed"}),
    ],
)
def test_of_several_copies_the_last_that_is_no_echo_is_taken(reply, source, flags):
    """Two answers are a duplicate; the source before the answer is an echo."""
    assert found(reply, LONG, source) == (LONG, flags)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I'm sorry, but I can't help with that.", "refused"),
        ("很抱歉，我无法完成这个请求。", "refused"),
        ("Старая мельница стояла на холме у озера, и собака видела лодки.", "translated"),
        ("Le vieux moulin est sur la colline et le chien a vu des bateaux dans le lac.", "translated"),
        ("Poems of rain and of distant thunder were all that was on offer there.", "rewritten"),
    ],
)
def test_what_shares_too_little_is_no_answer(text, flag):
    """A refusal, another script, another language, or other words in the same one."""
    assert no_body(text, LONG) == flag
    assert found(text, LONG) == (text, {flag})


def test_a_language_is_told_from_six_words_on():
    """Of five words nobody can tell; only the first four thousand characters are looked at."""
    french = "de la le et les"

    assert no_body(french, LONG) == "rewritten"
    assert no_body(f"{french} des", LONG) == "translated"
    assert no_body(french + " " * (3999 - len(french)) + "a", LONG) == "translated"
    assert no_body(french + " " * (4000 - len(french)) + "a", LONG) == "rewritten"


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_copies_lie_in_the_text(text, reference):
    """Whatever the texts."""
    text = text.strip()
    copies = find_copies(text, reference.strip() or "a", None)
    assert copies is None or 0 <= copies.start <= copies.end <= len(text)
