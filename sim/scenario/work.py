"""How much work a scenario asks of the machine: an estimate, so that nothing runs for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log, log1p

from sim.process import PARAMETERS
from sim.scenario.machine import Scenario, World
from sim.units import DAYS, TICKS_PER_DAY, Distribution, Value, parse_days, parse_number
from sim.vocabulary import ROLES

MOST_EVENTS = 2 * 10**8
"""Most events of one replication: more than half an hour of computing."""
MOST_EVENTS_IN_ALL = 2 * 10**10
"""Most events of all replications of all cells: more than a day of computing."""
_PER_USE_CASE = 20
_PER_REFRESH = 8
_PER_TICKET = 4


def expected_events(world: World) -> float:
    """Events of one replication, roughly and rather too many: work is counted as it arrives."""
    days = (world.history + world.horizon) / TICKS_PER_DAY
    models = world.models + days * world.use_cases
    ways = [world.process, *(change.process for change in world.changes if change.process)]
    per_model = max(_per_model(process) for process in ways)
    others = max(_others(process) for process in ways)
    others += max(_of_people(world, process) for process in ways)
    others += max(_upkeep(world, process) for process in ways)
    daily = models * per_model + world.use_cases * _PER_USE_CASE + others * _PER_TICKET
    return world.models + days * daily + _building(world)


def _per_model(process: Mapping[str, Value]) -> float:
    """Events of a live model in a day."""
    total = 0.0
    for rate in _rates(process, of_models=True):
        total += rate * _PER_TICKET
    cadence = process.get("refresh.cadence")
    if isinstance(cadence, int) and cadence > 0:  # else it is refused for itself
        total += _PER_REFRESH * TICKS_PER_DAY / cadence
    return total + _PER_REFRESH * _on_drift(process)


def _on_drift(process: Mapping[str, Value]) -> float:
    """Refreshes a day that drift asks for, where it is the fastest."""
    seen = process.get("refresh.drift_seen")
    if process.get("refresh.trigger") != "drift" or not isinstance(seen, float) or not 0 < seen < 1:
        return 0.0
    paces = [process.get(f"decay.half_life.{pace}") for pace in ("slow", "medium", "fast")]
    fastest = min((pace for pace in paces if isinstance(pace, int)), default=0)
    return TICKS_PER_DAY * log(2) / (-log1p(-seen) * max(fastest, 1)) if fastest else 0.0


def _others(process: Mapping[str, Value]) -> float:
    """Requests in a day that do not depend on the number of models."""
    total = 0.0
    for rate in _rates(process, of_models=False):
        total += rate
    return total


def _of_people(world: World, process: Mapping[str, Value]) -> float:
    """Leavers in a day, each with the weeks in which somebody new learns."""
    staffs = [world.staff, *(change.staff for change in world.changes if change.staff)]
    lasts = process.get("onboarding.lasts")
    weeks = 1 + (lasts if isinstance(lasts, int) else 0) / (DAYS["week"] * TICKS_PER_DAY)
    total = 0.0
    for role in ROLES:
        rate = process.get(f"people.leaving.rate.{role}")
        most = max(staff.get(role, 0) for staff in staffs)
        total += most * weeks * (rate if isinstance(rate, float) else 0.0)
    return total


def _upkeep(world: World, process: Mapping[str, Value]) -> float:
    """Pieces of upkeep in a day, if everything is held that ever may be."""
    piece, asked = process.get("upkeep.piece.effort"), process.get("upkeep.called_for")
    if not isinstance(piece, Distribution) or piece.is_zero or not asked:
        return 0.0
    planned = [one.capability for one in world.investments]
    later = [name for change in world.changes for name in change.held or ()]
    people = 0.0
    for name in sorted({*world.held, *planned, *later}):
        for figure in world.capabilities[name].upkeep.values():
            people += parse_number(figure.value)
    return people / piece.mean()


def _building(world: World) -> float:
    """Packages in which everything is built."""
    size = world.process.get("build.package")
    days = 0.0
    for one in world.investments:
        for figure in world.capabilities[one.capability].build.values():
            days += parse_days(figure.value)
    return days * TICKS_PER_DAY / size if isinstance(size, int) and size else 0.0


def _rates(process: Mapping[str, Value], of_models: bool) -> Iterator[float]:
    for name, value in process.items():
        row = PARAMETERS[name]
        if "person" in row.unit or row.kind != "rate" or not isinstance(value, float):
            continue
        if ("model" in row.unit) is of_models:
            yield value


def expected_events_in_all(scenario: Scenario) -> float:
    """Events of all replications of all cells."""
    total = 0.0
    for cell in scenario.cells:
        total += scenario.replications * expected_events(cell.world)
    return total
