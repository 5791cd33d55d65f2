"""The fake server for proofreading over the network."""

from __future__ import annotations

from fakes.fixtures import _server, server, settings

__all__ = ["_server", "server", "settings"]
