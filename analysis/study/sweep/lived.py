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
    """Lives all replications of a sweep; the same for any number of workers."""
    worlds = plan.base.replications
    values = np.full((len(plan.points), plan.cells, worlds, len(NAMES)), np.nan)
    errors: dict[Place, str] = {}
    cuts: list[Cut | None] = []
    total = values[..., 0].size
    for some in _chunks(plan):
        first = some.start * plan.cells * worlds
        hears = None if report is None else _later(report, first, total)
        job = _job(plan, some, simulate)
        outcomes = replicate(job, worlds, jobs=jobs, cluster=cluster, report=hears)
        for number, point in enumerate(some):
            mine = outcomes[number * plan.cells * worlds : (number + 1) * plan.cells * worlds]
            cuts.append(_keep(plan, point, mine, values[point], errors))
    values.setflags(write=False)
    return Lived(values, errors, tuple(cuts))


def _chunks(plan: Plan) -> Iterator[range]:
    """Points that are lived together."""
    most = AT_ONCE_STEADY if plan.base.steady else AT_ONCE
    size = max(1, most // (plan.cells * plan.base.replications))
    for first in range(0, len(plan.points), size):
        yield range(first, min(first + size, len(plan.points)))


def _job(plan: Plan, points: range, simulate: Simulate | None) -> Job:
    worlds = tuple(cell.world for point in points for cell in plan.scenarios[point].cells)
    if plan.base.steady:
        return Job(worlds, plan.base.seed, simulate, tails=True)
    return Job(worlds, plan.base.seed, Slim(simulate))


def _later(report: Report, before: int, total: int) -> Report:
    return lambda done, _: report(before + done, total)


def _keep(
    plan: Plan, point: int, lived: Sequence[Outcome], values: Array, errors: dict[Place, str]
) -> Cut | None:
    """Takes the outcomes of a point in, which are in order; its cut."""
    own = [replace(one, cell=one.cell % plan.cells) for one in lived]
    taken, cut = settled(plan.scenarios[point], own)
    for one in taken:
        if one.error is not None:
            errors[point, one.cell, one.replication] = one.error
            continue
        numbers = [one.measures.get(name) for name in NAMES]
        values[one.cell, one.replication] = np.array(numbers, dtype=np.float64)
    return cut
