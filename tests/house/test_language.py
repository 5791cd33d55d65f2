"""What people read is plain English and idiomatic Chinese: known slips are banned, each with its replacement.

The English list holds calques that a native writer would not use ("is no word", "an existing run is gone on
with"). It covers the pages, the help of every command and all string literals of the package. Docstrings of
functions begin with a verb, except in the rooms of `UNREVISED`, which is to become empty.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from stetmark.cli.main import main
from stetmark.report.words import words

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
ENGLISH_PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
CHINESE_PAGES = [ROOT / "README.zh.md", *sorted((ROOT / "docs" / "zh").glob("*.md"))]
#: A literal of this many words without punctuation is a word list, not prose.
WORD_LIST = 25
#: Rooms whose docstrings are still to be revised.
UNREVISED = {
    "answers", "corrector", "documents", "guarding", "items", "judging", "lexicon", "misspelling", "proofread",
    "statistics", "store", "text",
}  # fmt: skip


class Ban(NamedTuple):
    """A pattern that no text may match, what to write instead, and a sample that must match."""

    pattern: str
    instead: str
    sample: str


ENGLISH = (
    Ban(
        r"(?<!there )\b(?:is|are|was|were|be|been) no (?!longer\b|more\b|less\b|fewer\b|better\b|worse\b)[a-z]",
        "is not a …",
        "'recieved' is no word",
    ),
    Ban(r"\b(?:go(?:es|ing)?|gone|went) on with\b", "resume, continue", "one that is there is gone on with"),
    Ban(r"\bfor want of\b", "because there is no …", "left out for want of width"),
    Ban(r"\b(?:leav(?:e|es|ing)|left) (?:\S+ )?away\b", "omit", "Leave it away"),
    Ban(
        r"\b(?:that|what) is there\b|\b(?:is|are) there already\b",
        "existing, already exists",
        "is there already",
    ),
    Ban(r"\bso often(?! that)\b", "N times", "Ask each item so often."),
    Ban(r"\bhand(?:s|ed|ing)? back\b", "return", "models hand back a list"),
    Ban(r"\bput(?:s|ting)? down that\b", "record", "Put down that nothing stands"),
    Ban(
        r"\bstands? (?:here|there|in|at|on|behind|under|beside|between|apart)\b",
        "is, occurs",
        "'x' stands here several times",
    ),
    Ban(r"\bfares\b(?! )", "performs", "how a system fares"),
    Ban(r"\banew\b", "again", "scores are written anew"),
    Ban(r"\bof late\b", "recently", "answers a second, of late"),
    Ban(r"\bat one stroke\b", "atomically", "writes at one stroke"),
    Ban(r"\bspeaks? (?:for|against)\b", "supports, contradicts", "neighbours speak against it"),
    Ban(
        r"\b(?:one|a|an) (?:\w+ )?(?:object|line|row|item|answer|id|record|request|token) "
        r"an? (?:file|line|row|item|answer|text|system|word|problem|id)\b",
        "one … per …",
        "one object a file",
    ),
)
CHINESE = (
    Ban(
        r"进行(?:了|着)?[^，。；：\s]{0,6}(?:操作|处理|比较|评分|修改|测试|检查)",
        "直接用动词",
        "对文本进行处理",
    ),
    Ban(r"被[^，。；\s]{1,6}所", "改为主动句", "被系统所接受"),
    Ban(r"对于[^，。；\s]{1,12}(?:来说|而言)", "直接说主语", "对于用户来说"),
    Ban(r"的的|了了|是是", "删去重复的字", "系统的的回答"),
    Ban(r"(?<=[\u3400-\u9fff])[,;:!?](?=[\u3400-\u9fff\s]|$)", "全角标点", "请先安装,然后运行"),
    Ban(r"(?<=[\u3400-\u9fff])\((?=[\u3400-\u9fff])", "全角括号", "回答(全部)"),
    Ban(
        r"(?<=[\u3400-\u9fff])[A-Za-z]{2,}|[A-Za-z]{2,}(?=[\u3400-\u9fff])", "中西文之间加空格", "用Python写"
    ),
    Ban(r"收下|放回原样|落盘|所设错字|无从谈起", "保留、还原、保存、预设错字、没有定义", "放回原样"),
)
OPENING = Ban(
    r"\A(?:Give|Gives|Say|Says|Put|Puts|Whether|What|Tell|Told)\b",
    "Return …, Yield …",
    "Whether a word is right.",
)


def prose(page: str) -> str:
    """Return a page without code, tables of characters, links and quoted samples."""
    page = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    page = re.sub(r"`[^`\n]*`", "x", page)
    return re.sub(r"\]\([^)]*\)|<[^>\n]*>|「[^」]*」", "", page)


def found(text: str, bans: tuple[Ban, ...]) -> list[str]:
    """Return each match with its replacement."""
    matches = (
        (m.group(), ban.instead)
        for ban in bans
        for m in re.finditer(ban.pattern, text, re.MULTILINE | re.IGNORECASE)
    )
    return [f"{match!r}: write {instead}" for match, instead in matches]


def room(path: Path) -> str:
    """Return the room of a source file, or its name at the top level."""
    return path.relative_to(ROOT / "src" / "stetmark").parts[0]


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every string literal that is not a docstring or a list of words."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skipped:
            continue
        if len(node.value.split()) < WORD_LIST or re.search(r"[.;:—]\s", node.value):
            yield node.lineno, node.value


def docstrings(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """Yield the line and text of every docstring, and whether it is that of a function (not of a property)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            is_class = isinstance(node, ast.Module | ast.ClassDef)
            is_function = not is_class and "property" not in "".join(map(ast.unparse, node.decorator_list))
            if text:
                yield getattr(node, "lineno", 1), text, is_function


def helps(command: click.Command, name: str = "stetmark") -> Iterator[tuple[str, str]]:
    """Yield the help of a command and of all commands below it."""
    context = click.Context(command, info_name=name)
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found_child = command.get_command(context, child)
            assert found_child is not None
            yield from helps(found_child, f"{name} {child}")


@pytest.mark.parametrize("ban", [*ENGLISH, *CHINESE, OPENING], ids=lambda ban: ban.sample)
def test_each_ban_catches_its_sample(ban: Ban) -> None:
    """A ban that matches nothing would not test anything."""
    assert found(ban.sample, (ban,))


@pytest.mark.parametrize(
    "text",
    [
        "There is no cluster at this address.",
        "It is no longer asked or scored.",
        "This happens so often that it is cached.",
        "The run is resumed, the table is put back, and it stands for a letter.",
        "Write one row per answer, with the answer a model gave.",
    ],
)
def test_good_english_passes(text: str) -> None:
    """What a native writer would write is not banned."""
    assert found(text, ENGLISH) == []


@pytest.mark.parametrize(
    "text",
    ["先安装，再运行 `stetmark run`。", "用 Python 3.11 写的程序。", "回答（全部）共 100 个：见下表。"],
)
def test_good_chinese_passes(text: str) -> None:
    """Full-width punctuation and spaces between the scripts are not banned."""
    assert found(prose(text), CHINESE) == []


@pytest.mark.parametrize("page", ENGLISH_PAGES, ids=lambda p: p.name)
def test_english_pages(page: Path) -> None:
    """No page has a banned phrase."""
    assert found(prose(page.read_text(encoding="utf-8")), ENGLISH) == []


@pytest.mark.parametrize("page", CHINESE_PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_chinese_pages(page: Path) -> None:
    """No page has translationese, half-width punctuation or scripts without a space between them."""
    assert found(prose(page.read_text(encoding="utf-8")), CHINESE) == []


def test_help() -> None:
    """No command's help has a banned phrase."""
    wrong = {name: hits for name, text in helps(main) if (hits := found(" ".join(text.split()), ENGLISH))}

    assert wrong == {}


def test_messages() -> None:
    """No string of the package has a banned phrase: errors, notices, reasons, headings."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {hit}"
        for path in SOURCES
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        for hit in found(text, ENGLISH)
    ]

    assert wrong == []


def test_report_in_chinese() -> None:
    """The Chinese texts of the report follow the same rules as the pages."""
    wrong = {key: hits for key, text in words("zh").items() if (hits := found(prose(text), CHINESE))}

    assert wrong == {}


def test_docstrings() -> None:
    """Docstrings have no banned phrase, and those of functions begin with a verb in the imperative."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {hit}"
        for path in SOURCES
        if room(path) not in UNREVISED
        for line, text, is_function in docstrings(ast.parse(path.read_text(encoding="utf-8")))
        for hit in found(text, (*ENGLISH, OPENING) if is_function else ENGLISH)
    ]

    assert wrong == []
