"""Runs for the report's tests: one made by construction, one of hostile texts; in memory and as folders."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from report.made import Made, hostile_run, make_run, write_run
from stetmark.statistics.summarize import summarize
from stetmark.summary import Summary


@pytest.fixture(scope="session")
def made() -> Made:
    """40 items, 7 systems, three languages; some calls failed, some answers refused or wrapped."""
    return make_run()


@pytest.fixture(scope="session")
def made_summary(made: Made) -> Summary:
    """The numbers of the made run."""
    return summarize(made.items, made.scores, made.answers, signature=made.manifest.signature)


@pytest.fixture(scope="session")
def made_folder(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made run on disk, scored."""
    return write_run(made, tmp_path_factory.mktemp("made") / "run")


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose ids, names, texts and replies try to break out, judged by the real scorer."""
    return write_run(hostile_run(), tmp_path_factory.mktemp("hostile") / "run")


@pytest.fixture
def small() -> tuple[Made, Summary]:
    """Six items, five systems: small enough to read as a golden file."""
    made = make_run(6, 5, seed=4)
    made.manifest = msgspec.structs.replace(made.manifest, items_name="small")
    return made, summarize(made.items, made.scores, made.answers, signature=made.manifest.signature)
