"""Word lists are data: sorted, without doubles, with a line that says where they come from."""

from __future__ import annotations

import ast
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from stetmark.text.word_lists import link_groups, read_list, read_sections, split_words

SOURCE = Path(__file__).resolve().parents[2] / "src" / "stetmark"
#: What the lines of a list are: `words` run on over lines; a `groups` line is a set of words that count alike;
#: a `keys` line begins with what is looked up; `pairs` are first and second; `characters` and
#: `character_groups` are written without spaces; `patterns` are regular expressions.
KINDS = {
    "corrector/confusions.txt": {
        "confused": "groups",
        "classic": "groups",
        "classic-one-way": "pairs",
        "never-owned": "words",
        "casual": "words",
        "short": "words",
    },
    "corrector/han_coined.txt": {"": "words"},
    "corrector/han_single.txt": {"": "words"},
    "envelope/languages.txt": dict.fromkeys(["de", "en", "es", "fr", "it", "nl", "pt"], "words"),
    "envelope/refusals.txt": {"": "patterns"},
    "guarding/chinese.txt": {
        "numbers": "characters",
        "negations": "characters",
        "meaning": "character_groups",
        "confused": "character_groups",
    },
    "guarding/confused.txt": {"": "groups"},
    "guarding/word_lists.txt": {"contrasts": "groups", "negated": "keys"}
    | dict.fromkeys(
        [
            "abbreviations",
            "after-contractions",
            "clitics",
            "compound-heads",
            "from-contractions",
            "function-words",
            "grammar-words",
            "joins",
            "names",
            "negations",
            "numbers",
            "units",
        ],
        "words",
    ),
    "items/bundled/words.txt": {"": "words"},
    "items/gate_pairs.txt": {"": "keys"},
    "items/gate_words.txt": {"": "words"},
    "lexicon/affixes.txt": {"prefixes": "keys", "endings": "pairs"},
    "lexicon/chinese_characters.txt": dict.fromkeys(
        [
            "surnames",
            "surnames-also-words",
            "several-readings",
            "several-readings-in-words",
            "said-twice",
            "never-doubled",
            "never-doubled-in-a-change",
            "endings",
        ],
        "characters",
    ),
    "items/chinese_unclear.txt": dict.fromkeys(["either", "short", "unclear", "unfit"], "words"),
    "lexicon/coined.txt": {"": "words"},
    "lexicon/english.txt": {"right": "words", "wrong": "words"},
    "items/famous.txt": {"": "keys"},
    "lexicon/look_alikes.txt": {"": "keys"},
    "lexicon/variants.txt": {
        "our": "words",
        "re": "words",
        "l": "words",
        "pairs": "pairs",
        "not-ise": "words",
    },
    "text/word_forms.txt": {"irregular": "groups", "endings": "keys", "slips": "pairs", "deriving": "words"},
}


def complaints(kind: str, lines: list[str]) -> list[str]:
    """What is wrong with the lines of one section."""
    if kind in ("characters", "words"):
        entries = list("".join(lines)) if kind == "characters" else " ".join(lines).split(" ")
        return [f"{two} after {one}" for one, two in pairwise(entries) if one >= two]
    told = [f"{two} after {one}" for one, two in pairwise(lines) if one >= two]
    if kind == "patterns":
        return told + [f"{line} matches nothing" for line in lines if re.compile(line).match("")]
    if kind in ("groups", "character_groups"):
        groups = [line.split(" ") if kind == "groups" else list(line) for line in lines]
        told += [f"{group} is not sorted" for group in groups if group != sorted(set(group))]
        told += [f"{group} is no group" for group in groups if len(group) < 2]
        return told + [
            f"{one} is inside {other}" for one in groups for other in groups if set(one) < set(other)
        ]
    rows = [line.split(" ") for line in lines]
    size = 1 if kind == "keys" else 2
    keys = [tuple(row[:size]) for row in rows]
    told += [f"{key} is listed twice" for key in set(keys) if keys.count(key) > 1]
    return told + [f"{row} says a thing twice" for row in rows if kind == "keys" and len(set(row)) < len(row)]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_word_list_is_in_order(name):
    """Sorted, no double, no group inside another, in NFC, with a line of provenance."""
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert re.match(r"# .*\b(Stetmark|bundled texts)\b", text)
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not re.search(r"^[^#\n]*(?:[ \t\r]$|\t|  )|\n\n\n", text, re.MULTILINE)
    package, _, file = name.partition("/")
    sections = read_sections(f"stetmark.{package}", file)
    assert sections.keys() == KINDS[name].keys()
    assert read_list(f"stetmark.{package}", file) == [line for lines in sections.values() for line in lines]
    told = [one for section, kind in KINDS[name].items() for one in complaints(kind, sections[section])]
    assert told == []


def test_every_word_list_is_known():
    """A new list is checked as well."""
    found = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.txt")}
    assert found == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("words", ["a c b"]),
        ("words", ["a b", "b c"]),
        ("groups", ["united untied", "united untied"]),
        ("groups", ["untied united"]),
        ("groups", ["bare bear", "bare bear beer"]),
        ("groups", ["alone"]),
        ("keys", ["teh the", "teh then"]),
        ("keys", ["the teh teh"]),
        ("pairs", ["b a", "a b"]),
        ("patterns", ["a?"]),
        ("character_groups", ["买卖", "买卖買"]),
    ],
)
def test_a_disorder_is_found(kind, lines):
    """The checks above can fail."""
    assert complaints(kind, lines)


def words_in(node: ast.AST) -> int:
    """How many different words or Chinese characters a constant, or a collection of constants, lists."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
        if re.fullmatch(r"[\u4e00-\u9fff]+", text):
            return len(text)
        return len(set(text.split())) if re.fullmatch(r"[\w'’,\s-]*", text) else 0
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return sum(words_in(element) > 0 for element in node.elts if " " not in ast.unparse(element))
    return 0


def listed_in(path: Path, most: int) -> list[str]:
    """Constants of a module that list more words than `most`; texts shown to people are sentences, not lists."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and _is_all(node)]
    skipped = {id(one) for node in names for one in ast.walk(node)}
    return [
        f"{path.name}:{node.lineno} lists {words_in(node)} words"
        for node in ast.walk(tree)
        if id(node) not in docstrings | skipped and words_in(node) > most
    ]


def _is_all(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)


@pytest.mark.parametrize("room", ["text", "envelope", "misspelling", "lexicon", "guarding", "corrector"])
def test_no_word_list_is_written_as_python(room):
    """A handful of words may be a rule; more are data. The commands and elements of markup are no words."""
    most = 15 if room == "text" else 25
    paths = [
        path
        for path in sorted((SOURCE / room).rglob("*.py"))
        if not path.name.startswith(("prose_", "numbers"))
    ]
    assert [told for path in paths for told in listed_in(path, most)] == []


def test_words_of_a_group_are_linked():
    """A word of two groups is linked to both."""
    assert split_words(["a b", "c"]) == {"a", "b", "c"}
    assert link_groups(["a b", "b c"]) == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}
