"""Which two systems, of which runs, are compared?"""

from __future__ import annotations

from pathlib import Path

from stetmark.errors import SettingsError
from stetmark.store import RunFolder

__all__ = ["find_sides"]


def find_sides(
    run: Path, first: str, second: str | None = None, third: str | None = None
) -> tuple[RunFolder, RunFolder, str, str]:
    """Tell two systems of a run from two runs of a system.

    Args:
        run: A run folder.
        first: Another run folder, or a system of the run.
        second: With two runs, the system; else the second system of the run.
        third: What the system is called in the second run, if it is called something else there.

    Returns:
        The run of each side, and the system of each.

    Raises:
        SettingsError: They do not name two sides.
        DataError: A folder cannot be opened.
    """
    before = RunFolder.open(run)
    if RunFolder.is_run(first):
        after = RunFolder.open(first)
        if second is not None:
            return before, after, second, third or second
        names = [sorted(folder.manifest.systems) for folder in (before, after)]
        if len(names[0]) == len(names[1]) == 1:
            return before, after, names[0][0], names[1][0]
        raise SettingsError(
            f"{run} and {first} have several systems", hint=f"name one: {', '.join(names[0])}"
        )
    if third is not None:
        raise SettingsError(
            f"{first!r} is not a run folder", hint="stetmark compare RUN RUN_2 SYSTEM SYSTEM_2"
        )
    if second is None:
        raise SettingsError(
            f"{first!r} is not a run folder, and no second system was given",
            hint="stetmark compare RUN SYSTEM_A SYSTEM_B, or RUN RUN_2 SYSTEM",
        )
    return before, before, first, second
