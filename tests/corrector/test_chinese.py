"""The Chinese corrector on a small model made here: what it changes, what it lets stand, and why."""

import math
import random

import pytest

from stetmark.corrector.chinese import HanCorrector
from stetmark.corrector.chinese_lattice import Lattice
from stetmark.corrector.chinese_model import START, HanCosts, HanRun, han_runs

COUNTS = {
    "其他": 90000, "我们": 900, "我": 800, "的": 1000, "工作": 400, "计划": 300, "已经": 400, "完成": 300, "认真": 200, "学习": 300,
    "因此": 300, "此": 100, "因": 90, "银": 3, "部": 30, "门": 40, "部门": 200, "他": 500, "他们": 600, "图书馆": 80,
    "书": 100, "馆": 10, "看看": 50, "看": 300, "在": 3000, "王": 100, "明": 20, "名": 90, "名字": 200, "字": 90, "子": 80,
    "末": 20, "期末": 60, "期": 60, "未": 50, "来": 300, "未来": 120, "划": 20, "计": 20, "华": 20, "认": 30, "真": 90,
    "针": 20, "服务": 200, "服": 20, "务": 10, "武": 20, "事实": 150, "实施": 150, "是": 2000, "了": 3000,
}  # fmt: skip
SOUND = {
    "因": "yin", "银": "yin", "此": "ci", "部": "bu", "不": "bu", "门": "men", "们": "men", "计": "ji", "划": "hua",
    "画": "hua", "华": "hua", "认": "ren", "真": "zhen", "针": "zhen", "名": "ming", "明": "ming", "字": "zi", "子": "zi",
    "服": "fu", "务": "wu", "武": "wu", "事": "shi", "实": "shi", "施": "shi", "是": "shi",
}  # fmt: skip


class Toy:
    """Counts and sounds from the tables above; a pair is worth no more than its words."""

    def __init__(self):
        self.total = math.log(sum(COUNTS.values()))

    def __contains__(self, word):
        return word in COUNTS

    def alone(self, word):
        return math.log(COUNTS.get(word, 0.001)) - self.total

    def after(self, word, left):
        return self.alone(word)

    def is_meant(self, word):
        return word in COUNTS

    def sounds(self, text):
        codes = sorted(set(SOUND.values()))
        return "".join(chr(0xE000 + codes.index(SOUND[c])) if c in SOUND else c for c in text)

    def same(self, one, other):
        return SOUND.get(one) == SOUND.get(other) is not None

    def heard(self, sounds):
        found = [w for w in COUNTS if 2 <= len(w) <= 4 and self.sounds(w) == sounds]
        return sorted(found, key=lambda w: -COUNTS[w])

    def confused(self, char):
        return ""

    def looks(self, char):
        return {"末": "未", "未": "末"}.get(char, "")

    def completed(self, text):
        return [w for w in COUNTS if len(w) > 2 and text in {w[:i] + w[i + 1 :] for i in range(len(w))}]

    def is_surname(self, char):
        return char == "王"


@pytest.fixture(scope="module")
def corrector():
    return HanCorrector(Toy())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("银此，我们完成了工作。", "因此，我们完成了工作。"),  # same sound
        ("我们的服武完成了。", "我们的服务完成了。"),
        ("我们认针学习。", "我们认真学习。"),
        ("我们末来的工作。", "我们未来的工作。"),  # look-alike
        ("我们在图馆学习。", "我们在图书馆学习。"),  # one too few
        ("我们的的工作完成了。", "我们的工作完成了。"),  # one too many
        ("我们的计划划已经完成。", "我们的计划已经完成。"),
    ],
)
def test_repairs(corrector, written, meant):
    """One wrong character, one too few, one too many."""
    assert corrector.correct(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "因此，我们完成了工作。",
        "看看书。",  # said twice on purpose
        "王银此在学习。",  # a name
        "銀此場合は学习。银此·他说。",  # Japanese; a name as it sounds
        "`银此` 是 $服武$ 的。",  # code, formula
        "<code>认针</code> [书](末来/认针)",
        "他写道：“银此”（原文如此）。",
        "Teh recieve 123 ，。",
    ],
)
def test_lets_stand(corrector, text):
    """Right text, names, terms, code, formulas, addresses, quoted errors, anything that is not Chinese."""
    assert corrector.correct(text) == text


def test_a_word_that_stands_there_must_lose_by_more(corrector):
    """Two words of one sound are told apart by counts alone only where a change is made cheap."""
    assert corrector.correct("我们的部门。") == "我们的部门。"
    assert corrector.correct("我们施事。") == "我们施事。"
    rare = dict(COUNTS, 实是=2)
    model = Toy()
    model.__class__ = type("Rare", (Toy,), {"__contains__": lambda _self, word: word in rare})
    assert HanCorrector(model).correct("实是工作。") == "实是工作。"
    assert HanCorrector(model, HanCosts(word=1.0, part=1.0)).correct("实是工作。") == "事实工作。"


def test_what_stands_there_twice_is_a_term():
    """A form that the text repeats must lose by more; a candidate that it has elsewhere may win by less."""
    text = "我们的服武完成了。他们的服武来了。"
    assert HanCorrector(Toy(), HanCosts(repeated=0.0)).correct(text) == text.replace("武", "务")
    assert HanCorrector(Toy(), HanCosts(repeated=40.0)).correct(text) == text
    once = "我们的服武完成了。服务来了。"
    gains = [HanCorrector(Toy(), HanCosts(inside=i)).replacements(once)[0].gain for i in (0.0, 1.5)]
    assert gains[1] - gains[0] == pytest.approx(1.5)


def test_changes_are_cut_to_what_differs_and_do_not_overlap(corrector):
    """A change says the characters that change, not the word round them."""
    text = "银此，我们的服武认针完成。"
    found = corrector.replacements(text)
    assert [(c.start, c.end, c.text) for c in found] == [(0, 1, "因"), (7, 8, "务"), (9, 10, "真")]
    assert all(c.gain > 0 for c in found)


def test_the_lattice_scores_a_candidate_as_a_full_segmentation_would():
    """`gain` is the score of the best row with the word in its place, less that of the best row without."""
    model = Toy()
    run = HanRun(0, "我们的服武完成了", START, "")
    lattice = Lattice(run, model)

    def best(text):
        rows = [0.0] + [-1e9] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - 5), end):
                word = text[start:end]
                if len(word) == 1 or word in model:
                    rows[end] = max(rows[end], rows[start] + model.alone(word))
        return rows[-1]

    assert lattice.best == pytest.approx(best("我们的服武完成了"))
    assert lattice.gain(3, 5, "服务") == pytest.approx(best("我们的服务完成了") - best("我们的服武完成了"))
    assert "".join(word for _, word in lattice.words()) == run.text
    assert [start for start, _ in lattice.words()] == [0, 2, 3, 4, 5, 7]
    assert lattice.gain(3, 5, "服务") <= lattice.bound(3, 5) + model.alone("服务") + 1e-9


def test_runs_know_what_stands_beside_them():
    """A sentence begins, a comma follows, Latin says nothing."""
    runs = list(han_runs("我们工作，因此ABC学习。\n`代码`"))
    assert [(r.start, r.text, r.left, r.right) for r in runs] == [
        (0, "我们工作", START, "，"),
        (5, "因此", "，", ""),
        (10, "学习", "", "。"),
    ]


def test_only_chinese_characters_outside_protected_spans_change(corrector):
    """Whatever is written, Latin, digits, signs and spaces come back as they were."""
    rng = random.Random(11)
    parts = [
        "银此",
        "服武",
        "的的",
        "，",
        " ",
        "teh",
        "`认针`",
        "12",
        "\n",
        "末来",
        "$",
        "（原文如此）",
        "“",
        "我们",
    ]
    for _ in range(300):
        text = "".join(rng.choices(parts, k=12))
        fixed = corrector.correct(text)
        assert [c for c in fixed if not "\u4e00" <= c <= "\u9fff"] == [
            c for c in text if not "\u4e00" <= c <= "\u9fff"
        ]
        assert corrector.correct(text) == fixed
