"""Planned changes and investments as people read a plan: the day, the date, what becomes of what
was, and what each investment waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.vocabulary import PEOPLE

if TYPE_CHECKING:
    from sim.catalogue import Catalogue
    from sim.scenario.machine import (
        Budget,
        Change,
        Investment,
        Observation,
        Process,
        Scenario,
        World,
    )

Holding = tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Invested:
    """A planned investment: what is built, and all that it waits for, in words. `day` is the first
    working day after day 0 on which it may begin, `date` that day's date if day 0 has one."""

    capability: str
    day: float
    date: str | None
    waits: tuple[str, ...]

    def __str__(self) -> str:
        return f"investment {self.capability}: {', '.join(self.waits)}"


def invested(scenario: Scenario) -> list[Invested]:
    """The investments of a scenario's first cell, the one with the first call first."""
    from sim.units import TICKS_PER_DAY

    world, found = scenario.cells[0].world, []
    for one in world.investments:
        day = one.start / TICKS_PER_DAY
        date = _date(scenario.begins, day)
        found.append(Invested(one.capability, day, date, tuple(_waits(one, date, world))))
    return found


def _waits(one: Investment, date: str | None, world: World) -> Iterator[str]:
    from analysis.report.words import joined
    from sim.units import TICKS_PER_DAY

    required = world.capabilities[one.capability].requires
    needs = set(required).difference(world.held, one.after)
    later = bool(one.after or needs) or one.at_stage is not None or one.when is not None
    if one.start or not later:
        day = f"day {one.start / TICKS_PER_DAY:.0f}"
        on = f"{date} ({day})" if date else day
        yield f"not before {on}" if later else f"on {on}"
    if one.after:
        yield f"after {joined(list(one.after))}"
    if needs:
        yield f"needs {joined(sorted(needs))}"
    if one.at_stage is not None:
        yield f"at stage {one.at_stage}"
    if one.when is not None:
        yield _seen(one.when)


def _seen(when: Observation) -> str:
    from analysis.report.words import number
    from sim.measures import MEASURES
    from sim.units import share_text

    is_share = MEASURES[when.measure].unit.startswith("share")
    level = share_text(when.level) if is_share and 0 <= when.level <= 1 else number(when.level)
    return f"when {when.measure} is {'above' if when.above else 'below'} {level}"


def budget(scenario: Scenario) -> str:
    """What investments may cost, as planned: "400 k USD / year"; "unlimited"."""
    from analysis.report.words import quantity

    world = scenario.cells[0].world
    return "unlimited" if world.budget is None else quantity(*_amount(world.budget, world))


def _amount(found: Budget, world: World) -> tuple[float, str]:
    from sim.units import MoneyRate

    pay = world.process["people.salary.data_scientist"]
    assert isinstance(pay, MoneyRate)
    return found.cents / 100, f"{pay.currency} / year" if found.per_year else pay.currency


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
        f"{PEOPLE.get(role, role)} {before[role]} -> {heads}"
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
    from analysis.report.words import rounded
    from sim.process import PARAMETERS
    from sim.scenario.composition import way_of_working
    from sim.units import text

    then = change.process or before
    old, new = way_of_working(held, known), way_of_working(after, known)
    return [
        f"{row.name} {rounded(text(before[name], row.kind, row.none_word))} -> "
        f"{rounded(text(then[name], row.kind, row.none_word))}"
        for name, row in PARAMETERS.items()
        if then[name] != before[name] and (before[name], then[name]) != (old[name], new[name])
    ]
