"""Distributions as people describe them: a family by its mean and cv, or by its own parameters."""

from __future__ import annotations

from collections.abc import Mapping

from sim.units.distribution import FAMILIES, PURE_NUMBERS, Distribution
from sim.units.parse import nearest, parse_days, parse_number
from sim.units.values import UnitError


def parse_distribution(written: object, unit: str = "days") -> Distribution:
    """A distribution; a plain duration or number means "exactly that".

    Args:
        written: "3 days", or a map such as {"lognormal": {"mean": "3 days", "cv": 0.6}}.
        unit: "days" or "number".

    Raises:
        UnitError: no such distribution; `.path` says which key of the map is meant.
    """
    if isinstance(written, Mapping):
        return _described(written, unit)
    value = _argument("value", written, unit)
    return Distribution("fixed", (("value", value),), unit)


def _argument(name: str, written: object, unit: str) -> float:
    if name in PURE_NUMBERS:
        return _within(name, parse_number(written))
    return parse_days(written) if unit == "days" else parse_number(written)


def _within(name: str, value: float) -> float:
    """Shapes beyond these have means that no longer fit in a number."""
    low, high = {"cv": (0.0, 100.0), "sigma": (0.0, 5.0), "shape": (0.1, 100.0)}[name]
    if not low <= value <= high:
        raise UnitError(f"{name} is absurd", f"{name} from {low:g} to {high:g}")
    return value


def _described(written: Mapping[str, object], unit: str) -> Distribution:
    allowed = f"one of {', '.join(FAMILIES)}"
    if len(written) != 1:
        raise UnitError(f"{len(written)} keys where one family is wanted", allowed)
    family = str(next(iter(written)))
    if family not in FAMILIES:
        raise UnitError(f"no family is called {family[:40]!r}", allowed, nearest(family, FAMILIES))
    arguments = written[family]
    if not isinstance(arguments, Mapping):
        raise UnitError(f"{family} needs its arguments by name", _usage(family))
    return _built(family, arguments, unit)


def _built(family: str, arguments: Mapping[str, object], unit: str) -> Distribution:
    names = _described_by(family, arguments)
    values = []
    for name in names:
        try:
            values.append((name, _argument(name, arguments[name], unit)))
        except UnitError as error:
            error.path = (family, name)
            raise
    try:
        return Distribution(family, tuple(values), unit)
    except ValueError as error:
        raise UnitError(str(error), _usage(family)) from None


def _described_by(family: str, arguments: Mapping[str, object]) -> tuple[str, ...]:
    """The set of arguments that was given, in its own order."""
    for names in FAMILIES[family]:
        if set(names) == set(arguments):
            return names
    known = [name for names in FAMILIES[family] for name in names]
    unknown = [str(name) for name in arguments if name not in known]
    given = ", ".join(str(name)[:30] for name in arguments) or "nothing"
    hint = nearest(unknown[0], known) if unknown else None
    raise UnitError(f"{family} cannot be described by {given}", _usage(family), hint)


def _usage(family: str) -> str:
    return f"{family}: " + " or ".join(f"{{{', '.join(names)}}}" for names in FAMILIES[family])
