"""`stetmark items` from the command line."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from stetmark.cli.items import _marked
from stetmark.cli.main import main
from stetmark.errors import DataError, SettingsError, StetmarkError
from stetmark.items.core import core_texts
from stetmark.records import GoldEdit, Item
from stetmark.store import read_items

TEXTS = [text for text in core_texts() if text.lang == "en" and text.kind == "plain"]


def run(*words, code=0):
    """Run a command; errors of ours come out as they are raised."""
    result = CliRunner().invoke(main, ["items", *map(str, words)], standalone_mode=False)
    if isinstance(result.exception, StetmarkError):
        raise result.exception
    assert result.exception is None, result.exception
    assert (result.return_value or 0) == code, result.output
    return result


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Forty clean paragraphs in two files, and one with an error in it."""
    folder = tmp_path_factory.mktemp("corpus")
    good = [t.text for t in TEXTS if t.id.startswith("en-e")][:10] + [t.text for t in TEXTS[:30]]
    (folder / "a.txt").write_text("\n\n".join(t.replace("\n\n", " ") for t in good[:20]), encoding="utf-8")
    rows = "\n".join(json.dumps({"text": t}) for t in good[20:])
    (folder / "b.jsonl").write_text(rows + "\n", encoding="utf-8")
    bad = "It is neccesary to say that the harbor was quiet and the boats came slowly home in the evening light."
    (folder / "c.md").write_text(bad, encoding="utf-8")
    return folder


def test_make_is_deterministic_and_checked(corpus, tmp_path):
    """The same texts and seed give the same bytes, with any number of processes; every item passes the check."""
    one, two, three = (tmp_path / f"{n}.jsonl" for n in "123")
    result = run("make", corpus, "-o", one)
    run("make", corpus, "-o", two, "--processes", 2)
    run("make", corpus, "-o", three, "--seed", 5)
    assert one.read_bytes() == two.read_bytes() != three.read_bytes()
    assert "rejected by spelling" in result.stderr
    assert len(read_items(one)) >= 30
    run("check", one)


def test_make_options(corpus, tmp_path):
    """Tier, number, licence and split do what they say."""
    out = tmp_path / "items.jsonl"
    run(
        "make",
        corpus / "b.jsonl",
        "-o",
        out,
        "--tier",
        "heavy",
        "--tier",
        "clean",
        "-n",
        12,
        "--licence",
        "mine",
    )
    items = read_items(out)
    assert len(items) == 12
    assert {item.tier for item in items} <= {"heavy", "clean"}
    assert {item.licence for item in items} == {"mine"}
    run(
        "make", corpus / "b.jsonl", "-o", out, "--tier", "light", "--tier", "heavy", "--split", "dev=1,test=3"
    )
    dev, test = (read_items(tmp_path / f"items.{name}.jsonl") for name in ("dev", "test"))
    assert not {i.text for i in dev} & {i.text for i in test}
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "items.dev.jsonl",
        "items.jsonl",
        "items.test.jsonl",
    ]


def test_nothing_is_half_written(tmp_path):
    """When texts cannot be read to the end, no file is there."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": TEXTS[0].text}) + "\n{broken\n", encoding="utf-8")
    out = tmp_path / "out" / "items.jsonl"
    with pytest.raises(DataError, match=r"a\.jsonl:2"):
        run("make", source, "-o", out)
    assert not out.exists()
    assert not out.parent.exists() or list(out.parent.iterdir()) == []


def test_no_items_is_an_error(tmp_path):
    """Texts that all fail a gate make no empty file."""
    source = tmp_path / "a.txt"
    source.write_text("Too short.", encoding="utf-8")
    with pytest.raises(DataError, match="no items"):
        run("make", source, "-o", tmp_path / "items.jsonl")
    assert not (tmp_path / "items.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--skip", "nonesuch"), "unknown gate 'nonesuch'"),
        (("--split", "dev"), "is not NAME=SHARE"),
        (("--split", "dev=0"), "share above 0"),
        (("--lang", "fr"), "no word list for language"),
    ],
)
def test_wrong_options(corpus, tmp_path, words, message):
    """Each is a settings error that says what is wrong."""
    with pytest.raises(SettingsError, match=message):
        run("make", corpus, "-o", tmp_path / "x.jsonl", *words)


def test_arxiv_needs_a_day(tmp_path):
    """Without --since nobody knows what is new."""
    with pytest.raises(SettingsError, match="--since"):
        run("make", "arxiv:cs.CL", "-o", tmp_path / "x.jsonl")


def test_check_compares_where_no_edits_are_recorded(tmp_path):
    """Anyone's pairs of source and reference are checked place by place; what was found so is marked."""
    reference = (
        "In this paper we study the size of the boats that came home to the quiet harbor with the last light."
    )
    row = {
        "id": "glued",
        "lang": "en",
        "reference": reference,
        "source": reference.replace("size of the", "size ofhten"),
    }
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    out = run("check", path, code=1).output
    assert "glued: glued: 'ofhten' runs 'of the' together" in out
    assert "1 of these items record no edits" in out
    problem = json.loads(run("check", path, "--json", code=1).stdout)
    assert (problem["gate"], problem["derived"]) == ("glued", True)


def test_check_finds_unfair_items(tmp_path):
    """Exit 1, and each problem with its gate; --skip leaves one out."""
    row = {
        "id": "bad",
        "lang": "en",
        "tier": "medium",
        "source": "We went then home and saw more then one boat in the quiet harbor this evening with all of our old friends.",
        "reference": "We went then home and saw more than one boat in the quiet harbor this evening with all of our old friends.",
        "edits": [{"start": 31, "end": 35, "replacement": "than"}],
    }
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert "bad: nonword" in run("check", path, code=1).output
    run("check", path, "--skip", "nonword")
    out = run("check", path, "--json", code=1).stdout
    assert json.loads(out)["gate"] == "nonword"


def test_a_shown_item_moves_no_cursor():
    """Colours are ours alone; what a text holds for a terminal is spelt out, its lines stay lines."""
    item = Item(
        id="x",
        source="one\x1b[2J teh\ntwo",
        reference="one\x1b[2J the\ntwo",
        edits=(GoldEdit(start=8, end=11, replacement="the"),),
    )
    plain = _marked(item, plain=True)
    assert plain == "one\\u001b[2J {teh→the}\ntwo\n"
    assert click.unstyle(_marked(item, plain=False)) == "one\\u001b[2J tehthe\ntwo\n"
    assert click.style("teh", fg="red", strikethrough=True) in _marked(item, plain=False)


def test_list_and_show(capsys):
    """What the bundled set holds, and one item with its edits."""
    listing = run("list").output
    assert "core:" in listing
    assert "heavy" in listing
    shown = run("show", "en-science-01-light", "--plain").output
    assert "→" in shown
    assert "register:science" in shown
    main(["items", "show", "en-science-01-light"], standalone_mode=False, color=True)
    assert "\x1b[" in capsys.readouterr().out
    assert run("show", "en-science-01-light").output == shown, "piped, what is wrong must still be told apart"
    ids = run("list", "--ids", "--tier", "stet", "--lang", "zh").output.split()
    assert ids
    assert all(name.startswith("zh-") for name in ids)


def test_accept_and_retire(corpus, tmp_path):
    """Mending rewrites the file under a new hash; a retired item is checked and listed no more."""
    path = tmp_path / "items.jsonl"
    run("make", corpus / "b.jsonl", "-o", path, "--tier", "light")
    item = read_items(path)[0]
    before = path.read_bytes()
    run("accept", path, item.id, item.edits[0].start, "another")
    assert read_items(path)[0].edits[0].accept == ("another",)
    run("retire", path, item.id, "--why", "two right answers")
    assert read_items(path)[0].retired == "two right answers"
    assert path.read_bytes() != before
    assert item.id not in run("list", path, "--ids").output.split()
    with pytest.raises(DataError, match="unknown item"):
        run("show", "nonesuch", "--items", path)
