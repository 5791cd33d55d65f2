"""Start or join Ray, configured to keep the order of rows, and restore its configuration afterwards."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stetmark.errors import SettingsError, StetmarkError

__all__ = ["ray_session"]

#: Data that one task works on: some seconds, so that many can share the work and a lost one costs little.
BLOCK_BYTES = 16 << 20


@contextmanager
def ray_session(address: str | None) -> Iterator[Any]:
    """Provide Ray, connected and configured; shut it down afterwards if it was started here.

    Raises:
        SettingsError: Ray is not installed, or there is no cluster at this address.
        StetmarkError: What a stage function raised, without Ray's wrapping.
    """
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # without it Ray warns about GPUs
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    try:
        import ray
        import ray.data
    except ImportError:
        raise SettingsError(
            "the ray engine needs Ray, which is not installed", hint="pip install 'stetmark[scale]'"
        ) from None
    started = not ray.is_initialized()
    if started:
        try:
            ray.init(
                address=address, include_dashboard=False, log_to_driver=False, logging_level=logging.WARNING
            )
        except (ConnectionError, ValueError) as error:
            raise SettingsError(f"no Ray cluster at {address!r}: {error}") from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    before = context.copy()
    context.execution_options.preserve_order = True
    # Ray's newer reader packs files into tasks by size, and so out of their order (seen with 2.60).
    context.use_datasource_v2 = False
    context.enable_progress_bars = False
    context.target_max_block_size = BLOCK_BYTES
    context.raise_original_map_exception = True
    try:
        yield ray
    except Exception as error:
        _raise_ours(error)
        raise
    finally:
        ray.data.DataContext._set_current(before)  # noqa: SLF001  (there is no other way back)
        if started:
            ray.shutdown()


def _raise_ours(error: BaseException) -> None:
    cause: BaseException | None = error
    while cause is not None:
        inner = getattr(cause, "cause", None) or cause.__cause__
        # Ray's own wrapping is a subclass of what it wraps: the innermost is the one that was raised.
        if isinstance(cause, StetmarkError) and inner is None:
            raise cause from None
        cause = inner
