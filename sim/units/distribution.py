"""Distributions a scenario may write, drawn by inverse transform.

A distribution holds no state: a number between 0 and 1 goes in, a value comes out, so that the
same uniform number gives comparable values in two worlds whose distributions differ a little.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import NormalDist

_STANDARD_NORMAL_QUANTILE = NormalDist().inv_cdf
Quantile = Callable[[float], float]

FAMILIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "fixed": (("value",),),
    "exponential": (("mean",),),
    "lognormal": (("mean", "cv"), ("median", "sigma")),
    "uniform": (("low", "high"),),
    "triangular": (("low", "mode", "high"),),
    "weibull": (("scale", "shape"), ("mean", "shape")),
}
"""For each family, the sets of arguments that describe it (one of them must be given whole)."""

PURE_NUMBERS = frozenset({"cv", "sigma", "shape"})
"""Arguments that have no unit; all others are in the distribution's own unit."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of working days or of plain numbers.

    Args:
        family: one of `FAMILIES`.
        arguments: pairs of name and value, in the order of `FAMILIES`; days or plain numbers.
        unit: "days" or "number".

    Raises:
        ValueError: the arguments are not those of the family, or out of order (low above high).
    """

    family: str
    arguments: tuple[tuple[str, float], ...]
    unit: str
    quantile: Quantile = field(init=False, repr=False, compare=False)
    """The value below which a share u of all values lies, 0 < u < 1, in `unit`."""
    median_and_sigma: tuple[float, float] | None = field(init=False, repr=False, compare=False)
    """Of a lognormal, however it was described: median, in `unit`, and sigma of its logarithm."""

    def __post_init__(self) -> None:
        names = tuple(name for name, _ in self.arguments)
        if names not in FAMILIES.get(self.family, ()):
            raise ValueError(f"{self.family} is not described by {', '.join(names)}")
        values = dict(self.arguments)
        _refuse_disorder(self.family, values)
        object.__setattr__(self, "quantile", _QUANTILES[self.family](values))
        scale = _log_scale(values) if self.family == "lognormal" else None
        object.__setattr__(self, "median_and_sigma", scale)

    def __reduce__(self) -> tuple[type, tuple[str, tuple[tuple[str, float], ...], str]]:
        # The quantile is a closure, which cannot travel to another process: rebuild it there.
        return Distribution, (self.family, self.arguments, self.unit)

    def mean(self) -> float:
        """The expected value, in `unit`."""
        return _MEANS[self.family](dict(self.arguments))

    @property
    def is_zero(self) -> bool:
        """True if every draw is exactly zero."""
        return self.mean() == 0


def _refuse_disorder(family: str, values: dict[str, float]) -> None:
    ordered = [values[name] for name in ("low", "mode", "high") if name in values]
    if ordered != sorted(ordered):
        raise ValueError(f"the arguments of {family} must not decrease from low to high")
    if any(not math.isfinite(value) or value < 0 for value in values.values()):
        raise ValueError("every argument must be a finite number that is not negative")
    if values.get("shape") == 0:
        raise ValueError("shape must be above 0")


def _constant(value: float) -> Quantile:
    return lambda u: value


def _fixed(values: dict[str, float]) -> Quantile:
    return _constant(values["value"])


def _exponential(values: dict[str, float]) -> Quantile:
    mean, log1p = values["mean"], math.log1p
    return lambda u: -mean * log1p(-u)


def _log_scale(values: dict[str, float]) -> tuple[float, float]:
    if "median" in values:
        return values["median"], values["sigma"]
    squared = math.log1p(values["cv"] ** 2)
    return values["mean"] * math.exp(-squared / 2), math.sqrt(squared)


def _lognormal(values: dict[str, float]) -> Quantile:
    median, sigma = _log_scale(values)
    if sigma == 0 or median == 0:
        return _constant(median)
    exp, normal = math.exp, _STANDARD_NORMAL_QUANTILE
    return lambda u: median * exp(sigma * normal(u))


def _uniform(values: dict[str, float]) -> Quantile:
    low, width = values["low"], values["high"] - values["low"]
    return lambda u: low + width * u


def _triangular(values: dict[str, float]) -> Quantile:
    low, mode, high = values["low"], values["mode"], values["high"]
    width, sqrt = high - low, math.sqrt
    if width == 0:
        return _constant(low)
    turn, rise, fall = (mode - low) / width, width * (mode - low), width * (high - mode)
    return lambda u: low + sqrt(u * rise) if u < turn else high - sqrt((1 - u) * fall)


def _weibull_scale(values: dict[str, float]) -> float:
    if "scale" in values:
        return values["scale"]
    return values["mean"] / math.gamma(1 + 1 / values["shape"])


def _weibull(values: dict[str, float]) -> Quantile:
    scale, power, log1p = _weibull_scale(values), 1 / values["shape"], math.log1p
    return lambda u: scale * (-log1p(-u)) ** power


def _lognormal_mean(values: dict[str, float]) -> float:
    if "mean" in values:
        return values["mean"]
    return values["median"] * math.exp(values["sigma"] ** 2 / 2)


def _weibull_mean(values: dict[str, float]) -> float:
    return values.get("mean", 0.0) or (_weibull_scale(values) * math.gamma(1 + 1 / values["shape"]))


_QUANTILES: dict[str, Callable[[dict[str, float]], Quantile]] = {
    "fixed": _fixed,
    "exponential": _exponential,
    "lognormal": _lognormal,
    "uniform": _uniform,
    "triangular": _triangular,
    "weibull": _weibull,
}
_MEANS: dict[str, Callable[[dict[str, float]], float]] = {
    "fixed": lambda values: values["value"],
    "exponential": lambda values: values["mean"],
    "lognormal": _lognormal_mean,
    "uniform": lambda values: (values["low"] + values["high"]) / 2,
    "triangular": lambda values: (values["low"] + values["mode"] + values["high"]) / 3,
    "weibull": _weibull_mean,
}
