"""Who does what: where the time of each role goes, over worlds and in a quarter of one of them.

Measures by quarter are those of both roles together. The world that is told is lived once more,
which gives the same, for its ledgers: they know each role and all money of each quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.report.ending import span
from analysis.report.tables import Table
from analysis.report.words import bare, joined, percent, quantity
from analysis.study.remembered import remembered
from sim.vocabulary import PEOPLE

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome
    from sim.history import History
    from sim.measures.window import Window

Shares = dict[str, dict[str, float]]
"""By role, and by kind of time: its share of all time of the role."""
NO_WORK = ("overhead", "idle", "vacant")
SHOWN = 0.0005
"""Share of time below which a kind of work is not shown."""
_KINDS_TOLD = 2
_SHORT = {
    "new_value": "new models",
    "hand_over": "hand-over",
    "release": "releases",
    "refresh": "refreshes",
    "incident": "incidents",
    "duties": "other duties",
    "switching": "finding back",
}


def short(kind: str) -> str:
    """A kind of time in a word or two."""
    return _SHORT.get(kind, kind.replace("_", " "))


def lived_again(study: Study, one: Outcome) -> History:
    """A world of a study with all its ledgers."""
    from sim import simulate

    world, seed = study.scenario.cells[one.cell].world, study.scenario.seed
    return remembered(
        study,
        ("lived again", one.cell, one.replication),
        lambda: simulate(world, seed=seed, replication=one.replication),
    )


def table(study: Study) -> Table:
    """Where the time of each role goes in all that is looked at, over all worlds, in percent."""
    ticks: dict[tuple[str, str], int] = {}
    for one in study.outcomes:
        for role, kind, spent in one.time:
            ticks[role, kind] = ticks.get((role, kind), 0) + spent
    found = _shares(ticks)
    kinds = [kind for kind in kinds_of_time() if any(x[kind] >= SHOWN for x in found.values())]
    heads = ("role", *map(short, kinds))
    rows = tuple(
        (PEOPLE[role], *(bare(shares[kind], "share") for kind in kinds))
        for role, shares in found.items()
    )
    title = f"Where the time of each role goes, {span(study)} [% of head-count x time]"
    return Table(title, heads, rows, frozenset(heads[1:]))


def kinds_of_time() -> list[str]:
    """The kinds of time that measures tell apart, in their order."""
    from sim.measures import MEASURES

    return [name.removeprefix("time_on_") for name in MEASURES if name.startswith("time_on_")]


def in_quarter(window: Window) -> Shares:
    """Shares of time of the roles that have anybody."""
    return _shares({(role, kind): ticks for role, kind, ticks in window.time_spent()})


def _shares(ticks: Mapping[tuple[str, str], int]) -> Shares:
    found: Shares = {}
    for role in PEOPLE:
        spent = {kind: ticks.get((role, kind), 0) for kind in kinds_of_time()}
        if time := sum(spent.values()):
            found[role] = {kind: on / time for kind, on in spent.items()}
    return found


def who(shares: Shares) -> str:
    """What each role works at most."""
    told = [
        f"of {PEOPLE[role]} on {joined(most)}"
        for role, of_role in shares.items()
        if (most := _most(of_role))
    ]
    return f"most time {', '.join(told)}" if told else "nobody works"


def _most(shares: Mapping[str, float]) -> list[str]:
    work = sorted(((on, kind) for kind, on in shares.items() if kind not in NO_WORK), reverse=True)
    return [f"{short(kind)} {percent(on)}" for on, kind in work[:_KINDS_TOLD] if on >= SHOWN]


def money(window: Window) -> tuple[float, float]:
    """What was delivered and what was spent, in currency."""
    from sim.ledgers.money import KINDS

    return window.money("delivered"), window.spent_money(*KINDS)


def money_told(delivered: float, spent: float, currency: str) -> str:
    """Money of a quarter in words."""
    return f"{quantity(delivered, currency)} delivered, {quantity(spent, currency)} spent"
