"""The doctor: one request, and what it shows."""

from __future__ import annotations

import pytest

from fakes.dialects import Said
from fakes.server import Status
from stetmark.answers.endpoints.doctor import examine
from stetmark.answers.systems import parse_system
from stetmark.settings import Settings


@pytest.mark.parametrize(
    ("act", "ok", "says"),
    [
        (Said(text="The cat sat on the mat."), True, "outcome: complete"),
        (Said(text="The cat", finish="weird"), False, 'finish.complete = ["weird"]'),
        (Said(text="x", model="other"), True, "A different model from the one requested"),
        (Said(text="", reasoning="hm", finish="length"), False, "was spent on thinking"),
        (Said(text="The cat", finish=None), False, "no finish reason received"),
        (Status(status=404, body={"error": {"message": "no such model"}}), False, "Known ids: gpt-6.1-sol"),
        (Status(status=401, body={"error": {"message": "bad"}}), False, "The key was rejected"),
        (Status(raw=b"<html>", kind="text/html"), False, "Check base_url"),
        (
            Status(status=429, body={"error": {"message": "x"}}, headers={"Retry-After": "7"}),
            False,
            "Retry-After: 7",
        ),
    ],
)
def test_the_doctor(server, settings, act, ok, says):
    """One request; what was sent, what came, how it was understood, what to change."""
    server.play(act)
    finding = examine(parse_system("openai:m", settings))
    assert finding.ok == ok
    assert says in "\n".join((*finding.received, *finding.understood, *finding.advice))
    assert any('"max_completion_tokens"' in line for line in finding.sent)
    assert len(server.requests) == 1


def test_the_doctor_without_a_key(settings):
    """What would be sent is shown; the variable to set is named."""
    finding = examine(parse_system("openai:m", Settings(presets=settings.presets)))
    assert not finding.ok
    assert "OPENAI_API_KEY" in "".join((*finding.understood, *finding.advice))
    assert finding.sent[0].startswith("POST http")


def test_the_doctor_on_others():
    """Correctors here and programs are tried as well."""
    assert examine(parse_system("local:copy", Settings())).ok
    assert not examine(parse_system("command:false", Settings())).ok
