"""Distributions as people describe them: a family by its mean and cv, or by its own parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.units.distribution import FAMILIES, PURE_NUMBERS, Distribution
from sim.units.mend import first_accepted
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
        try:
            return _described(written, unit)
        except UnitError as error:
            if not error.path:
                error.suggestion = _meant(written, unit)
            raise
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
        given = ", ".join(str(key)[:30] for key in written) or "nothing"
        raise UnitError(f"{given} where one family is wanted", allowed)
    family = str(next(iter(written)))
    if family not in FAMILIES:
        raise UnitError(f"no family is called {family[:40]!r}", allowed)
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
    given = ", ".join(str(name)[:30] for name in arguments) or "nothing"
    raise UnitError(f"{family} cannot be described by {given}", _usage(family))


def _usage(family: str) -> str:
    return f"{family}: " + " or ".join(f"{{{', '.join(names)}}}" for names in FAMILIES[family])


_OTHER_WORDS = {
    **dict.fromkeys(("average", "avg", "expected", "mu"), "mean"),
    **dict.fromkeys(("min", "minimum", "from"), "low"),
    **dict.fromkeys(("max", "maximum", "to"), "high"),
    **dict.fromkeys(("likely", "most_likely", "most likely"), "mode"),
}
_ARGUMENTS = frozenset(name for sets in FAMILIES.values() for names in sets for name in names)
_USUAL_CV = "0.6"
"""What human work has by default: skewed to the right, never negative."""


def _meant(written: Mapping[str, object], unit: str) -> str | None:
    """The whole distribution that a map probably means, in YAML's flow style."""
    found: dict[str, Mapping[str, object]] = {}
    for family, arguments in _candidates(written):
        inner = ", ".join(f"{name}: {value}" for name, value in arguments.items())
        found[f"{{{family}: {{{inner}}}}}"] = {family: arguments}
    return first_accepted(lambda line: _described(found[line], unit), found)


def _candidates(written: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    family, given = _parts(written)
    arguments = {_known(str(name)): str(value) for name, value in given.items()}
    # Lognormal first: it is what human work is, if nothing is said but its mean.
    families = [family] if family else ["lognormal", *FAMILIES]
    for one in families:
        for wanted in FAMILIES[one]:
            if set(wanted) == set(arguments):
                yield one, {name: arguments[name] for name in wanted}
            elif set(wanted) == {*arguments, "cv"}:
                yield one, {**arguments, "cv": _USUAL_CV}


def _known(name: str) -> str:
    return _OTHER_WORDS.get(name.lower()) or nearest(name, _ARGUMENTS) or name


def _parts(written: Mapping[str, object]) -> tuple[str | None, Mapping[str, object]]:
    """The family that a map names, if any, and its arguments."""
    (key, value), *others = written.items() if written else [("", "")]
    family = None if others else nearest(str(key), FAMILIES)
    if isinstance(value, Mapping):
        return family, value
    return (family, {FAMILIES[family][0][0]: value}) if family else (None, written)
