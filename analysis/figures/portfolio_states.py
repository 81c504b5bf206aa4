"""The portfolio over time: live models, what is wrong with them, and what is to come."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures import curves
from analysis.figures.canvas import in_units, paper, styled, where
from analysis.figures.curves import Curve, Mark, Panel
from analysis.figures.estimates import by_quarter, curve
from analysis.figures.once import once
from analysis.figures.palette import lines

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array

PANELS: Final[Mapping[str, str]] = {
    "live_models": "Live models",
    "stale_share": "of these: wrong after a shift",
    "skewed_share": "of these: serving differs from training",
    "down_share": "of these: with an outage",
    "obsolete_share": "of these: obsolete",
    "backlog": "Use cases in the backlog",
    "wip": "Use cases in progress",
    "quality": "Quality: value delivered of what could be",
}
"""Measures; shares of live models are shown as numbers of models."""
_OF_LIVE: Final = ("stale_share", "skewed_share", "down_share", "obsolete_share")
_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows. A model can be in several states, or in none: fine."""

    context: str | None
    baseline: str
    confidence: float
    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]


@once
def analyse(study: Study, context: str | None) -> Result:
    """Means over worlds by quarter, with pointwise intervals."""
    worlds = by_quarter(study, context, tuple(PANELS))
    panels = tuple(_panel(study, worlds, measure) for measure in PANELS)
    level, baseline = study.scenario.confidence, study.scenario.baseline
    return Result(context, baseline, level, panels, curves.marks(study, context))


def _panel(study: Study, worlds: dict[tuple[str, str], dict[int, Array]], measure: str) -> Panel:
    found = []
    for name in study.alternatives:
        values = worlds[name, measure]
        if measure in _OF_LIVE:
            live = worlds[name, "live_models"]
            values = {world: _number(values[world], live[world]) for world in values}
        found.append(Curve(name, curve(values, study.level)))
    unit = "models" if measure in _OF_LIVE else study.unit(measure)
    return Panel(PANELS[measure], measure, unit, tuple(found))


def _number(share: Array, live: Array) -> Array:
    """How many models a share of the live ones is; none where there are none."""
    return np.where(live == 0, 0.0, share * live)


def draw(panel: Panel, ax: Axes, baseline: str) -> None:
    """Draws a panel on given axes."""
    colours = lines([one.alternative for one in panel.curves], baseline)
    for one in panel.curves:
        curves.draw_curve(ax, one, *colours[one.alternative])
    curves.quarters(ax, max(len(one.points) for one in panel.curves))
    ax.set_ylim(0, 1 if panel.unit == "share" else _top(panel))
    in_units(ax.yaxis, panel.unit)
    ax.set_title(panel.title)
    ax.set_ylabel("%" if panel.unit == "share" else panel.unit)
    ax.grid(axis="y", color="#E3E3E3", linewidth=0.6)
    ax.set_axisbelow(True)


def _top(panel: Panel) -> float:
    """Room for the bands, unless they are much wider than the curves are high."""
    points = [point for one in panel.curves for point in one.points if point.known]
    means = 1.6 * max((point.mean for point in points), default=0.0)
    highs = [point.high for point in points if point.high > 0]
    return max(1.0, min(means, 1.05 * max(highs, default=means)))


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """The portfolio over time, as a figure: a panel for each state, a line for each alternative."""
    result = analyse(study, context)
    count = math.ceil(len(result.panels) / _COLUMNS)
    made = paper(1.0 + 1.75 * count)
    grid = made.subplots(count, _COLUMNS, sharex=True, squeeze=False)
    for panel, ax in zip(result.panels, grid.flat, strict=True):
        draw(panel, ax, result.baseline)
        curves.draw_marks(ax, result.marks, words=False)
    for ax in grid[-1]:
        ax.set_xlabel("quarters after day 0")
    made.suptitle(
        where("The portfolio over time", result.context), x=0.01, ha="left", weight="bold"
    )
    colours = lines(study.alternatives, result.baseline)
    made.legend(handles=curves.key(colours, result.baseline), loc="outside lower center", ncols=3)
    return made
