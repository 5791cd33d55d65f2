"""Each vendor's own words for a filter, an empty account, a rate limit and a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.dialects import Said
from fakes.server import Status

GOOD = Said(text="The cat.")


def err(status: int, /, **fields: Any) -> Status:
    return Status(status=status, body={"error": fields})


def base(code: int) -> Status:
    return Status(body={"base_resp": {"status_code": code, "status_msg": "x"}, "choices": None})


#: system, act
FILTERED = [
    ("openai:m", err(400, code="content_policy_violation", message="x")),
    ("openai:m", err(400, code="invalid_prompt", message="x")),
    ("openai:m", err(400, code="bio_policy", message="x")),
    ("openai:m", Said(text="The", finish="content_filter")),
    ("openai:m-pro", Said(text="The", finish="content_filter")),
    ("azure:m", err(400, code="content_filter", innererror={"code": "ResponsibleAIPolicyViolation"}, message="x")),
    ("deepseek:m", err(400, code="invalid_request_error", message="Content Exists Risk")),
    ("deepseek:m", Said(text="The", finish="content_filter")),
    ("ark:m", err(400, code="SensitiveContentDetected.SevereViolation", message="x", type="BadRequest")),
    ("ark:m", err(400, code="InputTextSensitiveContentDetected", message="x", type="BadRequest")),
    ("moonshot:m", err(400, type="content_filter", message="The request was rejected because it was considered high risk")),
    ("minimax:m", base(1026)),
    ("minimax:m", base(1027)),
    ("minimax:m?stream=off", Said(text="", extra={"output_sensitive": True})),
    ("minimax:m", Said(text="a", extra={"input_sensitive": True, "input_sensitive_type": 1})),
    ("qianfan:m", Said(text="a", choice={"flag": 1})),
    ("qianfan:m", err(403, code="system_unsafe", message="x", type="forbidden")),
    ("zhipu:m", Said(text="The", finish="sensitive")),
    ("zhipu:m", err(400, code="1301", message="系统检测到输入或生成内容可能包含不安全或敏感内容")),
    ("baichuan:m", Said(text="The", finish="content_filter")),
    ("dashscope:m", err(400, code="data_inspection_failed", message="x")),
    ("dashscope:m", Status(status=400, body={"code": "DataInspectionFailed", "message": "x", "request_id": "1"})),
    ("gemini:m", Said(text="", finish="SAFETY")),
    ("gemini:m", Said(text="The", finish="RECITATION")),
    ("gemini:m?stream=off", Status(body={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "modelVersion": "m"})),
    ("cohere:m", Said(text="", finish="ERROR_TOXIC")),
]  # fmt: skip

DEAD = [
    ("openai:m", err(429, code="insufficient_quota", type="insufficient_quota", message="You exceeded your current quota")),
    ("openai:m", err(429, code="credit_balance_exhausted", message="x")),
    ("openai:m", err(401, code="invalid_api_key", message="x")),
    ("deepseek:m", err(402, message="Insufficient Balance", code="invalid_request_error")),
    ("ark:m", err(403, code="AccountOverdueError", message="x")),
    ("ark:m", err(404, code="InvalidEndpointOrModel.ModelIDAccessDisabled", message="x")),
    ("moonshot:m", err(429, type="exceeded_current_quota_error", message="x")),
    ("minimax:m", base(1008)),
    ("minimax:m", base(2056)),
    ("minimax:m", base(1004)),
    ("minimax:m", base(2049)),
    ("qianfan:m", err(401, code="invalid_iam_token", message="x")),
    ("qianfan:m", err(400, code="invalid_model", message="x")),
    ("zhipu:m", err(429, code="1113", message="您的账户已欠费，请充值后重试。")),
    ("zhipu:m", err(429, code="1308", message="plan limit")),
    ("zhipu:m", err(400, code="1211", message="模型不存在")),
    ("baichuan:m", err(429, type="insufficient_quota", message="x")),
    ("baichuan:m", err(401, type="invalid_api_key", message="x")),
    ("dashscope:m", err(400, code="Arrearage", message="x")),
    ("anthropic:m", Status(status=429, body={"type": "error", "error": {"type": "rate_limit_error", "message": "x", "details": {"error_code": "enforced_spend_limit_reached"}}})),
    ("anthropic:m", Status(status=404, body={"type": "error", "error": {"type": "not_found_error", "message": "model: m"}})),
    ("gemini:m", err(404, code=404, status="NOT_FOUND", message="x")),
    ("lmstudio:m", Status(body={"error": "Unexpected endpoint or method. (POST /v1/chat)"})),
]  # fmt: skip

FATAL = [
    ("minimax:m", base(2013)),
    ("minimax:m", base(1042)),
    ("qianfan:m", err(400, code="characters_too_long", message="x")),
    ("zhipu:m", err(400, code="1261", message="Prompt 超长")),
    ("zhipu:m", err(400, code="1210", message="x")),
    ("baichuan:m", err(400, type="invalid_request_error", message="x")),
    ("moonshot:m", err(400, type="invalid_request_error", message="only 1 is allowed for this model")),
    ("gemini:m", err(400, code=400, status="INVALID_ARGUMENT", message="x")),
    ("mistral:m", Status(status=422, body={"object": "error", "message": "x", "type": "invalid", "code": "1500"})),
]  # fmt: skip

PASSING = [
    ("openai:m", err(429, code="rate_limit_exceeded", type="requests", message="Rate limit reached")),
    ("openai:m", err(503, message="The server is overloaded")),
    ("deepseek:m", Said(text="The", finish="insufficient_system_resource")),
    ("deepseek:m", Said(text="The", finish="aborted")),
    ("deepseek:m", err(429, message="Too many requests")),
    ("ark:m", err(429, code="RateLimitExceeded.EndpointTPMExceeded", message="x")),
    ("moonshot:m", err(429, type="rate_limit_reached_error", message="x")),
    ("moonshot:m", err(429, type="engine_overloaded_error", message="x")),
    ("minimax:m", base(1002)),
    ("minimax:m", base(1039)),
    ("minimax:m", base(1041)),
    ("minimax:m", base(1000)),
    ("minimax:m", base(1013)),
    ("minimax:m", base(1024)),
    ("minimax:m", base(1033)),
    ("qianfan:m", err(429, code="rpm_rate_limit_exceeded", message="x")),
    ("qianfan:m", err(429, code="cluster_tpm_rate_limit_exceeded", message="x")),
    ("qianfan:m", Status(body={"code": "preemptible_rate_limit_exceeded", "message": "x", "choices": None})),
    ("zhipu:m", err(429, code="1302", message="x")),
    ("zhipu:m", err(429, code="1305", message="x")),
    ("zhipu:m", err(400, code="1234", message="网络错误")),
    ("zhipu:m", Said(text="The", finish="network_error")),
    ("baichuan:m", err(429, type="rate_limit_exceeded", message="x")),
    ("dashscope:m", Status(status=429, body={"code": "Throttling.RateQuota", "message": "x"})),
    ("dashscope:m", err(503, message="Requests throttled")),
    ("siliconflow:m", Status(status=503, body={"code": 50505, "message": "System is really busy. Please try again later.", "data": None})),
    ("openrouter:m", Status(body={"error": {"code": 429, "message": "Rate limited upstream"}})),
    ("openrouter:m", Said(text="The", finish="error", choice={"native_finish_reason": "abort"})),
    ("anthropic:m", Status(status=529, body={"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})),
    ("gemini:m", Status(status=429, body=[{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "x", "details": [{"@type": "RetryInfo", "retryDelay": "0.01s"}]}}])),
    ("gemini:m", err(503, code=503, status="UNAVAILABLE", message="x")),
    ("cohere:m", Said(text="", finish="ERROR")),
    ("llamacpp:m", err(503, code=503, message="Loading model", type="unavailable_error")),
]  # fmt: skip


def ids(rows: list[tuple[str, Any]]) -> list[str]:
    return [f"{system}-{number}" for number, (system, _) in enumerate(rows)]


@pytest.mark.parametrize(("system", "act"), FILTERED, ids=ids(FILTERED))
def test_filters_are_filtered_and_never_asked_again(server, ask, system, act):
    """A blocked text is an outcome of its own, asked once."""
    server.play(act)
    found = ask(system)
    assert (found.outcome, len(server.requests), found.dead) == ("filtered", 1, False), found.error
    assert found.error


@pytest.mark.parametrize(("system", "act"), DEAD, ids=ids(DEAD))
def test_empty_accounts_and_wrong_keys_stop_a_system(server, ask, system, act):
    """What no further question will change stops the system after one request, even dressed as a rate limit."""
    server.play(act)
    found = ask(system)
    assert (found.outcome, len(server.requests), found.dead) == ("failed", 1, True), found.error


@pytest.mark.parametrize(("system", "act"), FATAL, ids=ids(FATAL))
def test_mistakes_fail_one_question_only(server, ask, system, act):
    """A request that is wrong fails at once; the next question may do better."""
    server.play(act)
    found = ask(system)
    assert (found.outcome, len(server.requests), found.dead) == ("failed", 1, False), found.error


@pytest.mark.parametrize(("system", "act"), PASSING, ids=ids(PASSING))
def test_what_may_pass_is_asked_again(server, ask, system, act):
    """A rate limit or a passing trouble is followed by another attempt that is believed."""
    server.play(act, GOOD)
    found = ask(system)
    assert (found.outcome, len(server.requests), found.reply) == ("complete", 2, "The cat."), found.error
