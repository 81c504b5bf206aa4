"""Payback: when an alternative has earned what it cost more than another, discounted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome

CASH = "npv"
"""The measure of a quarter whose sum over the quarters is the net present value."""


@dataclass(frozen=True, slots=True)
class Payback:
    """When one alternative has paid back against another, over the worlds that both have lived.

    `median` is in years from day 0, and None where half of the worlds, or more, do not reach it by
    the horizon: those that do not are later than all that do.
    """

    worlds: int
    reached: int
    median: float | None


def payback(study: Study, context: str | None, alternative: str, reference: str) -> Payback:
    """When the discounted net cash of an alternative has made up for that of the reference.

    That is the first moment from which on the difference, added up from day 0, is not below zero
    up to the horizon. Within a quarter it is taken to grow evenly. Worlds whose quarters are not
    kept are not counted.
    """
    ends = _ends(study)
    pairs = study.paired_outcomes(context, alternative, reference)
    cash = [(_cash(mine), _cash(other)) for mine, other in pairs]
    known = [both for both in cash if all(len(one) == len(ends) for one in both)]
    found = [paid_back(mine, other, ends) for mine, other in known]
    reached = sorted(when for when in found if when is not None)
    return Payback(len(found), len(reached), _median(reached, len(found)))


def paid_back(mine: Sequence[float], other: Sequence[float], ends: Sequence[float]) -> float | None:
    """In one world, in years; None: not by the horizon. `ends` are those of the quarters.

    Where the difference is never below zero nothing has to be paid back: 0 years.
    """
    steps = [one - two for one, two in zip(mine, other, strict=True)]
    totals = [0.0, *accumulate(steps)]
    if totals[-1] < 0:
        return None
    when = 0.0
    for (begin, end), (before, after) in zip(pairwise((0.0, *ends)), pairwise(totals), strict=True):
        if before < 0 <= after:
            when = begin + (end - begin) * -before / (after - before)
    return when


def _cash(outcome: Outcome) -> list[float]:
    from analysis.study.by_quarter import series

    return [0.0 if value != value else value for value in series(outcome.timeline, CASH).tolist()]


def _ends(study: Study) -> list[float]:
    """Ends of the quarters in years; all cells of a study have one horizon."""
    from sim.replication import QUARTER
    from sim.units import DAYS, TICKS_PER_DAY

    horizon, year = study.scenario.cells[0].world.horizon, DAYS["year"] * TICKS_PER_DAY
    return [end / year for end in (*range(QUARTER, horizon, QUARTER), horizon)]


def _median(reached: Sequence[float], worlds: int) -> float | None:
    """The middle of all; of an even number, the mean of the middle two."""
    below, above = (worlds - 1) // 2, worlds // 2
    if above >= len(reached):
        return None
    return (reached[below] + reached[above]) / 2
