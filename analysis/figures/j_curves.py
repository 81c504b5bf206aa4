"""The J-curve: how far each alternative is from the baseline, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures import curves
from analysis.figures.canvas import apart as spread
from analysis.figures.canvas import in_units, name, paper, styled, where
from analysis.figures.curves import Curve, Mark, Panel, Step
from analysis.figures.estimates import apart, by_quarter, curve
from analysis.figures.once import once
from analysis.figures.palette import INK, lines

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array

MEASURES: Final = ("throughput", "value_delivered", "net_value")


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows: paired differences to the baseline in the same worlds."""

    context: str | None
    baseline: str
    confidence: float
    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]
    steps: tuple[Step, ...]
    """What came of the investments, and when on the average."""


@once
def analyse(study: Study, context: str | None) -> Result:
    """Differences to the baseline by quarter, with pointwise intervals."""
    worlds = by_quarter(study, context, MEASURES)
    panels = tuple(_panel(study, worlds, measure) for measure in MEASURES)
    level, baseline = study.scenario.confidence, study.scenario.baseline
    planned, taken = curves.marks(study, context), curves.steps(study, context)
    return Result(context, baseline, level, panels, planned, taken)


def _panel(study: Study, worlds: dict[tuple[str, str], dict[int, Array]], measure: str) -> Panel:
    from sim.measures import MEASURES as ALL

    base, level = study.scenario.baseline, study.level
    found = tuple(
        Curve(one, curve(apart(worlds[one, measure], worlds[base, measure]), level))
        for one in study.alternatives
        if one != base
    )
    return Panel(ALL[measure].title, measure, study.unit(measure), found)


def draw(panel: Panel, ax: Axes, result: Result) -> None:
    """Draws a panel on given axes, the names of the alternatives at the ends of their curves."""
    names = [one.alternative for one in panel.curves]
    colours = lines([result.baseline, *names], result.baseline)
    ax.axhline(0, color=INK, linewidth=1.2)
    for one in panel.curves:
        curves.draw_curve(ax, one, *colours[one.alternative])
    curves.quarters(ax, max((len(one.points) for one in panel.curves), default=0))
    in_units(ax.yaxis, panel.unit)
    ax.set_title(panel.title)
    ax.set_ylabel(panel.unit.replace(" / ", "\n/ ", 1))
    ax.grid(axis="y", color="#E3E3E3", linewidth=0.6)
    ax.set_axisbelow(True)
    curves.draw_steps(ax, [step for step in result.steps if step.alternative in names], colours)
    _names_at_ends(ax, panel, colours)


def _names_at_ends(ax: Axes, panel: Panel, colours: dict[str, tuple[str, str]]) -> None:
    ends = [one for one in panel.curves if one.points and one.points[-1].known]
    low, high = ax.get_ylim()
    heights = [(one.points[-1].mean - low) / (high - low) for one in ends]
    places = spread([*heights, -low / (high - low)], 0.115)
    for one, place in zip(ends, places, strict=False):
        ax.text(
            1.01, place, name(one.alternative), transform=ax.transAxes, va="center",
            fontsize=9, color=colours[one.alternative][0], weight="bold",
        )  # fmt: skip
    ax.text(1.01, places[-1], "baseline", transform=ax.transAxes, va="center", fontsize=9)


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """The J-curve, as a figure: differences to the baseline by quarter, with pointwise bands."""
    result = analyse(study, context)
    made = paper(8.2)
    axes = made.subplots(len(result.panels), 1, sharex=True)
    for place, (panel, ax) in enumerate(zip(result.panels, axes, strict=True)):
        draw(panel, ax, result)
        curves.draw_marks(ax, result.marks, words=place == 0)
        if place == 0 and result.marks:
            ax.set_title(panel.title, pad=18)
    axes[-1].set_xlabel("quarters after day 0")
    if shapes := curves.key_of_steps(result.steps):
        made.legend(handles=shapes, loc="outside lower center", ncols=len(shapes))
    title = f"Differences to '{name(result.baseline)}', quarter by quarter"
    made.suptitle(where(title, result.context), x=0.01, ha="left", weight="bold")
    return made
