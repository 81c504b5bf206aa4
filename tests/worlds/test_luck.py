"""Luck is used once: no two draws of a world share their number between 0 and 1.

One exception is meant: a step that is taken again, because a test has caught something or a run has
failed, takes as long again.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from math import exp
from statistics import NormalDist
from types import ModuleType
from typing import Any

import pytest

import sim
from sim import randomness
from sim.organisation.organisation import Organisation
from sim.organisation.work import Item, Task
from sim.units import TICKS_PER_DAY

STUDY = "when-should-it-serve"
FULL_OF_LIFE = [
    "horizon=1 year",
    "history=1 year",
    "process.chain.most=80 %",
    "process.ensemble.most=60 %",
    "process.shift.rate=1 / year",
    "process.update.rate=2 / year",
    "process.obsolescence.rate=0.5 / year",
    "process.obsolescence.sensed=50 %",
    "process.portfolio.reviewed=with_each_refresh",
    "process.demand.policy=best_estimate",
]
PURPOSES = {
    "catch.eye.bug", "catch.person.training", "chain.most", "chain.upset", "data.adequacy",
    "data.sources", "decay.drifting", "decay.share.slow", "defect.bug.new", "defect.bug.refresh",
    "defect.difference", "defect.training", "defect.version", "demand.estimate_error",
    "demand.use_cases", "development.decision_exists", "development.explore.effort",
    "development.features", "diagnose.ping_pong", "diagnose.shift.effort", "ensemble.most",
    "features.popularity", "handover.foreign", "inherited age", "noticing.pipeline_break",
    "noticing.shift", "noticing.skew", "obsolescence.rate", "obsolescence.sensed",
    "operate.overdue_breaks", "operate.run_batch.rate", "portfolio.notices",
    "refresh.retrain.effort", "release.repair.effort", "shift.domain.hits", "shift.domain.rate",
    "shift.domains", "shift.rate", "training.fails", "update.rate", "upstream of a model",
    "value.sigma",
}  # fmt: skip
"""Some of every chapter; any of them that is never asked for was drawn behind the test's back."""

Number = tuple[int, int, int]
Occasion = tuple[Any, ...]


class Ear:
    """Hears every number that is drawn, and on which occasion.

    Drawing one number again is the same occasion only if it is for the same step of the same item,
    which has been mended or trained in between.
    """

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.occasions: dict[Number, list[Occasion]] = defaultdict(list)
        self._work: Occasion | None = None

    def heard(self, key: int, entity: int, index: int) -> None:
        occasion = self._work if self._work is not None else (object(),)
        self.occasions[key, entity, index].append(occasion)

    def uniform(self, key: int, entity: int, index: int) -> float:
        self.heard(key, entity, index)
        return _uniform(key, entity, index)

    def uniforms(self, key: int, entity: int, many: int) -> list[float]:
        for index in range(many):
            self.heard(key, entity, index)
        return _uniforms(key, entity, many)

    def exposures(self, key: int, mean: float) -> randomness.Ahead:
        draw = _exposures(key, mean)

        def counting(entity: int, first: int) -> list[int]:
            ahead = draw(entity, first)
            for index in range(first, first + len(ahead)):
                self.heard(key, entity, index)
            return ahead

        return counting

    def exponentials(self, key: int, mean: float) -> randomness.Draw:
        return self._counting(key, _exponentials(key, mean))

    def lognormals(self, key: int, median: float, sigma: float) -> randomness.Draw:
        return self._counting(key, _lognormals(key, median, sigma))

    def _counting(self, key: int, draw: randomness.Draw) -> randomness.Draw:
        def counting(entity: int, index: int) -> int:
            self.heard(key, entity, index)
            return draw(entity, index)

        return counting

    def stream_key(self, seed: int, replication: int, purpose: str) -> int:
        key = _stream_key(seed, replication, purpose)
        self.names[key] = purpose
        return key

    def works(self, org: Organisation, item: Item, task: Task, *args: Any, **more: Any) -> Any:
        self._work = item, task, getattr(item, "attempts", 0), getattr(item, "runs", 0)
        try:
            return _works(org, item, task, *args, **more)
        finally:
            self._work = None

    def drawn_twice(self) -> Iterator[tuple[str, int, int]]:
        """Whatever was drawn twice, but for a step that an item has to take again."""
        for (key, entity, index), occasions in self.occasions.items():
            items = {occasion[:2] for occasion in occasions}
            if len(items) > 1 or len(set(occasions)) < len(occasions):
                yield self.names[key], entity, index

    def again(self) -> int:
        return sum(len(occasions) > 1 for occasions in self.occasions.values())


_uniform, _uniforms = randomness.uniform, randomness.uniforms
_exposures, _exponentials = randomness.exposures, randomness.exponentials
_lognormals = randomness.lognormals
_stream_key, _works = randomness.stream_key, Organisation.work
LOUD: dict[str, Callable[..., Any]] = {
    "uniform": _uniform,
    "uniforms": _uniforms,
    "exposures": _exposures,
    "exponentials": _exponentials,
    "lognormals": _lognormals,
    "stream_key": _stream_key,
}
QUIET = {"durations", "counts", "keys_of"}
"""Draw by way of the loud ones as they are in their own module."""


def modules() -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.startswith("sim.")]


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    ear = Ear()
    for module in modules():
        for name, function in LOUD.items():
            if vars(module).get(name) is function:
                monkeypatch.setattr(module, name, getattr(ear, name))
    monkeypatch.setattr(Organisation, "work", lambda *args, **more: ear.works(*args, **more))
    return ear


@pytest.mark.parametrize("sets", [["horizon=1 year", "history=1 year"], FULL_OF_LIFE])
@pytest.mark.parametrize("alternative", ["as today", "IT serves"])
def test_no_number_is_drawn_twice(alternative: str, sets: list[str], ear: Ear) -> None:
    sim.simulate(sim.load(STUDY, sets), alternative=alternative)
    assert len(ear.occasions) > 1000
    assert list(ear.drawn_twice()) == []
    assert ear.again() > 5, "or the exception is none"


@pytest.mark.parametrize("stage", [1, 4, 5])
def test_nor_at_any_other_stage(stage: int, ear: Ear) -> None:
    sim.simulate(sim.load("stage-3-retailer", [*FULL_OF_LIFE, f"organisation.stage={stage}"]))
    assert len(ear.occasions) > 500
    assert list(ear.drawn_twice()) == []


def test_everything_that_draws_is_counted(ear: Ear) -> None:
    sim.simulate(sim.load(STUDY, FULL_OF_LIFE), alternative="IT serves")
    counted = {ear.names[key] for key, _, _ in ear.occasions}
    assert counted >= PURPOSES, PURPOSES - counted


def test_nothing_else_of_randomness_is_used() -> None:
    """A new kind of draw must be counted above as well."""
    named = {
        name
        for module in modules()
        if module is not randomness
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == randomness.__name__
    }
    assert named <= LOUD.keys() | QUIET


def test_a_draw_too_many_is_found(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the tests above would find nothing: two chapters that share a purpose are told apart."""
    luck = Organisation.luck

    def shared(org: Organisation, purpose: str, entity: int, index: int = 0) -> float:
        return luck(org, purpose.replace("chain.most", "ensemble.most"), entity, index)

    monkeypatch.setattr(Organisation, "luck", shared)
    sim.simulate(sim.load(STUDY, FULL_OF_LIFE))
    assert {name for name, _, _ in ear.drawn_twice()} == {"ensemble.most"}


def test_exponentials_are_written_out_as_uniform_is() -> None:
    draw = randomness.exponentials(2**64 - 59, 1e9)
    for entity in (-3, 0, 1, 10**6):
        for index in (0, 1, 77):
            u = randomness.uniform(2**64 - 59, entity, index)
            assert draw(entity, index) == int(0.5 - 1e9 * randomness.log1p(-u))


@pytest.mark.parametrize("key", [59, 2**64 - 59, 2**65 - 59])
@pytest.mark.parametrize("entity", [-3, 0, 10**6])
def test_exposures_that_are_drawn_ahead_are_the_same_ones(key: int, entity: int) -> None:
    ahead, draw = randomness.exposures(key, 1e9), randomness.exponentials(key, 1e9)
    drawn: list[int] = []
    while len(drawn) < 40:
        drawn += reversed(ahead(entity, len(drawn)))
    assert drawn == [draw(entity, index) for index in range(len(drawn))]


def test_what_never_happens_again_is_not_drawn_ahead() -> None:
    ahead = randomness.exposures(59, 1e9)
    assert [len(ahead(0, first)) for first in (0, 1, 2, 3, 4, 8, 16)] == [1, 1, 1, 1, 4, 8, 8]


def test_so_are_lognormals() -> None:
    draw, normal = randomness.lognormals(2**64 - 59, 3.7, 0.8), NormalDist().inv_cdf
    for entity in (-3, 0, 1, 10**6):
        for index in (0, 1, 77):
            u = randomness.uniform(2**64 - 59, entity, index)
            assert draw(entity, index) == int(3.7 * exp(0.8 * normal(u)) * TICKS_PER_DAY + 0.5)


@pytest.mark.parametrize("key", [59, 2**64 - 59, 2**65 - 59])
def test_so_are_many_numbers_at_once(key: int) -> None:
    for entity in (-3, 0, 10**6):
        one_by_one = [randomness.uniform(key, entity, index) for index in range(200)]
        assert randomness.uniforms(key, entity, 200) == one_by_one
        assert randomness.uniforms(key, entity, 99, 61) == one_by_one[61:160]
    assert randomness.uniforms(key, 0, 0) == []


def test_what_is_kept_for_mixing_side_by_side_is_bounded() -> None:
    randomness.uniforms(59, 0, 10_001)
    assert randomness._side_by_side.cache_info().currsize <= randomness.MOST_AT_ONCE
