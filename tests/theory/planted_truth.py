"""Worlds whose truth is known, for the proofs of what a comparison promises.

Luck is drawn as a simulator with common random numbers has it: most of it is shared by all
alternatives, some is each one's own. The proofs put the worlds through the ordinary path, as if
they had been simulated: looks, selection, intervals, verdicts.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis.study.compare import Study
from analysis.study.replicate import Outcome
from analysis.study.sequential import follow
from sim.scenario.machine import Scenario
from sim.scenario.tolerance import Tolerance
from tests.contract import fake_worlds

POOL = Path(__file__).parent / "long_tails.json"
MEASURES = ("throughput", "toil_share", "release_frequency", "npv")
"""Of a planted world: the first decides."""
Luck = Callable[[np.random.Generator, int], np.ndarray]
"""Draws the values of so many worlds: by measure, then alternative, then world."""


@dataclass(frozen=True, eq=False)
class Planted:
    """Alternatives with known means.

    Args:
        name: what the tables call it.
        means: of each alternative, by the measure that decides; by all others all are alike.
        draw: the luck, whose mean is nothing.
        antithetic: whether worlds come in pairs.
    """

    name: str
    means: tuple[float, ...]
    draw: Luck
    antithetic: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Of the alternatives, the baseline first."""
        return tuple(f"plan {number}" for number in range(len(self.means)))

    @property
    def best(self) -> str:
        """The alternative with the highest mean."""
        return self.names[int(np.argmax(self.means))]

    def difference(self, name: str) -> float:
        """The true difference of an alternative to the baseline."""
        return self.means[self.names.index(name)] - self.means[0]

    def worlds(self, seed: int, size: int) -> "Worlds":
        """So many worlds, with the luck of a seed."""
        values = self.draw(np.random.default_rng(seed), size)
        values[0] += np.array(self.means)[:, None]
        return Worlds(values)


class Worlds:
    """Planted values, made into outcomes as far as somebody asks."""

    def __init__(self, values: np.ndarray) -> None:
        self._values, self._made = values, [[] for _ in range(values.shape[1])]

    def until(self, replications: int, *, cells: Sequence[int]) -> list[Outcome]:
        """All outcomes there are, with those of these cells up to so many."""
        names = MEASURES[: len(self._values)]
        for cell in cells:
            made = self._made[cell]
            rows = self._values[:, cell, len(made) : replications].T.tolist()
            made += [
                Outcome(cell, number, None, dict(zip(names, row, strict=True)), (), ())
                for number, row in enumerate(rows, len(made))
            ]
        return [one for made in self._made for one in made[:replications]]


def normal(*own: float, shared: float = 2.0, measures: int = 1) -> Luck:
    """Normal luck: shared, and each alternative's own with this standard deviation."""

    def draw(luck: np.random.Generator, size: int) -> np.ndarray:
        common = luck.normal(0, shared, (measures, 1, size))
        alone = luck.normal(0, 1, (measures, len(own), size)) * np.array(own)[:, None]
        # Measures of one world move together, too.
        return common + alone + luck.normal(0, shared, (1, len(own), size)) * (measures > 1)

    return draw


def skewed(*own: float, skewness: float = 2.0, measures: int = 1) -> Luck:
    """The baseline's luck is even, the others' own has a long tail of this skewness."""
    shape = (2 / skewness) ** 2

    def draw(luck: np.random.Generator, size: int) -> np.ndarray:
        alone = (luck.gamma(shape, size=(measures, len(own), size)) - shape) / shape**0.5
        alone[1:] = (alone[1:] + alone[0]) / 2**0.5  # measures of one world move together
        alone[:, 0] = luck.normal(size=(measures, size))
        return luck.normal(0, 2, (1, 1, size)) + alone * np.array(own)[:, None]

    return draw


def mirrored(even: float) -> Luck:
    """Antithetic pairs: luck that a mirror turns round, and of this size luck that it leaves as
    it is, by which both worlds of a pair go well or ill together."""

    def draw(luck: np.random.Generator, size: int) -> np.ndarray:
        half = luck.normal(0, 1, (1, 2, size // 2))
        z = np.stack([half, -half], axis=-1).reshape(1, 2, size)
        return z + even * (z**2 - 1)

    return draw


@cache
def pool() -> np.ndarray:
    """Real worlds: three alternatives of a shipped scenario, cut short, in the same 200 worlds. As
    they once were, lest a change of the model change what is proved of methods."""
    _, *columns = json.loads(POOL.read_text()).values()
    return np.array(columns, float)


def simulated(gap: float) -> Planted:
    """The luck of real worlds, drawn from the pool with replacement, around planted means."""
    worlds = pool()
    luck_alone = worlds - worlds.mean(axis=1)[:, None]

    def draw(luck: np.random.Generator, size: int) -> np.ndarray:
        return luck_alone[:, luck.integers(0, worlds.shape[1], size)][None]

    return Planted("the simulator's own luck", (0.0, gap, 0.0), draw)


def asked(
    case: Planted, most: int, *, zone: float = 0.0, precision: float = 0.0, relative: bool = False
) -> Scenario:
    """A study of a case that is looked at on the way."""
    return _scenario(
        case,
        replications=most,
        precision=Tolerance(precision) if precision else None,
        indifference=Tolerance(zone, relative),
    )


def fixed(case: Planted, replications: int, measures: int = 1) -> Scenario:
    """A study of a case with so many replications."""
    return _scenario(case, replications=replications, measures=MEASURES[:measures])


def _scenario(case: Planted, **fields: object) -> Scenario:
    worlds = _worlds(case.names, case.antithetic)
    return worlds.model_copy(update={"measures": MEASURES[:1], **fields})


@cache
def _worlds(names: tuple[str, ...], antithetic: bool) -> Scenario:
    made = fake_worlds.scenario(names)
    cells = tuple(
        cell.model_copy(update={"world": cell.world.model_copy(update={"antithetic": antithetic})})
        for cell in made.cells
    )
    return made.model_copy(update={"cells": cells})


def followed(case: Planted, scenario: Scenario, seed: int) -> Study:
    """A study that goes on until it knows what is asked, or may not go on."""
    worlds = case.worlds(seed, scenario.replications)
    return Study(scenario, follow(scenario, worlds.until))


def at(case: Planted, scenario: Scenario, seed: int, sizes: Sequence[int]) -> Iterator[Study]:
    """A study as it looks after so many replications of all."""
    worlds = case.worlds(seed, max(sizes))
    for size in sizes:
        yield Study(scenario, tuple(worlds.until(size, cells=range(len(case.means)))))
