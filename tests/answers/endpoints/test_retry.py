"""How long is waited: every spelling of Retry-After, and the backoff without one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from fakes.dialects import Said
from fakes.server import Status
from stetmark.answers.endpoints.presets import RetryPolicy
from stetmark.answers.endpoints.retry import backoff_s, parse_wait, wait_from

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1.5", 1.5),
        ("0", 0.0),
        ("1m30s", 90.0),
        ("500ms", 0.5),
        ("2h0m1s", 7201.0),
        ("12s", 12.0),
        ("0.013s", 0.013),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("2026-11-22T12:00:07Z", 7.0),
        ("2026-11-22T13:00:07+01:00", 7.0),
        (str(int((NOW + timedelta(seconds=9)).timestamp())), 9.0),
        (str(int((NOW + timedelta(seconds=9)).timestamp() * 1000)), 9.0),
        ("inf", None),
        ("nan", None),
        ("-3", None),
        ("soon", None),
        ("", None),
        ("1x", None),
    ],
)
def test_every_spelling_of_a_wait(value, seconds):
    """Each spelling gives seconds; infinite, negative and meaningless ones give nothing."""
    found = parse_wait(value, NOW)
    assert found == (seconds if seconds is None else pytest.approx(seconds))


def test_milliseconds_win_and_resets_count_only_when_used_up():
    """`retry-after-ms` is finer than Retry-After; a reset header of a limit that has room is no wait."""
    assert wait_from({"retry-after-ms": "250", "Retry-After": "1"}) == 0.25
    assert wait_from({"Retry-After": "3"}, "9s") == 3.0
    assert wait_from({}, "9s") == 9.0
    used_up = {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6s"}
    room = {"x-ratelimit-remaining-requests": "10", "x-ratelimit-reset-requests": "1h"}
    assert wait_from({**used_up, **room}) == 6.0
    assert wait_from({"anthropic-ratelimit-tokens-reset": "2000-01-01T00:00:00Z"}) == 0.0
    assert wait_from({}) is None


def test_dates_count_from_the_servers_clock():
    """A date in Retry-After is compared with the response's own Date, so that a wrong local clock is harmless."""
    then = datetime(2031, 1, 1, tzinfo=UTC)
    headers = {"Date": format_datetime(then), "Retry-After": format_datetime(then + timedelta(seconds=20))}
    assert wait_from(headers) == pytest.approx(20)


def test_backoff_grows_is_jittered_and_bounded():
    """Waits grow with the attempts, differ from each other, and never pass the ceiling."""
    policy, rng = RetryPolicy(backoff_s=1.0, ceiling_s=900.0), random.Random(1)
    spread = {round(backoff_s(policy, 3, None, rng), 6) for _ in range(50)}
    assert len(spread) == 50
    assert min(spread) >= 0.4
    assert max(spread) <= 4.0
    assert max(backoff_s(policy, 500, None, rng) for _ in range(50)) <= 60.0
    assert backoff_s(policy, 1, 1e9, rng) == 900.0
    assert 10.0 <= backoff_s(policy, 1, 10.0, rng) <= 11.1


def test_the_provider_is_waited_for(server, ask, listener):
    """A wait that the provider names is kept."""
    server.play(
        Status(status=429, body={"error": {"message": "x"}}, headers={"Retry-After": "0.03"}),
        Said(text="The cat."),
    )
    assert ask("openai:m").outcome == "complete"
    [(why, wait)] = listener.retries
    assert "429" in why
    assert wait >= 0.03
