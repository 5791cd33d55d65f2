"""What is made of every kind of response: one row a case of what real servers do."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.dialects import Said, chat_whole, usage
from fakes.server import Broken, Status, Stream

GOOD = "The cat sat on the mat."
OK = Said(text=GOOD)


def error(status: int = 200, /, headers: dict[str, str] | None = None, **fields: Any) -> Status:
    return Status(status=status, body={"error": fields}, headers=headers or {})


def sse(*events: str) -> Stream:
    return Stream(raw="".join(f"data: {event}\n\n" for event in events).encode())


def piece(text: str, finish: str | None = None) -> str:
    import json

    return json.dumps(
        {"model": "m", "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}
    )


BASE_RESP_RATE = Status(
    body={"base_resp": {"status_code": 1002, "status_msg": "rate limit"}, "choices": None}
)
HTML = Status(raw=b"<html><body>Gateway</body></html>", kind="text/html")

#: name, system, acts, outcome, number of requests, the stored reply (None: whatever)
ROWS: list[tuple[str, str, list[Any], str, int, str | None]] = [
    # what a success may look like
    ("plain stream", "openai:m", [OK], "complete", 1, GOOD),
    ("plain whole", "openai:m?stream=off", [OK], "complete", 1, GOOD),
    ("whole though a stream was asked for", "openai:m", [Status(body=chat_whole(OK, "m"))], "complete", 1, GOOD),
    ("a stream though none was asked for", "openai:m?stream=off", [sse(piece(GOOD), piece("", "stop"), "[DONE]")], "complete", 1, GOOD),
    ("a stream labelled as JSON", "openai:m", [Status(raw=b"data: " + piece(GOOD, "stop").encode() + b"\n\ndata: [DONE]\n\n")], "complete", 1, GOOD),
    ("leading blank lines and comments", "openai:m", [Stream(raw=b"\n\n: keep-alive\n\n\ndata: " + piece(GOOD, "stop").encode() + b"\n\ndata: [DONE]\n\n")], "complete", 1, GOOD),
    ("leading blank lines before JSON", "deepseek:m?stream=off", [Status(raw=b"\n\n\n" + __import__("json").dumps(chat_whole(OK, "m")).encode())], "complete", 1, GOOD),
    ("CR LF and no space after data:", "openai:m", [Stream(raw=b"data:" + piece(GOOD, "stop").encode() + b"\r\n\r\ndata:[DONE]\r\n\r\n")], "complete", 1, GOOD),
    ("no [DONE], but a finish reason", "openai:m", [Said(text=GOOD, done=False)], "complete", 1, GOOD),
    ("last event without its blank line", "openai:m", [Stream(raw=b"data: " + piece(GOOD, "stop").encode())], "complete", 1, GOOD),
    ("no usage", "openai:m", [Said(text=GOOD, usage=False)], "complete", 1, GOOD),
    ("an unknown field is null", "openai:m", [Said(text=GOOD, extra={"system_fingerprint": None, "error": None})], "complete", 1, GOOD),
    ("content as a list", "mistral:m", [Status(body={"model": "m", "choices": [{"index": 0, "finish_reason": "stop", "message": {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": GOOD}]}}]})], "complete", 1, GOOD),
    ("surrogate pair cut in half", "openai:m?stream=off", [Status(raw=b'{"choices":[{"finish_reason":"stop","message":{"content":"a \\ud83d b"}}]}')], "complete", 1, "a � b"),
    ("emoji and Chinese cut anywhere", "openai:m", [Said(text="猫😀坐在垫子上，好。")], "complete", 1, "猫😀坐在垫子上，好。"),
    ("whitespace kept", "openai:m", [Said(text="  The cat\n\n sat. \n")], "complete", 1, "  The cat\n\n sat. \n"),
    ("a mock without created, index and usage", "openai:m?stream=off", [Status(body={"id": "x", "model": "m", "choices": [{"message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}]})], "complete", 1, GOOD),
    # thinking
    ("reasoning_content", "deepseek:m", [Said(text=GOOD, reasoning="let me see")], "complete", 1, GOOD),
    ("reasoning", "vllm:m", [Said(text=GOOD, reasoning="let me see")], "complete", 1, GOOD),
    ("<think> in the text", "vllm:m", [Said(text=f"<think>\nlet me see\n</think>\n\n{GOOD}")], "complete", 1, GOOD),
    ("only </think>", "vllm:m", [Said(text=f"let me see\n</think>\n\n{GOOD}")], "complete", 1, GOOD),
    ("</think> in the middle of an answer that has its own opener", "vllm:m", [Said(text=f"{GOOD} <think>x</think>")], "complete", 1, f"{GOOD} <think>x</think>"),
    ("an open <think> that was cut", "baichuan:m", [Said(text="<think>let me see", finish="length")], "truncated", 2, ""),
    # what the system's answer may be
    ("length", "baichuan:m", [Said(text="The cat", finish="length")], "truncated", 1, "The cat"),
    ("max_tokens", "anthropic:m", [Said(text="The cat", finish="max_tokens")], "truncated", 1, "The cat"),
    ("MAX_TOKENS", "gemini:m", [Said(text="The cat", finish="MAX_TOKENS")], "truncated", 1, "The cat"),
    ("max_output_tokens", "openai:m-pro", [Said(text="The cat", finish="max_output_tokens")], "truncated", 1, "The cat"),
    ("context window exceeded", "zhipu:m", [Said(text="The", finish="model_context_window_exceeded")], "truncated", 1, "The"),
    ("empty with stop", "openai:m", [Said(text="")], "empty", 1, ""),
    ("null content with stop", "openai:m?stream=off", [Status(body={"model": "m", "choices": [{"message": {"content": None}, "finish_reason": "stop"}]})], "empty", 1, ""),
    ("text only in reasoning", "ollama:m", [Said(text="", reasoning=GOOD)], "empty", 1, ""),
    ("cap spent on thinking, then not", "openai:m", [Said(text="", reasoning="long", finish="length"), OK], "complete", 2, GOOD),
    ("cap spent on thinking twice", "openai:m", [Said(text="", reasoning="long", finish="length")], "truncated", 2, ""),
    ("refusal field", "openai:m", [Said(refusal="I cannot do that.")], "refused", 1, "I cannot do that."),
    ("refusal field, whole", "openai:m?stream=off", [Said(refusal="I cannot do that.")], "refused", 1, "I cannot do that."),
    ("refusal part", "openai:m-pro", [Said(refusal="I cannot do that.")], "refused", 1, "I cannot do that."),
    ("stop_reason refusal", "anthropic:m", [Said(text="No.", finish="refusal")], "refused", 1, "No."),
    # no answer of the system's
    ("unknown finish reason", "openai:m", [Said(text=GOOD, finish="whatever")], "failed", 1, None),
    ("tool calls nobody asked for", "openai:m?stream=off", [Status(body={"model": "m", "choices": [{"message": {"content": None, "tool_calls": [{"id": "1"}]}, "finish_reason": "stop"}]})], "failed", 1, None),
    ("finish reason tool_calls", "openai:m", [Said(text="", finish="tool_calls")], "failed", 1, None),
    # not believed, asked again
    ("200 web page, always", "openai:m", [HTML], "failed", 3, None),
    ("200 web page once", "openai:m", [HTML, OK], "complete", 2, GOOD),
    ("200 bare string", "openai:m", [Status(body="Hello")], "failed", 1, None),
    ("200 number", "openai:m?stream=off", [Status(raw=b"42")], "failed", 3, None),
    ("200 empty body", "openai:m", [Status(raw=b""), OK], "complete", 2, GOOD),
    ("200 cut JSON", "openai:m?stream=off", [Broken(said=OK), OK], "complete", 2, GOOD),
    ("200 cut JSON with a length", "openai:m?stream=off", [Broken(said=OK, how="reset"), OK], "complete", 2, GOOD),
    ("200 invalid UTF-8", "openai:m?stream=off", [Status(raw=b'{"choices":[{"finish_reason":"stop","message":{"content":"\xff\xfe"}}]}'), OK], "complete", 2, GOOD),
    ("200 invalid UTF-8 in a stream", "openai:m", [Stream(raw=b'data: {"choices":[{"delta":{"content":"\xff"}}]}\n\n'), OK], "complete", 2, GOOD),
    ("200 no choices", "openai:m?stream=off", [Status(body={"id": "x", "choices": []}), OK], "complete", 2, GOOD),
    ("200 without choices while warming up", "openrouter:m?stream=off", [Status(body={"id": "x"}), OK], "complete", 2, GOOD),
    ("200 null choices with usage", "openai:m?stream=off", [Status(body={"choices": None, "usage": usage(OK)}), OK], "complete", 2, GOOD),
    ("200 deep nesting", "openai:m?stream=off", [Status(raw=b"[" * 5000 + b"]" * 5000), OK], "complete", 2, GOOD),
    ("empty stream", "openai:m", [Stream(raw=b""), OK], "complete", 2, GOOD),
    ("stream of comments", "openai:m", [Stream(raw=b": a\n\n: b\n\n"), OK], "complete", 2, GOOD),
    ("stream that is only [DONE]", "openai:m", [sse("[DONE]"), OK], "complete", 2, GOOD),
    ("stream without finish reason", "openai:m", [Said(text="The cat", finish=None), OK], "complete", 2, GOOD),
    ("stream without finish reason, always", "openai:m", [Said(text="The cat", finish=None)], "failed", 3, "The cat"),
    ("stream that breaks off", "openai:m", [Broken(said=OK), OK], "complete", 2, GOOD),
    ("stream that is reset", "openai:m", [Broken(said=OK, how="reset"), OK], "complete", 2, GOOD),
    ("broken event in a stream", "openai:m", [Broken(said=OK, then=b"data: {nonsense\n\n"), OK], "complete", 2, GOOD),
    ("anthropic stream without end", "anthropic:m", [Said(text="The", finish=None), OK], "complete", 2, GOOD),
    ("gemini stream without finish", "gemini:m", [Said(text="The", finish=None), OK], "complete", 2, GOOD),
    ("responses stream without end", "openai:m-pro", [Said(text="The", finish=None), OK], "complete", 2, GOOD),
    ("gemini without candidates", "gemini:m?stream=off", [Status(body={"modelVersion": "m"}), OK], "complete", 2, GOOD),
    ("error in a stream", "openai:m", [Broken(said=OK, then=b'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n'), OK], "complete", 2, GOOD),
    ("an error without a code after some text", "openai:m", [Broken(said=OK, events=6, then=b'data: {"error":{"message":"upstream died"}}\n\n'), OK], "complete", 2, GOOD),
    ("an error without a code before any text", "openai:m", [sse('{"error":{"message":"no"}}')], "failed", 1, None),
    ("integer error code in a stream", "openrouter:m", [Broken(said=OK, then=b'data: {"error":{"code":502,"message":"Provider returned error"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}\n\n'), OK], "complete", 2, GOOD),
    ("code and message in a stream", "qianfan:m", [Broken(said=OK, then=b'data: {"code":"rpm_rate_limit_exceeded","message":"slow down"}\n\n'), OK], "complete", 2, GOOD),
    ("anthropic error event", "anthropic:m", [Broken(said=OK, then=b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'), OK], "complete", 2, GOOD),
    ("responses error event", "openai:m-pro", [sse('{"type":"error","code":"server_error","message":"x"}'), OK], "complete", 2, GOOD),
    ("responses failed", "openai:m-pro", [sse('{"type":"response.failed","response":{"error":{"code":"server_error","message":"x"}}}'), OK], "complete", 2, GOOD),
    ("base_resp in a 200", "minimax:m?stream=off", [BASE_RESP_RATE, OK], "complete", 2, GOOD),
    ("base_resp in a stream", "minimax:m", [sse('{"base_resp":{"status_code":1001,"status_msg":"timeout"}}'), OK], "complete", 2, GOOD),
    ("400 because the request was cut", "openai:m", [error(400, message="Unexpected end of JSON input"), OK], "complete", 2, GOOD),
    ("error as a string in a 200", "lmstudio:m", [Status(body={"error": "Unexpected endpoint or method. (POST /chat)"})], "failed", 1, None),
    ("error as a plain string", "siliconflow:m", [Status(status=400, body="bad request")], "failed", 1, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("system", "acts", "outcome", "n_requests", "reply"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_response(server, ask, system, acts, outcome, n_requests, reply):
    """Each response gets its outcome, is asked again or not, and its text is stored as it came."""
    server.play(*acts)
    found = ask(system)
    assert (found.outcome, len(server.requests)) == (outcome, n_requests), found.error
    assert found.attempts == n_requests
    if reply is not None:
        assert found.reply == reply
    if outcome in {"failed", "filtered"}:
        assert found.error


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529])
def test_statuses_that_may_pass_are_asked_again(server, ask, status):
    """A status that may pass is answered by another attempt."""
    server.play(Status(status=status, raw=b"<html>busy</html>", kind="text/html"), OK)
    assert (ask("openai:m").outcome, len(server.requests)) == ("complete", 2)


@pytest.mark.parametrize(
    ("status", "dead"),
    [
        (400, False),
        (401, True),
        (402, True),
        (403, False),
        (404, True),
        (413, False),
        (422, False),
        (418, False),
    ],
)
def test_statuses_that_will_not_pass_are_not(server, ask, status, dead):
    """A status that will not pass fails at once; some of them say that nothing more will be answered."""
    server.play(error(status, message="no"))
    found = ask("openai:m")
    assert (found.outcome, len(server.requests), found.dead) == ("failed", 1, dead)


def test_attempts_are_bounded(server, ask, listener):
    """What never passes fails after the preset's number of attempts, each told with its reason and wait."""
    server.play(error(503, message="down"))
    found = ask("openai:m")
    assert (found.outcome, found.attempts, len(server.requests)) == ("failed", 3, 3)
    assert [why for why, _ in listener.retries] == ["503: down"] * 2


def test_thinking_is_kept_apart(server, ask):
    """Thinking from every field and tag ends in `reasoning`, never in the reply."""
    for system, said in (
        ("deepseek:m", Said(text=GOOD, reasoning="hm, teh")),
        ("vllm:m", Said(text=GOOD, reasoning="hm, teh")),
        ("anthropic:m", Said(text=GOOD, reasoning="hm, teh")),
        ("gemini:m?stream=off", Said(text=GOOD, reasoning="hm, teh")),
        ("openai:m-pro", Said(text=GOOD, reasoning="hm, teh")),
        ("vllm:m", Said(text=f"<think>hm, teh</think>{GOOD}")),
    ):
        server.play(said)
        found = ask(system)
        assert (found.reply, found.reasoning) == (GOOD, "hm, teh"), system


def test_think_tags_of_the_source_itself_stay(server, ask):
    """Where the text to proofread holds such tags itself, nothing is taken away."""
    text = "<think>a</think> teh"
    server.play(Said(text="<think>a</think> the"))
    assert ask("vllm:m", text).reply == "<think>a</think> the"


def test_another_model_than_asked_for_is_told(server, ask, listener):
    """A substituted model is stored with the answer and told once."""
    server.play(Said(text=GOOD, model="m-turbo"))
    assert ask("together:m").served_model == "m-turbo"
    assert listener.notices == ["together:m: requested m, served by m-turbo"]


def test_usage_and_cost(server, ask):
    """Counts come from wherever the vendor puts them; a known price gives a cost, an unknown one none."""
    server.play(Said(text=GOOD))
    found = ask("openai:gpt-4o-2024-08-06")
    assert found.usage.input_tokens == 100
    assert found.cost_usd == pytest.approx((100 * 2.5 + found.usage.output_tokens * 10) / 1e6)
    assert ask("moonshot:m").usage.input_tokens == 100
    assert ask("baichuan:Baichuan4").cost_usd is None
    server.play(Said(text=GOOD, usage=False))
    assert ask("openai:gpt-4o-2024-08-06").cost_usd is None
    server.play(Status(body={**chat_whole(OK, "m"), "usage": {**usage(OK), "cost": 0.0123}}))
    assert ask("openrouter:m").cost_usd == 0.0123


def test_what_cannot_come_back_whole_is_told(server, ask, listener):
    """A text above the vendor's output cap, and a prompt that arrived cut, are told: neither is the model's fault."""
    server.play(Said(text="The", finish="length"))
    ask("baichuan:Baichuan4", "word " * 3000)
    assert any("at most 2048 tokens" in notice for notice in listener.notices)
    assert any("context window" in notice for notice in listener.notices)
    listener.notices.clear()
    ask("baichuan:Baichuan4", "word " * 10)
    assert listener.notices == []
