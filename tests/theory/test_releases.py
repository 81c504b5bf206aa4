"""Releases against closed forms: how many are skewed, and how many fail."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

import sim
from tests.builders import quiet
from tests.theory.agreement import PLANT, Estimate, Sample, estimates

DRAWS = 50
UNIVERSE = 100
"""A model has those features that it draws, each once: less than its draws."""
DIFFERS = 0.02
BUG = 0.4
CAUGHT = 0.2
MOST_REPAIRS = 8
REPLICATIONS = 20
PLANTS: tuple[tuple[str, dict[str, float]], ...] = (
    ("skewed", {"differs": DIFFERS * PLANT}),
    ("change failure rate", {"bug": BUG * PLANT}),
)
"""Theory 2 % off, one at a time."""


def distinct(draws: int, universe: int) -> list[float]:
    """Chances of 0, 1, 2, ... distinct ones among draws, each as likely."""
    chances = [1.0]
    for _ in range(draws):
        new = [0.0, *(c * (1 - k / universe) for k, c in enumerate(chances))]
        again = [*(c * k / universe for k, c in enumerate(chances)), 0.0]
        chances = [a + b for a, b in zip(new, again, strict=True)]
    return chances


def skewed(draws: int, universe: int, chance: float) -> float:
    """One difference is enough, in any of the distinct features."""
    return 1 - sum(c * (1 - chance) ** k for k, c in enumerate(distinct(draws, universe)))


def change_failure_rate(bug: float, caught: float) -> float:
    """Each bug that the only test does not catch fails, and each repair may bring in another."""
    bugs = sum(bug**repairs for repairs in range(1, MOST_REPAIRS + 2))
    failed = bugs * (1 - caught)
    return failed / (1 + failed)


def theory(
    *, differs: float = DIFFERS, universe: int = UNIVERSE, bug: float = BUG, caught: float = CAUGHT
) -> dict[str, float]:
    return {
        "skewed": skewed(DRAWS, universe, differs),
        "change failure rate": change_failure_rate(bug, caught),
    }


@cache
def sample() -> Sample:
    """A hundred models, all refreshed each day, re-written whole, in no time, with one test."""
    world = quiet(
        {
            "development.features": str(DRAWS),
            "features.universe": UNIVERSE,
            "features.popularity": 0,
            "handover.touched": "100 %",
            "refresh.cadence": "1 day",
            "defect.difference": f"{DIFFERS:.0%}",
            "defect.bug.refresh": f"{BUG:.0%}",
            "catch.hand.bug": f"{CAUGHT:.0%}",
            "catch.hand.difference": "0 %",
        },
        models=100,
        horizon="75 days",
        organisation={"stage": 3},
    ).world()
    rows = [seen(sim.simulate(world, 7, number)) for number in range(REPLICATIONS)]
    return {name: [row[name] for row in rows] for name in rows[0]}


def seen(history: sim.History) -> dict[str, float]:
    assert history.check() == []
    last = history.snapshots[-1]
    stayed, failed = last.releases["refresh", "ok"], last.releases["refresh", "failed"]
    return {
        "skewed": last.defects["difference", "silent"] / stayed,
        "change failure rate": failed / (stayed + failed),
    }


def compared(expected: Mapping[str, float]) -> dict[str, Estimate]:
    return {found.measure: found for found in estimates(expected, sample())}


@pytest.mark.parametrize("measure", ["skewed", "change failure rate"])
def test_agrees_with_its_closed_form(measure: str) -> None:
    found = compared(theory())[measure]
    assert found.agrees, str(found)


@pytest.mark.parametrize(
    ("measure", "planted"),
    [
        *PLANTS,
        ("skewed", {"universe": 10**9}),
    ],
)
def test_a_mistake_shows(measure: str, planted: dict[str, Any]) -> None:
    assert not compared(theory(**planted))[measure].agrees
