"""What a process parameter is: a number of the model with its unit, its range and its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER, NEVER, ORGANISATION

HumanValue = str | int | Mapping[str, Mapping[str, str | float]] | tuple[str, ...]
"""A value as a person writes it in a scenario file."""


class Kind(StrEnum):
    """What kind of value a parameter takes, and so which texts are allowed."""

    DISTRIBUTION = "distribution of durations"
    NUMBERS = "distribution of numbers"
    DURATION = "duration"
    RATE = "rate"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    CHOICE = "choice"
    CHOICES = "ordered choices"
    MONEY_RATE = "money per time"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of the assumption ledger.

    `default`, `low` and `high` are written as in a scenario file. The range is that of the mean
    where the value is a distribution; rows that are decisions (who does a step) have none.
    `source` cites figures of docs/sources.md by their ids, or says "assumption". `scope` says whose
    way of working is asked: that of the organisation on the day, or that under which the model at
    hand was last released (so that a new capability reaches old models as they are released again).
    """

    name: str
    kind: Kind
    unit: str
    default: HumanValue
    low: str | None
    high: str | None
    source: str
    meaning: str
    choices: tuple[str, ...] = ()
    none_word: str | None = None
    scope: str = ORGANISATION

    @property
    def group(self) -> str:
        """The chapter that the row belongs to: its name before the first dot."""
        return self.name.partition(".")[0]


PERFORMERS: Final = (DATA_SCIENTIST, IT_ENGINEER, NEVER)
"""Who may do what takes thought."""
MACHINES_TOO: Final = (DATA_SCIENTIST, IT_ENGINEER, AUTOMATIC, NEVER)
"""Who may do what can be automated."""
AUTOMATION: Final = (AUTOMATIC, NEVER)
"""Steps that only a machine does."""


def lognormal(mean: str, cv: float = 0.6) -> HumanValue:
    """Human work: skewed to the right, never negative. cv 0.6 is an assumption throughout."""
    return {"lognormal": {"mean": mean, "cv": cv}}


def decision(
    name: str,
    default: str,
    choices: tuple[str, ...],
    meaning: str,
    *,
    scope: str = ORGANISATION,
) -> Parameter:
    """A row that says how an organisation has decided to work: no unit, no range."""
    return Parameter(
        name, Kind.CHOICE, "word", default, None, None, "decision", meaning, choices, scope=scope
    )


def share(
    name: str,
    unit: str,
    default: str,
    between: tuple[str, str],
    meaning: str,
    *,
    source: str = "assumption",
    scope: str = ORGANISATION,
) -> Parameter:
    """A row for a share or a chance."""
    low, high = between
    return Parameter(name, Kind.SHARE, unit, default, low, high, source, meaning, scope=scope)


def effort(
    name: str,
    mean: str,
    between: tuple[str, str],
    meaning: str,
    *,
    source: str = "assumption",
    unit: str = "working days",
    scope: str = ORGANISATION,
) -> Parameter:
    """The row for how much work a step is."""
    low, high = between
    return Parameter(
        f"{name}.effort",
        Kind.DISTRIBUTION,
        unit,
        lognormal(mean),
        low,
        high,
        source,
        f"Effort: {meaning}",
        scope=scope,
    )


def step(
    name: str,
    by: str,
    mean: str,
    between: tuple[str, str],
    meaning: str,
    *,
    source: str = "assumption",
    unit: str = "working days",
    performers: tuple[str, ...] = PERFORMERS,
    scope: str = ORGANISATION,
) -> tuple[Parameter, Parameter]:
    """The two rows of a step of work: who does it, and how much work it is."""
    who = decision(f"{name}.by", by, performers, f"Who does it: {meaning}", scope=scope)
    how_much = effort(name, mean, between, meaning, source=source, unit=unit, scope=scope)
    return who, how_much


def machine(name: str, mean: str, between: tuple[str, str], meaning: str) -> Parameter:
    """The row for how long a step holds a training slot."""
    low, high = between
    return Parameter(
        f"{name}.machine",
        Kind.DISTRIBUTION,
        "machine days",
        lognormal(mean),
        low,
        high,
        "assumption",
        meaning,
    )
