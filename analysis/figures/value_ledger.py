"""Ledger 3 of one history: what live models deliver, and what is lost to what, by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from analysis.figures import columns
from analysis.figures.canvas import SMALL, key, paper, styled
from analysis.figures.columns import YEAR, Column, Panel
from analysis.figures.palette import VALUE
from analysis.figures.value_causes import WORDS
from analysis.report.words import joined, percent, quantity

if TYPE_CHECKING:
    from sim.history import History
    from sim.measures.window import Window

SEE: Final = (
    "The line is what the live models could deliver, were each always as good as its training made "
    "it. Blue is what they do deliver, the rest is lost, each part charged to its cause. The line "
    "falls where models end and rises where they go live."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    panel: Panel


def analyse(history: History, currency: str) -> Result:
    """Amounts by account and quarter, and the potential beside them."""
    quarters = tuple(map(_column, history.quarters))
    return Result(Panel("Ledger 3: where value goes", f"{currency} / quarter", quarters))


def _column(window: Window) -> Column:
    parts = tuple((account, window.money(account)) for account in WORDS)
    return Column(parts, window.money("potential"))


def told(result: Result) -> str:
    """The figure in words."""
    panel = result.panel
    sums, unit = panel.sums(), panel.unit.split(" / ", maxsplit=1)[0]
    potential = sum(sums.values())
    if not potential > 0:
        return "There were no live models, so nothing could be delivered."
    causes = sorted((cause for cause in sums if cause != "delivered"), key=lambda one: -sums[one])
    worst = [f"{quantity(sums[one], unit)} {_lost(one)}" for one in causes[:3] if sums[one] > 0]
    return (
        f"Of {quantity(potential, unit)} in all, {quantity(sums['delivered'], unit)} "
        f"({percent(sums['delivered'] / potential)}) were delivered: "
        f"{percent(_delivered(panel.sums(0, YEAR)))} in the first year, "
        f"{percent(_delivered(panel.sums(-YEAR)))} in the last. Lost, above all: "
        f"{joined(worst) or 'nothing'}."
    )


def _delivered(sums: dict[str, float]) -> float:
    potential = sum(sums.values())
    return sums["delivered"] / potential if potential > 0 else float("nan")


def _lost(cause: str) -> str:
    return f"to {WORDS[cause].removeprefix('lost to ')}"


@styled
def figure(history: History, currency: str) -> Figure:
    """The value ledger, as a figure: a column for each quarter, parts by what became of value."""
    result = analyse(history, currency)
    made = paper(3.6)
    ax = made.subplots()
    columns.draw(result.panel, ax, VALUE)
    ax.set_xlabel("quarters after day 0")
    made.legend(
        handles=[*key([(VALUE[account], words) for account, words in WORDS.items()]),
                 columns.outline("potential")],
        loc="outside lower center", ncols=5, fontsize=SMALL,
    )  # fmt: skip
    return made
