"""Every capability moves some ledger in the organisation that would think of it, and none where
there is nothing to do. Read from the catalogue."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from scipy import stats

import sim
from analysis.report import effects
from sim.capabilities import CAPABILITIES
from sim.history import History
from sim.ledgers.books import Snapshot
from sim.ledgers.money import LICENCES
from sim.scenario.defaults import MEASURES
from sim.scenario.machine import World
from tests.builders import load

HOMES = [(stage, name) for stage, names in effects.stages().items() for name in names]
every = pytest.mark.parametrize(("stage", "name"), HOMES)
NO_UPKEEP = {"upkeep.called_for": "0 %"}
"""What it takes to keep it would move the time ledger by itself."""
PAIRS = 8
SURE = 0.01
"""Chance that any account of a ledger moves so far where there is no effect."""


def test_every_capability_has_a_home() -> None:
    assert sorted(name for _, name in HOMES) == sorted(CAPABILITIES)
    assert effects.MAIN == MEASURES


def world(stage: int, held: list[str], **parts: Any) -> World:
    change = {"changes": {"comes": {"at": "0 days", "with": held}}} if held else {}
    rest = {"process": NO_UPKEEP, "horizon": "2 years", "history": "1 year", **parts}
    return load({"extends": effects.organisation(stage), **change, **rest}).world()


def pair(stage: int, name: str, **parts: Any) -> tuple[World, World]:
    """Without it, and with it; with all that it requires in both."""
    lacking = effects.needs(name, stage)
    return world(stage, lacking, **parts), world(stage, [*lacking, name], **parts)


@cache
def lived(world_: str, number: int) -> History:
    return sim.simulate(_WORLDS[world_], 5, number)


_WORLDS: dict[str, World] = {}


def histories(world_: World) -> list[History]:
    """Those without are the same for several capabilities, and lived through once."""
    key = repr(world_)
    _WORLDS[key] = world_
    return [lived(key, number) for number in range(PAIRS)]


def accounts(snapshot: Snapshot) -> dict[tuple[Any, ...], float]:
    """All that the ledgers have come to but what a capability costs by being there."""
    money = {key: amount for key, amount in snapshot.money.items() if key[0] != LICENCES}
    ledgers = (snapshot.time, snapshot.outcomes, snapshot.value, snapshot.releases, money)
    totals = (
        ((one, key), total) for one, ledger in enumerate(ledgers) for key, total in ledger.items()
    )
    return {account: float(total) for account, total in totals if total}


def chances(one: World, other: World) -> Iterator[float]:
    """For each account, how likely so great a difference would be by luck."""
    pairs = list(zip(histories(one), histories(other), strict=True))
    seen = [(accounts(a.snapshots[-1]), accounts(b.snapshots[-1])) for a, b in pairs]
    for key in dict.fromkeys(key for two in seen for side in two for key in side):
        moved = [b.get(key, 0.0) - a.get(key, 0.0) for a, b in seen]
        if len(set(moved)) > 1:
            yield float(stats.ttest_1samp(moved, 0).pvalue)


@every
def test_it_moves_none_where_there_is_nothing_to_do(stage: int, name: str) -> None:
    """No models and no use cases: other duties, improvement, leavers and the news are left."""
    idle = {"portfolio": {"models": 0, "use_cases": "0 / year"}, "horizon": "200 days"}
    one, other = (sim.simulate(side, 5) for side in pair(stage, name, history="0 days", **idle))
    assert accounts(one.snapshots[-1]) == accounts(other.snapshots[-1])
    assert sum(one.snapshots[-1].time.values()) > 0
