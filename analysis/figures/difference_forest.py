"""Differences to the baseline with their intervals: a forest of all alternatives and measures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures.canvas import SMALL, name, paper, rows, styled, where
from analysis.figures.once import once
from analysis.figures.palette import GREYS, INK, VERDICT, WHITE
from analysis.report.words import bare, confidence, interval, unit_text

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study

MOST: Final = 8
"""Measures that are shown: the first of the study, beginning with the one that decides."""


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison, as the study has it; NaN where there is nothing."""

    measure: str
    title: str
    unit: str
    better: str
    alternative: str
    difference: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows: measure by measure the alternatives."""

    context: str | None
    baseline: str
    confidence: float
    rows: tuple[Row, ...]

    def scale(self, measure: str) -> float:
        """The largest bound of a measure: where its scale ends, on both sides."""
        ends = [
            abs(end)
            for row in self.rows
            if row.measure == measure
            for end in (row.difference, row.low, row.high)
            if not math.isnan(end)
        ]
        return max(ends, default=0.0) or 1.0


@once
def analyse(study: Study, context: str | None) -> Result:
    """The study's comparisons with the baseline, of its first measures."""
    baseline, shown = study.scenario.baseline, study.measures[:MOST]
    found = [
        one
        for measure in shown
        for one in study.comparisons
        if (one.context, one.measure, one.reference) == (context, measure, baseline)
    ]
    level = study.scenario.confidence
    return Result(context, baseline, level, tuple(_row(study, one) for one in found))


def _row(study: Study, one: Comparison) -> Row:
    from sim.measures import MEASURES

    return Row(
        one.measure,
        MEASURES[one.measure].title,
        study.unit(one.measure),
        one.better,
        one.alternative,
        one.paired.difference,
        one.paired.low,
        one.paired.high,
        one.verdict,
    )


def draw(result: Result, ax: Axes) -> None:
    """Draws the forest on given axes: better to the right, each measure on its own scale."""
    places, labels, at = [], [], 0.0
    for place, row in enumerate(result.rows):
        if place and result.rows[place - 1].measure != row.measure:
            at += 0.55
            ax.axhline(at - 0.78, color=GREYS[3], linewidth=0.8)
        if not place or result.rows[place - 1].measure != row.measure:
            _head(ax, at, row)
            at += 1
        _one(ax, at, row, result.scale(row.measure))
        places.append(at)
        labels.append(name(row.alternative))
        at += 1
    rows(ax, labels, places)
    ax.set_ylim(at - 0.2, -0.7)
    ax.axvline(0, color=INK, linewidth=1.2, zorder=1)
    ax.set_xlim(-1.08, 1.08)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1])
    ax.set_xticklabels(["worse", "", f"'{name(result.baseline)}'", "", "better"])
    level = confidence(result.confidence)
    ax.set_xlabel(
        f"difference to the baseline with its {level} interval [share of the measure's largest]"
    )


def _head(ax: Axes, at: float, row: Row) -> None:
    good = {"up": "more is better", "down": "less is better", "neither": "neither is better"}
    words = f"{row.title} [{unit_text(row.unit) if row.unit != 'share' else 'points'}]"
    ax.text(-1.08, at, words, va="center", weight="bold", backgroundcolor=WHITE)
    ax.text(1.1, at, good[row.better], va="center", fontsize=SMALL, color=GREYS[0])


def _one(ax: Axes, at: float, row: Row, scale: float) -> None:
    colour = VERDICT[row.verdict]
    turned = -scale if row.better == "down" else scale
    if not math.isnan(row.difference):
        if row.low < row.high:
            ends = [row.low / turned, row.high / turned]
            ax.plot(ends, [at, at], color=colour, linewidth=2, solid_capstyle="butt")
        decided = row.verdict in ("better", "worse", "higher", "lower")
        ax.plot(
            [row.difference / turned], [at], marker="o", markersize=6.5, color=colour,
            markerfacecolor=colour if decided else WHITE, markeredgewidth=1.4,
        )  # fmt: skip
    ax.text(1.1, at, _numbers(row), va="center", fontsize=SMALL, color=INK)


def _numbers(row: Row) -> str:
    if row.verdict == "identical":
        return "the same"
    if math.isnan(row.difference):
        return f"{row.verdict}: no world has a value with both"
    said = bare(row.difference, row.unit, signed=True)
    if row.low < row.high:
        said += f" ({interval(row.low, row.high, row.unit)})"
    return f"{said}  {row.verdict}"


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Differences to the baseline, as a figure; the numbers beside it have the units."""
    result = analyse(study, context)
    measures = len({row.measure for row in result.rows})
    made = paper(1.5 + 0.21 * len(result.rows) + 0.34 * measures)
    ax = made.subplots()
    draw(result, ax)
    title = f"Against '{name(result.baseline)}' in the same worlds"
    ax.set_title(where(title, result.context))
    ax.margins(x=0)
    made.legend(handles=_key(), loc="outside lower center", ncols=4, fontsize=SMALL)
    return made


def _key() -> list[Line2D]:
    words = {
        "better": ("decided: better", True),
        "worse": ("decided: worse", True),
        "higher": ("decided, neither is better", True),
        "undecided": ("undecided", False),
    }
    return [
        Line2D([], [], color=VERDICT[verdict], marker="o", linewidth=2, label=said,
               markerfacecolor=VERDICT[verdict] if filled else WHITE)
        for verdict, (said, filled) in words.items()
    ]  # fmt: skip
