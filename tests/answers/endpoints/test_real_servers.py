"""Servers that nobody here wrote: llama.cpp with a real model, and an independent mock."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from stetmark.answers.running.runner import run_sync
from stetmark.answers.systems import parse_systems
from stetmark.corrector.weights import weights_path
from stetmark.records import Item, Manifest
from stetmark.settings import Settings
from stetmark.store import RunFolder

pytestmark = pytest.mark.real_server

SHORT = [
    "Teh cat sat on the mat and looked out of the window.",
    "She recieved a letter from her brother in Lisbon.",
    "The comittee will meet tommorow at nine.",
    "We beleive that the results are definately sound.",
    "He lost his umberella on the train.",
    "The garden was ful of roses last summer.",
    "A seperate room is kept for guests.",
    "It occured to me that the shop was shut.",
    "Their neighbours have a very friendly dog.",
    "The bridge was closed becuase of the storm.",
    "Please adress the envelope before you post it.",
    "The libary opens at ten on Saturdays.",
    "They were suprised by the warm wether.",
    "The goverment announced a new plan for rivers.",
    "I will write to you wehn I arrive.",
    "The soup needs a little more salt, I thnik.",
    "Our train was delayed for an hour.",
    "This is the begining of a long story.",
    "The museum's new wing is truely bright.",
    "Nobody knew wich key fitted the door.",
]
FULL = [" ".join(SHORT[:9]), " ".join(SHORT[9:18])]
ITEMS = [Item(id=f"s{n}", source=text, reference=text, lang="en") for n, text in enumerate(SHORT)]
ITEMS += [Item(id=f"f{n}", source=text, reference=text, lang="en") for n, text in enumerate(FULL)]

LLAMA = """
import signal, sys, xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames = ["127.0.0.1"]
parameters.port = int(sys.argv[2])
parameters.n_ctx = 4096
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(parameters)
signal.pause()
"""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float, *, ready: bool) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            if not ready:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"no answer from {url} within {seconds} s")


@pytest.fixture(scope="module")
def weights() -> Path:
    if not weights_path().is_file():
        from stetmark.answers.local.install import install

        install("smollm2", print)
    return weights_path()


@pytest.fixture(scope="module")
def llama(weights: Path) -> Iterator[tuple[str, RunFolder | None]]:
    """llama.cpp's own server on SmolLM2; it answers 503 while it loads, so asking begins before it is ready."""
    pytest.importorskip("xllamacpp")
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", LLAMA, str(weights), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        url = f"http://127.0.0.1:{port}"
        yield url, None
        process.kill()


@pytest.fixture(scope="module")
def fakellm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A mock from the package index, made by others."""
    program = shutil.which("fakellm", path=str(Path(sys.executable).parent)) or shutil.which("fakellm")
    if program is None:
        pytest.skip("needs fakellm: pip install fakellm")
    folder, port = tmp_path_factory.mktemp("fakellm"), free_port()
    subprocess.run([program, "init"], cwd=folder, check=True, capture_output=True)
    with subprocess.Popen(
        [program, "serve", "--port", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        wait_for(f"http://127.0.0.1:{port}/v1/models", process, 60, ready=False)
        yield f"http://127.0.0.1:{port}/v1"
        process.kill()


def go(url: str, preset: str, params: str, path: Path, items: list[Item] = ITEMS) -> tuple[RunFolder, object]:
    folder = RunFolder.create(path, Manifest(stetmark="0", created="", items_sha256=""), items)
    retry = {"backoff_s": 0.2, "attempts": 30}
    settings = Settings(
        presets={preset: {"base_url": url, "retry": retry}}, env={"OPENAI_API_KEY": "sk-nothing-to-see"}
    )
    result = run_sync(parse_systems([f"{preset}:smollm2?{params}"], settings), None, folder)
    return folder, result


@pytest.mark.parametrize("stream", ["on", "off"])
def test_llama_cpp_with_a_real_model(llama, tmp_path, stream):
    """Twenty short texts and two full items, streamed and not, through the loading phase on the first time."""
    url, _ = llama
    params = f"stream={stream}&prompt=livebench-2024&temperature=0&max_tokens=48"
    folder, result = go(f"{url}/v1", "llamacpp", params, tmp_path / "run")
    answers = list(folder.answers())
    assert (result.n_asked, result.n_failed) == (22, 0), [a.error for a in answers]
    assert {a.outcome for a in answers} <= {"complete", "truncated", "empty"}
    assert sum(bool(a.reply.strip()) for a in answers) >= 20
    assert all(a.usage.input_tokens and a.usage.output_tokens for a in answers)
    assert all(a.cost_usd == 0 for a in answers)
    if stream == "on":
        # The first question was put while the model was loading, or even before the port was open.
        assert sum(a.attempts for a in answers) > 22


def test_streamed_and_whole_say_the_same(llama, tmp_path):
    """Greedy decoding gives one text, however it is carried."""
    url, _ = llama
    replies = []
    for stream in ("on", "off"):
        params = f"stream={stream}&temperature=0&max_tokens=24&seed=1&body.cache_prompt=false"
        folder, _ = go(f"{url}/v1", "llamacpp", params, tmp_path / stream, ITEMS[:3])
        replies.append([a.reply for a in sorted(folder.answers(), key=lambda a: a.item)])
    assert replies[0] == replies[1]


@pytest.mark.parametrize("stream", ["on", "off"])
def test_an_independent_mock(fakellm, tmp_path, stream):
    """A server by others is understood as it is: outcome, text, usage."""
    folder, result = go(fakellm, "openai", f"stream={stream}", tmp_path / "run")
    answers = list(folder.answers())
    assert (result.n_asked, result.n_failed) == (22, 0), [a.error for a in answers][:3]
    assert {a.outcome for a in answers} == {"complete"}
    assert all(a.reply for a in answers)
