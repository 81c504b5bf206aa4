"""A study: replications of every cell of a scenario, and what they say."""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.study.comparisons import Comparison, compared, held_together
from analysis.study.outcome import Outcome
from sim.scenario.tolerance import NO_ZONE

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.looks import Allowance
    from analysis.study.moments import Array
    from analysis.study.ranking import Pick
    from analysis.study.sequential import Course
    from analysis.study.steady import Cut
    from sim.scenario.machine import Scenario

WITH_TERMINAL = {
    "net_value": "net_value_with_terminal",
    "npv": "npv_with_terminal",
    "value_delivered": "value_with_terminal",
}
"""What a measure that may decide becomes when the terminal value counts."""


@dataclass(frozen=True)
class Study:
    """Replications of every cell of a scenario, and what they say.

    Frames have the columns that docs/tables.md describes.
    """

    scenario: Scenario
    outcomes: tuple[Outcome, ...]
    keeps_incidents: bool = False
    """Whether the outcomes hold the incident tables."""
    cut: Cut | None = None
    """What was cut off, where the scenario never ends; None where it has an end."""
    unfinished: int | None = None
    """Of a study that has not ended: how many replications were asked for; else None."""

    def fill(self, folder: Path, command: Sequence[str]) -> None:
        """Writes its files into an empty folder: see `analysis.study.results.fill`."""
        from analysis.study.results import fill

        fill(self, folder, command)

    # Frames are made anew whenever asked for: what is done to one changes nothing here.
    @property
    def runs(self) -> pd.DataFrame:
        """One row per replication: context, alternative, replication, seed, error, measures."""
        return self._frame("runs")

    @property
    def timeline(self) -> pd.DataFrame:
        """One row per replication, quarter and measure."""
        return self._frame("timeline")

    @property
    def time(self) -> pd.DataFrame:
        """One row per replication, role and kind of time."""
        return self._frame("time")

    @property
    def flow(self) -> pd.DataFrame:
        """One row per replication and stop on the way of a kind of item."""
        return self._frame("flow")

    @property
    def milestones(self) -> pd.DataFrame:
        """One row per replication and step of an investment."""
        return self._frame("milestones")

    @property
    def incidents(self) -> pd.DataFrame:
        """One row per replication and incident; without rows unless the study keeps them."""
        return self._frame("incidents")

    def differences(self) -> pd.DataFrame:
        """One row per comparison; intervals are named by what they hold for."""
        return self._frame("differences")

    def ranking(self) -> pd.DataFrame:
        """One row per context and alternative, the best by `decide_on` first."""
        return self._frame("ranking")

    def _frame(self, name: str) -> pd.DataFrame:
        module = importlib.import_module("analysis.frames")  # the package has a function `frames`
        frame: pd.DataFrame = module.of_study(self, name)
        return frame

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every alternative against the baseline by every measure, and, by the measure that
        decides, every two alternatives: one family, adjusted together."""
        return tuple(compared(self))

    @cached_property
    def simultaneous(self) -> tuple[tuple[float, float], ...]:
        """Bounds of each of the comparisons' differences, all of which hold together."""
        return tuple(held_together(self))

    @property
    def allowance(self) -> Allowance:
        """What is allowed for looking at the study on the way."""
        from analysis.study.looks import EVERY_LOOK, ONE_LOOK

        return EVERY_LOOK if self.scenario.is_open else ONE_LOOK

    @property
    def level(self) -> float:
        """The confidence of one look by which an interval by itself has that of the scenario."""
        return self.allowance.confidence(self.scenario.confidence)

    @cached_property
    def courses(self) -> Mapping[str | None, Course]:
        """How the study went on in each context, look by look; empty if its end was fixed."""
        from analysis.study.sequential import courses

        return courses(self) if self.scenario.is_open else {}

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
        """The same replications, decided with the terminal value; None if value does not decide,
        or nothing ends."""
        measure = WITH_TERMINAL.get(self.scenario.decide_on)
        if measure is None or self.scenario.steady:
            return None
        update = {"decide_on": measure, "measures": (measure,)}
        asked = {"precision": None, "indifference": NO_ZONE} if self.scenario.is_open else {}
        return replace(self, scenario=self.scenario.model_copy(update={**update, **asked}))

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
        return self.scenario.currency

    def place(self, outcome: Outcome) -> tuple[str | None, str, int]:
        """Context, alternative and replication of an outcome."""
        cell = self.scenario.cells[outcome.cell]
        return cell.context, cell.alternative, outcome.replication

    def values(self, context: str | None, measure: str, *alternatives: str) -> list[Array]:
        """A measure of alternatives in the worlds in which none of them failed; in an antithetic
        study, its means over both worlds of each pair: what can be told from chance.

        Returns:
            For each alternative its values, in the same order; NaN: not defined.
        """
        return self.observations(context, measure, *alternatives)[1]

    def observations(
        self, context: str | None, measure: str, *alternatives: str
    ) -> tuple[list[int], list[Array]]:
        """`values`, and the number of each observation."""
        from analysis.study.observations import pair_means

        numbers = self._shared(context, alternatives)
        columns = self.by_world(context, measure, *alternatives)
        return pair_means(numbers, columns) if self.scenario.antithetic else (numbers, columns)

    def by_world(self, context: str | None, measure: str, *alternatives: str) -> list[Array]:
        """A measure of alternatives, one value for each world in which none of them failed."""
        import numpy as np

        numbers = self._shared(context, alternatives)
        found = []
        for name in alternatives:
            own, column = self._column(context, name, measure)
            alike = len(own) == len(numbers)  # shared are some of its own: then they are all
            found.append(column if alike else column[np.searchsorted(own, numbers)])
        return found

    def _shared(self, context: str | None, alternatives: Sequence[str]) -> list[int]:
        """Worlds in which none of some alternatives failed, rising."""
        first, *others = (self._worlds[context, name].keys() for name in alternatives)
        return sorted(set(first).intersection(*others))

    def _column(
        self, context: str | None, alternative: str, measure: str
    ) -> tuple[list[int], Array]:
        """The worlds in which an alternative did not fail, and what it has of a measure there."""
        import numpy as np

        key = context, alternative, measure
        if key not in self._columns:
            worlds = self._worlds[context, alternative]
            numbers = sorted(worlds)
            values = [worlds[number].measures.get(measure) for number in numbers]
            column = np.array(values, dtype=np.float64)
            column.setflags(write=False)  # many look at it
            self._columns[key] = numbers, column
        return self._columns[key]

    @cached_property
    def _columns(self) -> dict[tuple[str | None, str, str], tuple[list[int], Array]]:
        """What has been looked up: every comparison of a measure looks at the same columns."""
        return {}

    def paired_outcomes(self, context: str | None, *alternatives: str) -> list[tuple[Outcome, ...]]:
        """By world, the outcomes of alternatives, where none of them failed."""
        cells = [self._worlds[context, name] for name in alternatives]
        shared = [world for world in cells[0] if all(world in cell for cell in cells)]
        return [tuple(cell[world] for cell in cells) for world in shared]

    @cached_property
    def lived(self) -> Mapping[tuple[str | None, str], int]:
        """How many replications each alternative has in each context, failed ones included."""
        found = {(cell.context, cell.alternative): 0 for cell in self.scenario.cells}
        for one in self.outcomes:
            context, alternative, replication = self.place(one)
            found[context, alternative] = max(found[context, alternative], replication + 1)
        return found

    @property
    def observed(self) -> Mapping[tuple[str | None, str], int]:
        """The same, in observations."""
        size = 2 if self.scenario.antithetic else 1
        return {place: count // size for place, count in self.lived.items()}

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
