"""Ways of working, composed of the capabilities that are held.

All sets act before all times, and all times before all plus. Two sets of one parameter agree only
where one capability supersedes the other, so that the order of building never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from sim.capabilities import CAPABILITIES
from sim.capability import Effect, How
from sim.catalogue import Catalogue
from sim.process import PARAMETERS, Kind, Parameter
from sim.scenario.values import default, read_value
from sim.units import (
    Distribution,
    MoneyRate,
    UnitError,
    Value,
    human,
    parse_days,
    parse_duration,
    parse_money_rate,
    parse_number,
    parse_rate,
    parse_share,
)
from sim.units.arithmetic import plus, times

QUANTITIES = (
    Kind.DISTRIBUTION,
    Kind.NUMBERS,
    Kind.DURATION,
    Kind.RATE,
    Kind.SHARE,
    Kind.NUMBER,
    Kind.MONEY_RATE,
)
"""Kinds of parameters that a factor or an amount may act on: no counts, which are whole."""
MOST_KEPT = 256
"""Compositions that are remembered: a scenario needs one for each way of working in it."""


class Conflict(NamedTuple):
    """Two capabilities that set one parameter, neither superseding the other."""

    parameter: str
    one: str
    other: str


def way_of_working(held: Iterable[str], catalogue: Catalogue = CAPABILITIES) -> Mapping[str, Value]:
    """All process parameters as the capabilities held make them, before a scenario says anything.

    Args:
        held: names of capabilities, in any order.
        catalogue: what these names mean.

    Raises:
        ValueError: one lacks what it needs, two conflict, or a value is pushed out of its bounds.
    """
    return _composed(tuple(sorted(set(held))), catalogue)


@lru_cache(maxsize=MOST_KEPT)
def _composed(held: tuple[str, ...], catalogue: Catalogue) -> Mapping[str, Value]:
    if contradictions := list(inconsistent(held, catalogue)):
        raise ValueError("; ".join(contradictions))
    acting = effects_of(held, catalogue)
    return MappingProxyType({name: _acted(name, acting.get(name, ())) for name in PARAMETERS})


def effects_of(
    held: Iterable[str], catalogue: Catalogue = CAPABILITIES
) -> dict[str, list[tuple[str, Effect]]]:
    """By parameter, the effects that act on it and whose they are, ordered by capability."""
    found: dict[str, list[tuple[str, Effect]]] = {}
    for name in sorted(set(held)):
        for effect in catalogue[name].effects:
            found.setdefault(effect.parameter, []).append((name, effect))
    return {name: list(_without_superseded(acting, catalogue)) for name, acting in found.items()}


def _without_superseded(
    acting: list[tuple[str, Effect]], catalogue: Catalogue
) -> Iterator[tuple[str, Effect]]:
    setters = [name for name, effect in acting if effect.how is How.SET]
    for name, effect in acting:
        replaced = any(name in superseded_by(other, catalogue) for other in setters)
        if effect.how is not How.SET or not replaced:
            yield name, effect


def conflicts(held: Iterable[str], catalogue: Catalogue = CAPABILITIES) -> Iterator[Conflict]:
    """Pairs of capabilities of which each sets the same parameter, and none supersedes."""
    setters: dict[str, list[str]] = {}
    for name in sorted(set(held)):
        for effect in catalogue[name].effects:
            if effect.how is How.SET:
                setters.setdefault(effect.parameter, []).append(name)
    for parameter, names in setters.items():
        for one, other in combinations(names, 2):
            replaced = (superseded_by(one, catalogue), superseded_by(other, catalogue))
            if other not in replaced[0] and one not in replaced[1]:
                yield Conflict(parameter, one, other)


def inconsistent(held: Iterable[str], catalogue: Catalogue = CAPABILITIES) -> Iterator[str]:
    """Why some capabilities cannot be held together, if they cannot."""
    names = set(held)
    for name in sorted(names):
        for need in sorted(required_by(name, catalogue) - names):
            yield f"{name} needs {need}, which is not held"
    for parameter, one, other in conflicts(names, catalogue):
        yield f"{one} and {other} both set {parameter}, and neither supersedes the other"


@lru_cache(maxsize=MOST_KEPT)
def superseded_by(name: str, catalogue: Catalogue = CAPABILITIES) -> frozenset[str]:
    """All that a capability supersedes, be it through another one."""
    return _closure(name, {one: row.supersedes for one, row in catalogue.items()})


@lru_cache(maxsize=MOST_KEPT)
def required_by(name: str, catalogue: Catalogue = CAPABILITIES) -> frozenset[str]:
    """All that a capability requires, be it through another one."""
    return _closure(name, {one: row.requires for one, row in catalogue.items()})


def _closure(name: str, edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(edges[name])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(edges[one])
    return frozenset(found)


def _acted(name: str, acting: Iterable[tuple[str, Effect]]) -> Value:
    row, value = PARAMETERS[name], default(name)
    # By figure, not by whose it is: what a capability is called may not change the last bit.
    effects = sorted((effect for _, effect in acting), key=lambda one: str(one.value), reverse=True)
    for effect in sorted(effects, key=lambda one: list(How).index(one.how)):
        value = _after(row, value, effect)
    return _in_bounds(row, value) if effects else value


def _after(row: Parameter, value: Value, effect: Effect) -> Value:
    if effect.how is How.SET:
        return read_value(row, effect.value)
    if effect.how is How.TIMES:
        return times(value, factor(effect))
    if isinstance(value, MoneyRate) and _currency(effect) != value.currency:
        raise ValueError(f"{row.name} is in {value.currency}, what is added in {_currency(effect)}")
    return plus(value, amount(row, effect))


def _currency(effect: Effect) -> str:
    return parse_money_rate(str(effect.value).removeprefix("-").strip()).currency


def beyond(held: Iterable[str], catalogue: Catalogue = CAPABILITIES) -> Iterator[tuple[str, str]]:
    """Parameters that effects push out of their bounds, and how."""
    for name, acting in effects_of(held, catalogue).items():
        try:
            _acted(name, acting)
        except ValueError as error:
            words = str(error)
            yield name, words if name in words else f"effects push {name} out of its bounds"


def factor(effect: Effect) -> float:
    """What an effect multiplies by."""
    return parse_number(effect.value)


def amount(row: Parameter, effect: Effect) -> float:
    """What an effect adds, in the unit of the row's values; below zero with a minus before it."""
    words = str(effect.value)
    size = size_of(row.kind, words.removeprefix("-").strip())
    return -size if words.startswith("-") else size


def size_of(kind: Kind, words: str) -> float:
    """How large a quantity is, in the unit of a kind's values.

    Raises:
        UnitError: it is none of that kind.
    """
    match kind:
        case Kind.DISTRIBUTION:
            return parse_days(words)
        case Kind.DURATION:
            return parse_duration(words)
        case Kind.RATE:
            return parse_rate(words)
        case Kind.SHARE:
            return parse_share(words)
        case Kind.MONEY_RATE:
            return parse_money_rate(words).cents_per_year
        case _:
            return parse_number(words)


def _in_bounds(row: Parameter, value: Value) -> Value:
    """The value, if it is one that the parameter may have; nothing is clipped.

    Raises:
        ValueError: it is below zero, or a share above one, or absurd: nobody could write it.
    """
    size: float = 0.0
    if isinstance(value, Distribution):
        size = value.mean()
    elif isinstance(value, MoneyRate):
        size = value.cents_per_year
    elif isinstance(value, int | float):
        size = value
    if size < 0 or (row.kind == Kind.SHARE and size > 1):
        raise ValueError(f"effects push {row.name} out of its bounds, to {size:g}")
    try:
        read_value(row, human(value, row.kind, row.none_word))
    except UnitError:
        raise ValueError(f"effects push {row.name} out of its bounds, to {size:g}") from None
    return value
