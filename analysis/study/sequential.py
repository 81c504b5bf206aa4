"""A study that goes on until it knows what is asked: look by look, in each context by itself.

At every look two things are judged, by `decide_on` alone: whoever is behind by more than luck can
explain leaves (KN, analysis/study/selection.py), and for whoever remains half the interval of the
difference to the baseline is measured. A context ends when one alternative is selected and the
differences that remain are as precise as is asked for; the baseline goes on as long as somebody is
compared with it. Everything is found from the outcomes, so a study that is read back, or that goes
on after it was interrupted, comes to the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analysis.study.looks import looks
from analysis.study.moments import NOTHING, Array, deviation, mean
from analysis.study.selection import Race
from analysis.study.statistics import differences, half_width

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome
    from sim.scenario.machine import Scenario


@dataclass(frozen=True, slots=True)
class Reach:
    """Half the interval of a difference to the baseline, and how small it is to be."""

    half: float
    wanted: float

    @property
    def reached(self) -> bool:
        """Whether it is as small."""
        return self.half <= self.wanted

    def replications(self, now: int) -> float:
        """About how many replications it takes, if the differences go on to vary as they do."""
        if math.isnan(self.half) or not self.wanted > 0:
            return math.inf
        return now * (self.half / self.wanted) ** 2


@dataclass(frozen=True, slots=True)
class Course:
    """How a study has gone in one context, up to its last look."""

    baseline: str
    names: tuple[str, ...]
    """All alternatives, the baseline first."""
    looks: tuple[int, ...] = ()
    """Replications at each look that has been made."""
    race: Race | None = None
    """The selection; None where there is none."""
    void: bool = False
    """Whether a selection was asked for and cannot be made: a world does not have the measure."""
    reach: Mapping[str, Reach] | None = None
    """For whoever remains, but the baseline; None where no precision is asked for."""

    @property
    def remaining(self) -> tuple[str, ...]:
        """Whoever has not been screened out."""
        return self.names if self.race is None else self.race.alive

    @property
    def out(self) -> Mapping[str, int]:
        """Whoever has been screened out, with the replications after which."""
        return {} if self.race is None else self.race.out

    @property
    def selected(self) -> str | None:
        """The alternative that the selection has left over."""
        return None if self.race is None or self.void else self.race.selected

    @property
    def imprecise(self) -> Mapping[str, Reach]:
        """Whose difference to the baseline is not yet as precise as is asked for."""
        found = self.reach or {}
        return {name: one for name, one in found.items() if not one.reached}

    @property
    def ended(self) -> bool:
        """Whether all that is asked for is found."""
        chosen = self.race is None or self.void or self.selected is not None
        return bool(self.looks) and chosen and not self.imprecise

    @property
    def going(self) -> frozenset[str]:
        """Whoever needs more replications."""
        if self.ended:
            return frozenset()
        reference = () if self.reach is None else (self.baseline,)
        return frozenset((*self.remaining, *reference))


class Until(Protocol):
    """Lives replications, unless they have been lived."""

    def __call__(self, replications: int, *, cells: Sequence[int]) -> Sequence[Outcome]:
        """All outcomes whose replication is below this, those of these cells among them."""


def follow(scenario: Scenario, until: Until) -> tuple[Outcome, ...]:
    """Lives a study from look to look, until all that is asked for is found, or it may not go on.

    Args:
        scenario: one that is open.
        until: lives what is missing.

    Returns:
        Outcomes by cell, then by replication: of each cell up to its last look.
    """
    from analysis.study.compare import Study

    ways = {context: _start(scenario) for context in scenario.contexts}
    stops: dict[int, int] = {}
    study = Study(scenario, ())
    for look in looks(scenario.replications):
        cells = [
            number
            for number, cell in enumerate(scenario.cells)
            if cell.alternative in ways[cell.context].going
        ]
        if not cells:
            break
        stops.update(dict.fromkeys(cells, look))
        lived = until(look, cells=cells)
        study = Study(scenario, tuple(o for o in lived if o.replication < stops.get(o.cell, 0)))
        ways = {context: _next(study, context, way, look) for context, way in ways.items()}
    return study.outcomes


def courses(study: Study) -> dict[str | None, Course]:
    """How an open study has gone in each context, as far as it has been lived."""
    return {context: _course(study, context) for context in study.contexts}


def _course(study: Study, context: str | None) -> Course:
    way = _start(study.scenario)
    for look in looks(study.scenario.replications):
        if any(study.lived[context, name] < look for name in way.going):
            break
        way = _next(study, context, way, look)
    return way


def _start(scenario: Scenario) -> Course:
    others = [name for name in scenario.alternatives if name != scenario.baseline]
    reach: dict[str, Reach] | None = None if scenario.precision is None else {}
    return Course(scenario.baseline, (scenario.baseline, *others), reach=reach)


def _next(study: Study, context: str | None, way: Course, look: int) -> Course:
    """The course after a look; the same if nobody needed more replications."""
    if not way.going:
        return way
    raced = _raced(study, context, replace(way, looks=(*way.looks, look)), look)
    return replace(raced, reach=_reach(study, context, raced, look))


def _raced(study: Study, context: str | None, way: Course, look: int) -> Course:
    """Whoever is far behind leaves."""
    values = _values(study, context, way.remaining, look)
    if way.void or not _selects(study, len(way.names)) or way.selected is not None:
        return way
    if any(np.isnan(column).any() for column in values.values()):
        return replace(way, void=True)
    race = way.race
    if race is None:
        zone = _zone(study, context, look)
        if next(iter(values.values())).size < 2 or not zone > 0:
            return replace(way, void=True)
        race = Race(way.names, zone, study.scenario.confidence)
    return replace(way, race=race.after(values, look))


def _selects(study: Study, alternatives: int) -> bool:
    from sim.measures import MEASURES
    from sim.scenario.tolerance import NO_ZONE

    directed = MEASURES[study.scenario.decide_on].better != "neither"
    return directed and alternatives > 1 and study.scenario.indifference != NO_ZONE


def _values(study: Study, context: str | None, names: Sequence[str], look: int) -> dict[str, Array]:
    """What decides, in the worlds up to a look that all have lived; more is better."""
    from sim.measures import MEASURES

    measure = study.scenario.decide_on
    sign = -1.0 if MEASURES[measure].better == "down" else 1.0
    columns = _up_to(study, context, names, look)
    return {name: sign * column for name, column in zip(names, columns, strict=True)}


def _up_to(study: Study, context: str | None, names: Sequence[str], look: int) -> list[Array]:
    numbers, columns = study.observations(context, study.scenario.decide_on, *names)
    size = look // 2 if study.scenario.antithetic else look
    stop = int(np.searchsorted(numbers, size))
    return [column[:stop] for column in columns]


def _zone(study: Study, context: str | None, look: int) -> float:
    """The indifference zone; a share is one of the baseline's mean at the first look."""
    asked = study.scenario.indifference or study.scenario.precision
    assert asked is not None
    return asked.size * (_mean_of_baseline(study, context, look) if asked.relative else 1.0)


def _mean_of_baseline(study: Study, context: str | None, look: int) -> float:
    (values,) = _up_to(study, context, (study.scenario.baseline,), look)
    return abs(mean(values[~np.isnan(values)]))


def _reach(study: Study, context: str | None, way: Course, look: int) -> dict[str, Reach] | None:
    asked = study.scenario.precision
    if asked is None:
        return None
    scale = _mean_of_baseline(study, context, look) if asked.relative else 1.0
    others = [name for name in way.remaining if name != way.baseline]
    return {name: Reach(_half(study, context, name, look), asked.size * scale) for name in others}


def _half(study: Study, context: str | None, name: str, look: int) -> float:
    """Half the interval of the difference to the baseline, as it holds at any look."""
    a, b = _up_to(study, context, (name, study.scenario.baseline), look)
    both = ~(np.isnan(a) | np.isnan(b))
    found = differences(a[both], b[both])
    return half_width(found.size, deviation(found), study.level) if found.size > 1 else NOTHING
