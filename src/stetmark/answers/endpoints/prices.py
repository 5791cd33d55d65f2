"""What does an answer cost?  Known prices only: what is not known stays unknown, never 0."""

from __future__ import annotations

import fnmatch
import functools
import tomllib
from importlib.resources import files
from typing import Any

import msgspec

from stetmark.errors import SettingsError
from stetmark.records import Usage
from stetmark.settings import Settings

__all__ = ["Price", "find_price"]


class Price(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a model costs, in USD per million tokens, from where and as of when.

    `cached` is for input tokens the provider had cached; the full input price where it is None.
    """

    preset: str = "*"
    model: str = "*"
    input: float
    output: float
    cached: float | None = None
    source: str = ""
    date: str = ""

    def cost_usd(self, usage: Usage | None) -> float | None:
        """Return what these tokens cost; None where the provider did not count them."""
        if usage is None or usage.input_tokens is None or usage.output_tokens is None:
            return None
        cached = min(usage.cached_tokens or 0, usage.input_tokens)
        cached_price = self.input if self.cached is None else self.cached
        cost = (
            (usage.input_tokens - cached) * self.input
            + cached * cached_price
            + usage.output_tokens * self.output
        )
        return cost / 1e6

    def at_most_usd(self, input_tokens: int, output_tokens: int) -> float:
        """Return what a question costs at most."""
        return (input_tokens * self.input + output_tokens * self.output) / 1e6


def find_price(
    preset: str, model: str, base_url: str, settings: Settings, *, free: bool = False
) -> Price | None:
    """Return the price of a model: the user's `[[prices]]`, then ours, then that of genai-prices.

    Args:
        preset: The preset's name, or that of a `[systems.NAME]`.
        model: The model's id.
        base_url: By which genai-prices finds the vendor.
        settings: Where the user's own prices stand.
        free: It runs on the user's own machine.

    Returns:
        None when nobody knows it (without the extra `[prices]` many are not known).

    Raises:
        SettingsError: One of the user's prices is not understood.
    """
    try:
        own = msgspec.convert(list(settings.prices), list[Price])
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"[[prices]]: {error}", hint="Each needs model, input and output in USD per million."
        ) from None
    for price in (*own, *_ours()):
        if fnmatch.fnmatchcase(preset, price.preset) and fnmatch.fnmatchcase(model, price.model):
            return price
    if free:
        return Price(input=0.0, output=0.0, source="runs on your machine")
    return _from_genai_prices(model, base_url)


@functools.cache
def _ours() -> tuple[Price, ...]:
    text = files("stetmark.answers.endpoints").joinpath("prices.toml").read_text(encoding="utf-8")
    return tuple(msgspec.convert(tomllib.loads(text)["prices"], list[Price]))


def _from_genai_prices(model: str, base_url: str) -> Price | None:
    try:
        import genai_prices  # an extra, and slow to import
    except ImportError:
        return None

    def price_of(usage: Any) -> float:
        return float(genai_prices.calc_price(usage, model, provider_api_url=base_url).total_price)

    # Prices may rise with the length of a request; ours are all short.
    n = 1000
    try:
        return Price(
            model=model,
            input=price_of(genai_prices.Usage(input_tokens=n)) * 1e6 / n,
            output=price_of(genai_prices.Usage(output_tokens=n)) * 1e6 / n,
            source=f"genai-prices {getattr(genai_prices, '__version__', '')}".strip(),
        )
    except (LookupError, ValueError, TypeError):
        return None
