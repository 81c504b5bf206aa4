"""When the beginning of a scenario without end has worn off: MSER-5, one cut for a whole study.

MSER (White 1997, An effective truncation heuristic for bias reduction in simulation output) cuts
off the first d of n values of a series where

    MSER(d) = sum over i > d of (Y_i - mean of the Y_i, i > d)^2 / (n - d)^2

is least: that estimates the mean squared error of the mean of what is left, the bias of the
beginning against the noise of having less. MSER-5 takes means of five observations for the Y_i
(Franklin and White 2008, Stationarity tests and MSER-5). Here a Y is a quarter of 63 working days:
the ledgers give its mean exactly, which is that of five observations of 12.6 days.

A study has many series: each measure that it compares, of each alternative in each context, each
a mean over its replications. They share one cut, or comparisons would no longer be paired, and so
their MSERs are looked at together: each as a multiple of its own least, so that units and sizes do
not count; of a cut, the worst multiple; and the cut whose worst multiple is least. With one series
that is MSER-5. (The latest of the cuts that each series by itself would have is what one would do
by hand. Of twenty-five series without any beginning it would refuse most studies, for the luck of
one of them suffices.)

The last five values are never left alone, for few values may be alike by luck. A cut in the second
half of the series says that the run is too short; then nothing is concluded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from analysis.study.tails import Part

if TYPE_CHECKING:
    from analysis.study.moments import Array
    from analysis.study.outcome import Outcome
    from sim.scenario.machine import Scenario

LEFT: Final = 5
"""Values that no cut goes beyond."""
ROUNDING: Final = 1e-9
"""A series whose values differ by less than this share of their size is the same all the time."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut off a study in its steady state, in quarters after day 0."""

    quarters: int
    """Where the cut should be."""
    of: int
    """Whole quarters that there are."""
    series: int
    """Series that were looked at together."""

    @property
    def too_short(self) -> bool:
        """Whether the cut falls into the second half, so that there is too little left."""
        return 2 * self.quarters > self.of

    @property
    def refused(self) -> bool:
        """Whether nothing can be concluded: too short, or no series to look at."""
        return self.too_short or not self.of

    @property
    def made(self) -> int:
        """The quarters that are cut off: none where nothing is concluded."""
        return 0 if self.refused else self.quarters


def as_document(cut: Cut | None) -> dict[str, object]:
    """What a manifest and `--json` say of how a study ends, and of what was cut."""
    if cut is None:
        return {"simulation": "terminating"}
    return {
        "simulation": "steady-state",
        "method": "MSER-5",
        "quarters_cut": cut.made,
        "quarters": cut.of,
        "series": cut.series,
        "cut_wanted": cut.quarters,
        "too_short": cut.too_short,
        "concluded": not cut.refused,
    }


def from_document(document: object) -> Cut | None:
    """The cut of which a manifest speaks, or None if it speaks of none."""
    if not isinstance(document, dict) or document.get("simulation") != "steady-state":
        return None
    return Cut(*(int(document[key]) for key in ("cut_wanted", "quarters", "series")))


def settled(
    scenario: Scenario, outcomes: Sequence[Outcome]
) -> tuple[tuple[Outcome, ...], Cut | None]:
    """Outcomes as a study takes them: those of a scenario that never ends after the cut.

    Args:
        scenario: what was lived.
        outcomes: with their tails, if the scenario never ends.

    Returns:
        The outcomes, measures, time and flow after the cut; and the cut, None where there is an
        end. Timelines stay whole.
    """
    if not scenario.steady:
        return tuple(outcomes), None
    cut = common_cut(series(scenario, outcomes))
    return tuple(_after(one, cut.made) for one in outcomes), cut


def _after(outcome: Outcome, quarters: int) -> Outcome:
    from sim.measures import MEASURES

    if outcome.error is not None:
        return outcome
    kept, tail = outcome.tails, outcome.tails[quarters]
    measures = dict(zip(MEASURES, tail.measures, strict=True))
    if isinstance(kept, tuple):  # here, and not in a journal: the others are not needed any more
        return replace(outcome, measures=measures, time=tail.time, flow=tail.flow, tails=())
    time, flow = Part(kept, quarters, "time"), Part(kept, quarters, "flow")
    return replace(outcome, measures=measures, time=time, flow=flow, tails=())


def series(scenario: Scenario, outcomes: Sequence[Outcome]) -> list[Array]:
    """The mean over replications, quarter by quarter, of each measure that the study compares in
    each of its cells; those that some quarter does not have in any replication are left out."""
    import numpy as np

    from analysis.study.by_quarter import table
    from sim.measures import MEASURES
    from sim.scenario.ending import whole_quarters

    count = whole_quarters(min(cell.world.horizon for cell in scenario.cells))
    names = [name for name in measures_of(scenario) if MEASURES[name].by_quarter]
    sums = np.zeros((len(scenario.cells), len(names), count))
    numbers = np.zeros_like(sums)
    for one in outcomes:
        values = table(one.timeline, tuple(names))[:, :count]
        known = ~np.isnan(values)
        sums[one.cell, :, : values.shape[1]] += np.where(known, values, 0.0)
        numbers[one.cell, :, : values.shape[1]] += known
    pairs = zip(sums.reshape(-1, count), numbers.reshape(-1, count), strict=True)
    return [total / number for total, number in pairs if number.all()]


def measures_of(scenario: Scenario) -> tuple[str, ...]:
    """The measures that a study compares, the one that decides first."""
    return tuple(dict.fromkeys((scenario.decide_on, *scenario.measures)))


def common_cut(found: Sequence[Array]) -> Cut:
    """The cut that is least bad for the worst off of some series, all of one length."""
    import numpy as np

    if not found:
        return Cut(0, 0, 0)
    moving = [one for one in found if np.ptp(one) > ROUNDING * np.abs(one).max()]
    length = found[0].size
    if not moving:  # nothing ever changes, so nothing has to wear off
        return Cut(0, length, 0)
    worst = np.max([multiples(mser(one)) for one in moving], axis=0)
    return Cut(int(np.argmin(worst)), length, len(moving))


def mser(values: Array) -> Array:
    """MSER of cutting off the first 0, 1, ... values, all but the last `LEFT`."""
    import numpy as np

    # Each by itself, not from running sums: these would drown what is small beside what was cut.
    tails = [values[cut:] for cut in range(values.size - LEFT + 1)]
    return np.array([((one - one.mean()) ** 2).sum() / one.size**2 for one in tails])


def multiples(curve: Array) -> Array:
    """A series' MSER as multiples of its least; where it is none at all, infinite before that."""
    import numpy as np

    least = float(curve.min())
    nothing = ROUNDING**2 * float(curve.max())
    if least <= nothing:
        return np.where(curve <= nothing, 1.0, math.inf)
    result: Array = curve / least
    return result
