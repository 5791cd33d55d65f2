"""The gate's word list: what is right, and what a misspelling could stand for."""

from __future__ import annotations

import math
import random
from itertools import product

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

from stetmark.errors import SettingsError
from stetmark.items import gate_variants
from stetmark.items.confusables import famous, real_words
from stetmark.items.gate_lexicon import GateLexicon, english_gate, gate_for
from stetmark.items.gate_near import Neighbours
from stetmark.lexicon.word_list import read_words
from stetmark.misspelling.channel import Channel
from stetmark.text.wordforms import are_related

CHANNEL = Channel()


@pytest.fixture(scope="module")
def gate():
    return english_gate()


@pytest.mark.parametrize(
    "word",
    "colour organise organised travelled centre kilometres grey whilst don't boat's online dataset THE London "
    "practise theatre defence catalogue programme anaemia judgement centring".split(),
)
def test_right_words(gate, word):
    """American, British, newer words, possessives and capitals are right."""
    assert word in gate


@pytest.mark.parametrize("word", "recieve teh london behavour seperate centrre organisze xyzzy".split())
def test_wrong_words(gate, word):
    """Misspellings are not, nor a name without its capital."""
    assert word not in gate


@pytest.mark.parametrize("unit", ["'s", "ae", "boat's", "'"])
def test_words_longer_than_any(gate, unit):
    """Whatever a word of a hundred thousand letters is made of, it is none."""
    assert "boat" + unit * 50_000 not in gate


def test_the_list_is_what_hunspell_accepts(gate):
    """Our own reading of the affix rules agrees with hunspell on thousands of its forms."""
    hunspell = pytest.importorskip("hunspell").Hunspell("en_US")
    rng = random.Random(1)
    forms = [w for w in sorted(gate.words) if w.isalpha()]
    newer = 0
    for word in rng.sample(forms, 3000):
        newer += not hunspell.spell(word)
    assert newer <= 15  # words of our own list


def test_the_margin_is_what_weighing_every_word_gives(gate):
    """Against an oracle that weighs every word of the list: the searches leave out no rival that counts."""
    rng = random.Random(5)
    used = sorted(w for w in gate.words if w.isalpha() and w.islower() and gate.count(w) > 3_000_000)
    kinds = (*CHANNEL.mix, "two-slips", "three-slips", "two-slips")
    use = {w: math.log(gate.count(w)) for w in gate.words if w == w.lower()}
    done = clear = 0
    while done < 60:
        word = rng.choice(used)
        form = CHANNEL.slip(word, rng.choice(kinds), rng)
        if form is None or form in gate:
            continue
        done += 1
        slow = _margin_by_weighing_all(gate, use, form, word)
        assert min(gate.margin(form, word, CHANNEL), 8) == pytest.approx(min(slow, 8)), (form, word)
        for nats in (1.0, 4.0):
            assert gate.is_clear(form, word, CHANNEL, nats) == (slow >= nats), (form, word, nats)
        clear += slow >= 4
    assert 15 < clear < 55


def _margin_by_weighing_all(gate, use, form, goal):
    def sibling(word):
        return 3.0 if are_related(word, goal) else 0.0

    one = process.extract(form, use.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
    near = {word for word, _, _ in one} - {form, goal}
    if OSA.distance(form, goal) > 1:
        alike = process.extract(form, use.keys(), scorer=OSA.distance, score_cutoff=2, limit=None)
        begins = {w for w, _, _ in alike if w[0] == form[0] and w in gate._counts} - near - {goal}
        own = math.log(gate.count(goal))
        margins = [own - use[w] - 5.0 for w in near] + [own - use[w] - sibling(w) for w in begins]
        return min(margins, default=math.inf)
    own = CHANNEL.cost(form, goal) - math.log(gate.count(goal))
    margins = [CHANNEL.cost(form, w) - use[w] - own - sibling(w) for w in near]
    for i in range(1, len(form)):
        first, second = form[:i], form[i:]
        if min(gate.count(first), gate.count(second)) >= 30_000_000 and {first, second} <= gate._common:
            both = gate.count(first) * gate.count(second) / 1e12
            margins.append(CHANNEL.cost(form, f"{first} {second}") - math.log(max(1.0, both)) - own)
    return min(margins, default=math.inf)


def test_one_slip_finds_what_brute_force_finds(gate):
    """Blanked letters, whole starts and whole ends find every word one slip away, accents too."""
    rng = random.Random(5)
    french = frozenset("été étés fête fêté fée mère même l'été aujourd'hui où ou".split())
    for words, n in ((gate.words, 40), (french, 200)):
        plain = sorted(w for w in words if w == w.lower())
        near = Neighbours(frozenset(plain), {})
        for word in rng.choices(plain, k=n):
            form, _ = CHANNEL.corrupt(word, rng)
            all_near = process.extract(form, plain, scorer=OSA.distance, score_cutoff=1, limit=None)
            assert near.one_slip(form) == {w for w, _, _ in all_near} - {form}, form


def test_american_rules_hold_their_signs(gate):
    """The letters that say whether a rule is tried stand in every word it changes."""
    for sign, pattern, _ in gate_variants._RULES:
        assert all(sign in word for word in gate.words if pattern.search(word)), sign


def test_words_alike_in_start_or_end_are_all_found():
    """A long list whose words share their first letters, as in languages that inflect."""
    words = frozenset("abcd" + "".join(rest) for rest in product("efgh", repeat=4))
    near = Neighbours(words, {})
    assert near.one_slip("abcdefgi") == {"abcdefge", "abcdefgf", "abcdefgg", "abcdefgh"}
    assert near.one_slip("abcdefge") == {w for w in words if OSA.distance(w, "abcdefge") == 1}


def test_one_slip_misses_nothing_where_all_is_near():
    """Words of two letters of the alphabet, from one to eleven long: each has many neighbours of every kind."""
    rng = random.Random(8)
    words = ["".join(rng.choices("ab", k=rng.randrange(1, 12))) for _ in range(400)]
    near = Neighbours(frozenset(words), {})
    for _ in range(2000):
        form = "".join(rng.choices("abc", (9, 9, 1), k=rng.randrange(13)))
        assert near.one_slip(form) == {w for w in words if OSA.distance(w, form) == 1}, form


def test_forms_of_one_word():
    """Endings apart the same, with three letters at least in common."""
    assert are_related("tests", "testing")
    assert not are_related("tent", "test")
    assert not are_related("as", "ass")


@pytest.mark.parametrize(
    ("form", "meant"),
    [("thier", "their"), ("necesary", "necessary"), ("wroking", "working"), ("measurment", "measurement")],
)
def test_clear_misspellings_have_a_margin(gate, form, meant):
    """One best correction, by far."""
    assert gate.margin(form, meant, CHANNEL) >= 4


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ("ther", "there"),  # their, then
        ("houss", "houses"),  # house
        ("scince", "since"),  # science
        ("improvment", "improvements"),
        ("infact", "intact"),  # in fact
        ("smll", "smell"),  # small
    ],
)
def test_ambiguous_misspellings_have_none(gate, form, meant):
    """What could be another word as well is refused."""
    assert gate.margin(form, meant, CHANNEL) < 4


def test_without_rivals_the_margin_is_infinite():
    """A list of one word leaves no doubt."""
    assert GateLexicon(["limpet"]).margin("limept", "limpet", CHANNEL) == math.inf


@pytest.mark.parametrize("word", "colour color organise organize centre travelled grey gray defense".split())
def test_twins(gate, word):
    """A word that is spelt otherwise across the Atlantic is known as one."""
    assert gate.has_twin(word)


@pytest.mark.parametrize("word", "surprise exercise called smaller window because promise them".split())
def test_no_twins(gate, word):
    """-ise that is no ending, and doubled letters that both write, make no twin."""
    assert not gate.has_twin(word)


def test_other_languages_need_a_list(tmp_path):
    """Without a word list a language cannot be gated, and the error says what to do."""
    with pytest.raises(SettingsError, match="no word list for language 'fr'"):
        gate_for("fr")
    path = tmp_path / "mots.txt"
    path.write_text("# mots\nmaison jardin\nfenêtre  # avec accent\n", encoding="utf-8")
    gate = gate_for("fr", read_words(path))
    assert "fenêtre" in gate
    assert "avec" not in gate


def test_famous_misspellings_are_none_and_their_words_right(gate):
    """The list is consistent: right words on the left, no right word planted from the right that we use."""
    capitals = {"february", "saturday", "wednesday"}
    assert [w for w in famous() if w not in gate and w not in capitals] == []
    assert all(right not in wrong for right, wrong in famous().items())


def test_real_words_are_words(gate):
    """Both sides of each confusion are right words, or the point is lost."""
    assert [c.wrong for c in real_words() if c.wrong not in gate or c.right not in gate] == []
