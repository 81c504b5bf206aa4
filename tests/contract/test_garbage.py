"""Python's garbage collector rests while a replication lives, and has nothing to do after it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import sim
from analysis import garbage
from sim import replication
from sim.organisation.organisation import Organisation
from sim.scenario.machine import World
from tests.builders import load
from tests.invariants.living_worlds import living_world

pytestmark = pytest.mark.contract

ROOT = Path(__file__).parents[2]
SCENARIOS = {
    "a portfolio in operation": ROOT / "benchmarks" / "stage-4.yaml",
    "one that invests": ROOT / "benchmarks" / "stage-4-investing.yaml",
    "one whose models wait": ROOT / "benchmarks" / "w-20.yaml",
    "everything at once": ROOT / "tests" / "golden" / "everything.yaml",
}


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*before)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the collector rested at the beginning and at the end of each replication."""
    found: list[bool] = []

    def watched(of: object) -> None:
        found.append(not gc.isenabled())

    begin, end = replication._begin, replication.dissolve
    monkeypatch.setattr(replication, "_begin", lambda org: (watched(org), begin(org)))
    monkeypatch.setattr(replication, "dissolve", lambda org: (watched(org), end(org)))
    return found


def test_it_rests_while_a_replication_lives_and_is_as_before_afterwards(rests: list[bool]) -> None:
    scenario = sim.load(SCENARIOS["one whose models wait"])
    sim.simulate(scenario)
    assert gc.isenabled()
    gc.disable()
    sim.simulate(scenario)
    assert not gc.isenabled()
    assert rests == [True] * 4


def test_it_does_not_rest_for_ever_where_a_replication_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(org: Organisation) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(replication, "_begin", fails)
    with pytest.raises(RuntimeError, match="on purpose"):
        sim.simulate(sim.load(SCENARIOS["one whose models wait"]))
    assert gc.isenabled()


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_of_an_organisation_is_left_for_it(name: str) -> None:
    world = sim.load(SCENARIOS[name]).world()
    sim.simulate(world, 7)  # what is made once for all is made by now
    leaves_nothing(world, 8)


@given(st.integers(0, 2**32))
@example(14)  # whose models have updates that wait
@settings(max_examples=40)
def test_nothing_of_any_organisation_is_left_for_it(number: int) -> None:
    """At its end models that were switched off are still at work on, updates wait for others,
    releases are under way: one of them that refers to the organisation would keep all of it."""
    leaves_nothing(load(living_world(number)).world(), number)


def leaves_nothing(world: World, seed: int) -> None:
    gc.collect()
    gc.disable()
    history = sim.simulate(world, seed)
    assert gc.collect() == 0
    assert history.check() == []
    assert history.measures


def test_a_process_of_ours_looks_for_it_seldom() -> None:
    gc.set_threshold(701, 11, 12)
    garbage.look_seldom()
    assert gc.get_threshold() == garbage.SELDOM
