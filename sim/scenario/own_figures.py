"""Figures of a capability of a scenario's own: alone, or with a range and a source.

"40 days", or {value: 40 days, low: 20 days, high: 80 days, source: the vendor's offer}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.fields import DURATION_JSON, MONEY_JSON, MONEY_RATE_JSON, NUMBER_JSON, Line
from sim.scenario.form import Form
from sim.scenario.reading import Json, read_by
from sim.scenario.values import scalar
from sim.units import (
    DAYS,
    TICKS_PER_DAY,
    UnitError,
    parse_days,
    parse_duration,
    parse_money,
    parse_money_rate,
    parse_number,
)

LONGEST_LEAD = 20 * DAYS["year"] * TICKS_PER_DAY
LONGEST_ADOPTION = 10 * DAYS["year"]
MOST_UPKEEP = 1_000
LARGEST_FACTOR = 1_000
Size = Callable[[str], float]


def _alone_too(schema: Json) -> None:
    """The JSON Schema of a figure: alone, or as a map."""
    ranged = {key: value for key, value in schema.items() if key != "description"}
    alone = {key: value for key, value in ranged["properties"]["value"].items() if key in _KEYS}
    words = schema.get("description", "")
    schema.clear()
    schema.update({"anyOf": [alone, ranged], "description": words} if alone else ranged)


_KEYS = ("anyOf", "type", "pattern")


class FigureForm(Form):
    """A figure, alone or with its range and its source."""

    model_config = ConfigDict(json_schema_extra=_alone_too)
    size: ClassVar[tuple[Size, ...]] = ()
    """How large a figure of this kind is; none: that depends on the parameter."""

    value: Any
    """The figure."""
    low: Any = None
    """The lowest that it may be."""
    high: Any = None
    """The highest that it may be."""
    source: Line | None = None
    """Where it comes from. Default: this scenario."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, written: object) -> object:
        return written if isinstance(written, Mapping) else {"value": written}

    @model_validator(mode="after")
    def _ranged(self) -> Self:
        wrong = [one for size in self.size if (one := outside(size, self)) is not None]
        if wrong:
            key, found, allowed = wrong[0]
            parts = {"found": found, "allowed": allowed, "path": (key,)}
            raise PydanticCustomError("mistake", "{found}", parts)
        return self


class SetForm(FigureForm):
    """What a parameter becomes; a distribution is a map too, but none of a value and a range."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, written: object) -> object:
        ranged = isinstance(written, Mapping) and "value" in written
        return written if ranged else {"value": written}


def outside(size: Size, figure: FigureForm) -> tuple[str, str, str] | None:
    """What is wrong with the range of a figure: at which key, what, and what is allowed."""
    low, high = figure.low, figure.high
    if (low is None) != (high is None):
        given, missing = ("high", "low") if low is None else ("low", "high")
        return given, f"a range without `{missing}`", "both `low` and `high`, or neither"
    if low is not None and not size(low) <= size(figure.value) <= size(high):
        return "value", "the value lies outside its own range", f"{low} to {high}"
    return None


def _quantity(
    schema: Json, size: Size, most: float = float("inf"), allowed: str = ""
) -> tuple[PlainValidator, WithJsonSchema]:
    """A reader of a quantity that keeps its words, as the figures of built-in capabilities are."""

    def read(written: object) -> str:
        line = " ".join(scalar(written).split())
        if size(line) > most:
            raise UnitError("absurdly large", f"at most {allowed}")
        return line

    return read_by(read, schema)


def _cents(line: str) -> float:
    return parse_money(line).cents


def _cents_per_year(line: str) -> float:
    return parse_money_rate(line).cents_per_year


_Days = Annotated[str, *_quantity(DURATION_JSON, parse_days)]
_Adoption = Annotated[
    str, *_quantity(DURATION_JSON, parse_days, LONGEST_ADOPTION, "10 years a model")
]
_Lead = Annotated[str, *_quantity(DURATION_JSON, parse_duration, LONGEST_LEAD, "20 years")]
_Heads = Annotated[str, *_quantity(NUMBER_JSON, parse_number, MOST_UPKEEP, f"{MOST_UPKEEP}")]
_Price = Annotated[str, *_quantity(MONEY_JSON, _cents)]
_Licence = Annotated[str, *_quantity(MONEY_RATE_JSON, _cents_per_year)]
_Factor = Annotated[str, *_quantity(NUMBER_JSON, parse_number, LARGEST_FACTOR, f"{LARGEST_FACTOR}")]


class Days(FigureForm):
    """Working days, alone or with its range and its source."""

    size = (parse_days,)
    value: _Days
    """The figure."""
    low: _Days | None = None
    """The lowest that it may be."""
    high: _Days | None = None
    """The highest that it may be."""


class Adoption(FigureForm):
    """Working days for one model, alone or with its range and its source."""

    size = (parse_days,)
    value: _Adoption
    """The figure."""
    low: _Adoption | None = None
    """The lowest that it may be."""
    high: _Adoption | None = None
    """The highest that it may be."""


class Lead(FigureForm):
    """A time, alone or with its range and its source."""

    size = (parse_duration,)
    value: _Lead
    """The figure."""
    low: _Lead | None = None
    """The lowest that it may be."""
    high: _Lead | None = None
    """The highest that it may be."""


class Heads(FigureForm):
    """People, alone or with its range and its source."""

    size = (parse_number,)
    value: _Heads
    """The figure."""
    low: _Heads | None = None
    """The lowest that it may be."""
    high: _Heads | None = None
    """The highest that it may be."""


class Price(FigureForm):
    """Money, once, alone or with its range and its source."""

    size = (_cents,)
    value: _Price
    """The figure."""
    low: _Price | None = None
    """The lowest that it may be."""
    high: _Price | None = None
    """The highest that it may be."""


class Licence(FigureForm):
    """Money per time, alone or with its range and its source."""

    size = (_cents_per_year,)
    value: _Licence
    """The figure."""
    low: _Licence | None = None
    """The lowest that it may be."""
    high: _Licence | None = None
    """The highest that it may be."""


class Factor(FigureForm):
    """A factor, alone or with its range and its source."""

    size = (parse_number,)
    value: _Factor
    """The figure."""
    low: _Factor | None = None
    """The lowest that it may be."""
    high: _Factor | None = None
    """The highest that it may be."""
