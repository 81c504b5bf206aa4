"""Workload W, growing machine interference: the sizes, the rates and what every engine records.

N models are live and c people serve them. A model drifts after an exponential time and asks for a
person; while it waits and is refreshed it cannot drift again. Projects arrive, take a person for
longer, and each adds a model when it ends. Refreshes come before projects and nobody is
interrupted; within a class, first come is first served. All times are in working days.
"""

from collections.abc import Callable
from dataclasses import dataclass

DAYS_TO_DRIFT = 90.0
DAYS_OF_REFRESH = 3.0
DAYS_OF_PROJECT = 40.0
PROJECTS_PER_PERSON_DAY = 1 / 50  # one each 10 days for five people


@dataclass(frozen=True, slots=True)
class Size:
    """How large an instance of W is.

    Attributes:
        models: models live on day 0.
        people: people who refresh and develop.
        days: how long it runs, in working days.
        projects: whether new-model projects arrive; without them W is M/M/c//N.
    """

    models: int
    people: int
    days: float
    projects: bool = True

    @property
    def arrivals_per_day(self) -> float:
        """New-model projects per working day."""
        return self.people * PROJECTS_PER_PERSON_DAY if self.projects else 0.0


SIZES = (Size(20, 5, 1825), Size(500, 60, 1825), Size(10_000, 900, 365))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of W counted.

    Attributes:
        drifts: models that drifted.
        refreshes: refreshes that ended.
        arrivals: projects that arrived.
        projects: projects that ended.
        stale: number of models drifted and not yet refreshed, averaged over time.
        refreshing: share of the people's time that went to refreshes.
        developing: share of the people's time that went to projects.
    """

    drifts: int
    refreshes: int
    arrivals: int
    projects: int
    stale: float
    refreshing: float
    developing: float

    @property
    def events(self) -> int:
        """Logical events: what every engine must do, however it does it."""
        return self.drifts + self.refreshes + self.arrivals + self.projects


Engine = Callable[[Size, int], Outcome]
"""Runs W of a size with a seed."""


class Level:
    """A number that changes by steps and knows its integral over time."""

    __slots__ = ("_area", "_since", "_value")

    def __init__(self) -> None:
        self._value = 0
        self._since = 0.0
        self._area = 0.0

    def change(self, now: float, step: int) -> None:
        """Adds `step` from the day `now` on."""
        self._area += self._value * (now - self._since)
        self._since = now
        self._value += step

    def mean(self, until: float) -> float:
        """The average from day 0 to the day `until`."""
        return (self._area + self._value * (until - self._since)) / until


class Tally:
    """Counts and levels that the three SimPy engines keep, so that all pay the same for them."""

    __slots__ = ("arrivals", "developing", "drifts", "projects", "refreshes", "refreshing", "stale")

    def __init__(self) -> None:
        self.drifts = self.refreshes = self.arrivals = self.projects = 0
        self.stale, self.refreshing, self.developing = Level(), Level(), Level()

    def drifted(self, now: float) -> None:
        """A model drifted."""
        self.drifts += 1
        self.stale.change(now, 1)

    def refresh_ended(self, now: float) -> None:
        """A person brought a model up to date."""
        self.refreshes += 1
        self.stale.change(now, -1)
        self.refreshing.change(now, -1)

    def project_ended(self, now: float) -> None:
        """A person finished a new model."""
        self.projects += 1
        self.developing.change(now, -1)

    def outcome(self, size: Size) -> Outcome:
        """What was counted, once the run of this size is over."""
        return Outcome(
            self.drifts,
            self.refreshes,
            self.arrivals,
            self.projects,
            self.stale.mean(size.days),
            self.refreshing.mean(size.days) / size.people,
            self.developing.mean(size.days) / size.people,
        )
