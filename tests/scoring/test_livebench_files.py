"""LiveBench's files: questions as items, model answers as answers."""

from __future__ import annotations

import json

import pytest

from stetmark.errors import DataError
from stetmark.records import Item
from stetmark.scoring.livebench_files import is_answer, is_question_file, read_model_answers, read_questions

TRUTH = "the cat sat on a mat by the door"
PROMPT = (
    f"Please output this exact text, with no changes at all.\n\n{TRUTH.replace('the', 'teh')}\n\nYour answer:"
)


def write(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def questions(tmp_path, *lines):
    told = []
    return read_questions(write(tmp_path / "question.jsonl", *lines), told.append), told


def question(name="q", truth=TRUTH, prompt=PROMPT, **more):
    return {"question_id": name, "turns": [prompt], "ground_truth": truth, **more}


def test_the_source_is_the_part_of_the_prompt_that_is_like_the_answer(tmp_path):
    """Without the request around it; other tasks are left out and counted."""
    (item,), told = questions(tmp_path, question(task="typos"), question("x", ["y"], task="plot"))
    assert (item.id, item.source, item.reference) == ("q", TRUTH.replace("the", "teh"), TRUTH)
    assert (item.lang, item.tags) == ("en", ("livebench",))
    assert told == ["1 questions of other tasks ignored"]


@pytest.mark.parametrize(
    ("prompt", "truth", "source"),
    [
        # Outer white space is the reference's.
        (PROMPT, f"\n{TRUTH}\n", "\n" + TRUTH.replace("the", "teh") + "\n"),
        # Line breaks where the correct answer has none are no misspellings.
        (PROMPT.replace("mat by", "mat\nby"), TRUTH, TRUTH.replace("the", "teh")),
        # A prompt of many lines is cut at blank lines alone.
        ("a\n" * 70 + "\n" + TRUTH.replace("the", "teh") + "\n \nmore", TRUTH, TRUTH.replace("the", "teh")),
        # Nothing like it: no source.
        ("Fix it.", TRUTH, None),
        ("", TRUTH, None),
    ],
)
def test_where_the_source_begins_and_ends(tmp_path, prompt, truth, source):
    """Said where there is none."""
    (item,), told = questions(tmp_path, question(prompt=prompt, truth=truth))
    assert item.source == source
    assert bool(told) == (source is None)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([question(), question()], ":2: question 'q' occurs twice"),
        ([question(truth=["x"])], "ground_truth is not text"),
        ([question(task="plot")], "no question of the typos task"),
    ],
)
def test_questions_that_are_refused(tmp_path, lines, told):
    """By file and line."""
    with pytest.raises(DataError, match=told):
        questions(tmp_path, *lines)


def test_kinds_of_files_are_told_by_their_first_line(tmp_path):
    """A question has a ground truth, an answer has choices."""
    assert is_question_file(write(tmp_path / "a.jsonl", question()))
    assert not is_question_file(write(tmp_path / "b.jsonl", {"question_id": "q", "choices": []}))
    assert not is_question_file(write(tmp_path / "c.json", question()))
    assert not is_question_file(tmp_path / "none.jsonl")
    assert is_answer({"question_id": 1, "choices": []})
    assert not is_answer({"item": "a"})


ITEMS = [Item(id="q", reference=TRUTH)]


def reply(text, name="q", **more):
    return {"question_id": name, "choices": [{"turns": [text]}], **more}


def test_answers_of_models(tmp_path):
    """By the name in the line, else by the file's; second answers are repeats, errors are failures."""
    one = write(
        tmp_path / "one.jsonl", reply("x", model_id="M"), reply(" ", model_id="M"), reply("y", "other")
    )
    two = write(tmp_path / "two.jsonl", reply("$ERROR$"), reply(None))
    told = []
    answers = read_model_answers([one, two], ITEMS, told.append)
    assert [(a.system, a.repeat, a.outcome, a.reply) for a in answers] == [
        ("M", 1, "complete", "x"),
        ("M", 2, "empty", " "),
        ("two", 1, "failed", ""),
        ("two", 2, "failed", ""),
    ]
    assert told == ["1 answers to other questions ignored"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"question_id": "q", "choices": [{"turns": []}]}, ":1: a choice without a turn"),
        (reply("x", "z"), "no answer to any"),
    ],
)
def test_answers_that_are_refused(tmp_path, line, told):
    """By file, and by line where there is one."""
    with pytest.raises(DataError, match=told):
        read_model_answers([write(tmp_path / "m.jsonl", line)], ITEMS, [].append)
