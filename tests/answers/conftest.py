"""Ask one system of the fake server one text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from fakes.fixtures import _server, make_settings, server, settings
from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.protocol import Question, Reply
from stetmark.answers.systems import parse_system
from stetmark.settings import Settings

__all__ = ["_server", "make_settings", "server", "settings"]

TEXT = "Teh cat sat on the mat."


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
