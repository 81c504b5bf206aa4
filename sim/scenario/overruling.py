"""Effects that do not happen, because the scenario has written the parameter itself.

What is written under `process` is final, be it in the file or in one that it extends. That is no
mistake; but who chooses a capability expects of it what it does, and should be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.scenario.composition import effects_of, way_of_working
from sim.scenario.holding import joined
from sim.scenario.machine import Cell, World
from sim.scenario.once_built import held_once_built
from sim.scenario.places import Places
from sim.stages import STAGES
from sim.stages import held as held_at
from sim.units import Value

Find = Callable[[], Places]
"""Says where everything is written; called only where something is to be told."""
Effects = Mapping[str, Mapping[str, str | None]]
"""By capability the parameters that it does not act on, each with the change of which that holds;
None: from day one on."""


class _Phase(NamedTuple):
    """A way of working, and the capabilities of it that somebody has chosen."""

    change: str | None
    chosen: tuple[str, ...]
    held: tuple[str, ...]
    process: Mapping[str, Value]
    rows: Iterable[str]
    """Parameters that may be written."""


def overruled(cell: Cell, find: Find | None = None) -> Iterator[str]:
    """One line for each capability that a cell chooses and does not get whole.

    What comes with a stage is not asked about: nobody chose its effects one by one.
    """
    for name, rows in _found(_phases(cell.world), cell.world).items():
        places = find() if find is not None else None
        words = [f"{row}{_where(row, change, cell, places)}" for row, change in rows.items()]
        yield (
            f"{name}: what it would do to {joined(words)} does not happen, for what is written "
            f"under `process` is final (delete it there, or write there what holds with {name}, "
            "or choose another effect)"
        )


def overruled_at_first(world: World) -> Effects:
    """What is overruled by what holds on the first day, of all that is held then or is built."""
    held, process = world.held, world.process
    first = _Phase(None, held, held, process, process)
    return _found([first, *_built(None, held, process, world.written, world)], world)


def _found(phases: Iterable[_Phase], world: World) -> Effects:
    found: dict[str, dict[str, str | None]] = {}
    for phase in phases:
        way = way_of_working(phase.held, world.capabilities)
        acting = effects_of(phase.held, world.capabilities)
        for row in sorted(acting.keys() & set(phase.rows)):
            if phase.process[row] != way[row]:  # else it is as if nobody had written it
                for name in [one for one, _ in acting[row] if one in phase.chosen]:
                    found.setdefault(name, {}).setdefault(row, phase.change)
    return found


def _phases(world: World) -> Iterator[_Phase]:
    """Each way of working, and what comes of it when all is built."""
    held, process, written = world.held, world.process, world.written
    yield _Phase(None, _chosen(held), held, process, process)
    yield from _built(None, held, process, written, world)
    for change in world.changes:
        if change.process is not None:
            held = held if change.held is None else change.held
            yield _Phase(change.name, _chosen(held), held, change.process, change.process)
            yield from _built(change.name, held, change.process, change.written, world)


def _built(
    change: str | None,
    held: tuple[str, ...],
    process: Mapping[str, Value],
    written: tuple[str, ...],
    world: World,
) -> Iterator[_Phase]:
    planned = tuple(one.capability for one in world.investments)
    if planned:
        *_, all_ = held_once_built(world, held)
        yield _Phase(change, planned, all_, process, written)


def _chosen(held: tuple[str, ...]) -> tuple[str, ...]:
    """What is held beside a stage: beside that which differs least from what is held."""
    stage = min(STAGES, key=lambda number: len(held_at(number) ^ set(held)))
    return tuple(name for name in held if name not in held_at(stage))


def _where(row: str, change: str | None, cell: Cell, places: Places | None) -> str:
    """The line that says what the parameter is, " (bank.yaml:27)"; nothing if it is not known."""
    ends: list[tuple[str, ...]] = [("process", row)]
    if change is not None:
        ends = [("changes", one.name, *ends[0]) for one in reversed(cell.world.changes)] + ends
    for path in ends if places is not None else ():
        assert places is not None
        if places.written(path, cell):
            mark = places.of(path, cell)[0]
            return f" ({mark.file})" if mark.is_set else f" ({mark.file}:{mark.line})"
    return ""
