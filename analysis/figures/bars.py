"""Stacked bars that lie: one row each, with direct labels and an interval at an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.figures.canvas import SMALL
from analysis.figures.estimates import Estimate
from analysis.figures.palette import INK, WHITE, writing_on

THICK = 0.72


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its length in the axis' unit, and its colour."""

    length: float
    colour: str


def stack(
    ax: Axes,
    row: float,
    parts: Sequence[Part],
    *,
    label: Callable[[float], str] | None = None,
    least: float = 0.0,
) -> float:
    """Draws parts one after the other; those of at least `least` get a label. The caller sets the
    limits of the axes.

    Returns:
        Where the bar ends.
    """
    left = 0.0
    for part in parts:
        if not part.length:
            continue
        # As `barh` would, but for its looking after units, limits and containers at each part; bars
        # and their labels are where they are, so no layout has to look at them.
        ax.add_artist(
            Rectangle(
                (left, row - THICK / 2), part.length, THICK,
                facecolor=part.colour, edgecolor=WHITE, linewidth=0.5, in_layout=False,
            )
        )  # fmt: skip
        if label and part.length >= least > 0:
            ink = writing_on(part.colour)
            middle = left + part.length / 2
            ax.text(middle, row, label(part.length), ha="center", va="center",
                    fontsize=SMALL, color=ink, in_layout=False)  # fmt: skip
        left += part.length
    return left


def whisker(ax: Axes, row: float, found: Estimate, *, below: float = 0.0) -> None:
    """An interval across a bar, a little below its middle so that labels stay free."""
    if found.low < found.high:
        ends, at = [found.low, found.high], [row + below] * 2
        ax.plot(ends, at, color=INK, linewidth=1.1, marker="|", markersize=7, zorder=4)
