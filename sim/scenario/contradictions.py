"""Rows that cannot hold together: no organisation could work like that, and no answer be right.

Only what is certain is refused. A step that nobody does is a way of working, unless what comes of
it is there all the same (`nobody`). So is one that is done twice: IT may re-write what is packaged
as well, and re-write for serving although a feature store has a definition (then only what is not
in the store is left to re-write).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.catalogue import Catalogue
from sim.scenario.composition import way_of_working
from sim.scenario.errors import Mistake
from sim.scenario.limits import beyond
from sim.scenario.machine import Cell, World
from sim.scenario.nobody import (
    Contradiction,
    Process,
    down_for_ever,
    said,
    undone_in_production,
    who,
)
from sim.scenario.once_built import held_once_built, is_within_bounds
from sim.scenario.own_capabilities import effect_path
from sim.scenario.places import Places
from sim.vocabulary import AUTOMATIC, NEVER


class Phase(NamedTuple):
    """How work is done, and what is held, from day one or from a change on."""

    change: str | None
    held: tuple[str, ...]
    process: Process
    catalogue: Catalogue

    @property
    def way(self) -> Process:
        """How work would be done without what somebody wrote about it."""
        return way_of_working(self.held, self.catalogue)


def contradictions_of(cell: Cell, places: Places) -> Iterator[Mistake]:
    """Contradictions from day one and from each change on, each at a row that somebody wrote."""
    phases = list(_phases(cell.world))
    live = cell.world.models > 0 or any(_deploys(phase.process) for phase in phases)
    for phase in phases:
        for one in contradictions(phase.process, live):
            yield _placed(one, phase, cell, places, live)


def _phases(world: World) -> Iterator[Phase]:
    phase = Phase(None, world.held, world.process, world.capabilities)
    yield phase
    yield from _built(world, phase, world.written)
    for change in world.changes:
        if change.process is not None:
            held = phase.held if change.held is None else change.held
            phase = Phase(change.name, held, change.process, world.capabilities)
            yield phase
            yield from _built(world, phase, change.written)


def _built(world: World, before: Phase, written: tuple[str, ...]) -> Iterator[Phase]:
    """What comes of a phase as capabilities are built: each with what it requires, and all."""
    final = {row: before.process[row] for row in written}
    for held in held_once_built(world, before.held):
        if is_within_bounds(held, world.capabilities):  # else that is said elsewhere
            process = {**way_of_working(held, world.capabilities), **final}
            yield Phase(before.change, held, process, world.capabilities)


def contradictions(process: Process, live: bool) -> Iterator[Contradiction]:
    """What cannot be in one way of working.

    Args:
        process: every process parameter.
        live: whether models are live, or may come to be.
    """
    if live:
        yield from down_for_ever(process)
        yield from _refreshed_without_end(process)
    if _deploys(process):
        yield from undone_in_production(process)
    yield from _tests_of_nobody(process)
    for limit in beyond(process):
        yield Contradiction((limit.row,), limit.found, limit.allowed)
    yield from _unseen_drift(process)


def _deploys(process: Process) -> bool:
    return process["release.deploy.by"] != NEVER


def _refreshed_without_end(process: Process) -> Iterator[Contradiction]:
    cadence = "refresh.cadence"
    if process[cadence] == 0:
        found = f"{said(process, cadence)}: as soon as a refresh is live the next is asked for"
        yield Contradiction((cadence,), found, "a duration such as 30 calendar days, or never")


def _tests_of_nobody(process: Process) -> Iterator[Contradiction]:
    ci, write = "release.ci.by", "release.write_tests.by"
    if process[ci] == AUTOMATIC and process[write] == NEVER:
        found = f"{ci} is {AUTOMATIC}, but nobody writes the tests that it runs"
        yield Contradiction((write, ci), found, f"{write}: {who(write)}; or {ci}: {NEVER}")


def _unseen_drift(process: Process) -> Iterator[Contradiction]:
    trigger, by = "refresh.trigger", "noticing.by"
    if process[trigger] == "drift" and process[by] != "monitoring":
        found = f"{trigger} is drift, which only monitoring sees, but {by} is {process[by]}"
        yield Contradiction((by, trigger), found, f"{by}: monitoring; or {trigger}: age")


def _placed(one: Contradiction, phase: Phase, cell: Cell, places: Places, live: bool) -> Mistake:
    for path, row in _candidates(one, phase):
        if places.written(path, cell):
            hint = _hint(one, row, phase, live)
            return places.mistake(path, one.found, one.allowed, hint, cell)
    path, _ = next(_candidates(one, phase))
    return places.mistake(path, one.found, one.allowed, None, cell)


def _candidates(one: Contradiction, phase: Phase) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where the rows may have been written: in the change, or for all days."""
    before = [("changes", phase.change)] if phase.change is not None else []
    for row in one.rows:
        for path in (*before, ()):
            yield (*path, "process", row), row
    for row in one.rows:
        effect = effect_path(row, phase.held, phase.catalogue)
        if effect is not None:
            yield effect, row


def _hint(one: Contradiction, row: str, phase: Phase, live: bool) -> str | None:
    """What the row is without what somebody wrote, if that helps."""
    without = {**phase.process, row: phase.way[row]}
    helps = all(other.found != one.found for other in contradictions(without, live))
    return said(without, row) if helps else None
