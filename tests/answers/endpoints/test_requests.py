"""What is sent: the text verbatim, the cap where the vendor wants it, no more than was asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fakes.server import KEY
from stetmark.answers.endpoints.output_cap import REASONING_TOKENS, estimate_tokens
from stetmark.answers.endpoints.presets import presets
from stetmark.answers.endpoints.prompts import find_prompt
from stetmark.answers.protocol import Question
from stetmark.answers.systems import parse_system
from stetmark.errors import AuthenticationError, SettingsError
from stetmark.settings import Settings

NO_SETTINGS = Settings()
HOSTILE = '{text} {{x}} {0} %s </solution> <think> ```\n"q" \\n \u2028 \x00 猫😀 \ttail \n'


def body(
    spec: str, settings: Settings = NO_SETTINGS, text: str = "Teh cat.", lang: str = "en"
) -> dict[str, Any]:
    return json.loads(parse_system(spec, settings).request.body(Question("i", text, lang)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("prompt", ["livebench-2024", "stet-en", "stet-zh", "tagged"])
def test_the_text_goes_in_verbatim(prompt):
    """Whatever the text holds, it stands in the prompt character for character, once."""
    sent = body(f"openai:m?prompt={prompt}", text=HOSTILE)["messages"][0]["content"]
    template = find_prompt(prompt, Settings()).text
    assert sent == template.replace("{text}", HOSTILE, 1)
    assert sent.count(HOSTILE) == 1


def test_prompts_of_ones_own(tmp_path):
    """A prompt may come from stetmark.toml or a file; two places for the text are refused."""
    file = tmp_path / "p.txt"
    file.write_text("Fix: {text}\n", encoding="utf-8")
    assert find_prompt(str(file), Settings()).fill("teh") == "Fix: teh"
    own = Settings(prompts={"mine": {"text": "No place"}, "two": {"text": "{text}{text}"}})
    assert find_prompt("mine", own).fill("teh") == "No place\n\nteh"
    with pytest.raises(SettingsError, match="2 times"):
        find_prompt("two", own)
    with pytest.raises(SettingsError, match="unknown prompt"):
        find_prompt("nope", own)


def test_the_default_prompt_follows_the_language():
    """A Chinese item is asked about in Chinese."""
    assert "请改正" in body("openai:m", lang="zh")["messages"][0]["content"]
    assert "Correct the misspelled" in body("openai:m", lang="en")["messages"][0]["content"]


def test_no_prompt_tells_how_many_misspellings_there_are():
    """The templates hold no number and no placeholder but the text's."""
    for name in ("livebench-2024", "stet-en", "stet-zh", "tagged"):
        text = find_prompt(name, Settings()).text
        assert not any(char.isdigit() for char in text)
        assert text.count("{") == 1


def test_the_cap_is_always_sent_in_the_vendors_field():
    """Every preset sends an output cap with room for the whole text, and for thinking where it counts."""
    text = "word " * 400
    need = estimate_tokens(text)
    for name, preset in presets(Settings()).items():
        env = {
            "AZURE_OPENAI_ENDPOINT": "https://a.b",
            "AWS_REGION": "r",
            "JINSHENG_BASE_URL": "https://a.b",
            "STETMARK_BASE_URL": "https://a.b",
        }
        sent = body(f"{name}:m", Settings(env=env), text)
        cap = sent.get("generationConfig", sent)[preset.cap_field]
        assert need < cap <= (preset.max_output or cap), name
        assert (cap > REASONING_TOKENS) == preset.thinks, name
        assert not {"temperature", "top_p", "stop", "seed"} & set(sent), name


def test_caps_are_cut_where_the_vendor_refuses_more():
    """Baichuan takes 2,048 at most, old GLM 4,095; the user's own word wins."""
    long = "word " * 4000
    assert body("baichuan:Baichuan4", text=long)["max_tokens"] == 2048
    assert body("zhipu:glm-4-plus", text=long)["max_tokens"] == 4095
    assert body("zhipu:glm-5.3?max_tokens=77", text=long)["max_tokens"] == 77


def test_parameters():
    """Effort, thinking and sampling go where the vendor wants them; what it refuses is refused here."""
    assert body("openai:gpt-6-luna?effort=low")["reasoning_effort"] == "low"
    assert body("openai:o3-pro?effort=low")["reasoning"] == {"effort": "low"}
    assert body("anthropic:m?effort=low")["output_config"] == {"effort": "low"}
    assert body("deepseek:deepseek-flash?think=off")["thinking"] == {"type": "disabled"}
    assert body("dashscope:m?think=off")["enable_thinking"] is False
    assert body("gemini:m?temperature=0")["generationConfig"]["temperature"] == 0
    assert body("gemini:m?top_p=0.5")["generationConfig"]["topP"] == 0.5
    assert body("openrouter:m?provider=DeepInfra")["provider"] == {
        "allow_fallbacks": False,
        "require_parameters": True,
        "order": ["DeepInfra"],
    }
    assert body("vllm:m?body.chat_template_kwargs.x=true&seed=7")["chat_template_kwargs"] == {"x": True}
    assert "stream" not in body("openai:m?stream=off")
    assert "stream_options" in body("openai:m")
    assert "stream_options" not in body("mistral:m")
    for spec, what in [
        ("moonshot:kimi-k3?temperature=0", "temperature"),
        ("anthropic:m?top_k=3", "top_k"),
        ("openai:m?nope=1", "unknown parameter 'nope'"),
        ("openai:m?temperature=hot", "temperature=hot"),
        ("openai:m?temperature=nan", "temperature=nan"),
        ("openai:m?think=maybe", "must be on or off"),
        ("openai:m?effort=low&effort=high", "twice"),
        ("together:m?effort=low", "does not support effort"),
        ("openai:m?think=off", "cannot turn thinking"),
    ]:
        with pytest.raises(SettingsError, match=what):
            parse_system(spec, Settings())


def test_addresses():
    """A pasted route or a trailing slash is taken off, nothing is added, a wrong address is refused."""

    def url(base: str) -> str:
        own = Settings(presets={"custom": {"base_url": base}})
        return str(parse_system("custom:m", own).request.url)  # type: ignore[attr-defined]

    assert url("https://a.b/v4/") == "https://a.b/v4/chat/completions"
    assert url("https://a.b/v4/chat/completions") == "https://a.b/v4/chat/completions"
    assert url("http://[::1]:8080/v1") == "http://[::1]:8080/v1/chat/completions"
    for wrong in ("a.b/v1", "ftp://a.b", "https://user:pw@a.b/v1", ""):
        with pytest.raises(SettingsError):
            url(wrong)
    with pytest.raises(SettingsError, match="JINSHENG_BASE_URL"):
        parse_system("jinsheng:m", Settings())


def test_a_stray_base_url_in_the_environment_changes_nothing():
    """OPENAI_BASE_URL would send one vendor's key to another."""
    settings = Settings(env={"OPENAI_BASE_URL": "https://evil.example/v1", "OPENAI_API_KEY": KEY})
    assert parse_system("openai:m", settings).request.base_url == "https://api.openai.com/v1"  # type: ignore[attr-defined]


def test_a_named_endpoint(server, ask):
    """`[systems.NAME]` reaches a private endpoint under its own name, with its own key variable."""
    table = {
        "base_url": server.base("jinsheng"),
        "model": "jsyl-2.0",
        "key_env": "JSYL_KEY",
        "prompt": "stet-zh",
    }
    settings = Settings(systems={"金声玉亮2.0": table}, env={"JSYL_KEY": KEY})
    system = parse_system("金声玉亮2.0", settings)
    assert (system.name, system.model) == ("金声玉亮2.0", "jsyl-2.0")
    found = ask("金声玉亮2.0", settings=settings)
    assert found.outcome == "complete", found.error
    assert server.requests[-1].body["model"] == "jsyl-2.0"
    assert "请改正" in server.requests[-1].body["messages"][0]["content"]


def test_a_named_endpoint_never_borrows_a_key(server):
    """Without key_env of its own an endpoint gets no key at all."""
    settings = Settings(
        systems={"x": {"base_url": server.base("vllm"), "model": "m"}},
        env={"STETMARK_API_KEY": KEY, "OPENAI_API_KEY": KEY},
    )
    assert not parse_system("x", settings).has_key  # type: ignore[attr-defined]


def test_a_missing_key_is_named_before_anything_is_sent(server, ask, settings):
    """Without its key nothing is asked, and the variable is named."""
    with pytest.raises(AuthenticationError, match="OPENAI_API_KEY is not set"):
        ask("openai:m", settings=Settings(presets=settings.presets))
    with pytest.raises(AuthenticationError, match="contains a character that cannot be in a key"):
        ask("openai:m", settings=Settings(presets=settings.presets, env={"OPENAI_API_KEY": "sk\r\nEvil: 1"}))
    assert not server.requests


def test_what_was_asked_makes_the_key():
    """Model, prompt, parameters, endpoint, text and repeat each change the key; the secret does not."""

    def key(spec: str, text: str = "Teh", repeat: int = 1, **env: str) -> str:
        return parse_system(spec, Settings(env=env)).key(Question("i", text, "en", repeat))

    first = key("openai:m")
    assert first == key("openai:m", OPENAI_API_KEY="a") == key("openai:m", OPENAI_API_KEY="b")
    others = [
        key("openai:n"),
        key("together:m"),
        key("openai:m?prompt=tagged"),
        key("openai:m?effort=low"),
        key("openai:m?stream=off"),
        key("openai:m", "Teh "),
        key("openai:m", repeat=2),
    ]
    assert len({first, *others}) == len(others) + 1


def test_presets_of_ones_own():
    """A preset in stetmark.toml may be like another, or lie over one that is built in."""
    settings = Settings(
        presets={
            "mine": {"like": "zhipu", "label": "Mine", "base_url": "https://x.y/v9"},
            "openai": {"concurrency": 3},
        }
    )
    known = presets(settings)
    assert known["mine"].errors == known["zhipu"].errors
    assert known["mine"].base_url == "https://x.y/v9"
    assert (known["openai"].concurrency, known["openai"].cap_field) == (3, "max_completion_tokens")
    with pytest.raises(SettingsError, match="bogus"):
        presets(Settings(presets={"mine": {"label": "x", "base_url": "https://x", "bogus": 1}}))


def test_a_prompt_named_apart_is_part_of_the_systems_name():
    """Going on with a run names systems by what they are called: the prompt must be in it."""
    for spec, name in (
        ("openai:m", "openai:m?prompt=tagged"),
        ("openai:m?effort=low", "openai:m?effort=low&prompt=tagged"),
        ("openai:m?prompt=stet-zh", "openai:m?prompt=stet-zh"),
    ):
        system = parse_system(spec, NO_SETTINGS, prompt="tagged")
        assert system.name == name
        question = Question("i", "Teh", "en")
        assert system.key(question) == parse_system(name, NO_SETTINGS).key(question)
