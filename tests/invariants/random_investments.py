"""Random programmes: what is built beyond what is held, each begun in one of the ways there are.

Building and adopting go quickly here, so that most of what is begun is there before a short world
ends.
"""

from random import Random
from typing import Any

from sim.capabilities import CAPABILITIES
from sim.measures import SEEN
from sim.scenario.composition import required_by
from sim.vocabulary import ROLES
from tests.invariants.random_rows import Rows

OURS = "ours"
"""A capability of the scenario's own, in some worlds."""
QUICK = {
    "build.day.effort": ("0 days", "0.01 days", "0.05 days"),
    "build.package": ("5 days", "1 day", "20 days"),
    "adopt.day.effort": ("0.05 days", "0.5 days", "0 days"),
}
"""Rows of worlds in which something is built."""
BUDGETS = (*9 * ("unlimited",), "500_000 USD", "400_000 USD / year", "0 USD")
_EFFECTS: tuple[dict[str, Rows], ...] = (
    {},
    {"operate.pipeline_break.rate": {"times": 0.5}},
    {"release.deploy.effort": {"times": 0.5}},
    {"development.explore.effort": {"plus": "1 day"}, "shift.loss": {"times": 0}},
)


def with_all_needed(names: set[str]) -> set[str]:
    """With all that these need."""
    return names.union(*(required_by(name) for name in names))


def programme(dice: Random, held: set[str], horizon: int) -> Rows:
    """Keys of a scenario file: what is built, by which budget, and what there is of its own."""
    open_ = sorted(set(CAPABILITIES) - held)
    wanted = set(dice.sample(open_, min(len(open_), dice.choice((3, 6, 12)))))
    names = sorted(with_all_needed(wanted) - held)
    parts: Rows = {"process": {row: dice.choice(values) for row, values in QUICK.items()}}
    if dice.random() < 0.3:
        names.append(OURS)
        parts["define_capabilities"] = {OURS: _own(dice)}
    names.sort(key=lambda name: (len(required_by(name)) if name != OURS else 0, dice.random()))
    starts: Rows = {}
    for name in names:  # after what it requires, so that none waits in a circle
        starts[name] = _start(dice, list(starts), horizon)
    dice.shuffle(names)
    organisation = {
        "investment_budget": dice.choice(BUDGETS),
        "improvement_reserve": {role: dice.choice(("0 %", "50 %", "80 %")) for role in ROLES},
    }
    return {
        **parts,
        "investments": {name: starts[name] for name in names},
        "organisation": organisation,
    }


def _own(dice: Random) -> Rows:
    own: dict[str, Any] = {"build": {role: f"{dice.choice((0, 5, 12))} days" for role in ROLES}}
    if dice.random() < 0.7:
        own["adopt"] = {dice.choice(ROLES): "2 days"}
    if dice.random() < 0.5:
        own["upkeep"] = {dice.choice(ROLES): "0.2"}
    if dice.random() < 0.5:
        own |= {"price": "10_000 USD", "licence": "5_000 USD / year", "lead_time": "3 days"}
    effects = dice.choice(_EFFECTS)
    return {**own, "effects": effects} if effects else own


def _start(dice: Random, before: list[str], horizon: int) -> Rows:
    """When one begins; only after others that stand before it, so that none waits in a circle."""
    ways: list[Rows] = [
        {"start": "now"},
        {"start": f"{dice.randrange(1, max(2, horizon // 3))} days"},
        {"at_stage": dice.choice((1, 1, 2, 3, 4))},
        {"when": _seen(dice)},
        {},
    ]
    if before:
        ways += [
            {"after": dice.choice(before)},
            {"after": dice.sample(before, min(2, len(before)))},
        ]
    found = dice.choice(ways)
    return {**found, "start": "2 days"} if dice.random() < 0.1 else found


def _seen(dice: Random) -> Rows:
    """A level that most quarters fulfil."""
    measure = dice.choice(sorted(SEEN))
    return {
        "measure": measure,
        **dice.choice(({"above": -1}, {"above": 0}, {"below": 1_000_000_000})),
    }
