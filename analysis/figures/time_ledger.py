"""Ledger 1 of one history: where the time of each role goes, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from analysis.figures import columns
from analysis.figures.canvas import SMALL, key, paper, styled
from analysis.figures.columns import YEAR, Column, Panel
from analysis.figures.palette import TIME
from analysis.figures.people_kinds import ROLES, TOIL, WORDS
from analysis.report.words import percent
from sim.units import TICKS_PER_DAY

if TYPE_CHECKING:
    from sim.history import History
    from sim.measures.window import Window

SEE: Final = (
    "A column is a quarter. From below: what makes new models, then toil, then the rest. The line "
    "is posts x time and overtime, watched apart from what it is spent on: no hour is missing, and "
    "none is a rest. White below the line are vacant posts."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows: a panel for each role that has posts."""

    panels: tuple[Panel, ...]


def analyse(history: History) -> Result:
    """Person-days by kind and quarter, and posts x time with overtime beside them."""
    found = (_panel(history, role) for role in ROLES)
    return Result(tuple(panel for panel in found if any(one.total for one in panel.columns)))


def _panel(history: History, role: str) -> Panel:
    quarters = tuple(_column(window, role) for window in history.quarters)
    return Panel(ROLES[role], "person-days / quarter", quarters)


def _column(window: Window, role: str) -> Column:
    days = {kind: ticks / TICKS_PER_DAY for who, kind, ticks in window.time_spent() if who == role}
    parts = tuple((kind, days.get(kind, 0.0)) for kind in WORDS)
    return Column(parts, _present(window, role) / TICKS_PER_DAY + days.get("vacant", 0.0))


def _present(window: Window, role: str) -> int:
    """Ticks that people were there, longer days included."""
    return window.heads(role) + window.overtime(role) if role in window.closing.heads else 0


def told(result: Result) -> str:
    """The figure in words."""
    return " ".join(map(_told, result.panels))


def _told(panel: Panel) -> str:
    first, last = panel.sums(0, YEAR), panel.sums(-YEAR)
    new = percent(_share(panel.sums(), "new_value"))
    toil = [percent(_share(year, *TOIL)) for year in (first, last)]
    idle = [percent(_share(year, "idle")) for year in (first, last)]
    return (
        f"{panel.title}: new models take {new} of all time. Toil is {toil[0]} of it in the first "
        f"year and {toil[1]} in the last; idle are {idle[0]} and {idle[1]}."
    )


def _share(days: dict[str, float], *kinds: str) -> float:
    total = sum(days.values())
    return sum(days[kind] for kind in kinds) / total if total else float("nan")


@styled
def figure(history: History) -> Figure:
    """The time ledger, as a figure: a panel for each role, a column for each quarter."""
    result = analyse(history)
    made = paper(1.9 + 2.3 * len(result.panels))
    grid = made.subplots(len(result.panels), 1, sharex=True, squeeze=False)
    for panel, ax in zip(result.panels, grid[:, 0], strict=True):
        columns.draw(panel, ax, TIME)
    grid[-1, 0].set_xlabel("quarters after day 0")
    made.suptitle("Ledger 1: where people's time goes", x=0.01, ha="left", weight="bold")
    made.legend(
        handles=[*key([(TIME[kind], words) for kind, words in WORDS.items()]),
                 columns.outline("posts x time, overtime")],
        loc="outside lower center", ncols=6, fontsize=SMALL,
    )  # fmt: skip
    return made
