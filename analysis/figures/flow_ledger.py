"""Ledger 2 of one history: how many items are open, and what they wait for, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from analysis.figures import columns
from analysis.figures.canvas import SMALL, key, paper, styled
from analysis.figures.columns import YEAR, Column, Panel
from analysis.figures.palette import GREYS, STATE
from analysis.figures.waiting_steps import STATES
from analysis.report.words import number

if TYPE_CHECKING:
    from sim.history import History
    from sim.measures.window import Window

ITEMS: Final[Mapping[str, str]] = {"use case": "Use cases", "refresh": "Refreshes"}
BACKLOG: Final = "backlog"
WORDS: Final[Mapping[str, str]] = {**STATES, BACKLOG: "in the backlog, not begun"}
COLOURS: Final[Mapping[str, str]] = {**STATE, BACKLOG: GREYS[3]}
SEE: Final = (
    "The height is the mean number of open items in a quarter. Blue is being worked on; everything "
    "else waits, coloured by whom it waits for. The line counts items in and out and knows nothing "
    "of steps: that both agree is Little's law, to the last tick."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows: a panel for each kind of item."""

    panels: tuple[Panel, ...]
    ended: tuple[tuple[str, int, int], ...]
    """(kind of item, how many were released or done, how many ended otherwise) up to the end."""


def analyse(history: History) -> Result:
    """Mean numbers of open items by state and quarter, and how many came to an end."""
    panels = tuple(_panel(history, item) for item in ITEMS)
    return Result(panels, tuple(_ended(history.whole, item) for item in ITEMS))


def _panel(history: History, item: str) -> Panel:
    quarters = tuple(_column(window, item) for window in history.quarters)
    return Panel(ITEMS[item], "open items", quarters)


def _column(window: Window, item: str) -> Column:
    open_for = dict.fromkeys(WORDS, 0)
    for kind, step, state, resource, _, ticks in window.stops():
        if kind == item:
            open_for[_state(step, state, resource)] += ticks
    seen = window.closing.open_items.get(item, 0) - window.opening.open_items.get(item, 0)
    parts = tuple((state, ticks / window.ticks) for state, ticks in open_for.items())
    return Column(parts, seen / window.ticks)


def _state(step: str, state: str, resource: str) -> str:
    if step == BACKLOG:
        return BACKLOG
    happens = state if state == "working" else resource
    return happens if happens in STATES else ""


def _ended(window: Window, item: str) -> tuple[str, int, int]:
    ends = {how: count for kind, how, count in window.ended() if kind == item}
    good = ends.get("released", 0)
    return item, good, sum(ends.values()) - good


def told(result: Result) -> str:
    """The figure in words."""
    return " ".join(_told(*pair) for pair in zip(result.panels, result.ended, strict=True))


def _told(panel: Panel, ended: tuple[str, int, int]) -> str:
    first, last = _means(panel.columns[:YEAR]), _means(panel.columns[-YEAR:])
    waits = max((one for one in STATES if one != "working"), key=lambda one: last[one])
    _, released, otherwise = ended
    return (
        f"{panel.title}: {number(sum(first.values()))} are open on the average of the first year, "
        f"{number(first[waits])} of them {WORDS[waits]}; {number(sum(last.values()))} in the last "
        f"year, {number(last[waits])} of them {WORDS[waits]}. In all, {number(released)} were "
        f"released and {number(otherwise)} ended otherwise."
    )


def _means(some: tuple[Column, ...]) -> dict[str, float]:
    return {
        state: fsum(dict(one.parts)[state] for one in some) / max(1, len(some)) for state in WORDS
    }


@styled
def figure(history: History) -> Figure:
    """The flow ledger, as a figure: a panel for each kind of item, a column for each quarter."""
    result = analyse(history)
    made = paper(1.6 + 2.1 * len(result.panels))
    grid = made.subplots(len(result.panels), 1, sharex=True, squeeze=False)
    for panel, ax in zip(result.panels, grid[:, 0], strict=True):
        columns.draw(panel, ax, COLOURS)
    grid[-1, 0].set_xlabel("quarters after day 0")
    made.suptitle("Ledger 2: what is open, and waits for whom", x=0.01, ha="left", weight="bold")
    made.legend(
        handles=[*key([(COLOURS[state], words) for state, words in WORDS.items()]),
                 columns.outline("items in, less items out")],
        loc="outside lower center", ncols=4, fontsize=SMALL,
    )  # fmt: skip
    return made
