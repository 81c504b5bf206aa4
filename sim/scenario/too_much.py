"""More events than a replication may have, told where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.process import PARAMETERS
from sim.scenario import defaults
from sim.scenario.errors import Mistake
from sim.scenario.fields import YEAR
from sim.scenario.machine import Cell, World
from sim.scenario.own_capabilities import effect_path
from sim.scenario.places import Places
from sim.scenario.values import default
from sim.scenario.work import MOST_EVENTS, expected_events
from sim.units import Value, duration_text, rate_text, text

Path = tuple[str, ...]
_USUAL: tuple[tuple[Path, float, str], ...] = (
    (("portfolio", "models"), defaults.MODELS, str(defaults.MODELS)),
    (("portfolio", "use_cases"), defaults.USE_CASES, rate_text(defaults.USE_CASES)),
    (("horizon",), 3 * YEAR, duration_text(3 * YEAR)),
    (("history",), 2 * YEAR, duration_text(2 * YEAR)),
)
"""What else there is to say how much happens, each with its default."""


class Source(NamedTuple):
    """Something written that asks for events: how many there would be with the usual value."""

    events: float
    path: Path
    usual: str


def too_much(cell: Cell, places: Places) -> Iterator[Mistake]:
    """More than anybody would wait for, at the written line without which there were fewest."""
    events = expected_events(cell.world)
    if events > MOST_EVENTS:
        found = f"about {events:.1e} events in one replication of {cell.alternative!r}"
        allowed = f"at most {MOST_EVENTS:.0e}: fewer models, use cases, tickets or days"
        sources = (one for one in _sources(cell, places) if one.events < events)
        first = min(sources, key=lambda one: one.events, default=None)
        if first is not None:
            found += f"; with {first.usual} about {first.events:.1e}"
        yield places.mistake(first.path if first else ("portfolio",), found, allowed, cell=cell)


def _sources(cell: Cell, places: Places) -> Iterator[Source]:
    world = cell.world
    for path, value, usual in _USUAL:
        if places.written(path, cell):
            less = expected_events(world.model_copy(update={path[-1]: value}))
            yield Source(less, path, usual)
    for row in PARAMETERS.values():
        usual_value = default(row.name)
        if any(process[row.name] != usual_value for process in _ways(world).values()):
            place = _where(row.name, cell, places)
            if place is not None:
                less = expected_events(_with(world, row.name, usual_value))
                yield Source(less, place, text(usual_value, row.kind, row.none_word))


def _ways(world: World) -> dict[Path, Mapping[str, Value]]:
    """Every way of working, by where what is written of it stands."""
    ways: dict[Path, Mapping[str, Value]] = {(): world.process}
    for one in world.changes:
        if one.process:
            ways["changes", one.name] = one.process
    return ways


def _where(row: str, cell: Cell, places: Places) -> Path | None:
    """Where a parameter is written, or what own capabilities do to it: of several places that with
    most events. None: nowhere."""
    written = {
        (*path, "process", row): process[row]
        for path, process in _ways(cell.world).items()
        if places.written((*path, "process", row), cell)
    }
    if written:
        world = cell.world
        return max(written, key=lambda path: expected_events(_with(world, row, written[path])))
    return effect_path(row, cell.world.capabilities, cell.world.capabilities)


def _with(world: World, row: str, value: Value) -> World:
    """A world in which a parameter has one value for good."""
    changes = tuple(
        one.model_copy(update={"process": {**one.process, row: value}}) if one.process else one
        for one in world.changes
    )
    process = {**world.process, row: value}
    return world.model_copy(update={"process": process, "changes": changes})
