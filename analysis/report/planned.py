"""Planned changes as people read a plan: the day, the date, and what becomes of what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.catalogue import Catalogue
    from sim.scenario.machine import Change, Process, Scenario, World

Holding = tuple[str, ...]
_ROLES = {"data_scientist": "data scientists", "it_engineer": "IT engineers"}


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned change: its name, the working day after day 0 (negative: before), its date as
    "2027-04-01" if day 0 has one, and what it sets, as "stage 2 -> 3"."""

    name: str
    day: float
    date: str | None
    sets: tuple[str, ...]

    def __str__(self) -> str:
        day = f"day {self.day:.0f}"
        when = f"{self.date} ({day})" if self.date else day
        return f"{when}: {'; '.join(self.sets) or 'nothing changes'}"


def planned(scenario: Scenario) -> list[Planned]:
    """The planned changes of a scenario's first cell, each against what held before it."""
    from sim.units import TICKS_PER_DAY

    world = scenario.cells[0].world
    return [
        Planned(
            change.name,
            change.at / TICKS_PER_DAY,
            _date(scenario.begins, change.at / TICKS_PER_DAY),
            sets,
        )
        for change, sets in zip(world.changes, _sets(world), strict=True)
    ]


def _date(begins: date | None, days: float) -> str | None:
    if begins is None:
        return None
    try:
        return str(begins + timedelta(days=round(days * 365 / 252)))
    except OverflowError:  # no calendar goes that far
        return None


def _sets(world: World) -> Iterator[tuple[str, ...]]:
    held, staff, process = world.held, world.staff, world.process
    for change in world.changes:
        after = held if change.held is None else change.held
        yield (
            *_staff(staff, change),
            *_held(held, after),
            *_process(held, after, process, change, world.capabilities),
        )
        held = after
        staff = staff if change.staff is None else change.staff
        process = process if change.process is None else change.process


def _staff(before: dict[str, int], change: Change) -> list[str]:
    after = change.staff or before
    return [
        f"{_ROLES.get(role, role)} {before[role]} -> {heads}"
        for role, heads in after.items()
        if heads != before[role]
    ]


def _held(before: Holding, after: Holding) -> list[str]:
    """The stage if that changes, and what is held beyond it or not held any more."""
    from sim.stages import held, stage_of

    old, new = stage_of(before), stage_of(after)
    stage = [f"stage {old} -> {new}"] if old != new else []
    gained = set(after) - set(before) - (held(new) if stage else set())
    lost = set(before) - set(after) - (held(old) - held(new) if stage else set())
    lists = {"with": gained, "without": lost}
    return stage + [f"{word} {', '.join(sorted(names))}" for word, names in lists.items() if names]


def _process(
    held: Holding, after: Holding, before: Process, change: Change, known: Catalogue
) -> list[str]:
    """Parameters that change, but for those that change only because of what is held."""
    from sim.process import PARAMETERS
    from sim.scenario.composition import way_of_working
    from sim.units import text

    then = change.process or before
    old, new = way_of_working(held, known), way_of_working(after, known)
    return [
        f"{row.name} {text(before[name], row.kind, row.none_word)} -> "
        f"{text(then[name], row.kind, row.none_word)}"
        for name, row in PARAMETERS.items()
        if then[name] != before[name] and (before[name], then[name]) != (old[name], new[name])
    ]
