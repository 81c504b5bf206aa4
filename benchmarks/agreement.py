"""Do the engines simulate the same thing? Against each other, and against the closed form.

The SimPy engines draw from one stream in the same order: their outcomes must be identical. mlorg
has streams of its own, so its means over several seeds must agree within standard errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import sqrt
from statistics import fmean, variance

from benchmarks.theory import steady_state
from benchmarks.workload import Engine, Outcome, Size

STANDARD_ERRORS = 4.0
"""Largest distance that passes. At 3, one honest run in three would fail: 21 means, few seeds."""

NAMES = tuple(field.name for field in fields(Outcome))

UNCONGESTED = Size(20, 5, 40_000, projects=False)
CONGESTED = Size(60, 2, 40_000, projects=False)
"""Two people with work for two: most of the stale models wait."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One mean beside what it should be, in the unit of the outcome."""

    name: str
    expected: float
    found: float
    standard_error: float

    @property
    def agrees(self) -> bool:
        """Whether the two differ by no more than chance."""
        return abs(self.found - self.expected) <= STANDARD_ERRORS * self.standard_error

    def __str__(self) -> str:
        off = (self.found - self.expected) / self.expected
        within = STANDARD_ERRORS * self.standard_error / self.expected
        mark = "agrees" if self.agrees else "DIFFERS"
        return (
            f"{self.name:<12}{self.expected:>13,.6g}{self.found:>13,.6g}"
            f"{off:>+9.1%} (within {within:.1%}) {mark}"
        )


def compare_means(expected: Sequence[Outcome], found: Sequence[Outcome]) -> list[Comparison]:
    """Compares the means of all that is counted, over at least two seeds each."""
    return [_compare(name, _column(expected, name), _column(found, name)) for name in NAMES]


def compare_with_theory(engine: Engine, size: Size, seeds: int) -> list[Comparison]:
    """Compares an engine's long-run averages with the closed form, over at least two seeds."""
    outcomes = [engine(size, seed) for seed in range(seeds)]
    truth = steady_state(size)
    return [
        _compare("stale", [truth.stale], _column(outcomes, "stale")),
        _compare("refreshing", [truth.refreshing], _column(outcomes, "refreshing")),
    ]


def _column(outcomes: Sequence[Outcome], name: str) -> list[float]:
    return [float(getattr(outcome, name)) for outcome in outcomes]


def _compare(name: str, expected: list[float], found: list[float]) -> Comparison:
    error = sqrt(_squared_error(expected) + _squared_error(found))
    return Comparison(name, fmean(expected), fmean(found), error)


def _squared_error(sample: list[float]) -> float:
    """Squared standard error of the mean; of a single, known value it is 0."""
    return variance(sample) / len(sample) if len(sample) > 1 else 0.0
