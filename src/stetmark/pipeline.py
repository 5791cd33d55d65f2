"""The story on one screen: make() ask() score() report() fix(), and what the other commands do.

A command parses its options, calls a function here and prints what comes back. Each stage reads and writes
files, so any of them can be run again alone. A room is imported where its stage begins: a report needs no
network, a score no page. What can go wrong is told by the function that is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stetmark.answers.endpoints.doctor import Examination
    from stetmark.answers.endpoints.presets import Preset
    from stetmark.answers.local.registry import LocalInfo
    from stetmark.answers.protocol import System
    from stetmark.answers.running.runner import RunResult
    from stetmark.documents import Document
    from stetmark.guarding.guard import Policy
    from stetmark.items.checking import Checked
    from stetmark.items.making import Made
    from stetmark.proofread import GuardedDocument
    from stetmark.records import Answer, Item, Score
    from stetmark.scoring.stream import Scored
    from stetmark.settings import Settings
    from stetmark.statistics.system_comparison import Comparison
    from stetmark.store import RunFolder
    from stetmark.summary import Summary

Tell = Callable[[str], None]

# -- the five stages -----------------------------------------------------------------------------------


def make(texts: Sequence[str], out: Path, *, notice: Tell, **options: Any) -> Made:
    """Turn clean texts into files of items."""
    from stetmark.items.making import Options, make_items
    from stetmark.scale import items as at_scale

    return make_items(texts, out, Options(**options), notice=notice, at_scale=at_scale)


def ask(folder: RunFolder, systems: Sequence[System], **how: Any) -> RunResult:
    """Ask every system every item whose answer is not on disk; then guard what is to be guarded."""
    from stetmark.answers.guarded import guarded_names
    from stetmark.answers.running.runner import run_sync
    from stetmark.guarding.replies import guard_stored

    result = run_sync(systems, None, folder, **how)
    guard_stored(folder, guarded_names(systems))
    return result


def score(folder: RunFolder, *, seed: int = 0, workers: int | None = None) -> Summary:
    """Judge every answer of the run, write scores.jsonl and summary.json, and return the summary."""
    from stetmark.scoring.run import score_run

    return score_run(folder, seed=seed, workers=workers)


def report(folder: RunFolder, *, to: str = "html", lang: str = "en", out: Path | None = None) -> Path:
    """Write the run as a page, table or figure; return where it is."""
    from stetmark.report.write import write_report

    return write_report(folder, to=to, lang=lang, out=out)


def fix(document: Document, system: System, **how: Any) -> GuardedDocument:
    """Proofread a document with any system, under the guard."""
    from stetmark.proofread import proofread

    return proofread(document, system, **how)


# -- runs: what is asked of whom, and where it is kept ---------------------------------------------------


def choose_items(
    what: str | None, *, limit: int | None = None, everything: bool = False, lang: str | None = None
) -> tuple[str, list[Item]]:
    """Return the items to ask and the name they go by."""
    from stetmark.items.dataset import choose_items as choose

    return choose(what, limit=limit, everything=everything, lang=lang)


def choose_systems(specs: Sequence[str], settings: Settings, *, prompt: str = "") -> list[System]:
    """Return the systems to ask; by default, the light ones that need no key and no network."""
    from stetmark.answers.systems import choose_systems as choose

    return choose(specs, settings, prompt=prompt)


def estimate(systems: Sequence[System], items: Sequence[Item], *, repeats: int, lang: str) -> str:
    """Return a table of what would be asked and what it would cost."""
    from stetmark.answers.running.estimate import estimate_table

    return estimate_table(systems, items, repeats=repeats, lang=lang)


def default_folder(items_name: str) -> Path:
    """Return runs/<UTC time>-<items>, which does not exist yet."""
    from stetmark.answers.running.run_folder import default_folder as default

    return default(items_name)


def start_run(
    out: Path, items: Sequence[Item], name: str, systems: Sequence[System], **facts: Any
) -> RunFolder:
    """Make the run folder, or open an existing one to resume it."""
    from stetmark.answers.running.run_folder import start_run as start

    return start(out, items, name, systems, **facts)


def answers_to(folder: RunFolder, item: str) -> tuple[Item, list[tuple[Answer, Score | None]]]:
    """Return one item of a run and every answer to it, with its score where it has one."""
    from stetmark.report.diffs import answers_to as answers

    return answers(folder, item)


# -- judging and comparing ---------------------------------------------------------------------------------


@contextmanager
def judge(
    answers: Path, items: Path | None, columns: str | None, *, out: Path | None, notice: Tell, **how: Any
) -> Iterator[Scored]:
    """Judge answers from anywhere, and hold the result while the block runs."""
    from stetmark.scoring.importing import read_answers
    from stetmark.scoring.stream import score_imported
    from stetmark.store import RunFolder

    imported = read_answers(answers, items, columns, notice=notice)
    in_place = answers if out is None and items is None and RunFolder.is_run(answers) else None
    with score_imported(imported, out=out, in_place=in_place, **how) as scored:
        yield scored


def judge_at_scale(
    answers: Path | str, items: Path | str, out: Path | str, **how: Any
) -> tuple[Summary, str, str]:
    """Judge answers that one machine may not hold; return the summary, and where scores and summary are."""
    from stetmark.scale.files import within
    from stetmark.scale.score import score_files

    return score_files(answers, items, out, **how), within(out, "scores"), within(out, "summary.json")


def compare(run: Path, first: str, second: str | None, third: str | None, **how: Any) -> Comparison:
    """Test two systems of a run, or one system of two runs, against each other."""
    from stetmark.statistics.sides import find_sides
    from stetmark.statistics.system_comparison import compare_runs

    return compare_runs(*find_sides(run, first, second, third), **how)


def write_junit(path: Path, result: Comparison, *, gate_fails: bool) -> None:
    """Write a comparison as JUnit XML."""
    from stetmark.statistics.system_comparison import junit
    from stetmark.store import write_atomic

    write_atomic(path, junit(result, gate_fails=gate_fails))


# -- documents ---------------------------------------------------------------------------------------------


def open_system(spec: str, settings: Settings) -> System:
    """Return the system that proofreads documents."""
    from stetmark.proofread import open_system as open_for_documents

    return open_for_documents(spec, settings)


def own_words(near: Path, listed: Path | None = None) -> frozenset[str]:
    """Return the user's own words: those of `.stetmark-words` near a file, and those of a list."""
    from stetmark.lexicon.word_list import find_words, read_words

    return find_words(near) | (read_words(listed) if listed else frozenset())


def guard(
    original: Path, edited: Path, reply: bytes | None = None, *, policy: Policy, words: Iterable[str]
) -> GuardedDocument:
    """Keep the corrections of misspellings among the changes between two files."""
    from stetmark.proofread.comparing import compare_files

    return compare_files(original, edited, reply, policy=policy, words=words)


def write_document(path: Path, data: bytes, before: bytes | None = None) -> None:
    """Replace a file's content, if it is still what it was."""
    from stetmark.store import write_atomic

    write_atomic(path, data, unchanged_from=before)


# -- items and systems -------------------------------------------------------------------------------------


def check(items: Path, **how: Any) -> Iterator[Checked]:
    """Run the gates on items."""
    from stetmark.items.checking import check_items

    return check_items(items, **how)


def gates() -> tuple[str, ...]:
    """Return the names of all gates, in the order they are run."""
    from stetmark.items.checking import GATES

    return GATES


def open_items(what: Path) -> tuple[str | None, list[Item]]:
    """Return the items of a file, or of a bundled set with its name; without the retired ones."""
    from stetmark.items.dataset import open_items as open_set

    return open_set(what)


def find_item(what: Path, name: str) -> Item:
    """Return one item of a file or a bundled set."""
    from stetmark.items.dataset import find

    return find(open_items(what)[1], name)


def accept(path: Path, name: str, start: int, text: str) -> list[Item]:
    """Let a text count as right at a gold edit, in the file; return the items."""
    from stetmark.items import dataset

    return dataset.rewrite(path, lambda items: dataset.accept(items, name, start, text))


def retire(path: Path, name: str, why: str) -> list[Item]:
    """Retire an item, in the file; return the items."""
    from stetmark.items import dataset

    return dataset.rewrite(path, lambda items: dataset.retire(items, name, why))


def presets(settings: Settings) -> dict[str, Preset]:
    """Return all presets by name."""
    from stetmark.answers.endpoints.presets import presets as known

    return known(settings)


def local_systems() -> Mapping[str, tuple[LocalInfo, bool]]:
    """Return each local system by name, and whether it can run here."""
    from stetmark.answers.local.registry import LOCAL, missing

    return {name: (info, not missing(name)) for name, info in LOCAL.items()}


def examine(spec: str, settings: Settings, lang: str) -> Examination:
    """Ask a system one tiny question and say what is to be seen."""
    from stetmark.answers.endpoints.doctor import examine as ask_once
    from stetmark.answers.systems import parse_system

    return ask_once(parse_system(spec, settings), lang)


def install(name: str, notice: Tell) -> Path:
    """Fetch the weights of a local model; return where they are."""
    from stetmark.answers.local.install import install as fetch

    return fetch(name, notice)
