"""Queues of the model whose answer is known: what a study's ledger says of them, and theory does.

With everything else switched off in a scenario file, the model is one of these queues; the files
are in tests/theory. docs/theory.md tells of all cases, and how sure one can be of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from analysis.closed_forms import machine_interference, spread, wait_m_g_1, wait_m_m_c

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array
    from analysis.study.outcome import Outcome
    from sim.scenario.machine import World
    from sim.units import Distribution


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, and what its wait is looked at against."""

    title: str
    item: str
    resource: str
    along: str
    """What the alternatives of a study of it differ in."""
    whole: bool
    """Whether that is counted in whole numbers."""
    place: Callable[[World], float]
    """Where a world stands along that."""
    theory: Callable[[World, float], float]
    """Mean wait, in working days, of such a world elsewhere along that, by the closed form."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The mean wait in one alternative, in working days; `low` to `high` hold together with those
    of the other alternatives, at the study's confidence."""

    alternative: str
    place: float
    theory: float
    mean: float
    low: float
    high: float

    @property
    def agrees(self) -> bool:
        """Whether the interval holds what theory says."""
        return self.low <= self.theory <= self.high


def waits(study: Study, queue: Queue, believed: Study | None = None) -> tuple[Wait, ...]:
    """The mean wait in each alternative of a study, beside what theory says.

    Args:
        study: a study of the queue, each alternative at another place along it.
        queue: which one.
        believed: the study whose worlds theory is asked about; the same if None.
    """
    from analysis.study.statistics import interval

    level = 1 - (1 - study.scenario.confidence) / len(study.alternatives)  # Bonferroni
    found = []
    for name in study.alternatives:
        world, seen = (believed or study).scenario.world(name), _values(study, queue, name)
        place = queue.place(world)
        low, high = interval(seen, level)
        found.append(Wait(name, place, queue.theory(world, place), float(seen.mean()), low, high))
    return tuple(found)


def _values(study: Study, queue: Queue, alternative: str) -> Array:
    import numpy as np

    worlds = study.paired_outcomes(study.contexts[0], alternative)
    return np.array([_wait(one, queue) for (one,) in worlds], dtype=np.float64)


def _wait(outcome: Outcome, queue: Queue) -> float:
    """Days waited for each visit, in one replication; NaN without visits."""
    from sim.units import TICKS_PER_DAY

    visits = ticks = 0
    for item, _, state, resource, count, spent in outcome.flow:
        if (item, state, resource) == (queue.item, "waiting", queue.resource):
            visits, ticks = visits + count, ticks + spent
    return ticks / visits / TICKS_PER_DAY if visits else math.nan


def _effort(world: World, row: str) -> Distribution:
    from sim.units import Distribution

    found = world.process[f"{row}.effort"]
    assert isinstance(found, Distribution)
    return found


def _rate(world: World, row: str) -> float:
    found = world.process[row]
    assert isinstance(found, float)
    return found


def _explore(world: World) -> float:
    return _effort(world, "development.explore").mean()


def _load(world: World) -> float:
    return world.use_cases * _explore(world) / world.staff["data_scientist"]


def _erlang(world: World, load: float) -> float:
    servers, service = world.staff["data_scientist"], _explore(world)
    return wait_m_m_c(load * servers / service, service, servers)


def _duties(world: World) -> Distribution:
    return _effort(world, "duties.it_engineer")


def _variation(world: World) -> float:
    return dict(_duties(world).arguments).get("cv", 0.0)


def _khinchine(world: World, variation: float) -> float:
    service = spread(_duties(world).mean(), variation)
    return wait_m_g_1(_rate(world, "duties.it_engineer.rate"), service)


def _palm(world: World, repairers: float) -> float:
    repair = _effort(world, "refresh.retrain").mean()
    return machine_interference(world.models, _rate(world, "shift.rate"), repair, int(repairers))[0]


QUEUES: Final[Mapping[str, Queue]] = {
    "load": Queue(
        "M/M/c: use cases wait for data scientists",
        "use case",
        "data_scientist",
        "share of their time that data scientists are busy",
        False,
        _load,
        _erlang,
    ),
    "variation": Queue(
        "M/G/1: requests wait for an IT engineer",
        "duties",
        "it_engineer",
        "coefficient of variation of the effort",
        False,
        _variation,
        _khinchine,
    ),
    "repairers": Queue(
        "M/M/c//N: models that shifted wait to be retrained",
        "refresh",
        "data_scientist",
        "data scientists",
        True,
        lambda world: float(world.staff["data_scientist"]),
        _palm,
    ),
}
"""Queues by what they are looked at against."""
