"""What is gained by letting all alternatives live through the same worlds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures.canvas import SMALL, in_units, name, paper, rows, styled, where
from analysis.figures.palette import GREYS, INK, lines
from analysis.report.words import bare, confidence, number, quantity, quoted
from analysis.study.moments import deviation, mean
from analysis.study.statistics import differences, half_width

if TYPE_CHECKING:
    from analysis.study.compare import Study

SEE: Final = (
    "Left: each dot is a world, met by the baseline (across) and by an alternative (up); above the "
    "dashed line the alternative has more. Where dots rise to the right, luck is shared, and a "
    "difference takes it out. Right: the interval of the mean difference in the same worlds "
    "(thick), and as it would be had each alternative met worlds of its own (thin)."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative against the baseline, by the measure that decides; NaN: too few worlds."""

    alternative: str
    pairs: tuple[tuple[float, float], ...]
    """(baseline, alternative) in each world in which both have the measure."""
    difference: float
    paired: float
    """Half of the interval of the mean difference."""
    apart: float
    """The same if the worlds were not shared."""
    times: float
    """How many times as many worlds that would need for an interval as narrow."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    context: str | None
    baseline: str
    measure: str
    title: str
    unit: str
    confidence: float
    rows: tuple[Row, ...]


def analyse(study: Study, context: str | None = None) -> Result:
    """Every alternative against the baseline, by the measure that decides."""
    from sim.measures import MEASURES

    context = study.contexts[0] if context is None else context
    measure, base = study.scenario.decide_on, study.scenario.baseline
    found = tuple(_row(study, context, one) for one in study.alternatives if one != base)
    title, unit = MEASURES[measure].title, study.unit(measure)
    return Result(context, base, measure, title, unit, study.scenario.confidence, found)


def _row(study: Study, context: str | None, alternative: str) -> Row:
    measure, level = study.scenario.decide_on, study.scenario.confidence
    a, b = study.values(context, measure, alternative, study.scenario.baseline)
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    d = differences(a, b)
    together = math.sqrt(deviation(a) ** 2 + deviation(b) ** 2)
    # Two means of their own have 2 (n - 1) degrees of freedom.
    narrow = half_width(2 * a.size - 1, 1.0, level) * math.sqrt(2 * a.size - 1) if a.size else 0.0
    apart = narrow * together / math.sqrt(a.size) if a.size > 1 else math.nan
    times = (together / deviation(d)) ** 2 if deviation(d) > 0 else math.nan
    pairs = tuple(zip(map(float, b), map(float, a), strict=True))
    return Row(alternative, pairs, mean(d), half_width(d.size, deviation(d), level), apart, times)


def told(result: Result) -> str:
    """The figure in words."""
    return " ".join(_told(row, result.unit) for row in result.rows)


def _told(row: Row, unit: str) -> str:
    if math.isnan(row.times):
        return f"{quoted(row.alternative)}: the difference does not vary."
    return (
        f"{quoted(row.alternative)}: {quantity(row.difference, unit, signed=True)}, give or take "
        f"{bare(row.paired, unit)} in the same worlds and {bare(row.apart, unit)} in worlds of "
        f"their own, which would need {number(row.times)} times as many to tell as much."
    )


def draw_worlds(result: Result, ax: Axes) -> None:
    """Draws each world as a dot on given axes, baseline across and alternative up."""
    colours = lines([row.alternative for row in result.rows], result.baseline)
    ends = [value for row in result.rows for pair in row.pairs for value in pair]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    ax.plot([low, high], [low, high], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    for row in result.rows:
        ax.plot(
            [x for x, _ in row.pairs], [y for _, y in row.pairs], linestyle="", marker="o",
            markersize=4.5, color=colours[row.alternative][0], markeredgecolor="white",
            markeredgewidth=0.4,
        )  # fmt: skip
    for axis in (ax.xaxis, ax.yaxis):
        in_units(axis, result.unit)
    ax.set_xlabel(f"with '{name(result.baseline)}' (baseline) [{result.unit}]")
    ax.set_ylabel(f"with the alternative [{result.unit}]")
    ax.set_title(f"{result.title}, world by world")


def draw_intervals(result: Result, ax: Axes) -> None:
    """Draws the two intervals of each alternative on given axes."""
    colours = lines([row.alternative for row in result.rows], result.baseline)
    for place, row in enumerate(result.rows):
        colour = colours[row.alternative][0]
        for half, below, width in ((row.paired, -0.12, 4.0), (row.apart, 0.16, 1.2)):
            ends = [row.difference - half, row.difference + half]
            ax.plot(ends, [place + below] * 2, color=colour, linewidth=width,
                    solid_capstyle="butt")  # fmt: skip
        ax.plot([row.difference], [place - 0.12], marker="o", markersize=5, color=colour)
        if not math.isnan(row.times):
            ax.text(1.04, place, f"{number(row.times)} x", transform=ax.get_yaxis_transform(),
                    ha="center", va="center", fontsize=SMALL)  # fmt: skip
    rows(ax, [name(row.alternative) for row in result.rows])
    for label, row in zip(ax.get_yticklabels(), result.rows, strict=True):
        label.set_color(colours[row.alternative][0])
    ax.text(1.04, 1.0, "worlds if\nnot shared", transform=ax.transAxes, ha="center", va="bottom",
            fontsize=SMALL, color=GREYS[0])  # fmt: skip
    ax.axvline(0, color=INK, linewidth=1.2, zorder=1)
    in_units(ax.xaxis, result.unit)
    ax.set_xlabel(f"mean difference to the baseline [{result.unit}]")
    ax.set_title(f"Mean difference, with its {confidence(result.confidence)} intervals")


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Paired worlds, as a figure: left the worlds, right the intervals with and without them."""
    result = analyse(study, context)
    made = paper(max(4.2, 1.8 + 0.55 * len(result.rows)))
    left, right = made.subplots(1, 2, width_ratios=[1, 1.25])
    draw_worlds(result, left)
    draw_intervals(result, right)
    made.suptitle(where("The same worlds for all", result.context), x=0.01, ha="left",
                  weight="bold")  # fmt: skip
    made.legend(handles=_key(), loc="outside lower right", ncols=3, fontsize=SMALL)
    return made


def _key() -> list[Line2D]:
    return [
        Line2D([], [], color=GREYS[0], linewidth=4, label="in the same worlds (paired)"),
        Line2D([], [], color=GREYS[0], linewidth=1.2, label="in worlds of their own"),
        Line2D([], [], color=INK, linewidth=1, linestyle=(0, (4, 3)), label="no difference"),
    ]
