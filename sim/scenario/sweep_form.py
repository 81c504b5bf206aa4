"""The form of the block `sweep`: which numbers are varied, by which design, at how many points."""

from __future__ import annotations

from typing import Annotated, Any, Final

from sim.scenario.form import Form
from sim.scenario.reading import Json, read_by
from sim.scenario.values import choice, scalar
from sim.units import UnitError, parse_count

GRID, ONE_AT_A_TIME = "grid", "one_at_a_time"
LATIN_HYPERCUBE, SOBOL = "latin_hypercube", "sobol"
DESIGNS: Final = (GRID, ONE_AT_A_TIME, LATIN_HYPERCUBE, SOBOL)
DRAWN: Final = (LATIN_HYPERCUBE, SOBOL)
"""Designs that draw as many points as they are asked for."""
MOST_POINTS: Final = 10_000
"""Most points of a sweep."""
MOST_LEVELS: Final = 1_000
"""Most levels of one number."""

_VALUE: Json = {"type": ["string", "number"]}
_RANGE: Json = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "from": {**_VALUE, "description": "The lower end."},
        "to": {**_VALUE, "description": "The upper end."},
        "steps": {
            "type": "integer",
            "minimum": 2,
            "maximum": MOST_LEVELS,
            "description": "How many levels from one end to the other, both included.",
        },
        "log": {"type": "boolean", "description": "Whether levels grow by a factor each."},
    },
}
_LEVELS: Json = {"type": "array", "minItems": 2, "maxItems": MOST_LEVELS, "items": _VALUE}
_OVER: Json = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "minItems": 1, "items": {"type": "string"}},
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [_LEVELS, _RANGE, {"type": "object"}]},
        },
    ]
}


def _design(written: object) -> str:
    try:
        return choice(written, DESIGNS)
    except UnitError as error:
        meant = {"oat": ONE_AT_A_TIME, "lhs": LATIN_HYPERCUBE, "latin": LATIN_HYPERCUBE}
        error.suggestion = error.suggestion or meant.get(str(written).lower())
        raise


def _points(written: object) -> int:
    number = parse_count(scalar(written))
    allowed = f"a whole number from 2 to {MOST_POINTS}"
    if not 2 <= number <= MOST_POINTS:
        raise UnitError(f"{number} is {'too few' if number < 2 else 'absurdly many'}", allowed)
    return number


Over = Annotated[Any, *read_by(lambda written: written, _OVER)]
Design = Annotated[str, *read_by(_design, {"enum": list(DESIGNS)})]
Points = Annotated[
    int, *read_by(_points, {"type": "integer", "minimum": 2, "maximum": MOST_POINTS})
]


class SweepForm(Form):
    """What `mlorg sweep` varies; all other commands leave it aside."""

    over: Over
    """The numbers that are varied, by their paths as `--set` takes them: one path, a list of paths,
    or a map of paths to levels, [20, 40], or to ranges, {from: 20, to: 80, steps: 4, log: true}.
    `{}`, or the path alone: the documented range."""
    design: Design | None = None
    """`grid`: every level with every other; `one_at_a_time`: each level while all else is as the
    scenario has it; `latin_hypercube`, `sobol`: `points` points, spread over the ranges.
    Default: grid."""
    points: Points | None = None
    """How many points a latin hypercube or a Sobol sequence has; of the latter a power of two."""
