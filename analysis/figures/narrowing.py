"""How far one knows after how many worlds: the interval of each difference as worlds are added."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.figures.canvas import in_units, name, paper, styled, where
from analysis.figures.estimates import Estimate, estimate
from analysis.figures.palette import INK, lines
from analysis.report.words import confidence, interval, quantity, quoted
from analysis.study.statistics import differences

if TYPE_CHECKING:
    from analysis.study.compare import Study

FIRST: Final = 3
"""Worlds at least: two say next to nothing of how much worlds differ."""
SEE: Final = (
    "The mean difference to the baseline and its interval, as worlds are added in their order. The "
    "band narrows with the square root of their number: half as wide takes four times as many. It "
    "holds for each number of worlds by itself; of the first few it may be wider than the picture. "
    "Who stops at the first that leaves out zero is wrong more often than the interval says: fix "
    "the number, or the precision, beforehand."
)
_COLUMNS: Final = 2
_WIDEST: Final = 2
"""Points of each course that may leave the paper: with so few worlds a band is very wide."""


@dataclass(frozen=True, slots=True)
class Course:
    """One alternative against the baseline: an estimate after FIRST, FIRST + 1, ... worlds."""

    alternative: str
    points: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows, by the measure that decides."""

    context: str | None
    baseline: str
    title: str
    unit: str
    confidence: float
    courses: tuple[Course, ...]


def analyse(study: Study, context: str | None = None) -> Result:
    """Differences to the baseline after each number of worlds."""
    from sim.measures import MEASURES

    context = study.contexts[0] if context is None else context
    measure, base = study.scenario.decide_on, study.scenario.baseline
    level = study.scenario.confidence
    courses = []
    for one in study.alternatives:
        if one != base:
            d = differences(*study.values(context, measure, one, base))
            points = (estimate(d[:worlds], level) for worlds in range(FIRST, d.size + 1))
            courses.append(Course(one, tuple(points)))
    title, unit = MEASURES[measure].title, study.unit(measure)
    return Result(context, base, title, unit, level, tuple(courses))


def told(result: Result) -> str:
    """The figure in words."""
    return " ".join(_told(one, result.unit) for one in result.courses)


def _told(course: Course, unit: str) -> str:
    if not course.points:
        return f"{quoted(course.alternative)}: fewer than {FIRST} worlds."
    first, last = course.points[0], course.points[-1]
    return (
        f"{quoted(course.alternative)}: {interval(first.low, first.high, unit)} after {FIRST} "
        f"worlds, {interval(last.low, last.high, unit)} after {FIRST - 1 + len(course.points)} "
        f"({quantity(last.mean, unit, signed=True)})."
    )


def draw(course: Course, ax: Axes, unit: str, colour: str) -> None:
    """Draws the course of one alternative on given axes."""
    worlds = range(FIRST, FIRST + len(course.points))
    lows, highs = ([getattr(one, end) for one in course.points] for end in ("low", "high"))
    ax.fill_between(worlds, lows, highs, color=colour, alpha=0.18, linewidth=0)
    ax.plot(worlds, [one.mean for one in course.points], color=colour, linewidth=1.7)
    ax.axhline(0, color=INK, linewidth=1.2)
    in_units(ax.yaxis, unit)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_title(name(course.alternative))
    ax.set_ylabel(unit)


def _cut(ax: Axes, result: Result) -> None:
    """One scale for all panels, on which all but the first few intervals have room."""
    shown = [one for course in result.courses for one in course.points[-1:]]
    shown += [one for course in result.courses for one in course.points[_WIDEST:]]
    ends = [end for one in shown for end in (one.low, one.high) if not math.isnan(end)]
    if ends:
        ax.set_ylim(1.08 * min(0.0, *ends), 1.08 * max(0.0, *ends))


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Intervals and worlds, as a figure: a panel for each alternative, its interval narrowing."""
    result = analyse(study, context)
    count = math.ceil(len(result.courses) / _COLUMNS)
    made = paper(1.0 + 2.1 * count)
    grid = made.subplots(count, _COLUMNS, sharex=True, sharey=True, squeeze=False)
    colours = lines([result.baseline, *(one.alternative for one in result.courses)],
                    result.baseline)  # fmt: skip
    for course, ax in zip(result.courses, grid.flat, strict=False):
        draw(course, ax, result.unit, colours[course.alternative][0])
    _cut(grid.flat[0], result)
    for ax in grid.flat[len(result.courses) :]:
        ax.set_visible(False)
    for ax in grid[-1]:
        ax.set_xlabel("worlds")
    level = confidence(result.confidence)
    title = f"{result.title}, difference to '{name(result.baseline)}', with its {level} interval"
    made.suptitle(where(title, result.context), x=0.01, ha="left", weight="bold")
    return made
