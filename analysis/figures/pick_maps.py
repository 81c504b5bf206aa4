"""Two numbers varied together: the difference to the baseline, and where the pick changes.

A panel for each alternative, a heat map of its difference with the line at which there is none; and
one of what is picked. A cell is a point of the grid. Where nothing is sure, all points considered,
it is hatched.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.canvas import SMALL, WIDTH, name, paper, styled, where
from analysis.figures.grids import Panel, Result, analyse
from analysis.figures.palette import (
    BLUE,
    GREEN,
    GREYS,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    WHITE,
    YELLOW,
    writing_on,
)
from analysis.report.words import number, unit_text

if TYPE_CHECKING:
    from analysis.study.sweep.result import Sweep

MOST_WRITTEN: Final = 10
"""Levels on a side up to which the numbers are written into the cells."""
HATCH: Final = "////"
_PICKED: Final = (GREEN, PURPLE, SKY, YELLOW, ORANGE)


def draw(result: Result, panel: Panel, ax: Axes, *, written: bool = True) -> None:
    """Draws the heat map of one alternative: blue is better, whichever way the measure counts.

    Args:
        result: what is drawn.
        panel: of which alternative.
        ax: where.
        written: whether differences are written into the cells.
    """
    shades, norm, turned = _colours(), Normalize(-result.largest, result.largest), _turned(result)
    for cell in panel.cells:
        known = not math.isnan(cell.value)
        colour = to_hex(shades(norm(turned * cell.value))) if known else GREYS[3]
        _square(ax, cell.across, cell.up, colour, sure=cell.decided)
        if written:
            box = {"facecolor": colour, "edgecolor": "none", "pad": 1.2, "alpha": 0.9}
            ax.text(
                cell.across, cell.up, result.written(cell.value), ha="center", va="center",
                fontsize=SMALL, color=writing_on(colour), bbox=None if cell.decided else box,
                zorder=6,
            )  # fmt: skip
    _no_difference(result, panel, ax)
    _frame(result, ax)
    ax.set_title(name(panel.alternative))


def draw_picks(result: Result, ax: Axes) -> None:
    """Draws what is picked, with a line where something else looks best, and the scenario as it
    is."""
    colours = _of_alternatives(result)
    for spot in result.spots:
        colour = colours[spot.best] if spot.sure else _paled(colours[spot.best])
        _square(ax, spot.across, spot.up, colour, sure=spot.sure)
    _borders(result, ax)
    _frame(result, ax)
    if result.is_within:
        ax.plot([result.across.as_it_is], [result.up.as_it_is], zorder=6, **_RING)  # type: ignore[arg-type]
    ax.set_title("What is picked")


_RING: Final[dict[str, Any]] = {
    "linestyle": "",
    "marker": "o",
    "markersize": 12,
    "markerfacecolor": WHITE,
    "markeredgecolor": INK,
    "markeredgewidth": 2.2,
}


def _turned(result: Result) -> float:
    """What makes a positive number of a better one."""
    return -1.0 if result.better == "down" else 1.0


def _colours() -> LinearSegmentedColormap:
    return LinearSegmentedColormap.from_list("worse to better", [VERMILLION, WHITE, BLUE])


def _of_alternatives(result: Result) -> dict[str, str]:
    """The colour of each alternative: none that says better or worse beside it, and for the
    baseline grey, as black cells would hide all else."""
    others = [one for one in result.alternatives if one != result.baseline]
    found = {one: _PICKED[place % len(_PICKED)] for place, one in enumerate(others)}
    return {one: found.get(one, GREYS[1]) for one in result.alternatives}


def _paled(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    parts = (round(255 - 0.35 * (255 - part)) for part in (red, green, blue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _square(ax: Axes, across: int, up: int, colour: str, *, sure: bool) -> None:
    at, size = (across - 0.5, up - 0.5), 1.0
    ax.add_patch(Rectangle(at, size, size, facecolor=colour, edgecolor=WHITE, linewidth=1.2))
    if not sure:
        looks: dict[str, Any] = {"facecolor": "none", "edgecolor": GREYS[1], "linewidth": 0}
        ax.add_patch(Rectangle(at, size, size, hatch=HATCH, **looks))


def _no_difference(result: Result, panel: Panel, ax: Axes) -> None:
    """The line at which the alternative and the baseline are the same, between the points."""
    values = np.full((len(result.up.levels), len(result.across.levels)), np.nan)
    for cell in panel.cells:
        values[cell.up, cell.across] = cell.value
    known = values[~np.isnan(values)]
    if min(values.shape) > 1 and known.size and known.min() < 0 < known.max():
        ax.contour(values, levels=[0.0], colors=INK, linewidths=1.8, linestyles="--")


def _borders(result: Result, ax: Axes) -> None:
    """A line between neighbours at which something else looks best."""
    best = {(spot.across, spot.up): spot.best for spot in result.spots}
    for (across, up), one in best.items():
        right, above = across + 0.5, up + 0.5
        for beside, xs, ys in (
            ((across + 1, up), [right, right], [up - 0.5, above]),
            ((across, up + 1), [across - 0.5, right], [above, above]),
        ):
            if best.get(beside, one) != one:
                ax.plot(xs, ys, color=INK, linewidth=2.2, zorder=4)


def _frame(result: Result, ax: Axes) -> None:
    """The levels along the sides."""
    for scale, axis in ((result.across, ax.xaxis), (result.up, ax.yaxis)):
        step = -(-len(scale.levels) // MOST_WRITTEN)
        ticks = list(range(0, len(scale.levels), step))
        shown = [number(100 * v if scale.unit == "share" else v) for v in scale.levels]
        axis.set_ticks(ticks, [shown[tick] for tick in ticks])
    ax.set_xlim(-0.5, len(result.across.levels) - 0.5)
    ax.set_ylim(-0.5, len(result.up.levels) - 0.5)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


@styled
def figure(sweep: Sweep, context: str | None = None) -> Figure:
    """Differences to the baseline and picks over two numbers, as a figure.

    Raises:
        ValueError: the sweep is no grid of two numbers, or compares nothing.
    """
    result = analyse(sweep, context)
    shown = len(result.panels) + 1
    columns = min(shown, 3)
    rows = -(-shown // columns)
    tall = len(result.up.levels) / len(result.across.levels)
    tall = min(max(tall, 0.75), 1.1) * 0.85 * (WIDTH - 1.6) / columns
    made = paper(1.35 + rows * (max(tall, 2.2) + 0.45))
    every = list(made.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat)
    side = max(len(result.across.levels), len(result.up.levels))
    written = side <= MOST_WRITTEN and columns * len(result.across.levels) <= 2 * MOST_WRITTEN
    for panel, ax in zip(result.panels, every, strict=False):
        draw(result, panel, ax, written=written)
    draw_picks(result, every[shown - 1])
    for ax in every[shown:]:
        ax.set_visible(False)
    for place, ax in enumerate(every[:shown]):
        ax.set_ylabel(result.up.label if place % columns == 0 else "")
        ax.set_xlabel(result.across.label if place + columns >= shown else "")
        ax.xaxis.set_tick_params(labelbottom=place + columns >= shown)
    _words(made, result, every)
    return made


def _words(made: Figure, result: Result, every: Sequence[Axes]) -> None:
    """The title, the scale of the colours and the key."""
    title = f"{result.measure}: difference to '{name(result.baseline)}'"
    made.suptitle(where(title, result.context), x=0.01, ha="left", fontsize=10.5, weight="bold")
    turned = _turned(result)
    colours = ScalarMappable(Normalize(-result.largest, result.largest), _colours())
    bar = made.colorbar(colours, ax=every, fraction=0.03, pad=0.01)
    bar.locator = MaxNLocator(nbins=5, symmetric=True)
    bar.formatter = FuncFormatter(lambda value, _: result.written(turned * float(value)))
    bar.update_ticks()
    bar.outline.set_visible(False)
    bar.set_label(f"difference [{unit_text(result.factor[1])}]\nblue is better", fontsize=SMALL)
    made.legend(handles=_key(result), loc="outside lower center", ncols=4, fontsize=SMALL)


def _key(result: Result) -> list[Any]:
    colours, best = _of_alternatives(result), {spot.best for spot in result.spots}
    told: list[Any] = [
        Patch(facecolor=colours[one], label=_label(one, result))
        for one in result.alternatives
        if one in best
    ]
    unsure: dict[str, Any] = {
        "facecolor": WHITE,
        "edgecolor": GREYS[1],
        "hatch": HATCH,
        "linewidth": 0.4,
    }
    told.append(Patch(label="not sure, all points considered", **unsure))
    told.append(Line2D([], [], color=INK, linestyle="--", linewidth=1.8, label="no difference"))
    told.append(Line2D([], [], color=INK, linewidth=2.2, label="something else looks best"))
    if result.is_within:
        told.append(Line2D([], [], label="the scenario as it is", **{**_RING, "markersize": 8}))
    return told


def _label(one: str, result: Result) -> str:
    return f"{name(one)}{' (baseline)' if one == result.baseline else ''}"
