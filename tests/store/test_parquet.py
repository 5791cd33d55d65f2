"""Records in Parquet: nothing lost, in order, in batches."""

from __future__ import annotations

import msgspec
import pytest
from click.testing import CliRunner

from scale.made import make_answers, make_items, make_run
from stetmark.cli.score import command
from stetmark.errors import DataError, SettingsError
from stetmark.judging.judge import score_answers
from stetmark.records import Answer, Item, Score, Usage
from stetmark.scoring.run import in_batches

pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow  # quick tests run where pyarrow may not be installed

from stetmark.scale import score_files  # noqa: E402
from stetmark.scale.files import form_of, read_items_from, within  # noqa: E402
from stetmark.store import parquet  # noqa: E402
from stetmark.store.parquet import arrow_schema, list_files, read_parquet, write_parquet  # noqa: E402


def _write(path, records, type_, n_bytes=2000):
    with write_parquet(path, type_) as write:
        for block in in_batches(records, n_bytes):
            write(block)


@pytest.mark.parametrize("type_", [Answer, Item, Score])
def test_records_come_back_as_they_went(tmp_path, type_):
    """Every field of every kind of record survives, None and empty told apart."""
    items = make_items(30)
    answers = make_answers(items)
    records = {Item: items, Answer: answers, Score: list(score_answers(items, answers))}[type_]
    _write(tmp_path / "x.parquet", records, type_)
    assert list(read_parquet(tmp_path / "x.parquet", type_)) == records


def test_none_is_not_empty(tmp_path):
    """An item without gold edits is diffed; one with none is clean."""
    items = [Item(id="a", reference="x", source="x"), Item(id="b", reference="x", source="", edits=())]
    _write(tmp_path / "x.parquet", items, Item)
    assert list(read_parquet(tmp_path / "x.parquet", Item)) == items


def test_a_usage_may_be_known_in_part(tmp_path):
    """A null within a struct is a count that the provider did not give."""
    answer = Answer(item="a", system="s", outcome="complete", usage=Usage(input_tokens=3))
    _write(tmp_path / "x.parquet", [answer], Answer)
    assert list(read_parquet(tmp_path / "x.parquet", Answer)) == [answer]


def test_the_columns_are_the_fields_as_json_names_them():
    """`class_` is `class` in every file of ours."""
    edits = arrow_schema(Score).field("edits").type.value_type
    assert [edits.field(i).name for i in range(2)] == ["verdict", "class"]


def test_columns_that_are_not_ours_are_passed_over(tmp_path):
    """A file from elsewhere may hold more."""
    import pyarrow.parquet as pq

    table = pa.table({"item": ["a"], "system": ["s"], "outcome": ["complete"], "colour": ["red"]})
    pq.write_table(table, tmp_path / "x.parquet")
    assert list(read_parquet(tmp_path / "x.parquet", Answer)) == [
        Answer(item="a", system="s", outcome="complete")
    ]


def test_a_row_that_is_no_record_is_refused(tmp_path):
    """With the file and the reason."""
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"item": ["a"], "system": ["s"], "outcome": ["good"]}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match=r"x\.parquet: not a Answer record: \S"):
        list(read_parquet(tmp_path / "x.parquet", Answer))


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    """With its name."""
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(DataError, match=r"x\.parquet: cannot be read as Parquet"):
        list(read_parquet(tmp_path / "x.parquet", Answer))


def test_a_folder_is_its_files_by_name(tmp_path):
    """Hidden files and others' markers do not belong to it."""
    answers = make_answers(make_items(8))
    _write(tmp_path / "d" / "b.parquet", answers[20:], Answer)
    _write(tmp_path / "d" / "a.parquet", answers[:20], Answer)
    (tmp_path / "d" / "_SUCCESS.parquet").write_text("")
    assert list(read_parquet(tmp_path / "d", Answer)) == answers
    assert len(list_files(tmp_path / "d", ".parquet")[1]) == 2


def test_a_file_that_was_not_finished_is_not_there(tmp_path):
    """Half a Parquet file is never taken for a whole one."""
    with pytest.raises(RuntimeError), write_parquet(tmp_path / "x.parquet", Answer) as write:
        write(msgspec.json.encode(Answer(item="a", system="s", outcome="complete")))
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_row_groups_are_bounded(tmp_path, monkeypatch):
    """So that a reader can take them one at a time."""
    import pyarrow.parquet as pq

    monkeypatch.setattr(parquet, "GROUP_ROWS", 50)
    _write(tmp_path / "x.parquet", make_answers(make_items(40)), Answer)
    assert pq.ParquetFile(tmp_path / "x.parquet").num_row_groups >= 3


@pytest.mark.parametrize("form", [".jsonl", ".parquet"])
@pytest.mark.parametrize("workers", [1, 2])
def test_files_are_scored_as_a_run_is(tmp_path, form, workers):
    """Answers and items in either form, in a folder of files, give the rows of the run folder."""
    run = make_run(tmp_path / "run", n_items=30)
    items, answers = list(run.items()), list(run.answers())
    where = tmp_path / "answers"
    where.mkdir()
    for name, part in (("a", answers[:70]), ("b", answers[70:])):
        if form == ".parquet":
            _write(where / f"{name}.parquet", part, Answer)
        else:
            (where / f"{name}.jsonl").write_bytes(b"\n".join(msgspec.json.encode(a) for a in part))
    _write(tmp_path / "items.parquet", items, Item)

    summary = score_files(where, tmp_path / "items.parquet", tmp_path / "out", workers=workers, repeats=2)

    kept = [a for a in answers if a.item != "i29"]
    assert list(read_parquet(tmp_path / "out" / "scores", Score)) == list(score_answers(items, kept))
    assert summary.n_items == 29
    assert (tmp_path / "out" / "summary.json").exists()


def test_results_never_replace_what_is_there(tmp_path):
    """A folder that holds something is refused before anything is judged."""
    run = make_run(tmp_path / "run", n_items=3)
    with pytest.raises(DataError, match="already exists"):
        score_files(run.path / "answers.jsonl", run.path / "items.jsonl", run.path)


def test_an_engine_that_is_not_there_is_named(tmp_path):
    """With those that are."""
    with pytest.raises(SettingsError, match="spark"):
        score_files("a", "b", "c", engine="spark")


def test_a_folder_of_two_forms_is_refused(tmp_path):
    """Nobody could say which is meant."""
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "b.parquet").write_text("")
    with pytest.raises(DataError, match=r"\.jsonl and \.parquet"):
        form_of(tmp_path)


def test_items_on_another_filesystem_are_checked_too(tmp_path):
    """A URL of pyarrow's or fsspec's goes wherever a path goes."""
    items = make_items(5)
    url = (tmp_path / "items.parquet").as_uri()
    _write(url, items, Item)
    assert list(read_items_from(url)) == items
    _write(tmp_path / "twice.parquet", [items[0], items[0]], Item)
    with pytest.raises(DataError, match="occurs twice"):
        list(read_items_from(tmp_path / "twice.parquet"))


def test_clean_texts_come_from_a_column(tmp_path):
    """A column that a corpus knows by name; its neighbours say where a text comes from."""
    import pyarrow.parquet as pq

    from stetmark.items.corpus import Corpus
    from stetmark.scale.items import texts_of_parquet

    table = pa.table({"abstract": ["One text.", "Another."], "licence": ["CC0", None], "n": [1, 2]})
    pq.write_table(table, tmp_path / "x.parquet")
    first, second = texts_of_parquet(tmp_path / "x.parquet", Corpus([]))
    assert (first.text, first.licence, first.origin) == ("One text.", "CC0", "x.parquet")
    assert second.licence == ""
    pq.write_table(pa.table({"n": [1]}), tmp_path / "y.parquet")
    with pytest.raises(DataError, match="no text column"):
        list(texts_of_parquet(tmp_path / "y.parquet", Corpus([])))


def test_a_jsonl_file_becomes_parquet(tmp_path):
    """Line by line, and anything that is not a record is refused."""
    from stetmark.store.parquet import jsonl_to_parquet

    items = make_items(20)
    (tmp_path / "x.jsonl").write_bytes(b"\n".join(msgspec.json.encode(item) for item in items))
    jsonl_to_parquet(tmp_path / "x.jsonl", tmp_path / "x.parquet", Item)
    assert list(read_parquet(tmp_path / "x.parquet", Item)) == items
    (tmp_path / "x.jsonl").write_text('{"id": 3}\n')
    with pytest.raises(DataError, match="not Item records"):
        jsonl_to_parquet(tmp_path / "x.jsonl", tmp_path / "y.parquet", Item)
    assert not (tmp_path / "y.parquet").exists()


def test_a_run_folder_can_be_scored_into_parquet(tmp_path):
    """Its answers are meant, not its items."""
    run = make_run(tmp_path / "run", n_items=5)
    score_files(run.path, run.path / "items.jsonl", tmp_path / "out", repeats=2)
    kept = [a for a in run.answers() if a.item != "i4"]
    assert list(read_parquet(tmp_path / "out" / "scores", Score)) == list(score_answers(run.items(), kept))


def test_whatever_fsspec_knows_is_a_filesystem():
    """Here its own memory; a bucket goes the same way."""
    items = make_items(3)
    _write("memory://stetmark-test/items.parquet", items, Item)
    assert list(read_items_from("memory://stetmark-test/items.parquet")) == items
    with pytest.raises(SettingsError, match="nowhere"):
        list(read_items_from("nowhere://x/items.parquet"))


def test_the_query_of_a_url_stays_at_its_end():
    """A bucket that is not Amazon's is named by its query."""
    assert within("s3://b/out/?endpoint_override=h:9&scheme=http", "scores") == (
        "s3://b/out/scores?endpoint_override=h:9&scheme=http"
    )
    assert within("out?/", "scores") == "out?/scores"


def test_urls_go_through_the_command_as_they_were_typed(tmp_path):
    """Three slashes stay three; a URL of JSONL needs no Ray."""
    run = make_run(tmp_path / "run", n_items=5)
    base = f"file://{run.path}"
    done = CliRunner().invoke(
        command,
        [f"{base}/answers.jsonl", "--items", f"{base}/items.jsonl", "--out", f"file://{tmp_path}/out"],
    )
    assert done.exit_code == 0, done.output
    kept = [a for a in run.answers() if a.item != "i4"]
    assert list(read_parquet(tmp_path / "out" / "scores", Score)) == list(score_answers(run.items(), kept))
    refused = CliRunner().invoke(command, [f"{base}/answers.jsonl"])
    assert refused.exit_code == 2
    assert "need --items and --out" in refused.output
