"""The replications of a sweep: lived some points at a time, and kept as numbers alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.study.outcome import Job, Outcome, Simulate
from analysis.study.replicate import Report, replicate
from analysis.study.steady import Cut, settled
from analysis.study.sweep.slim import Slim
from sim.measures import MEASURES

if TYPE_CHECKING:
    from analysis.study.moments import Array
    from analysis.study.sweep.plan import Plan

NAMES: Final = tuple(MEASURES)
AT_ONCE: Final = 5_000
"""Replications that are lived together; then what is not kept is let go."""
AT_ONCE_STEADY: Final = 250
"""The same where quarters and tails are needed until the beginning is cut off."""
Place = tuple[int, int, int]
"""Point, cell and replication."""


@dataclass(frozen=True, eq=False)
class Lived:
    """What came of a sweep.

    Args:
        values: by point, cell, replication and measure (in the order of `NAMES`); NaN: the measure
            is not defined, or the replication failed.
        errors: why replications failed.
        cuts: for each point what was cut off, where the scenario never ends.
    """

    values: Array
    errors: Mapping[Place, str]
    cuts: tuple[Cut | None, ...]


def live(
    plan: Plan,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    report: Report | None = None,
    simulate: Simulate | None = None,
) -> Lived:
    """Lives all replications of a sweep in memory; the same for any number of workers."""
    worlds = plan.base.replications
    taken = Taken(plan)
    for some in _chunks(plan):
        first = some.start * plan.size * worlds
        hears = None if report is None else _later(report, first, taken.total)
        job = job_of(plan, some, simulate)
        outcomes = replicate(job, worlds, jobs=jobs, cluster=cluster, report=hears)
        for number, point in enumerate(some):
            taken.take(point, outcomes[number * plan.size * worlds :][: plan.size * worlds])
    return taken.lived()


class Taken:
    """The numbers of outcomes that are taken in point by point."""

    def __init__(self, plan: Plan) -> None:
        shape = len(plan.points), plan.size, plan.base.replications, len(NAMES)
        self._plan, self._values = plan, np.full(shape, np.nan)
        self._errors: dict[Place, str] = {}
        self._cuts: list[Cut | None] = []
        self.total = self._values[..., 0].size

    def take(self, point: int, outcomes: Sequence[Outcome]) -> None:
        """Takes in all outcomes of the next point, by cell, then by replication."""
        own = [replace(one, cell=one.cell % self._plan.size) for one in outcomes]
        taken, cut = settled(self._plan.scenarios[point], own)
        self._cuts.append(cut)
        for one in taken:
            if one.error is not None:
                self._errors[point, one.cell, one.replication] = one.error
                continue
            numbers = [one.measures.get(name) for name in NAMES]
            self._values[point, one.cell, one.replication] = np.array(numbers, dtype=np.float64)

    def lived(self) -> Lived:
        """What came of all points."""
        self._values.setflags(write=False)
        return Lived(self._values, self._errors, tuple(self._cuts))


def taken_from(plan: Plan, outcomes: Sequence[Outcome]) -> Lived:
    """What came of all points, from the outcomes of all of them, by cell, then by replication."""
    taken, each = Taken(plan), plan.size * plan.base.replications
    for point in range(len(plan.points)):
        taken.take(point, outcomes[point * each : (point + 1) * each])
    return taken.lived()


def _chunks(plan: Plan) -> Iterator[range]:
    """Points that are lived together."""
    most = AT_ONCE_STEADY if plan.base.steady else AT_ONCE
    size = max(1, most // (plan.size * plan.base.replications))
    for first in range(0, len(plan.points), size):
        yield range(first, min(first + size, len(plan.points)))


def job_of(plan: Plan, points: range, simulate: Simulate | None) -> Job:
    """What workers have to know of some points; of the beginning of what never ends, all."""
    worlds = tuple(cell.world for point in points for cell in plan.scenarios[point].cells)
    return Job(worlds, plan.seed, simulation(plan, simulate), tails=plan.steady)


def simulation(plan: Plan, simulate: Simulate | None) -> Simulate | None:
    """What lives a replication: only measures are kept, but where quarters are needed."""
    return simulate if plan.steady else Slim(simulate)


def _later(report: Report, before: int, total: int) -> Report:
    return lambda done, _: report(before + done, total)
