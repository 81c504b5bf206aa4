"""How a scenario ends: at its horizon or not at all, and what cannot be asked where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

from sim.measures import MEASURES
from sim.scenario.errors import Mistake
from sim.scenario.places import Places
from sim.scenario.reading import read_by
from sim.scenario.values import choice
from sim.units import DAYS, TICKS_PER_DAY, duration_text

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario

AT_HORIZON: Final = "at_horizon"
NEVER_ENDS: Final = "never"
ENDS: Final = (AT_HORIZON, NEVER_ENDS)
LEAST_QUARTERS: Final = 20
"""Fewest whole quarters in which the end of a beginning can be looked for."""
NEEDS_AN_END: Final = (
    "npv",
    "npv_with_terminal",
    "terminal_value",
    "value_with_terminal",
    "net_value_with_terminal",
)
"""Measures as of day 0, or of what is left at the horizon: without an end there is neither."""
OPEN_TOO: Final = "the beginning that is cut off would be another at every look"
FIXED_ONLY: Final = "with ends: never a fixed number of replications"
_QUARTER = DAYS["quarter"] * TICKS_PER_DAY

Ends = Annotated[str, *read_by(lambda written: choice(written, ENDS), {"enum": list(ENDS)})]


def whole_quarters(horizon: int) -> int:
    """The quarters that lie whole before the horizon, in ticks."""
    return horizon // _QUARTER


def faults(scenario: Scenario, places: Places) -> Iterator[Mistake]:
    """What a scenario that never ends may not ask, and how long it must be looked at."""
    if not scenario.steady:
        return
    yield from _too_short(scenario, places)
    if scenario.is_open:
        asked = "precision" if scenario.precision is not None else "indifference"
        yield places.mistake(("compare", asked), OPEN_TOO, FIXED_ONLY)
    for name in dict.fromkeys((*scenario.measures, scenario.decide_on)):
        if name in NEEDS_AN_END:
            found = f"{name} is as of an end, and this scenario never ends"
            allowed = "a measure of a quarter, such as net_value; or ends: at_horizon"
            yield places.mistake(_where(name, scenario, places), found, allowed)
    if not any(MEASURES[name].by_quarter for name in (*scenario.measures, scenario.decide_on)):
        found = "no measure comes by quarter, so the end of the beginning cannot be looked for"
        yield places.mistake(("compare", "measures"), found, "one more: those marked q")


def _where(name: str, scenario: Scenario, places: Places) -> tuple[str | int, ...]:
    """Where a measure is asked for: in the list, or alone as what decides."""
    if "measures" in places.keys(("compare",)) and name in scenario.measures:
        return "compare", "measures", scenario.measures.index(name)
    return "compare", "decide_on"


def _too_short(scenario: Scenario, places: Places) -> Iterator[Mistake]:
    for cell in scenario.cells:
        if whole_quarters(cell.world.horizon) < LEAST_QUARTERS:
            least = duration_text(LEAST_QUARTERS * _QUARTER)
            found = f"{duration_text(cell.world.horizon)} are too short to see a steady state"
            allowed = f"at least {least}; ten years and more are better"
            yield places.mistake(("horizon",), found, allowed, least)
            return
