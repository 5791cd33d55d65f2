"""The command itself: help, version, exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fakes.command import stetmark
from stetmark import __version__


def test_version():
    """--version prints the one version."""
    assert stetmark("--version").stdout.strip().endswith(__version__)


def test_help_needs_only_click():
    """--help loads neither records nor any heavy library, so it answers at once."""
    code = (
        "import sys; sys.argv = ['stetmark', '--help']\n"
        "from stetmark.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('msgspec', 'aiohttp', 'rich', 'numpy', 'asyncio') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("args", [["nonsense"], ["run", "--no-such-flag"], ["score"]])
def test_usage_errors_exit_2(args):
    """A wrong word on the command line is exit 2 and says so on stderr."""
    done = stetmark(*args)

    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
