"""Columns for quarters: what accounts came to, stacked, under a line that another observer drew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.figures.canvas import in_units
from analysis.figures.curves import quarters
from analysis.figures.palette import INK, WHITE

THICK = 0.86
YEAR = 4
"""Quarters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter: amounts by account, and their sum as another observer has it."""

    parts: tuple[tuple[str, float], ...]
    total: float


@dataclass(frozen=True, slots=True)
class Panel:
    """The columns of one part of a ledger, from the first quarter after day 0 on."""

    title: str
    unit: str
    columns: tuple[Column, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """All accounts of it, in the order in which they are stacked."""
        return tuple(dict.fromkeys(name for one in self.columns for name, _ in one.parts))

    def sums(self, first: int = 0, last: int | None = None) -> dict[str, float]:
        """Each account over quarters `first` to `last`, counted from 0, the last left out."""
        chosen = self.columns[first:last]
        return {
            name: sum(dict(one.parts).get(name, 0.0) for one in chosen) for name in self.accounts
        }


def draw(panel: Panel, ax: Axes, colours: Mapping[str, str]) -> None:
    """Draws the columns of a panel on given axes, and the line at which they have to end."""
    for quarter, column in enumerate(panel.columns):
        bottom = 0.0
        for account, amount in column.parts:
            ax.bar(quarter + 0.5, amount, THICK, bottom, color=colours[account], edgecolor=WHITE,
                   linewidth=0.4)  # fmt: skip
            bottom += amount
    totals = [column.total for column in panel.columns]
    ax.stairs(totals, range(len(totals) + 1), baseline=None, color=INK, linewidth=1.3)
    ax.set_ylim(0, 1.06 * max(totals, default=0.0) or 1.0)
    frame(ax, panel)


def frame(ax: Axes, panel: Panel) -> None:
    """Title, unit and the axis of time."""
    quarters(ax, len(panel.columns))
    in_units(ax.yaxis, panel.unit)
    ax.set_title(panel.title)
    ax.set_ylabel(panel.unit)


def outline(words: str) -> Line2D:
    """The legend entry of the line."""
    return Line2D([], [], color=INK, linewidth=1.3, label=words)
