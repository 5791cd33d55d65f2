"""`local:stet`: what it repairs, and the much longer list of what it must leave alone."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from fakes.growth import assert_linear
from stetmark.corrector.stet import make
from stetmark.text.correctable import sites
from stetmark.text.prose import not_prose


@pytest.fixture(scope="module")
def stet():
    return make()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("We recieve about ten letters a week.", "We receive about ten letters a week."),
        ("Teh cat sat on the mat.", "The cat sat on the mat."),
        ("It was a matter ofthe heart.", "It was a matter of the heart."),
        ("She dosen't like it.", "She doesn't like it."),
        ("The goverment’s plan failed.", "The government’s plan failed."),
        ("A well-knwon singer came.", "A well-known singer came."),
        ("He went fo a walk in the park.", "He went for a walk in the park."),
        ("They could defend there own village.", "They could defend their own village."),
        ("If their are any questions, ask.", "If there are any questions, ask."),
        ("The cat licked it's own paw.", "The cat licked its own paw."),
        ("Its a pity that he left.", "It's a pity that he left."),
        ("Your not alone.", "You're not alone."),
        ("She asked weather the train was late.", "She asked whether the train was late."),
        ("He came back last weak.", "He came back last week."),
        ("It was quiet a surprise to us.", "It was quite a surprise to us."),
        ("The affect of the drug was small.", "The effect of the drug was small."),
        ("I would rather stay then go, said nobody.", "I would rather stay then go, said nobody."),
    ],
)
def test_repairs_from_the_neighbours(stet, written, meant):
    """Transpositions, lost letters, lost spaces, apostrophes and hyphens; doubt leaves things alone."""
    assert stet.correct(written, "en") == meant


@pytest.mark.parametrize(
    "text",
    [
        "Mr Havelock met Ms Tredgold in Wexcombe.",
        "Run `recieve --teh` and then ```\nteh = recieve()\n``` again.",
        r"The sum $\sum_i recieve_i$ and \ref{fig:recieve} and \begin{teh} stay.",
        "See https://example.org/recieve/teh and teh@recieve.org.",
        "Open src/teh/recieve.py or recieve.txt with fooBar and foo_teh.",
        'He wrote: "I recieve teh [sic] letters", and signed it.',
        "Call recieve_all(teh=1) on sys.pth first.",
        '<a href="recieve">one</a> &nbsp; <code>teh</code>',
        "It takes 5 mm of gpt-oss-20b and 3 kb.",
        "We were goin' down t' shop, an' 'e were laughin' an' singin'.",
        "u r gonna luv this lol, thx",
        "Colour and color, organise and organize, travelled and traveled.",
        "我们收到了teh很多信。",
        "Then we went home. It's a weak model, and whose turn is it?",
        "A coarse mesh is made too strict, and the village has lost its charm.",
        "Their effect on us was weak, and the weather was quiet.",
        "We passed a peace treaty, and he led the way past the lead pipes.",
        "If you use it, cite the paper; the site is cited below.",
        "The agentic system runs scipy, numpy and pytest at each timestep.",
        "El perro come mucho pescado cada noche tranquila.",
        "The pre-trained, non-linear, multi-step micro-climate.",
        "",
    ],
)
def test_lets_stand_what_is_none_of_its_business(stet, text):
    """Names, code, formulas, addresses, [sic], dialect, chat, both Englishes, other languages."""
    assert stet.correct(text, "en") == text


def test_leaves_latin_words_of_chinese_text(stet):
    """In a Chinese text a Latin word is a name or a term; characters are another matter (test_han)."""
    text = "他们明天再来。Teh end."
    assert stet.correct(text, "zh") == text


def test_a_word_the_text_repeats_is_a_term(stet):
    """An unknown word that occurs more than once is not a misspelling, and a slip of it is one."""
    text = "The quillback sleeps. A quillback eats. No quilback sings."
    assert stet.correct(text, "en") == "The quillback sleeps. A quillback eats. No quillback sings."


def test_only_sites_change(stet):
    """Whatever is written, what differs lies in words outside protected spans."""
    rng = random.Random(7)
    parts = [
        "recieve",
        "teh",
        "`teh`",
        "$x_{teh}$",
        "http://teh.org",
        "Kovač",
        "\r\n",
        "  ",
        "--",
        "5",
        ". ",
        "“teh”",
        "好",
    ]
    for _ in range(60):
        text = " ".join(rng.choice(parts) for _ in range(30))
        for change in stet._corrector.replacements(text):
            assert text[change.start : change.end].replace("’", "").replace("'", "").isalpha()
            assert not not_prose(text).meets(change.start, change.end)


def test_is_safe_in_threads(stet):
    """Eight threads give what one gives."""
    texts = [f"We recieve {n} letters form teh goverment." for n in range(40)]
    alone = [stet.correct(text, "en") for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: stet.correct(text, "en"), texts)) == alone


def test_sites_know_their_neighbours():
    """Neighbours are words with nothing but space between; a comma parts them."""
    found = {site.word: site for site in sites("One two, three\nfour `five` six-seven.")}
    assert (found["two"].left, found["two"].right) == ("one", "")
    assert (found["three"].left, found["three"].right) == ("", "four")
    assert "five" not in found
    assert found["six"].hyphened
    assert found["seven"].hyphened
    assert found["One"].starts
    assert not found["two"].starts


def test_sic_protects_the_whole_quotation():
    """From behind the opening quotation mark to the bracket; without one, the last words."""
    text = 'It said "we recieve teh [sic] letters" and teh end.'
    ((start, end),) = not_prose(text)
    assert text[start:end].startswith("we recieve")
    assert text[start:end].endswith("[sic]")


#: What opens something that a long text never closes, or begins a word that never ends.
OPENINGS = [
    *["$", "`", "[", "<a ", r"\begin{", "http://", "'a ", "a.b", "a/b", "-a", "x", "a_", "[a](", "aB"],
    *["[sic] ", "<!--"],
]


@pytest.mark.parametrize("part", OPENINGS)
def test_steps_grow_with_the_text(stet, part):
    """Four times the text takes four times the steps."""
    assert_linear(lambda text: stet.correct(text, "en"), lambda n: part * n, 100)
