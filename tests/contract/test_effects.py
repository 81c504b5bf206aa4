"""Every capability is tried in the organisation that would think of it, and moves no ledger where
there is nothing to do. Read from the catalogue; docs/effects.md has what comes out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy import stats

import sim
from analysis.report import effects
from sim.capabilities import CAPABILITIES
from sim.ledgers.books import Snapshot
from sim.ledgers.money import LICENCES
from sim.scenario.defaults import MEASURES
from sim.scenario.machine import World
from tests.builders import load

HOMES = [(stage, name) for stage, names in effects.stages().items() for name in names]
every = pytest.mark.parametrize(("stage", "name"), HOMES)
NO_UPKEEP = {"upkeep.called_for": "0 %"}
"""What it takes to keep it would move the time ledger by itself."""


def test_every_capability_has_a_home() -> None:
    assert sorted(name for _, name in HOMES) == sorted(CAPABILITIES)
    assert effects.MAIN == MEASURES


def world(stage: int, held: list[str], **parts: Any) -> World:
    change = {"changes": {"comes": {"at": "0 days", "with": held}}} if held else {}
    rest = {"process": NO_UPKEEP, "history": "0 days", **parts}
    return load({"extends": effects.organisation(stage), **change, **rest}).world()


def pair(stage: int, name: str, **parts: Any) -> tuple[World, World]:
    """Without it, and with it; with all that it requires in both."""
    lacking = effects.needs(name, stage)
    return world(stage, lacking, **parts), world(stage, [*lacking, name], **parts)


def accounts(snapshot: Snapshot) -> dict[tuple[Any, ...], float]:
    """All that the ledgers have come to but what a capability costs by being there."""
    money = {key: amount for key, amount in snapshot.money.items() if key[0] != LICENCES}
    ledgers: tuple[Mapping[Any, float], ...]
    ledgers = (snapshot.time, snapshot.outcomes, snapshot.value, snapshot.releases, money)
    totals = (
        ((one, key), total) for one, ledger in enumerate(ledgers) for key, total in ledger.items()
    )
    return {account: float(total) for account, total in totals if total}


@every
def test_it_moves_none_where_there_is_nothing_to_do(stage: int, name: str) -> None:
    """No models and no use cases: other duties, improvement, leavers and the news are left."""
    idle = {"portfolio": {"models": 0, "use_cases": "0 / year"}, "horizon": "200 days"}
    one, other = (sim.simulate(side, 5) for side in pair(stage, name, **idle))
    assert accounts(one.snapshots[-1]) == accounts(other.snapshots[-1])
    assert sum(one.snapshots[-1].time.values()) > 0


WORLDS = 8
CHANCE = 0.01
"""That any account seems to move, of a capability that moves none (Bonferroni)."""


def surest(one: World, other: World) -> float:
    """How likely by luck alone the surest of all differences between two sides' accounts is."""
    sides = [
        [accounts(sim.simulate(side, 11, number).snapshots[-1]) for number in range(WORLDS)]
        for side in (one, other)
    ]
    names = sorted({name for side in sides for each in side for name in each}, key=str)
    before, after = (
        np.array([[each.get(name, 0.0) for name in names] for each in side]) for side in sides
    )
    moves = (after != before).any(axis=0)
    if not moves.any():
        return 1.0
    found = stats.ttest_rel(after[:, moves], before[:, moves]).pvalue
    return float(np.min(found) * moves.sum())


@pytest.mark.slow
@every
def test_it_moves_some_ledger_in_the_organisation_that_would_think_of_it(
    stage: int, name: str
) -> None:
    assert surest(*pair(stage, name, horizon="1 year")) < CHANCE


def test_the_same_on_both_sides_moves_nothing() -> None:
    one, _ = pair(2, "it_serving", horizon="60 days")
    assert surest(one, one) == 1.0


def rows() -> dict[str, tuple[str, int]]:
    """In which stage each row of the page says that a capability was tried, in how many worlds."""
    lines = effects.PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip(" `") for cell in line.split("|")] for line in lines if line[:3] == "| `"]
    return {row[1]: (row[2], int(row[3])) for row in cells}


def test_the_page_has_a_row_for_each() -> None:
    assert rows() == {name: (f"stage {stage}", effects.WORLDS[stage]) for stage, name in HOMES}


def test_a_study_has_each_with_what_it_requires_and_the_same_without() -> None:
    for stage, names in effects.stages().items():
        found = effects.scenario(stage, names) if names else None
        for name in names:
            assert found is not None
            one = found.world(alternative=effects.reference(name, stage))
            needed = [*effects.needs(name, stage), name]
            other = found.world(alternative=f"with {', '.join(needed)}")
            before = one.changes[0].held if one.changes else one.held
            assert set(other.changes[0].held or ()) - set(before or ()) == {name}
