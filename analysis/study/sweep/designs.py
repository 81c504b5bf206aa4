"""The points of a design: which levels are looked at together.

A grid has every level with every other, the last number changing fastest. One at a time begins
with the scenario as it is, and then has each level of each number alone. A latin hypercube and a
Sobol sequence (scipy.stats.qmc) spread their points over the ranges: each point is a share of each
range, and what lies at that share is its level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sim.scenario.axes import Level
from sim.scenario.errors import ScenarioErrors
from sim.scenario.ranges import Spread
from sim.scenario.sweep_form import GRID, ONE_AT_A_TIME, SOBOL
from sim.scenario.sweeping import Asked
from sim.scenario.tree import Mark

Point = tuple[Level | None, ...]
"""For each number its level; None: as the scenario has it."""


def points_of(asked: Asked, seed: int) -> list[Point]:
    """The points of a sweep.

    Args:
        asked: which design, over what.
        seed: of designs that are drawn; the same seed gives the same points.
    """
    if asked.design == GRID:
        return list(product(*(spread.levels for spread in asked.spreads)))
    if asked.design == ONE_AT_A_TIME:
        return _one_at_a_time(asked.spreads)
    assert asked.points is not None
    return _drawn(asked.design, asked.spreads, asked.points, seed)


def _one_at_a_time(spreads: Sequence[Spread]) -> list[Point]:
    as_it_is: list[Level | None] = [None] * len(spreads)
    points = [tuple(as_it_is)]
    for place, spread in enumerate(spreads):
        for level in spread.levels:
            points.append((*as_it_is[:place], level, *as_it_is[place + 1 :]))
    return points


def _drawn(design: str, spreads: Sequence[Spread], count: int, seed: int) -> list[Point]:
    from scipy.stats import qmc

    kind = qmc.Sobol if design == SOBOL else qmc.LatinHypercube
    shares = kind(d=len(spreads), rng=seed).random(count)
    return [
        tuple(spread.at(float(share)) for spread, share in zip(spreads, row, strict=True))
        for row in shares
    ]


def differ(points: Sequence[Point], mark: Mark) -> None:
    """Refuses rows of a table that are the same point: it would be lived twice, and judged twice.

    Args:
        points: the rows below a line of heads.
        mark: the table.

    Raises:
        ScenarioErrors: some are equal; all are told, with their lines.
    """
    first: dict[tuple[float | None, ...], int] = {}
    wrong = []
    for line, point in enumerate(points, start=2):
        levels = tuple(None if level is None else level.value for level in point)
        before = first.setdefault(levels, line)
        if before != line:
            row = Mark(mark.file, line, 1)
            wrong.append(row.mistake((), f"the same point as in line {before}", "each once"))
    if wrong:
        raise ScenarioErrors(wrong)
