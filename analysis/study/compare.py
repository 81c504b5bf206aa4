"""Alternatives compared in the same worlds: the study, its tables, its verdicts."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.replicate import Job, Outcome, Report, Simulate, replicate

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.family import Adjusted
    from analysis.study.moments import Array
    from analysis.study.ranking import Pick
    from analysis.study.statistics import Paired
    from sim.scenario.machine import Scenario


SETTLED = ("staff_cost",)
"""Measures that the plan alone settles where nobody leaves: head-counts and salaries."""
WITH_TERMINAL = {
    "net_value": "net_value_with_terminal",
    "npv": "npv_with_terminal",
    "value_delivered": "value_with_terminal",
}
"""What a measure that may decide becomes when the terminal value counts."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One alternative against another by one measure, in one context."""

    context: str | None
    measure: str
    alternative: str
    reference: str
    better: str
    """Which way the measure is better: "up", "down" or "neither"."""
    paired: Paired
    """The comparison by itself."""
    adjusted: Adjusted
    """The comparison as one of all comparisons of the study."""

    @property
    def verdict(self) -> str:
        """One of "better", "worse", "higher", "lower", "undecided", "identical", "no data".

        `paired.certain` says of the first four whether they are certain.
        """
        if math.isnan(self.paired.p):
            return "no data"
        if self.paired.identical:
            return "identical"
        return self._direction if self.adjusted.decided else "undecided"

    @property
    def _direction(self) -> str:
        up = self._higher
        if self.better == "neither":
            return "higher" if up else "lower"
        return "better" if up == (self.better == "up") else "worse"

    @property
    def _higher(self) -> bool:
        paired = self.paired
        if paired.both_defined == paired.worlds or self.better == "neither":
            return paired.difference > 0
        # Not every world has the measure: more worlds in which it is better than worse decide.
        wins_more = 2 * paired.share_better + paired.share_equal > 1
        return wins_more == (self.better == "up")


@dataclass(frozen=True)
class Study:
    """Replications of every cell of a scenario, and what they say.

    Frames name their columns as `analysis.frames.SCHEMAS` and docs/comparing.md describe them.
    """

    scenario: Scenario
    outcomes: tuple[Outcome, ...]
    keeps_incidents: bool = False
    """Whether the outcomes hold the incident tables."""
    unfinished: int | None = None
    """Of a study that has not ended: how many replications were asked for; else None."""

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per replication: context, alternative, replication, seed, error, measures."""
        return self._frame("runs")

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """One row per replication, quarter and measure."""
        return self._frame("timeline")

    @cached_property
    def time(self) -> pd.DataFrame:
        """One row per replication, role and kind of time."""
        return self._frame("time")

    @cached_property
    def flow(self) -> pd.DataFrame:
        """One row per replication and stop on the way of a kind of item."""
        return self._frame("flow")

    @cached_property
    def incidents(self) -> pd.DataFrame:
        """One row per replication and incident; without rows unless the study keeps them."""
        return self._frame("incidents")

    def _frame(self, name: str) -> pd.DataFrame:
        module = importlib.import_module("analysis.frames")  # the package has a function `frames`
        frame: pd.DataFrame = module.as_frame(getattr(module, name)(self))
        return frame

    def differences(self) -> pd.DataFrame:
        """One row per comparison; intervals are named by what they hold for."""
        import pandas as pd

        return pd.DataFrame([as_row(one) for one in self.comparisons])

    def ranking(self) -> pd.DataFrame:
        """One row per context and alternative, the best by `decide_on` first."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for pick in self.picks for row in pick.standings])

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every alternative against the baseline by every measure, and, by the measure that
        decides, every two alternatives: one family, adjusted together."""
        return tuple(_compared(self))

    @property
    def tested(self) -> int:
        """How many comparisons are judged together: all but those without chance or data."""
        alone = (one.paired for one in self.comparisons)
        return sum(not (one.certain or math.isnan(one.p)) for one in alone)

    @cached_property
    def picks(self) -> tuple[Pick, ...]:
        """What the study says for each context."""
        from analysis.study.ranking import pick

        return tuple(pick(self, context) for context in self.contexts)

    @cached_property
    def with_terminal(self) -> Study | None:
        """The same replications, decided with the terminal value; None if value does not decide."""
        measure = WITH_TERMINAL.get(self.scenario.decide_on)
        if measure is None:
            return None
        update = {"decide_on": measure, "measures": (measure,)}
        return replace(self, scenario=self.scenario.model_copy(update=update))

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Replications that failed."""
        return tuple(one for one in self.outcomes if one.error is not None)

    @property
    def contexts(self) -> tuple[str | None, ...]:
        """Contexts in the scenario's order; (None,) if it has none."""
        return self.scenario.contexts

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Alternatives in the scenario's order."""
        return self.scenario.alternatives

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that are compared, the one that decides first."""
        return tuple(dict.fromkeys((self.scenario.decide_on, *self.scenario.measures)))

    def unit(self, measure: str) -> str:
        """The unit of a measure, money in the scenario's currency."""
        from sim.measures import MEASURES

        return MEASURES[measure].unit.replace("currency", self.currency)

    @cached_property
    def currency(self) -> str:
        """The currency of the scenario."""
        from sim.units import MoneyRate

        values = self.scenario.cells[0].world.process.values()
        return next((value.currency for value in values if isinstance(value, MoneyRate)), "USD")

    def place(self, outcome: Outcome) -> tuple[str | None, str, int]:
        """Context, alternative and replication of an outcome."""
        cell = self.scenario.cells[outcome.cell]
        return cell.context, cell.alternative, outcome.replication

    def values(self, context: str | None, measure: str, *alternatives: str) -> list[Array]:
        """A measure of alternatives in the worlds in which none of them failed.

        Returns:
            For each alternative its values by world, in the same order; NaN: not defined.
        """
        import numpy as np

        worlds = self.paired_outcomes(context, *alternatives)
        columns = list(zip(*worlds, strict=True)) or [()] * len(alternatives)
        return [
            np.array([one.measures.get(measure) for one in column], dtype=np.float64)
            for column in columns
        ]

    def paired_outcomes(self, context: str | None, *alternatives: str) -> list[tuple[Outcome, ...]]:
        """By world, the outcomes of alternatives, where none of them failed."""
        cells = [self._worlds[context, name] for name in alternatives]
        shared = [world for world in cells[0] if all(world in cell for cell in cells)]
        return [tuple(cell[world] for cell in cells) for world in shared]

    @cached_property
    def _worlds(self) -> dict[tuple[str | None, str], dict[int, Outcome]]:
        worlds: dict[tuple[str | None, str], dict[int, Outcome]] = {
            (cell.context, cell.alternative): {} for cell in self.scenario.cells
        }
        for one in self.outcomes:
            if one.error is None:
                context, alternative, replication = self.place(one)
                worlds[context, alternative][replication] = one
        return worlds


def compare(
    scenario: Scenario | str | Path,
    *,
    replications: int | None = None,
    jobs: int | None = None,
    report: Report | None = None,
    simulate: Simulate | None = None,
    incidents: bool = False,
) -> Study:
    """Runs every alternative of a scenario in the same worlds.

    Args:
        scenario: a scenario, or the file or library name of one.
        replications: worlds for each context; the scenario's own number if None.
        jobs: worker processes; all cores if None. The results do not depend on it.
        report: called with the replications done and their total.
        simulate: runs one replication; the model's own if None.
        incidents: keep the incident table of every replication: there may be very many rows.

    Returns:
        The study. Replications that failed are rows of it, with their error.

    Raises:
        ScenarioErrors: the scenario is not what it should be.
    """
    from analysis.study.scenarios import loaded

    ready = loaded(scenario, replications=replications)
    worlds = tuple(cell.world for cell in ready.cells)
    job = Job(worlds, ready.seed, simulate, incidents=incidents)
    return Study(ready, replicate(job, ready.replications, jobs=jobs, report=report), incidents)


def as_row(comparison: Comparison) -> dict[str, Any]:
    """A comparison as one flat row of `Study.differences()`."""
    row = {
        "context": comparison.context,
        "measure": comparison.measure,
        "alternative": comparison.alternative,
        "reference": comparison.reference,
        "verdict": comparison.verdict,
        "certain": comparison.paired.certain,
    }
    not_tested = {"p": math.nan} if comparison.paired.certain else {}
    return {**row, **asdict(comparison.paired), **asdict(comparison.adjusted), **not_tested}


def paired_by(
    study: Study, context: str | None, measure: str, alternative: str, reference: str
) -> Paired:
    """Two alternatives by a measure in one context, by themselves: no part of the family."""
    from analysis.study.statistics import paired
    from sim.measures import MEASURES

    return paired(
        *study.values(context, measure, alternative, reference),
        better=MEASURES[measure].better,
        confidence=study.scenario.confidence,
        settled=measure in SETTLED and not _people_leave(study.scenario),
    )


def _people_leave(scenario: Scenario) -> bool:
    """Whether chance decides who is there, in any alternative at any time."""
    from sim.vocabulary import ROLES

    worlds = [cell.world for cell in scenario.cells]
    changes = [change.process for world in worlds for change in world.changes if change.process]
    return any(
        process[f"people.leaving.rate.{role}"] != 0
        or process["people.hiring.planned"] != "on_the_day"
        for process in (*(world.process for world in worlds), *changes)
        for role in ROLES
    )


def _compared(study: Study) -> Iterator[Comparison]:
    from analysis.study.family import adjust
    from sim.measures import MEASURES

    asked = list(_asked(study))
    alone = [paired_by(study, *key) for key in asked]
    judged = adjust(alone, study.scenario.confidence)
    for key, one, adjusted in zip(asked, alone, judged, strict=True):
        yield Comparison(*key, MEASURES[key[1]].better, one, adjusted)


def _asked(study: Study) -> Iterator[tuple[str | None, str, str, str]]:
    """What is compared: (context, measure, alternative, reference)."""
    baseline = study.scenario.baseline
    others = [name for name in study.alternatives if name != baseline]
    for context in study.contexts:
        for measure in study.measures:
            for name in others:
                yield context, measure, name, baseline
        for earlier, later in combinations(others, 2):
            yield context, study.scenario.decide_on, later, earlier
