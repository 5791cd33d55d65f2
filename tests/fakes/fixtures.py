"""The fake server as fixtures, and settings that send every preset to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fakes.dialects import VENDORS, Said
from fakes.server import KEY, QUICK, FakeServer, fake_server
from stetmark.answers.endpoints.presets import presets
from stetmark.settings import Settings

__all__ = ["_server", "make_settings", "server", "settings"]


@pytest.fixture(scope="session")
def _server() -> Iterator[FakeServer]:
    with fake_server() as server:
        yield server


@pytest.fixture
def server(_server: FakeServer) -> FakeServer:
    """The fake server, with nothing played on it yet."""
    _server.play(Said(text="The cat."))
    _server.chooser = None
    _server.delay_s = 0.0
    return _server


@pytest.fixture
def settings(server: FakeServer) -> Settings:
    """Every preset at the fake server, each with its key, and little patience."""
    return make_settings(server)


def make_settings(server: FakeServer, **retry: float) -> Settings:
    known = presets(Settings())
    own: dict[str, dict[str, Any]] = {
        name: {"base_url": server.base(name), "retry": {**QUICK, **retry}}
        for name in VENDORS
        if name in known
    }
    env = {variable: KEY for name in known for variable in known[name].key_env}
    return Settings(presets=own, env=env)
