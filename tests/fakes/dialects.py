"""What each vendor's endpoint takes and gives, after its documentation: the fake side of the presets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True)
class Said:
    """What the model behind the fake endpoint answers."""

    text: str = ""
    finish: str | None = "stop"
    reasoning: str = ""
    refusal: str = ""
    model: str = ""
    usage: bool = True
    extra: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] = field(default_factory=dict)
    done: bool = True


def pieces(text: str, size: int = 7) -> Iterator[str]:
    """Cut a text as a stream would: anywhere."""
    for at in range(0, len(text), size):
        yield text[at : at + size]


def usage(said: Said) -> dict[str, Any]:
    return {
        "prompt_tokens": 100,
        "completion_tokens": len(said.text) // 4 + len(said.reasoning) // 4,
        "total_tokens": 100 + len(said.text) // 4,
        "completion_tokens_details": {"reasoning_tokens": len(said.reasoning) // 4},
        "prompt_tokens_details": {"cached_tokens": 0},
    }


# -- chat completions ----------------------------------------------------------------------------------------


def chat_whole(said: Said, model: str, reasoning_field: str = "reasoning_content") -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": said.text}
    if said.reasoning:
        message[reasoning_field] = said.reasoning
    if said.refusal:
        message |= {"refusal": said.refusal, "content": None}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1795343269,
        "model": said.model or model,
        "choices": [{"index": 0, "message": message, "finish_reason": said.finish, **said.choice}],
        **said.extra,
    }
    if said.usage:
        body["usage"] = usage(said)
    return body


def chat_events(
    said: Said, model: str, reasoning_field: str = "reasoning_content"
) -> Iterator[dict[str, Any] | str]:
    def chunk(delta: dict[str, Any], finish: str | None = None, **choice: Any) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1795343269,
            "model": said.model or model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish, **choice}],
            **said.extra,
        }

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(said.reasoning):
        yield chunk({reasoning_field: piece})
    for piece in pieces(said.refusal):
        yield chunk({"refusal": piece})
    for piece in pieces(said.text):
        yield chunk({"content": piece})
    if said.finish is not None:
        yield chunk({}, said.finish, **said.choice)
    if said.usage:
        yield {"id": "chatcmpl-1", "model": said.model or model, "choices": [], "usage": usage(said)}
    if said.done:
        yield "[DONE]"


# -- responses -----------------------------------------------------------------------------------------------


def responses_whole(said: Said, model: str) -> dict[str, Any]:
    part = (
        {"type": "refusal", "refusal": said.refusal}
        if said.refusal
        else {"type": "output_text", "text": said.text}
    )
    output: list[dict[str, Any]] = []
    if said.reasoning:
        output.append({"type": "reasoning", "summary": [{"type": "summary_text", "text": said.reasoning}]})
    output.append({"type": "message", "role": "assistant", "content": [part]})
    body: dict[str, Any] = {
        "id": "resp_1",
        "object": "response",
        "model": said.model or model,
        "status": "completed" if said.finish == "stop" else "incomplete",
        "error": None,
        "incomplete_details": None if said.finish == "stop" else {"reason": said.finish},
        "output": output,
        "usage": {
            "input_tokens": 100,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": 50,
            "output_tokens_details": {"reasoning_tokens": len(said.reasoning) // 4},
        },
    }
    return body | said.extra


def responses_events(said: Said, model: str) -> Iterator[dict[str, Any] | str]:
    yield {"type": "response.created", "response": {"id": "resp_1", "status": "in_progress"}}
    for piece in pieces(said.text):
        yield {"type": "response.output_text.delta", "delta": piece}
    if said.finish is not None:
        kind = "response.completed" if said.finish == "stop" else "response.incomplete"
        yield {"type": kind, "response": responses_whole(said, model)}


# -- anthropic -----------------------------------------------------------------------------------------------


def anthropic_whole(said: Said, model: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if said.reasoning:
        content.append({"type": "thinking", "thinking": said.reasoning, "signature": "x"})
    if said.text:
        content.append({"type": "text", "text": said.text})
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": said.model or model,
        "content": content,
        "stop_reason": said.finish,
        "usage": {"input_tokens": 100, "output_tokens": 50, "cache_read_input_tokens": 0},
        **said.extra,
    }


def anthropic_events(said: Said, model: str) -> Iterator[dict[str, Any] | str]:
    start = {
        "id": "msg_1",
        "type": "message",
        "model": said.model or model,
        "content": [],
        "usage": {"input_tokens": 100, "output_tokens": 1},
    }
    yield {"type": "message_start", "message": start}
    if said.reasoning:
        yield {
            "type": "content_block_start",
            "index": 0,
            "content_block": {"type": "thinking", "thinking": ""},
        }
        for piece in pieces(said.reasoning):
            yield {
                "type": "content_block_delta",
                "index": 0,
                "delta": {"type": "thinking_delta", "thinking": piece},
            }
        yield {"type": "content_block_stop", "index": 0}
    yield {"type": "ping"}
    yield {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}}
    for piece in pieces(said.text):
        yield {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": piece}}
    yield {"type": "content_block_stop", "index": 1}
    if said.finish is not None:
        yield {"type": "message_delta", "delta": {"stop_reason": said.finish}, "usage": {"output_tokens": 50}}
        yield {"type": "message_stop"}


# -- gemini --------------------------------------------------------------------------------------------------


def gemini_whole(said: Said, model: str) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    if said.reasoning:
        parts.append({"text": said.reasoning, "thought": True})
    if said.text:
        parts.append({"text": said.text})
    candidate: dict[str, Any] = {"index": 0, "finishReason": said.finish}
    if parts:
        candidate["content"] = {"role": "model", "parts": parts}
    return {
        "candidates": [candidate],
        "modelVersion": said.model or model,
        "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 50, "thoughtsTokenCount": 7},
        **said.extra,
    }


def gemini_events(said: Said, model: str) -> Iterator[dict[str, Any] | str]:
    for piece in pieces(said.text):
        yield {
            "candidates": [{"index": 0, "content": {"role": "model", "parts": [{"text": piece}]}}],
            "modelVersion": model,
        }
    if said.finish is not None:
        yield gemini_whole(Said(finish=said.finish, extra=said.extra), model)


# -- vendors -------------------------------------------------------------------------------------------------

Check = Callable[[dict[str, Any]], tuple[int, dict[str, Any]] | None]


def _bad(message: str, code: str = "invalid_request_error") -> tuple[int, dict[str, Any]]:
    return 400, {"error": {"message": message, "type": code, "code": code}}


def check_openai(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    if "max_tokens" in body:
        return _bad("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    return _bad("Unsupported value: 'temperature'") if "temperature" in body else None


def check_kimi(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    return (
        _bad("invalid temperature: only 1 is allowed for this model")
        if body.get("temperature", 1) != 1
        else None
    )


def check_dashscope(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    if not body.get("stream") and body.get("enable_thinking", True):
        return _bad("parameter.enable_thinking must be set to false for non-streaming calls")
    return None


def check_ark(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    return _bad("max_tokens and max_completion_tokens exclude each other") if "max_tokens" in body else None


def check_baichuan(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    if body.get("max_tokens", 0) > 2048:
        return 400, {"error": {"type": "invalid_request_error", "message": "max_tokens must be in [1, 2048]"}}
    return None


def check_cap(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    caps = [body.get("max_tokens"), body.get("max_completion_tokens")]
    return None if any(isinstance(cap, int) for cap in caps) else _bad("no output cap was sent")


def check_anthropic(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    error = None
    if "max_tokens" not in body:
        error = "max_tokens: Field required"
    elif {"temperature", "top_p", "top_k"} & set(body):
        error = "temperature: Extra inputs are not permitted"
    return (
        error and (400, {"type": "error", "error": {"type": "invalid_request_error", "message": error}})
    ) or None


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """One vendor's fake: where it listens, which header carries its key, how it answers."""

    path: str
    dialect: str = "chat"
    header: str = "Authorization"
    scheme: str = "Bearer "
    check: Check = check_cap
    reasoning_field: str = "reasoning_content"
    extra: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] = field(default_factory=dict)
    before: bytes = b""
    usage_in_choice: bool = False
    finish: str = "stop"

    def whole(self, said: Said, model: str) -> bytes:
        render = {"responses": responses_whole, "anthropic": anthropic_whole, "gemini": gemini_whole}
        said = self._with_habits(said)
        if self.dialect == "chat":
            return json.dumps(chat_whole(said, model, self.reasoning_field)).encode()
        return json.dumps(render[self.dialect](said, model)).encode()

    def stream(self, said: Said, model: str) -> list[bytes]:
        render = {"responses": responses_events, "anthropic": anthropic_events, "gemini": gemini_events}
        said = self._with_habits(said)
        if self.dialect == "chat":
            events = list(chat_events(said, model, self.reasoning_field))
            if self.usage_in_choice and said.usage:
                events = [e for e in events if isinstance(e, str) or e["choices"]]
                last = next(e for e in reversed(events) if not isinstance(e, str))
                assert isinstance(last, dict)
                last["choices"][0]["usage"] = usage(said)
        else:
            events = list(render[self.dialect](said, model))
        lines = [self.before] if self.before else []
        for event in events:
            if isinstance(event, str):
                lines.append(f"data: {event}\n\n".encode())
                continue
            name = f"event: {event['type']}\n" if "type" in event else ""
            lines.append(f"{name}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        return lines

    def _with_habits(self, said: Said) -> Said:
        finish = self.finish if said.finish == "stop" and self.finish != "stop" else said.finish
        return Said(
            **{
                **said.__dict__,
                "extra": {**self.extra, **said.extra},
                "choice": {**self.choice, **said.choice},
                "finish": finish,
            }
        )


MINIMAX = {
    "base_resp": {"status_code": 0, "status_msg": ""},
    "input_sensitive": False,
    "output_sensitive": False,
}

VENDORS: dict[str, Vendor] = {
    "openai": Vendor(path="/openai/v1", check=check_openai),
    "openai-responses": Vendor(
        path="/openai/v1",
        dialect="responses",
        check=lambda body: None if "max_output_tokens" in body else _bad("no cap"),
    ),
    "deepseek": Vendor(path="/deepseek", before=b"\n: keep-alive\n\n\n"),
    "together": Vendor(path="/together/v1", finish="eos"),
    "dashscope": Vendor(path="/dashscope/compatible-mode/v1", check=check_dashscope),
    "baichuan": Vendor(path="/baichuan/v1", check=check_baichuan),
    "ark": Vendor(path="/ark/api/v3", check=check_ark),
    "moonshot": Vendor(path="/moonshot/v1", check=check_kimi, usage_in_choice=True),
    "minimax": Vendor(path="/minimax/v1", extra=MINIMAX, reasoning_field="reasoning_content"),
    "qianfan": Vendor(path="/qianfan/v2", choice={"flag": 0}),
    "zhipu": Vendor(path="/zhipu/api/paas/v4"),
    "anthropic": Vendor(
        path="/anthropic/v1",
        dialect="anthropic",
        header="x-api-key",
        scheme="",
        check=check_anthropic,
        finish="end_turn",
    ),
    "gemini": Vendor(
        path="/gemini/v1beta",
        dialect="gemini",
        header="x-goog-api-key",
        scheme="",
        check=lambda body: None if body["generationConfig"].get("maxOutputTokens") else _bad("no cap"),
        finish="STOP",
    ),
    "openrouter": Vendor(
        path="/openrouter/api/v1",
        before=b": OPENROUTER PROCESSING\n\n",
        extra={"provider": "DeepInfra"},
        reasoning_field="reasoning",
    ),
    "siliconflow": Vendor(path="/siliconflow/v1"),
    "mistral": Vendor(path="/mistral/v1"),
    "fireworks": Vendor(path="/fireworks/inference/v1"),
    "vllm": Vendor(path="/vllm/v1", reasoning_field="reasoning"),
    "ollama": Vendor(path="/ollama/v1", reasoning_field="reasoning"),
    "llamacpp": Vendor(path="/llamacpp/v1"),
    "lmstudio": Vendor(path="/lmstudio/v1"),
    "jinsheng": Vendor(path="/jinsheng/v1"),
    "azure": Vendor(path="/azure/openai/v1", header="api-key", scheme=""),
    "cohere": Vendor(path="/cohere/v1", finish="COMPLETE"),
    "custom": Vendor(path="/custom/v1"),
}
