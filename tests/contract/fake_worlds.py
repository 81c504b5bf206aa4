"""Worlds that cost nothing, for tests of what is made of replications.

They stand here, and not in the tests, because spawned workers must be able to import them.
"""

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.capabilities import CAPABILITIES
from sim.measures import MEASURES
from sim.scenario.composition import way_of_working
from sim.scenario.machine import Cell, Scenario, World
from sim.stages import held
from sim.units import TICKS_PER_DAY
from sim.vocabulary import ROLES

YEAR = 252 * TICKS_PER_DAY

LEAVING = tuple(f"people.leaving.rate.{role}" for role in ROLES)
"""Nobody leaves: what people cost is settled by the plan."""


def world(**changes: Any) -> World:
    """A small organisation."""
    fields: dict[str, Any] = {
        "history": 0,
        "horizon": YEAR,
        "capabilities": CAPABILITIES,
        "held": tuple(sorted(held(2))),
        "staff": {"data_scientist": 5, "it_engineer": 5},
        "improvement_reserve": {"data_scientist": 0.0, "it_engineer": 0.0},
        "training_slots": 1,
        "models": 10,
        "use_cases": 30 / 252,
        "process": {**way_of_working(held(2)), **dict.fromkeys(LEAVING, 0.0)},
        "changes": (),
    }
    return World(**{**fields, **changes})


def scenario(
    alternatives: tuple[str, ...] = ("as it is", "other"),
    contexts: tuple[str | None, ...] = (None,),
    **changes: Any,
) -> Scenario:
    """A scenario whose worlds tell the fakes apart: context by `models`, alternative by staff."""
    cells = tuple(
        Cell(
            context=context,
            alternative=name,
            world=world(models=row, staff={"data_scientist": 1 + column, "it_engineer": 1}),
        )
        for row, context in enumerate(contexts)
        for column, name in enumerate(alternatives)
    )
    fields: dict[str, Any] = {
        "name": "A test",
        "question": "",
        "begins": None,
        "seed": 1,
        "baseline": alternatives[0],
        "measures": ("throughput", "toil_share"),
        "decide_on": "throughput",
        "replications": 20,
        "confidence": 0.95,
        "cells": cells,
    }
    return Scenario(**{**fields, **changes})


@dataclass(frozen=True)
class Lived:
    """What the analysis needs of a History."""

    measures: dict[str, float | None]
    timeline: tuple[tuple[int, str, float | None], ...] = ()
    events: tuple[Any, ...] | None = None
    imbalances: tuple[str, ...] = ()

    milestones: tuple[Any, ...] = ()

    @property
    def whole(self) -> "Lived":
        """Its ledgers from day 0 to the horizon."""
        return self

    def time_spent(self) -> list[tuple[str, str, int]]:
        return [("data_scientist", "new_value", TICKS_PER_DAY)]

    def stops(self) -> list[tuple[str, str, str, str, int, int]]:
        return [("refresh", "refresh.retrain", "working", "data_scientist", 1, TICKS_PER_DAY)]

    def ended(self) -> list[tuple[str, str, int]]:
        return [("refresh", "released", 1)]

    def check(self) -> list[str]:
        return list(self.imbalances)


def measured(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """Every measure: luck that the alternatives share, some of their own, and 1 for each
    data scientist."""
    shared = random.Random(f"{seed} {replication}").gauss(0, 1)
    own = random.Random(f"{seed} {replication} {world.staff} {world.models}").gauss(0, 0.5)
    value = 10 + shared + own + world.staff["data_scientist"]
    values: dict[str, float | None] = dict.fromkeys(MEASURES, value)
    values["toil_share"] = 1 / value
    return Lived(values, tuple((q, "throughput", value / q) for q in (1, 2)))


def failing(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """As `measured`, but the fourth world of the first alternative raises."""
    if replication == 3 and world.staff["data_scientist"] == 1:
        raise ZeroDivisionError("nobody left\nto do it")
    return measured(world, seed=seed, replication=replication, events=events)


def leaving(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """As `measured`, but the fourth world of the first alternative ends the process."""
    if replication == 3 and world.staff["data_scientist"] == 1:
        raise SystemExit("gone")
    return measured(world, seed=seed, replication=replication, events=events)


def unbalanced(world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
    """As `measured`, but no ledger balances."""
    values = measured(world, seed=seed, replication=replication).measures
    return Lived(values, imbalances=("time: 1 tick too many",))


@dataclass(frozen=True)
class Killed:
    """As `measured`, but a worker that meets the fourth world is killed, `times` times over."""

    folder: Path
    times: int

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
        if replication == 3 and world.staff["data_scientist"] == 1:
            deaths = len(list(self.folder.iterdir()))
            if deaths < self.times:
                (self.folder / str(deaths)).touch()
                os.kill(os.getpid(), 9)
        return measured(world, seed=seed, replication=replication)


@dataclass(frozen=True)
class Slow:
    """A minute each; leaves its process number in a folder."""

    folder: Path

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
        (self.folder / str(os.getpid())).touch()
        time.sleep(600)
        return measured(world, seed=seed, replication=replication)


@dataclass(frozen=True)
class Brief:
    """As `measured`, but takes a while and leaves its process number in a folder."""

    folder: Path
    seconds: float

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
        (self.folder / str(os.getpid())).touch()
        time.sleep(self.seconds)
        return measured(world, seed=seed, replication=replication)


SPEECH = bytes(50_000_000)


@dataclass(frozen=True)
class Lengthy:
    """As `measured`, but takes long to tell; leaves its process number in a folder."""

    folder: Path

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
        (self.folder / str(os.getpid())).touch()
        values = measured(world, seed=seed, replication=replication).measures
        return Lived(values, events=(SPEECH,))


@dataclass(frozen=True)
class Imports:
    """Fails with the names of the heavy modules that its process has imported."""

    names: tuple[str, ...]

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Lived:
        import sys

        raise RuntimeError(",".join(name for name in self.names if name in sys.modules) or "none")
