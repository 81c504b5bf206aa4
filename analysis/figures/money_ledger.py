"""Ledger 4 of one history: what is spent on what, against the value delivered, by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures import columns
from analysis.figures.canvas import SMALL, key, paper, styled
from analysis.figures.columns import THICK, Column, Panel
from analysis.figures.palette import COST, INK, VALUE, WHITE
from analysis.report.words import percent, quantity

if TYPE_CHECKING:
    from sim.history import History
    from sim.measures.window import Window

WORDS: Final[Mapping[str, str]] = {
    "salaries": "salaries",
    "overtime": "overtime",
    "hiring": "hiring",
    "building": "prices of what is built",
    "licences": "licences",
    "compute": "machines",
}
SEE: Final = (
    "Above the line is the value that is delivered, from the third ledger; below it is what is "
    "spent. The dot is what is left: net value."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows: cost by kind, its total, and the value that it is held against."""

    panel: Panel
    delivered: tuple[float, ...]

    @property
    def net(self) -> tuple[float, ...]:
        """Value delivered less all cost, by quarter."""
        pairs = zip(self.delivered, self.panel.columns, strict=True)
        return tuple(value - column.total for value, column in pairs)


def analyse(history: History, currency: str) -> Result:
    """Costs by kind and quarter, and the value delivered in each."""
    quarters = tuple(map(_column, history.quarters))
    delivered = tuple(window.money("delivered") for window in history.quarters)
    return Result(Panel("Ledger 4: money", f"{currency} / quarter", quarters), delivered)


def _column(window: Window) -> Column:
    parts = tuple((kind, window.spent_money(kind)) for kind in WORDS)
    return Column(parts, window.spent_money(*WORDS))


def told(result: Result) -> str:
    """The figure in words."""
    sums, unit = result.panel.sums(), result.panel.unit.split(" / ", maxsplit=1)[0]
    cost, value, left = sum(sums.values()), sum(result.delivered), sum(result.net)
    positive = sum(one > 0 for one in result.net)
    return (
        f"{quantity(value, unit)} delivered less {quantity(cost, unit)} spent leaves "
        f"{quantity(left, unit)}; salaries are {percent(sums['salaries'] / cost)} of the cost. "
        f"Net value is positive in {positive} of {len(result.net)} quarters."
    )


def draw(result: Result, ax: Axes) -> None:
    """Draws value above the axis and cost below it, with net value as dots."""
    for quarter, (column, value) in enumerate(
        zip(result.panel.columns, result.delivered, strict=True)
    ):
        at, bottom = quarter + 0.5, 0.0
        ax.bar(at, value, THICK, color=VALUE["delivered"], edgecolor=WHITE, linewidth=0.4)
        for kind, amount in column.parts:
            bottom -= amount
            ax.bar(at, amount, THICK, bottom, color=COST[kind], edgecolor=WHITE, linewidth=0.4)
    places = [quarter + 0.5 for quarter in range(len(result.net))]
    ax.plot(places, result.net, color=INK, linewidth=1, marker="o", markersize=4.5, zorder=4)
    ax.axhline(0, color=INK, linewidth=1)
    low, high = ax.get_ylim()
    ax.set_ylim(1.12 * low, 1.04 * high)
    columns.frame(ax, result.panel)


@styled
def figure(history: History, currency: str) -> Figure:
    """The money ledger, as a figure: a column for each quarter, value above and cost below."""
    result = analyse(history, currency)
    made = paper(3.8)
    ax = made.subplots()
    draw(result, ax)
    ax.set_xlabel("quarters after day 0")
    made.legend(
        handles=[*key([(VALUE["delivered"], "value delivered")]),
                 *key([(COST[kind], words) for kind, words in WORDS.items()]),
                 columns.outline("net value")],
        loc="outside lower center", ncols=4, fontsize=SMALL,
    )  # fmt: skip
    return made
