"""How much of a thing there may be: beyond, a scenario asks for more than anybody can count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sim.units import TICKS_PER_DAY, Distribution, Value

MOST: Final[Mapping[str, int]] = {
    "value.sigma": 5,
    "demand.estimate_error": 20,
    "data.per_use_case": 100,
    "development.iterations": 100,
    "shift.domains": 10_000,
    "chain.depth": 100,
    "ensemble.members": 100,
    "refresh.failures_before_call": 10_000,
}
"""Most of what is counted."""
LEAST_PACKAGE: Final = TICKS_PER_DAY // 8
"""The smallest package of building, in ticks: an hour. In packages of nothing it never ends."""
MOST_FEATURES: Final = 100_000
"""Most features of a model, but for one in a million models."""


class Limit(NamedTuple):
    """What there is too much of, and how much there may be."""

    row: str
    found: str
    allowed: str


def beyond(process: Mapping[str, Value]) -> Iterator[Limit]:
    """Rows of a way of working that are beyond what can be counted."""
    for row, most in MOST.items():
        value = process[row]
        if isinstance(value, int | float) and value > most:
            yield Limit(row, f"{value:g} are too many", f"at most {most:_}")
    features = process["development.features"]
    if isinstance(features, Distribution) and features.quantile(1 - 1e-6) > MOST_FEATURES:
        found = f"one model in a million would have more than {MOST_FEATURES:_} features"
        yield Limit("development.features", found, "a smaller mean, or a smaller spread")
    if _ticks(process["build.package"]) < LEAST_PACKAGE:
        found = "building would be cut into packages without end"
        yield Limit("build.package", found, "at least 1 hour")
    yield from _endless(process)


def _ticks(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _endless(process: Mapping[str, Value]) -> Iterator[Limit]:
    """Shares with which something would be done again for ever, or never."""
    seen = process["refresh.drift_seen"]
    if process["refresh.trigger"] == "drift" and seen in (0, 1):
        found = (
            "drift would be seen at once, for ever" if seen == 0 else "drift would never be seen"
        )
        yield Limit("refresh.drift_seen", found, "more than 0 % and less than 100 %")
