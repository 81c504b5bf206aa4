"""Curves over quarters with bands, and the marks of what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.figures.canvas import name
from analysis.figures.estimates import Estimate, outcomes
from analysis.figures.palette import GREYS
from sim.units import DAYS, TICKS_PER_DAY

if TYPE_CHECKING:
    from analysis.study.compare import Study

TICKS_PER_QUARTER = DAYS["quarter"] * TICKS_PER_DAY


@dataclass(frozen=True, slots=True)
class Curve:
    """A value for each quarter, from the first after day 0 on."""

    alternative: str
    points: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The curves of one measure."""

    title: str
    measure: str
    unit: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens on a day by plan."""

    words: str
    at: float
    """Quarters after day 0."""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of an investment of an alternative: a mean over the worlds in which it came."""

    alternative: str
    what: str
    """"begun", "built" or "adopted by all"."""
    capability: str
    at: float
    """Quarters after day 0."""
    worlds: int


CUT = "beginning cut off"
SHAPES = {"begun": ">", "built": "^", "adopted by all": "D"}


def steps(study: Study, context: str | None) -> tuple[Step, ...]:
    """The steps of the investments of all alternatives of a context, from day 0 on."""
    found = []
    for alternative in study.alternatives:
        days: dict[tuple[str, str], list[float]] = {}
        for one in outcomes(study, context, alternative).values():
            for step in one.milestones:
                if step.what in SHAPES and step.at >= 0:
                    when = step.at / TICKS_PER_QUARTER
                    days.setdefault((step.what, step.name), []).append(when)
        for step_of, at in days.items():
            found.append(Step(alternative, *step_of, fsum(at) / len(at), len(at)))
    return tuple(found)


def draw_steps(ax: Axes, taken: Sequence[Step], colours: dict[str, tuple[str, str]]) -> None:
    """The steps on the zero line, in the colours of their alternatives."""
    for step in taken:
        ax.plot(
            [step.at], [0], linestyle="", marker=SHAPES[step.what], markersize=7, zorder=5,
            color=colours[step.alternative][0], markeredgecolor="white", clip_on=False,
        )  # fmt: skip


def key_of_steps(taken: Sequence[Step]) -> list[Line2D]:
    """Legend entries of the steps that there are."""
    return [
        Line2D([], [], linestyle="", marker=shape, color=GREYS[0], label=f"investment {what}")
        for what, shape in SHAPES.items()
        if any(step.what == what for step in taken)
    ]


def marks(study: Study, context: str | None) -> tuple[Mark, ...]:
    """What the alternatives of a context have planned from day 0 on, in the order of its days; and
    up to where a beginning has been cut off."""
    cut = set() if study.cut is None or not study.cut.made else {Mark(CUT, study.cut.made)}
    found = cut | {
        Mark(change.name, change.at / TICKS_PER_QUARTER)
        for cell in study.scenario.cells
        if cell.context == context
        for change in cell.world.changes
        if 0 <= change.at <= cell.world.horizon
    }
    return tuple(sorted(found, key=lambda mark: (mark.at, mark.words)))


def draw_curve(ax: Axes, curve: Curve, colour: str, style: str) -> None:
    """A line through the middles of the quarters, with its band."""
    middles = [quarter + 0.5 for quarter in range(len(curve.points))]
    means = [point.mean for point in curve.points]
    lows = [point.low for point in curve.points]
    highs = [point.high for point in curve.points]
    ax.fill_between(middles, lows, highs, color=colour, alpha=0.16, linewidth=0)
    ax.plot(middles, means, color=colour, linestyle=style, linewidth=1.7)


def quarters(ax: Axes, count: int) -> None:
    """The axis of time."""
    ax.set_xlim(0, max(count, 1))
    ax.set_xticks(range(0, count + 1, max(1, -(-count // 6))))


def draw_marks(ax: Axes, planned: Sequence[Mark], *, words: bool) -> None:
    """A dotted line on each day on which something is planned, with its words if wanted."""
    for at in dict.fromkeys(mark.at for mark in planned):
        ax.axvline(at, color=GREYS[0], linewidth=1, linestyle=":", zorder=1)
        if words:
            said = ", ".join(name(mark.words, 26) for mark in planned if mark.at == at)
            ax.annotate(
                said, (at, 1), xycoords=("data", "axes fraction"), xytext=(3, 3),
                textcoords="offset points", fontsize=8.5, style="italic", color=GREYS[0],
            )  # fmt: skip


def key(colours: dict[str, tuple[str, str]], baseline: str) -> list[Line2D]:
    """Legend entries of alternatives; the baseline says that it is one."""
    return [
        Line2D([], [], label=_label(one, baseline), **style(*drawn), linewidth=2)
        for one, drawn in colours.items()
    ]


def _label(one: str, baseline: str) -> str:
    return f"{name(one)}{' (baseline)' if one == baseline else ''}"


def style(colour: str, dashes: str) -> dict[str, Any]:
    """How a line looks."""
    return {"color": colour, "linestyle": dashes}
