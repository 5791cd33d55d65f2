"""The fifteen systems of the founding table, each through its preset, each giving its recorded answer."""

from __future__ import annotations

import asyncio

import pytest

from fakes.dialects import VENDORS, Said
from fakes.founding import founding_answers
from stetmark.answers.running.runner import run
from stetmark.answers.systems import parse_systems
from stetmark.records import Item, Manifest
from stetmark.settings import Settings
from stetmark.store import RunFolder

#: row of the table -> how it is asked
SYSTEMS = {
    "金声玉亮2.0": "jinsheng:jsyl-2.0",
    "deepseek-r1": "deepseek:deepseek-reasoner",
    "gpto1": "openai:o1",
    "gpt-4o-2024-08-06": "openai:gpt-4o-2024-08-06",
    "DeepSeek-Coder-V2-Lite-Instruct": "vllm:deepseek-ai/DeepSeek-Coder-V2-Lite-Instruct",
    "Meta-Llama-3.1-405B-Instruct-Turbo": "together:meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo",
    "Meta-Llama-3.1-70B-Instruct-Turbo": "together:meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo",
    "Qwen2-72B-Instruct": "dashscope:qwen2-72b-instruct",
    "baichuan4": "baichuan:Baichuan4",
    "doubao": "ark:doubao-1-5-pro-32k-250115",
    "kimi": "moonshot:moonshot-v1-8k",
    "minimax": "minimax:abab6.5s-chat",
    "wenxinyiyan": "qianfan:ernie-4.0-8k",
    "zhipu": "zhipu:glm-4-plus",
    "deepseek-v3": "deepseek:deepseek-chat",
}
RETIRED = ("gpto1", "deepseek-r1", "deepseek-v3", "kimi", "Qwen2-72B-Instruct", "zhipu")


def test_every_row_has_a_preset():
    """Each row of the table is named by some preset."""
    from stetmark.answers.endpoints.presets import presets

    named = {row for preset in presets(Settings()).values() for row in preset.rows}
    assert named == set(SYSTEMS)


def test_all_fifteen_give_back_their_recorded_answer(server, settings, shared, tmp_path):
    """Each is reached through its preset, and its answer lies on disk as the table has it."""
    recorded = founding_answers(shared)
    assert set(SYSTEMS) == set(recorded)
    by_model = {spec.partition(":")[2]: row for row, spec in SYSTEMS.items()}
    assert len(by_model) == 15
    server.chooser = lambda request, n: Said(
        text=recorded[by_model[request.body["model"]]],
        reasoning="hm" if "reasoner" in request.body["model"] else "",
    )
    item = Item(id="emergent", source="Recent studies hvea put inot question " * 30, reference="x", lang="en")
    folder = RunFolder.create(tmp_path / "run", Manifest(stetmark="0", created="", items_sha256=""), [item])
    systems = parse_systems(SYSTEMS.values(), settings)
    result = asyncio.run(run(systems, None, folder))
    assert (result.n_asked, result.n_failed, result.n_left) == (15, 0, 0), list(folder.answers())
    answers = {answer.system: answer for answer in folder.answers()}
    for row, spec in SYSTEMS.items():
        assert (answers[spec].outcome, answers[spec].reply) == ("complete", recorded[row]), row
        assert answers[spec].requested_model == spec.partition(":")[2]
    assert answers[SYSTEMS["deepseek-r1"]].reasoning == "hm"
    for row in RETIRED:
        assert any(SYSTEMS[row] in notice and "shut down" in notice for notice in result.notices), row
    vendors = {request.path for request in server.requests}
    assert len(vendors) == 12
    assert len(VENDORS) > 12


@pytest.mark.parametrize("stream", ["on", "off"])
def test_the_cut_answer_of_a_small_cap(server, ask, stream):
    """What Baichuan's 2,048 tokens cut is truncated, not complete."""
    server.play(Said(text="Recent studies", finish="length"))
    assert ask(f"baichuan:Baichuan4?stream={stream}").outcome == "truncated"
