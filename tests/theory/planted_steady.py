"""Worlds without an end whose steady state is known, for the proofs of what is said after a cut.

Each alternative's quarters are a mean, a beginning that fades, and luck that lasts a while (AR(1)):
most of it shared by all alternatives, as common random numbers have it, some its own. They go the
ordinary way of a scenario that `ends: never`: one cut for all, measures after it, intervals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.study.compare import Study
from analysis.study.opened import studied
from analysis.study.outcome import Outcome
from analysis.study.tails import Tail
from sim.measures import MEASURES
from sim.scenario.machine import Scenario
from sim.units import DAYS, TICKS_PER_DAY
from tests.contract import fake_worlds

WORLDS = 40
LASTING = 0.5
"""Of the luck of one quarter, what is left of it in the next."""
DECIDES = "throughput"
_PLACE = list(MEASURES).index(DECIDES)
_NOTHING = (None,) * len(MEASURES)


@dataclass(frozen=True)
class Fading:
    """Alternatives with known means and beginnings.

    Args:
        name: what the tables call it.
        means: of each alternative in its steady state.
        begins: how far above its mean each one is at first, in standard deviations of a quarter.
        fades: in how many quarters a beginning falls to a third of what it was (1 / e).
        quarters: how long it is looked at.
    """

    name: str
    means: tuple[float, ...]
    begins: tuple[float, ...]
    fades: float
    quarters: int = 40

    @property
    def names(self) -> tuple[str, ...]:
        """Of the alternatives, the baseline first."""
        return tuple(f"plan {number}" for number in range(len(self.means)))

    def difference(self, one: str, other: str) -> float:
        """The true difference of two alternatives in their steady states."""
        first, second = (self.means[self.names.index(name)] for name in (one, other))
        return first - second

    def study(self, lived: tuple[Outcome, ...]) -> Study:
        """The study of some worlds, in the ordinary way."""
        return studied(self._scenario(), lambda *_, **__: lived, keeps_incidents=False)

    def _scenario(self) -> Scenario:
        asked = fake_worlds.scenario(self.names, measures=(DECIDES,), replications=WORLDS)
        horizon = self.quarters * DAYS["quarter"] * TICKS_PER_DAY
        cells = tuple(
            cell.model_copy(update={"world": cell.world.model_copy(update={"horizon": horizon})})
            for cell in asked.cells
        )
        return asked.model_copy(update={"cells": cells, "steady": True})

    def lived(self, seed: int) -> tuple[Outcome, ...]:
        """The worlds of a seed."""
        rng = np.random.default_rng(seed)
        fading = np.exp(-np.arange(self.quarters) / self.fades)
        shared = lasting(rng, (WORLDS, self.quarters))
        return tuple(
            _outcome(cell, number, series)
            for cell, (mean, begin) in enumerate(zip(self.means, self.begins, strict=True))
            for number, series in enumerate(
                mean + begin * fading + shared + lasting(rng, shared.shape)
            )
        )


def lasting(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Stationary AR(1) series with mean 0 and deviation 1, one in each row."""
    values = rng.normal(size=shape)
    for place in range(1, shape[1]):
        values[:, place] *= (1 - LASTING**2) ** 0.5
        values[:, place] += LASTING * values[:, place - 1]
    return values


def _outcome(cell: int, number: int, series: np.ndarray) -> Outcome:
    timeline = tuple((q, DECIDES, value) for q, value in enumerate(series.tolist(), 1))
    return Outcome(cell, number, None, {}, timeline, (), tails=_Tails(series))


class _Tails(Sequence[Any]):
    """What came after each cut, made when somebody looks, as from a journal."""

    def __init__(self, series: np.ndarray) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series) // 2 + 1

    def __getitem__(self, cut: Any) -> Tail:
        mean = float(self._series[cut:].mean())
        return Tail((*_NOTHING[:_PLACE], mean, *_NOTHING[_PLACE + 1 :]), (), ())
