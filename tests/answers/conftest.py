"""The fake server, and settings that send every preset to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fakes.dialects import VENDORS, Said
from fakes.server import KEY, QUICK, FakeServer, fake_server
from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.endpoints.presets import presets
from stetmark.answers.protocol import Question, Reply
from stetmark.answers.systems import parse_system
from stetmark.settings import Settings

TEXT = "Teh cat sat on the mat."


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


def make_settings(server: FakeServer, **patience: float) -> Settings:
    known = presets(Settings())
    own: dict[str, dict[str, Any]] = {
        name: {"base_url": server.base(name), "patience": {**QUICK, **patience}}
        for name in VENDORS
        if name in known
    }
    env = {variable: KEY for name in known for variable in known[name].key_env}
    return Settings(presets=own, env=env)


class Listener:
    """Keeps what a system tells while it is asked."""

    def __init__(self) -> None:
        self.retries: list[tuple[str, float]] = []
        self.notices: list[str] = []

    def retried(self, system: str, why: str, wait_s: float) -> None:
        self.retries.append((why, wait_s))

    def notice(self, text: str) -> None:
        self.notices.append(text)


Asker = Callable[..., Reply]


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def ask(settings: Settings, listener: Listener) -> Asker:
    """Ask one system one text and return what it made of it."""

    def one(spec: str, text: str = TEXT, settings: Settings = settings) -> Reply:
        system = parse_system(spec, settings)
        assert isinstance(system, EndpointSystem)

        async def main() -> Reply:
            await system.start(listener)
            try:
                system.prepare(None)
                return await system.ask(Question("i", text, "en"))
            finally:
                await system.close()

        return asyncio.run(main())

    return one
