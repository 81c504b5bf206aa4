"""Runs a theory case by the ordinary path, and compares what its queues did with a closed form.

One interval for each measure of the queues: independent replications, each with its own history to
forget that it began empty; Student's t over them; Bonferroni over the measures of the case, so that
a case that agrees with theory fails `FALSE_ALARMS` of the time. No control variates: the realised
mean service would hide exactly the error that has to be seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

from scipy.stats import nct, t

import sim
from sim.measures.window import Window
from tests.theory.views import View, busy_share

FALSE_ALARMS = 0.005
FALSE_ALARMS_BUSY = 0.0005
"""Of utilisation, which sees a plant from seven standard errors away and can afford it."""
PLANT = 1.02
"""What a planted mistake multiplies one mean service time by."""

Sample = Mapping[str, list[float]]
"""For each measure, its value in each replication."""


@dataclass(frozen=True)
class Step:
    """A service time of a case: how it is written, its mean, and where it stands in the file."""

    law: str
    mean: float
    paths: tuple[str, ...]

    def planted(self, factor: float = PLANT) -> list[str]:
        """The settings that make the step take `factor` times as long on average."""
        law = self.law.replace("MEAN", f"{self.mean * factor:.12g} days")
        return [f"process.{path}={law}" for path in self.paths]


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario that reduces the model to a queue with a known answer.

    `theory` takes the mean of each step by name and gives each measure of `queues`; `busy` is the
    share of time that each resource must be busy.
    """

    name: str
    file: str
    theory: Callable[..., dict[str, float]]
    steps: Mapping[str, Step]
    queues: Mapping[str, View]
    busy: Mapping[str, float]
    sets: tuple[str, ...] = ()

    def expected(self, **factors: float) -> dict[str, float]:
        """The closed form, with the means of some steps multiplied."""
        means = {name: step.mean * factors.get(name, 1) for name, step in self.steps.items()}
        return self.theory(**means)


@dataclass(frozen=True)
class Estimate:
    """One measure: what theory says, what the replications say on average, with its interval."""

    measure: str
    theory: float
    mean: float
    error: float
    half_width: float

    @property
    def agrees(self) -> bool:
        """Whether the interval holds the closed form."""
        return abs(self.mean - self.theory) <= self.half_width

    def __str__(self) -> str:
        return f"{self.measure}: {self.mean:.5g} ± {self.half_width:.2g}, theory {self.theory:.5g}"


class DisagreementError(AssertionError):
    """A case does not agree with its closed form."""


def load(case: Case, *sets: str) -> sim.Scenario:
    """The scenario of a case, with what is set on top."""
    return sim.load(Path(__file__).parent / case.file, [*case.sets, *sets])


def observe(case: Case, *sets: str, seed: int | None = None) -> Sample:
    """Runs all replications of a case and reads its measures from the ledgers."""
    scenario = load(case, *sets)
    views = {**case.queues, **{name: busy_share(name) for name in case.busy}}
    windows = (_live(scenario, seed, number) for number in range(scenario.replications))
    rows = [{name: view(window) for name, view in views.items()} for window in windows]
    return {name: [row[name] for row in rows] for name in views}


def _live(scenario: sim.Scenario, seed: int | None, replication: int) -> Window:
    history = sim.simulate(scenario, seed, replication)
    assert history.check() == []
    return history.whole


def check_queues(case: Case, sample: Sample) -> None:
    """Raises DisagreementError if any measure of the queues is not what theory says."""
    _refuse(case, estimates(case.expected(), sample))


def check_busy(case: Case, sample: Sample) -> None:
    """Raises DisagreementError if a resource is not busy for the share of time that it should."""
    _refuse(case, estimates(case.busy, sample, FALSE_ALARMS_BUSY))


def _refuse(case: Case, found: list[Estimate]) -> None:
    wrong = [str(estimate) for estimate in found if not estimate.agrees]
    if wrong:
        raise DisagreementError(f"{case.name}: {'; '.join(wrong)}")


def estimates(
    expected: Mapping[str, float], sample: Sample, alarms: float = FALSE_ALARMS
) -> list[Estimate]:
    """The interval of each measure, all together wrong `alarms` of the time."""
    each = alarms / len(expected)
    return [_estimate(name, value, sample[name], each) for name, value in expected.items()]


def _estimate(name: str, theory: float, values: list[float], alarms: float) -> Estimate:
    error = stdev(values) / sqrt(len(values))
    return Estimate(name, theory, fmean(values), error, error * _critical(len(values), alarms))


def _critical(replications: int, alarms: float) -> float:
    return float(t.ppf(1 - alarms / 2, replications - 1))


def power(case: Case, step: str, sample: Sample) -> float:
    """Chance that the check sees a plant in a step, at the least: by its clearest measure alone."""
    planted = case.expected(**{step: PLANT})
    return max(
        _power(planted[found.measure] - found.theory, found.error, sample, len(planted))
        for found in estimates(case.expected(), sample)
    )


def _power(shift: float, error: float, sample: Sample, measures: int) -> float:
    replications = len(next(iter(sample.values())))
    critical = _critical(replications, FALSE_ALARMS / measures)
    return float(nct.sf(critical, replications - 1, abs(shift) / error))
