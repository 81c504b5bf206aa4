"""Values times a factor, and values with an amount on top. Distributions keep their cv."""

from __future__ import annotations

from sim.units.distribution import PURE_NUMBERS, Distribution
from sim.units.values import MoneyRate, Value


def times(value: Value, factor: float) -> Value:
    """A duration, rate, share, number, money rate or distribution times a factor.

    None, which is "never" or "unlimited", stays what it is.

    Raises:
        TypeError: the value is a word or a list of words.
    """
    if isinstance(value, Distribution):
        return scaled(value, factor)
    if isinstance(value, MoneyRate):
        return MoneyRate(round(value.cents_per_year * factor), value.currency)
    if isinstance(value, int):
        return round(value * factor)
    if isinstance(value, float):
        return value * factor
    return _unmoved(value)


def scaled(distribution: Distribution, factor: float) -> Distribution:
    """The distribution of so many times what is drawn: another mean, the same cv."""
    arguments = tuple(
        (name, value if name in PURE_NUMBERS else value * factor)
        for name, value in distribution.arguments
    )
    return Distribution(distribution.family, arguments, distribution.unit)


def plus(value: Value, amount: float) -> Value:
    """A value and an amount in the same unit: ticks, per day, cents a year or a distribution's.

    A distribution is scaled to its new mean. None stays what it is.

    Raises:
        TypeError: the value is a word or a list of words.
    """
    if isinstance(value, Distribution):
        return _moved(value, amount)
    if isinstance(value, MoneyRate):
        return MoneyRate(value.cents_per_year + round(amount), value.currency)
    if isinstance(value, int):
        return value + round(amount)
    if isinstance(value, float):
        return value + amount
    return _unmoved(value)


def _moved(distribution: Distribution, amount: float) -> Distribution:
    mean = distribution.mean()
    if mean == 0:  # nothing to scale: exactly the amount
        return Distribution("fixed", (("value", amount),), distribution.unit)
    return scaled(distribution, (mean + amount) / mean)


def _unmoved(value: Value) -> Value:
    if value is not None:
        raise TypeError(f"{value!r} is no quantity")
    return None
