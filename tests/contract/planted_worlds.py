"""Worlds of given values, for tests of studies that go on until they know enough."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.study.compare import Study
from analysis.study.outcome import Outcome
from analysis.study.sequential import follow
from sim.measures import MEASURES
from sim.scenario.machine import Scenario
from sim.scenario.tolerance import Tolerance
from tests.contract import fake_worlds

NAMES = ("base", "good", "bad")
ALL: dict[str, float | None] = dict.fromkeys(MEASURES, 1.0)


def scenario(contexts: tuple[str | None, ...] = (None,), **fields: Any) -> Scenario:
    """A scenario of three alternatives that asks for precision."""
    defaults = {"replications": 480, "precision": Tolerance(0.5), "measures": ("throughput",)}
    return fake_worlds.scenario(NAMES, contexts, **{**defaults, **fields})


class Planted:
    """Worlds of given values by cell; counts what is lived."""

    def __init__(self, *columns: Sequence[float | None], failing: Sequence[int] = ()) -> None:
        self.columns, self.failing = columns, failing
        self.lived = [0] * len(columns)

    def until(self, replications: int, *, cells: Sequence[int]) -> list[Outcome]:
        for cell in cells:
            self.lived[cell] = replications
        return [
            Outcome(cell, number, "ValueError: no", {}, (), ())
            if number in self.failing and cell == 0
            else Outcome(cell, number, None, {**ALL, "throughput": value}, (), ())
            for cell, stop in enumerate(self.lived)
            for number, value in enumerate(self.columns[cell][:stop])
        ]


def luck(*means: float, spread: float = 1.0, size: int = 480, seed: int = 1) -> list[list[float]]:
    """Values of alternatives that share most of their luck."""
    drawn = np.random.default_rng(seed)
    shared = drawn.normal(10, 3, size)
    return [list(shared + mean + drawn.normal(0, spread, size)) for mean in means]


def gone(asked: Scenario, planted: Planted) -> Study:
    """A study of planted worlds, gone to its end."""
    return Study(asked, follow(asked, planted.until))


def antithetic(asked: Scenario) -> Scenario:
    """The same with worlds in pairs."""
    cells = tuple(
        cell.model_copy(update={"world": cell.world.model_copy(update={"antithetic": True})})
        for cell in asked.cells
    )
    return asked.model_copy(update={"cells": cells})
