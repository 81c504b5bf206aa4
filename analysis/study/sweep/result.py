"""A scenario at many points, in the same worlds at all of them: the sweep, and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.lazy import Measures
from analysis.study.outcome import Outcome, Simulate, failed
from analysis.study.replicate import Report
from analysis.study.steady import measures_of
from analysis.study.sweep.lived import NAMES, Lived, live
from analysis.study.sweep.plan import Plan, planned

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.compare import Study
    from analysis.study.moments import Array
    from analysis.study.sweep.judge import Choice, Difference
    from analysis.study.sweep.plan import Points

_PLACES = {name: place for place, name in enumerate(NAMES)}


@dataclass(frozen=True, eq=False)
class Sweep:
    """Replications of a scenario at each of some points, and what they say.

    Frames have the columns that docs/tables.md describes.
    """

    plan: Plan
    lived: Lived

    @property
    def points(self) -> pd.DataFrame:
        """One row per point: its number, and each number that is varied in the unit of tables."""
        return self._frame("points")

    @property
    def runs(self) -> pd.DataFrame:
        """One row per point and replication: context, alternative, replication, measures."""
        return self._frame("runs")

    def differences(self) -> pd.DataFrame:
        """One row per point and comparison."""
        return self._frame("differences")

    def picks(self) -> pd.DataFrame:
        """One row per point and context: what looks best, and whether it is sure."""
        return self._frame("picks")

    def tornado(self) -> pd.DataFrame:
        """One row per number that is varied alone, level, alternative and context: what it moves.

        Raises:
            ValueError: the sweep is none of one at a time.
        """
        return self._frame("tornado")

    def _frame(self, name: str) -> pd.DataFrame:
        from analysis.study.sweep import frames

        return frames.of_sweep(self, name)

    def fill(self, folder: Path, command: Sequence[str]) -> None:
        """Writes its files into an empty folder."""
        from analysis.study.sweep.kept import fill

        fill(self, folder, command)

    def study(self, point: int) -> Study:
        """One point as a study: its replications' measures, and all that is said of them. Nothing
        by quarter is kept of a sweep.

        Args:
            point: its number, from 0.
        """
        from analysis.study.compare import Study

        outcomes = tuple(
            self._outcome(point, cell, number)
            for cell in range(self.plan.size)
            for number in range(self.plan.base.replications)
        )
        return Study(self.plan.scenarios[point], outcomes, False, self.lived.cuts[point])

    def _outcome(self, point: int, cell: int, number: int) -> Outcome:
        error = self.lived.errors.get((point, cell, number))
        if error is not None:
            return failed(cell, number, error)
        measures = Measures(_PLACES, self.lived.values[point, cell, number].tolist())
        return Outcome(cell, number, None, measures, (), ())

    @cached_property
    def _judged(self) -> tuple[tuple[Difference, ...], tuple[Choice, ...]]:
        from analysis.study.sweep.judge import judge

        return judge(self)

    @property
    def compared(self) -> tuple[Difference, ...]:
        """Every alternative against the baseline by every measure, and every two by what decides,
        at every point."""
        return self._judged[0]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What each point says, context by context."""
        return self._judged[1]

    @property
    def tested(self) -> int:
        """How many comparisons are judged together, over all points."""
        from analysis.study.sweep.judge import tested

        return tested(self.compared)

    @property
    def failures(self) -> int:
        """How many replications failed."""
        return len(self.lived.errors)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that are compared, the one that decides first."""
        return measures_of(self.plan.base)

    def unit(self, measure: str) -> str:
        """The unit of a measure, money in the scenario's currency."""
        from sim.measures import MEASURES

        return MEASURES[measure].unit.replace("currency", self.plan.base.currency)

    def response(
        self,
        measure: str | None = None,
        alternative: str | None = None,
        *,
        against: str | None = None,
        context: str | None = None,
    ) -> Array:
        """The mean of a measure at each point, over the worlds that have it: what a sensitivity
        analysis asks for.

        Args:
            measure: its name; the one that decides if None.
            alternative: whose; the baseline's if None.
            against: another alternative, from which the difference is taken world by world.
            context: in which context; the first if None.

        Raises:
            KeyError: there is no such measure, alternative or context.
        """
        import numpy as np

        from analysis.study.moments import mean

        base = self.plan.base
        name = base.decide_on if measure is None else measure
        where = base.contexts[0] if context is None else context
        who = base.baseline if alternative is None else alternative
        asked = (who,) if against is None else (who, against)
        found = []
        for point in range(len(self.plan.points)):
            first, *others = self.study(point).values(where, name, *asked)
            values = first - others[0] if others else first
            found.append(mean(values[~np.isnan(values)]))
        return np.array(found)

    @property
    def problem(self) -> dict[str, Any]:
        """What was varied, as SALib describes a problem; bounds are in the unit of tables."""
        from analysis.study.sweep.problem import described

        return described(self.plan.axes, self.plan.bounds)


def sweep(
    scenario: str | Path,
    *,
    over: Sequence[str] | Mapping[str, Any] = (),
    design: str | None = None,
    points: Points | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    sets: Sequence[str] = (),
    out: str | Path | None = None,
    force: bool = False,
    report: Report | None = None,
    simulate: Simulate | None = None,
) -> Sweep:
    """Compares the alternatives of a scenario at many points, in the same worlds at all of them.

    Args:
        scenario: the file of a scenario, or its name in the library. (A scenario that is loaded has
            been resolved: nothing can be patched above it any more.)
        over: what is varied: paths, or paths with their levels or ranges, as "portfolio.models" or
            {"portfolio.models": [20, 40]}; numbers are in the unit of tables. The scenario's own
            `sweep.over` if empty.
        design: "grid", "one_at_a_time", "latin_hypercube" or "sobol"; the scenario's if None.
        points: how many points are drawn; or the points themselves, as a DataFrame or a file of
            them whose columns are paths.
        replications: worlds at each point; the scenario's own number if None.
        seed: root seed, of the worlds and of points that are drawn; the scenario's own if None.
        jobs: worker processes; all cores if None. The results do not depend on it.
        cluster: address of a dask scheduler, or its file, to run them on a cluster instead.
        sets: keys of the scenario's file that are set, each as "organisation.stage=3".
        out: folder that the sweep is written to; None: it is not written.
        force: whether the run of another scenario there may be replaced.
        report: called with the replications done and their total.
        simulate: runs one replication; the model's own if None.

    Returns:
        The sweep. Replications that failed are rows of it, with their error.

    Raises:
        ScenarioErrors: the scenario, its sweep or a point of it is not what it should be.
        FolderError: nothing can be written there, and nothing was simulated.
    """
    from analysis.study.sweep import kept

    plan = planned(
        scenario,
        over=over,
        design=design,
        points=points,
        sets=sets,
        seed=seed,
        replications=replications,
    )
    how: dict[str, Any] = {"jobs": jobs, "cluster": cluster, "report": report}
    if out is None:
        return Sweep(plan, live(plan, simulate=simulate, **how))
    target = kept.place(plan, Path(out), force=force)
    return kept.kept(plan, target, simulate=simulate, force=force, **how)
