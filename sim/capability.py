"""What a capability is: a discipline with the risk that it answers, its costs and its effects.

Effects are mechanisms, never outcomes: they act on rows of `sim.process`, and on nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sim.process import HumanValue


class How(StrEnum):
    """What an effect does to a row. All sets act before all times, all times before all plus."""

    SET = "set"
    TIMES = "times"
    PLUS = "plus"


DECISION: Final = "decision"
"""Source of an effect that is the capability itself, no estimate: who does a step."""
ASSUMPTION: Final = "assumption"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about a capability, its range if one is known, and figures of docs/sources.md,
    "assumption", or whatever source a scenario names for its own."""

    value: str
    low: str | None
    high: str | None
    source: str = ASSUMPTION


@dataclass(frozen=True, slots=True)
class Effect:
    """What a capability does to one parameter; values are written as in a scenario file.

    For whom it holds is not said here: that is the scope of the row that it acts on, the same for
    every capability. Said twice, the two could differ.
    """

    parameter: str
    how: How
    value: HumanValue
    low: str | None
    high: str | None
    source: str


def decides(value: str, *parameters: str) -> tuple[Effect, ...]:
    """Sets of one word for some parameters: who does steps, or how something is kept."""
    return tuple(Effect(name, How.SET, value, None, None, DECISION) for name in parameters)


def sets(parameter: str, value: str, low: str, high: str, source: str = ASSUMPTION) -> Effect:
    """A set of a figure."""
    return Effect(parameter, How.SET, value, low, high, source)


def times(parameter: str, value: str, low: str, high: str, source: str = ASSUMPTION) -> Effect:
    """A factor; of a distribution it scales the mean and keeps the cv."""
    return Effect(parameter, How.TIMES, value, low, high, source)


def plus(parameter: str, value: str, low: str, high: str, source: str = ASSUMPTION) -> Effect:
    """An amount on top, or with a minus below; of a distribution it moves the mean, not the cv."""
    return Effect(parameter, How.PLUS, value, low, high, source)


@dataclass(frozen=True, slots=True)
class Capability:
    """One discipline.

    `build`, `upkeep` and `adopt` are by role; what is not named takes nothing. `name` is that of
    its file. `supersedes` says whose sets its own sets replace, and so on from these to theirs.
    """

    name: str
    title: str
    story: str
    answers: str
    """The risk that it answers."""
    build: Mapping[str, Figure]
    """Working days of each role."""
    lead_time: Figure
    """The least time from start to done, however many work on it."""
    upkeep: Mapping[str, Figure]
    """People of each role whom it keeps busy once it is there."""
    effects: tuple[Effect, ...]
    price: Figure | None = None
    """Money spent once, to build or to buy it."""
    licence: Figure | None = None
    """Money per time."""
    adopt: Mapping[str, Figure] = field(default_factory=dict)
    """Working days of each role to bring an existing model over."""
    requires: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("build", "upkeep", "adopt"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __reduce__(self) -> tuple[type["Capability"], tuple[object, ...]]:
        values = (getattr(self, one.name) for one in fields(self))
        plain = (dict(one) if isinstance(one, MappingProxyType) else one for one in values)
        return Capability, tuple(plain)
