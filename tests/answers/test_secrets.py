"""A key goes to one host in one header, and nowhere else."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import traceback

import msgspec
import pytest

from fakes.dialects import Said
from fakes.server import KEY, Status, fake_server
from stetmark.answers.endpoints.doctor import examine
from stetmark.answers.running.runner import run
from stetmark.answers.systems import parse_system, parse_systems
from stetmark.cli.run_display import make_progress
from stetmark.errors import SettingsError
from stetmark.records import Item, Manifest
from stetmark.settings import Secret, Settings, load_settings
from stetmark.store import RunFolder

ITEMS = [Item(id=f"i{n}", source=f"Teh cat {n}", reference=f"The cat {n}", lang="en") for n in range(4)]


def test_a_secret_shows_itself_nowhere():
    """repr, str, format, pickle, copy and encoding give no key away."""
    secret = Secret(KEY, "OPENAI_API_KEY")
    for shown in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>40}",
        repr([secret]),
        repr(Settings(env={"OPENAI_API_KEY": KEY})),
    ):
        assert KEY not in shown
    for store in (pickle.dumps, copy.deepcopy, msgspec.json.encode):
        with pytest.raises(TypeError):
            store(secret)


@pytest.mark.parametrize(
    "said",
    [
        f"Incorrect API key provided: {KEY}.",
        f"Incorrect API key provided: {KEY[:8]}**********{KEY[-4:]}.",
        f"key ending in {KEY[-4:]} is not valid",
        f"invalid key ...{KEY[-10:]}",
        f"header was Bearer {KEY[:20]}",
    ],
)
def test_echoed_keys_are_masked(said):
    """Whole keys, and the heads and tails some vendors echo, are masked."""
    masked = Secret(KEY, "X").mask(said)
    assert KEY[-4:] not in masked
    assert KEY[:8] not in masked
    assert "****" in masked


@pytest.mark.parametrize("status", [200, 401, 429, 500])
def test_a_run_leaves_no_key_anywhere(server, settings, tmp_path, capfd, caplog, status):
    """Whatever happens, the key is in no file, no output, no log, no repr."""
    caplog.set_level(logging.DEBUG)
    echo = f"Incorrect API key provided: {KEY}, {KEY[:8]}*****{KEY[-4:]}"
    server.play(
        Said(text="The cat.") if status == 200 else Status(status=status, body={"error": {"message": echo}})
    )
    folder = RunFolder.create(tmp_path / "run", Manifest(stetmark="0", created="", items_sha256=""), ITEMS)
    systems = parse_systems(["openai:m", "anthropic:m?stream=off", "gemini:m", "azure:m"], settings)
    result = asyncio.run(run(systems, None, folder, progress=make_progress()))
    assert result.n_asked
    shown = capfd.readouterr()
    everything = [
        shown.out,
        shown.err,
        caplog.text,
        repr(systems),
        repr(result),
        repr([vars(s) for s in systems]),
        repr(settings),
    ]
    everything += [path.read_text() for path in folder.path.rglob("*") if path.is_file()]
    for text in everything:
        assert KEY not in text
        assert KEY[-4:] not in text
    assert all(KEY not in request.path for request in server.requests)


def test_the_doctor_masks_the_key(server, settings):
    """What is sent and what comes back is shown without the key."""
    server.play(
        Status(
            status=401,
            body={"error": {"message": f"bad key {KEY}", "code": "invalid_api_key"}},
            headers={"x-request-id": KEY},
        )
    )
    shown = repr(examine(parse_system("openai:m", settings)))
    assert KEY not in shown
    assert KEY[-4:] not in shown
    assert "****" in shown
    assert "rejected" in shown


def test_a_redirect_to_another_host_is_not_followed(server, ask, settings):
    """Neither the key nor the text goes where a redirect points, unless it is the same host."""
    with fake_server() as other:
        for status in (301, 302, 303, 307, 308):
            server.play(
                Status(
                    status=status, raw=b"", headers={"Location": other.base("openai") + "/chat/completions"}
                )
            )
            found = ask("openai:m")
            assert (found.outcome, found.dead) == ("failed", True)
            assert "redirect" in found.error
        assert not other.requests


def test_a_redirect_within_the_host_is_followed(server, ask):
    """307 and 308 within one host keep method and body, and are followed; a ring of them ends."""
    server.play(
        Status(status=307, raw=b"", headers={"Location": "/openai/v1/chat/completions"}),
        Said(text="The cat."),
    )
    assert ask("openai:m").outcome == "complete"
    server.play(Status(status=308, raw=b"", headers={"Location": "/openai/v1/chat/completions"}))
    found = ask("openai:m")
    assert found.outcome == "failed"
    assert len(server.requests) == 3


def test_tracebacks_hold_no_key(server, settings):
    """An error raised while asking carries no key, nor do its frames' reprs in short form."""
    system = parse_system("openai:m", settings)
    try:
        asyncio.run(system.exchange(b"{}"))  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001
        assert KEY not in traceback.format_exc()


@pytest.mark.parametrize("field", ["api_key", "key", "token", "secret"])
def test_a_key_in_the_settings_file_is_refused(tmp_path, field):
    """A key does not belong into a file; the message does not repeat it."""
    (tmp_path / "stetmark.toml").write_text(f'[systems.x]\nbase_url = "https://a.b"\n{field} = "{KEY}"\n')
    with pytest.raises(SettingsError, match="looks like an API key") as caught:
        load_settings(tmp_path / "stetmark.toml", {})
    assert KEY not in str(caught.value)


def test_a_key_that_would_break_a_header_is_never_sent(server, settings):
    """A line break in a key is refused before it could become a header of its own."""
    system = parse_system(
        "openai:m", Settings(presets=settings.presets, env={"OPENAI_API_KEY": f"{KEY}\r\nX: y"})
    )
    finding = examine(system)
    assert not finding.ok
    assert not server.requests
    assert KEY not in repr(finding)
