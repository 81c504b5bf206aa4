"""Looking again: when, and what it costs, against numbers from the literature and by chance."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis.study.looks import EVERY_LOOK, LOOKS, ONE_LOOK, Allowance, look_for, looks

pytestmark = pytest.mark.contract
TRIALS = 100_000


def test_looks_double_from_thirty_on() -> None:
    assert LOOKS[:5] == (30, 60, 120, 240, 480)
    assert LOOKS[-1] <= 100_000 < 2 * LOOKS[-1]
    assert looks(1000) == (30, 60, 120, 240, 480, 960)
    assert looks(30) == (30,)
    assert looks(29) == ()
    assert [look_for(size) for size in (1, 30, 31, 61_440)] == [30, 30, 60, 61_440]
    assert look_for(61_441) is None


def by_chance(boundary: float, count: int, seed: int = 1) -> float:
    """The share of random walks that are ever beyond the boundary at a look."""
    luck = np.random.default_rng(seed)
    sizes = np.array([2.0**number for number in range(count)])
    steps = luck.normal(0, np.sqrt(np.diff(sizes, prepend=0)), (TRIALS, count))
    return float((np.abs(steps.cumsum(axis=1)) / np.sqrt(sizes) >= boundary).any(axis=1).mean())


@pytest.mark.parametrize(("boundary", "count"), [(1.0, 2), (2.0, 5), (2.78, 12), (0.7, 12)])
def test_the_chance_to_cross_is_that_of_a_random_walk(boundary: float, count: int) -> None:
    p = 2 * stats.norm.sf(boundary)
    found, expected = Allowance(count).any_look(p), by_chance(boundary, count)
    assert found == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / TRIALS))


def test_two_looks_are_a_bivariate_normal() -> None:
    for z in (0.5, 1.96, 4.0):
        inside = stats.multivariate_normal(cov=[[1, math.sqrt(0.5)], [math.sqrt(0.5), 1]])
        both = inside.cdf([z, z], lower_limit=[-z, -z])
        assert Allowance(2).any_look(2 * stats.norm.sf(z)) == pytest.approx(1 - both, rel=1e-4)


def test_what_all_looks_cost() -> None:
    """The boundary of docs/comparing.md; Bonferroni would ask for 2.865 standard errors."""
    level = EVERY_LOOK.one_look(0.05)
    assert stats.norm.isf(level / 2) == pytest.approx(2.780, abs=5e-4)
    assert 0.05 / 12 < level < 0.05


@pytest.mark.parametrize("alpha", [0.5, 0.2, 0.05, 0.01, 1e-4, 1e-9])
def test_levels_and_p_values_are_inverse(alpha: float) -> None:
    assert EVERY_LOOK.any_look(EVERY_LOOK.one_look(alpha)) == pytest.approx(alpha, rel=1e-6)
    assert EVERY_LOOK.confidence(1 - alpha) == 1 - EVERY_LOOK.one_look(alpha)


def test_a_smaller_p_stays_smaller_and_none_is_ever_below_its_own() -> None:
    ps = [1e-300, 1e-30, 1e-19, 2e-19, 1e-15, 1e-8, 1e-4, 0.01, 0.3, 0.9, 1.0]
    found = [EVERY_LOOK.any_look(p) for p in ps]
    assert found == sorted(found)
    assert all(p <= one <= min(1.0, 12 * p * (1 + 1e-9)) for p, one in zip(ps, found, strict=True))
    assert EVERY_LOOK.any_look(0.0) == 0
    assert math.isnan(EVERY_LOOK.any_look(math.nan))


def test_one_look_costs_nothing() -> None:
    assert ONE_LOOK.any_look(0.03) == ONE_LOOK.one_look(0.03) == 0.03
    assert ONE_LOOK.confidence(0.95) == 0.95
