"""Luck is used once: no two draws of a world share their number between 0 and 1."""

from collections import Counter

import pytest

import sim
from sim import randomness
from sim.organisation import organisation, source, ways

STUDY = "when-should-it-serve"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[int, int, int]]:
    """Every (key, entity, index) that is asked for, and how often."""
    seen: Counter[tuple[int, int, int]] = Counter()
    uniform, exponentials = randomness.uniform, randomness.exponentials

    def counted(key: int, entity: int, index: int) -> float:
        seen[key, entity, index] += 1
        return uniform(key, entity, index)

    def counted_exponentials(key: int, mean: float) -> randomness.Draw:
        draw = exponentials(key, mean)

        def counting(entity: int, index: int) -> int:
            seen[key, entity, index] += 1
            return draw(entity, index)

        return counting

    for module in (randomness, organisation):
        monkeypatch.setattr(module, "uniform", counted)
        monkeypatch.setattr(module, "exponentials", counted_exponentials)
    return seen


@pytest.mark.parametrize("alternative", ["as today", "IT serves"])
def test_no_number_is_drawn_twice(alternative: str, drawn: Counter[tuple[int, int, int]]) -> None:
    scenario = sim.load(STUDY, ["horizon=1 year", "history=1 year"])
    sim.simulate(scenario, alternative=alternative)
    assert len(drawn) > 1000
    assert [draw for draw, times in drawn.items() if times > 1] == []


def test_everything_that_draws_is_counted(drawn: Counter[tuple[int, int, int]]) -> None:
    assert not hasattr(source, "uniform")
    assert not hasattr(ways, "uniform")
    sim.simulate(sim.load(STUDY, ["horizon=1 quarter", "history=0 days"]))
    assert len({key for key, _, _ in drawn}) > 15


def test_exponentials_are_written_out_as_uniform_is() -> None:
    draw = randomness.exponentials(2**64 - 59, 1e9)
    for entity in (-3, 0, 1, 10**6):
        for index in (0, 1, 77):
            u = randomness.uniform(2**64 - 59, entity, index)
            assert draw(entity, index) == int(0.5 - 1e9 * randomness.log1p(-u))
