"""Real files of a kind, from what is installed on this machine."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

ROOTS = [
    Path(sys.prefix),
    Path(sys.base_prefix),
    Path("/usr/share/doc"),
    Path("/usr/share"),
    Path("/usr/lib"),
    Path.home() / ".rustup",
]


def found_files(suffix, most=60_000):
    """Installed files with this suffix, of at most so many bytes, in a fixed random order."""
    found = {}
    for root in ROOTS:
        n = 0
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = Path(folder) / name
                if name.endswith(suffix) and path.is_file() and 40 < path.stat().st_size < most:
                    found[path.resolve()] = None
                    n += 1
            if n > 3_000:
                break
    paths = sorted(found)
    random.Random(7).shuffle(paths)
    return paths
