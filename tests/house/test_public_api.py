"""What `import stetmark` offers."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import stetmark


def modules() -> list[str]:
    return [m.name for m in pkgutil.walk_packages(stetmark.__path__, "stetmark.") if "__main__" not in m.name]


def test_all_names_are_sorted_strings_that_exist():
    """`__all__` is sorted, holds strings, and each of them can be had."""
    names = stetmark.__all__

    assert names == sorted(names)
    assert all(isinstance(name, str) for name in names)
    assert [n for n in names if not hasattr(stetmark, n)] == []


def test_star_import_works():
    """`from stetmark import *` gives exactly the public names."""
    space: dict[str, object] = {}

    exec("from stetmark import *", space)

    assert set(stetmark.__all__) <= set(space)


@pytest.mark.parametrize("name", modules())
def test_each_module_says_what_it_answers_and_exports_what_exists(name):
    """Every module has a docstring, and its `__all__`, if any, holds real names."""
    module = importlib.import_module(name)

    assert module.__doc__, f"{name} has no docstring"
    assert [n for n in getattr(module, "__all__", []) if not hasattr(module, n)] == []


def test_importing_stetmark_is_light():
    """`import stetmark` loads no numpy, no aiohttp, no rich: they come when they are used."""
    import subprocess
    import sys

    code = "import sys, stetmark; print([m for m in ('numpy', 'aiohttp', 'rich', 'jinja2', 'openpyxl') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
