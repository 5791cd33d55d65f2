"""What is not prose: one answer, whoever asks. Each row of the table is put to every caller."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from fakes.growth import cpu_budget
from stetmark import documents
from stetmark.answers.local import registry
from stetmark.documents import read
from stetmark.guarding.replies import guard, guard_answers
from stetmark.items.corpus import Corpus
from stetmark.items.gates import check_item
from stetmark.items.make import CleanText, Maker, Plan
from stetmark.items.prose import read_prose
from stetmark.proofread.comparing import compare_files
from stetmark.proofread.fixing import fix
from stetmark.records import Answer, GoldEdit, Item
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from text.prose_rows import FORMATLESS, IN_FORMAT, rows

#: What is misspelt -> what is meant, and a right word that planting would gladly misspell.
WORDS = {"teh": ("the", "ridge"), "Teh": ("The", "Ridge"), "己经": ("已经", "已经")}
#: The row holds whatever the format of the text is.
ANY = [(*row, True) for row in rows(FORMATLESS)]
ROWS = ANY + [(*row, False) for row in rows(IN_FORMAT)]
IDS = [f"{row[1]}-{row[0]}" for row in ROWS]
MAKER = Maker(Plan())


class Row:
    """One word in one text: where it is, what it should be."""

    def __init__(self, text: str, word: str = "") -> None:
        found = word if word and word in text else next(w for w in WORDS if w in text)
        self.text, self.start = text, text.index(found)
        match = re.search("|".join(WORDS), found)
        assert match
        self.start += match.start()
        self.wrong = match.group()
        self.end = self.start + len(self.wrong)
        self.right, self.plain = WORDS[self.wrong]

    def meant(self) -> str:
        return self.text[: self.start] + self.right + self.text[self.end :]


def needs_chinese(row: Row) -> None:
    if "己" in row.text and not find_spec("pypinyin"):
        pytest.skip("needs the extra [zh]")


def the_row(text: str) -> Row:
    row = Row(text)
    needs_chinese(row)
    return row


@pytest.mark.parametrize(("name", "kind", "prose", "text", "anywhere"), ROWS, ids=IDS)
class TestEveryCaller:
    """The rows, put to each caller in turn."""

    def test_shapes(self, name, kind, prose, text, anywhere):
        """The definition itself, with the format and, where the shape is unmistakable, without."""
        row = Row(text)
        assert documents.not_prose(text, kind).meets(row.start, row.end) != prose
        if anywhere:
            assert not_prose(text).meets(row.start, row.end) != prose

    def test_documents(self, name, kind, prose, text, anywhere):
        """The word lies in a segment, or in none."""
        row = Row(text)
        spans = read(text.encode(), kind, "x").spans
        assert any(s.start <= row.start and row.end <= s.end for s in spans) == prose

    def test_fix(self, name, kind, prose, text, anywhere):
        """The corrector, under the guard, in a text of the format."""
        row = the_row(text)
        fixed = fix(text, format=kind)
        if prose:
            assert fixed == row.meant()
        else:
            assert fixed[: row.end] == text[: row.end]

    def test_corrector(self, name, kind, prose, text, anywhere):
        """The corrector by itself, as it is asked in a benchmark."""
        row = the_row(text)
        if not anywhere:
            return
        lang = "zh" if "己" in text else "en"
        corrected = registry.load("stet").correct(text, lang)
        if prose:
            assert corrected[row.start :].startswith(row.right)
        else:
            assert corrected[: row.end] == text[: row.end]

    def test_guard(self, name, kind, prose, text, anywhere):
        """Of two texts, of two files, of stored answers."""
        row = the_row(text)
        for form in {kind, "txt"} if anywhere else {kind}:
            guarded = guard(text, row.meant(), format=form)
            assert guarded.text == (row.meant() if prose else text), guarded.decisions
        if anywhere:
            item = Item(id="i", source=text, reference=row.meant())
            answer = Answer(item="i", system="s", outcome="complete", reply=row.meant(), repeat=1, key="k")
            (guarded_answer,) = guard_answers([item], [answer])
            assert guarded_answer.reply == (row.meant() if prose else text)

    def test_guard_of_files(self, name, kind, prose, text, anywhere, tmp_path):
        """Of two files."""
        row = the_row(text)
        one, other = tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"
        one.write_text(text)
        other.write_text(row.meant())
        assert compare_files(one, other).data.decode() == (row.meant() if prose else text)

    def test_gates(self, name, kind, prose, text, anywhere):
        """A gold edit at the word is fair, or not; without a format."""
        row = the_row(text)
        if not anywhere:
            return
        edits = (GoldEdit(start=row.start, end=row.end, replacement=row.right),)
        item = Item(id="i", lang="zh", source=text, reference=row.meant(), edits=edits)
        gates = {problem.gate for problem in check_item(item, None, MAKER.channel)}
        assert ("protected" not in gates) == prose

    def test_planting(self, name, kind, prose, text, anywhere, tmp_path):
        """Nothing is planted at the word, and the gates agree on what the document knew."""
        row = the_row(text)
        clean = text[: row.start] + row.plain + text[row.end :]
        path = tmp_path / f"x.{kind}"
        path.write_text(clean)
        lexicon = MAKER.lexicon("en")
        for found in Corpus([str(path)]).texts():
            assert isinstance(found, CleanText)
            if prose or "己" in text or row.plain not in found.text:
                continue
            outside = not_prose(found.text) | found.not_prose
            words = read_prose(found.text, lexicon, outside=outside).words
            sites = read_prose(found.text, lexicon, outside=outside).sites
            places = [m.start() for m in re.finditer(row.plain, found.text)]
            assert not {words.starts[n] for n in sites} & set(places)
            for start in places:
                source = found.text[:start] + row.wrong + found.text[start + len(row.plain) :]
                edits = (GoldEdit(start=start, end=start + len(row.wrong), replacement=row.plain),)
                item = Item(
                    id="i",
                    lang="zh",
                    source=source,
                    reference=found.text,
                    edits=edits,
                    not_prose=found.not_prose,
                )
                assert "protected" in {p.gate for p in check_item(item, None, MAKER.channel)}


@pytest.mark.parametrize("link", ["[teh]", "[teh][]"])
def test_named_links(link):
    """The text of a link that names its target is no business of a corrector, in any format."""
    text = f"This is in {link} for the bees, and teh rest.\n\n[teh]: list.html\n"
    meant = text.replace("and teh", "and the")
    for kind in ("md", "txt"):
        everything = meant.replace(link, link.replace("eh", "he"), 1)
        assert guard(text, everything, format=kind).text == meant
        assert fix(text, format=kind) == meant


def test_the_table_is_large():
    """Enough rows of both kinds, in every format."""
    assert len(ROWS) >= 120
    assert {row[1] for row in ROWS} == {"txt", "md", "rst", "tex", "html"}
    assert sum(row[2] for row in ROWS) >= 50


def test_shared_rows(shared: Path):
    """The rows that users' texts gave, put to guard, fix, gates and documents."""
    wrong = []
    lines = (shared / "cases" / "prose.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        text, kind, prose = case["text"], case["format"], case["prose"]
        start = text.lower().index(case["word"].lower())
        end = start + len(case["word"])
        meant = re.sub("teh", "the", text).replace("Teh", "The").replace("recieve", "receive")
        kept = [
            any(start <= d.start and d.end <= end for d in guard(text, meant, format=form).kept)
            for form in (kind, "txt")
        ]
        spans = read(text.encode(), kind, "x").spans
        inside = any(s.start <= start and end <= s.end for s in spans)
        fixed = fix(text, format=kind)[: end + len(meant) - len(text)] != text[:end]
        edits = (GoldEdit(start=start, end=end, replacement=case["word"].replace("e", "a")),)
        reference = text[:start] + edits[0].replacement + text[end:]
        item = Item(id="i", lang="zh", source=text, reference=reference, edits=edits)
        fair = "protected" not in {p.gate for p in check_item(item, None, MAKER.channel)}
        wanted = inside if prose is None else prose
        if {*kept, inside, fixed, fair} != {wanted}:
            wrong.append((case["construct"], kept, inside, fixed, fair))
    assert wrong == []


@pytest.mark.parametrize("tier", ["heavy", "medium"])
def test_planted_items_of_a_document_pass_the_gates(tmp_path, tier):
    """Nothing is planted inside the tags and elements of a document, whatever the seed; the gates agree."""
    filler = "The children walked along the river towards the school house near the bridge before breakfast. "
    path = tmp_path / "x.html"
    path.write_text(f"<p>{filler * 2}They used <code>garden window table</code> there. {filler}</p>")
    template = tmp_path / "y.md"
    template.write_text(filler + "{% block garden window %} was read by the people of the village. " + filler)
    for seed in range(20):
        maker = Maker(Plan(tiers=(tier,), seed=str(seed)))
        for clean in Corpus([str(path), str(template)]).texts():
            for item in maker.make(clean).items:
                assert "garden window" in item.source
                problems = check_item(item, maker.checker("en"), maker.channel)
                assert problems == []


def test_only_what_the_text_does_not_show_is_recorded(tmp_path):
    """An item says what its document knew; a code span shows itself."""
    path = tmp_path / "x.html"
    path.write_text("<p>They used <code>garden window</code> and `table` there, as people do.</p>")
    (clean,) = Corpus([str(path)]).texts()
    assert [clean.text[a:b] for a, b in clean.not_prose] == ["garden window"]


def test_regions():
    """Merged, asked, cut."""
    regions = Regions([(5, 7), (1, 3), (3, 4), (9, 9)])
    assert list(regions) == [(1, 4), (5, 7)]
    assert [regions.meets(a, b) for a, b in ((0, 1), (0, 2), (4, 5), (6, 6), (5, 5), (7, 9))] == [
        False,
        True,
        False,
        True,
        False,
        False,
    ]
    assert list(regions.gaps(0, 10)) == [(0, 1), (4, 5), (7, 10)]
    assert list(regions.within(2, 6)) == [(2, 4), (5, 6)]
    assert list(regions.without(Regions([(2, 6)]))) == [(1, 2), (6, 7)]


HOSTILE = [
    *(
        "`",
        "``",
        "` ",
        "$",
        "$a ",
        "$a$",
        "\\(",
        "\\[",
        "{{",
        "{%",
        "{#",
        "{",
        "${",
        "<%",
        "<?",
        "<a",
        "<a ",
        '<a "',
    ),
    *(
        "<!--",
        "<code>",
        "<pre",
        "[",
        "[[",
        "[a](",
        "[a](b",
        '[a](b "',
        "](",
        "][",
        "[^",
        "[@",
        "[!",
        "]",
        "\\a{",
    ),
    *("\\a[", "\\'e", 'a\\"', "\\emph{", "\\begin{a}", "\\begin{verbatim}", "a\\", "a:\\", "\\\\a"),
    *(
        "http://",
        "a://",
        "www.",
        "a@",
        "@",
        "#",
        "# a #",
        "a/",
        "/",
        "~/",
        "a.",
        "a.b",
        "a.b/",
        "-",
        "--a",
        "a-",
        "a_",
    ),
    *(
        "_",
        "_a ",
        " _",
        "a::",
        "::",
        ":a",
        ":a:",
        "a(",
        "a()",
        "a=",
        "=",
        "^",
        "a^",
        "%",
        "%a",
        "&",
        "&a",
        "a<",
        "a{a",
    ),
    *(
        "}",
        "a}",
        "[a]_",
        '"a"',
        '"a": ',
        "'a'",
        "*",
        "a*",
        "(a)",
        "|",
        "|a|",
        " |a",
        "的",
        "a的",
        "1",
        "a1",
        "1-",
        "a-1",
    ),
    *(
        "aB",
        "Aa",
        "\n",
        " ",
        "\t",
        "\n ",
        "a \n",
        "```\n",
        "~~~\n",
        "a ```\n",
        "---\n",
        "---\na: b\n",
        ".. a::\n",
    ),
    *(
        ".. _a:\n",
        "a::\n\n",
        ">>> a(\n",
        "$ a\n",
        "    a;\n",
        "[a]: b\n",
        "[sic] ",
        '"[sic] ',
        "\ufffc",
        "“",
        "「",
    ),
    *(
        "{% raw %}",
        "[code]",
        "#+begin_src\n",
        "[source]\n----\n",
        "import a from '\n",
        "!!! a\n",
        "\\verb|",
        "a/a#",
        ":80/",
        "a `b`",
        "`a` b's ",
        "\\begin{",
        "'a ",
        "a/b",
        "-a",
        "x",
    ),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_linear_time(unit):
    """A long text that opens something at every step and never closes it is read at once."""
    text = "x " + unit * (150_000 // len(unit)) + "\nend"
    with cpu_budget(10):
        closed = not_prose(text)
    assert all(0 <= low < high <= len(text) for low, high in closed)
