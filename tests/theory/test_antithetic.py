"""Antithetic pairs: the same luck in a mirror, exactly, on the same grid, in the same model."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from scipy import stats

import sim
from sim import randomness
from sim.organisation import organisation
from sim.randomness import counts, durations, exponentials, keys_of, uniform, uniforms
from sim.scenario.machine import Scenario
from sim.units import TICKS_PER_DAY, Distribution
from tests.theory.test_randomness import LAWS

PLAIN, MIRRORED = (keys_of(1, n, antithetic=True)("development.explore") for n in (6, 7))


def test_a_mirrored_number_is_one_less_the_number_exactly() -> None:
    for entity, index in product(range(-100, 100), range(50)):
        u, v = uniform(PLAIN, entity, index), uniform(MIRRORED, entity, index)
        assert v == 1.0 - u
        assert u == 1.0 - v
        assert (v * 2.0**53) % 2 == 1  # on the same grid: an odd number of halves of 2^-52


@pytest.mark.parametrize("bits", [0, 1, 2**51, 2**52 - 1])
def test_it_never_reaches_0_or_1(bits: int) -> None:
    u = (bits + 0.5) * 2.0**-52
    v = ((bits ^ (2**52 - 1)) + 0.5) * 2.0**-52
    assert 0 < v < 1
    assert u + v == 1.0


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law[0]} by {' and '.join(law[1])}")
def test_whatever_is_made_of_it_has_its_distribution_and_is_finite(law: tuple[str, tuple]) -> None:
    values, oracle = LAWS[law]
    written = Distribution(law[0], tuple(zip(law[1], values, strict=True)), "days")
    draw = durations(MIRRORED, written)
    days = np.array([draw(entity, 0) for entity in range(5_000)]) / TICKS_PER_DAY
    assert stats.kstest(days, oracle.cdf).pvalue > 1e-5
    for u in (2.0**-53, 1 - 2.0**-53):  # the ends of the grid, each the mirror of the other
        assert 0 <= written.quantile(u) < 1e6


def test_draws_are_made_of_the_mirrored_number() -> None:
    written = Distribution("lognormal", (("mean", 3.0), ("cv", 0.6)), "days")
    number = Distribution("uniform", (("low", 0.5), ("high", 6.5)), "number")
    draws = durations(MIRRORED, written), counts(MIRRORED, number), exponentials(MIRRORED, 1e9)
    for entity, index in product(range(-20, 20), range(10)):
        v = 1.0 - uniform(PLAIN, entity, index)
        assert [draw(entity, index) for draw in draws] == [
            int(written.quantile(v) * TICKS_PER_DAY + 0.5),
            int(number.quantile(v) + 0.5),
            int(0.5 - 1e9 * np.log1p(-v)),
        ]


def test_the_first_of_a_pair_has_the_luck_of_a_study_without_pairs() -> None:
    for number in range(5):
        assert keys_of(1, 2 * number, antithetic=True)("x") == keys_of(1, number)("x")
    assert len({keys_of(1, n, antithetic=True)("x") for n in range(20)}) == 20


STUDY = Path(__file__).parent / "m-m-c.yaml"
GOLDEN = Path(__file__).parents[1] / "golden"
SETS = ["horizon=2 weeks", "history=0 days"]


def served(replication: int, *sets: str) -> sim.History:
    history = sim.simulate(sim.load(STUDY, [*SETS, *sets]), replication=replication)
    assert history.check() == []
    return history


PAIRS = "compare.antithetic=true"


def test_a_scenario_asks_for_it() -> None:
    for number in (0, 3):
        assert served(2 * number, PAIRS).measures == served(number).measures
    assert served(7, PAIRS).measures != served(3).measures


def keys_in(scenario: Scenario, replication: int) -> dict[str, int]:
    """The keys that a world draws by, for each purpose."""
    asked: dict[str, int] = {}

    def noting(*given: int, antithetic: bool) -> Callable[[str], int]:
        keys = keys_of(*given, antithetic=antithetic)
        return lambda purpose: asked.setdefault(purpose, keys(purpose))

    with patch.object(organisation, "keys_of", noting):
        sim.simulate(scenario, replication=replication)
    return asked


def test_every_purpose_of_a_whole_organisation_is_turned_round() -> None:
    """Whatever is at work in it: there is no key that is left as it is."""
    scenario = sim.load(GOLDEN / "everything.yaml", ["horizon=15 months", PAIRS])
    plain, mirrored = (keys_in(scenario, number) for number in (6, 7))
    assert max(plain.values()) < 2**64 <= min(mirrored.values())
    same = plain.keys() & mirrored.keys()
    assert len(same) > 60
    assert all(mirrored[purpose] == plain[purpose] + 2**64 for purpose in same)


def test_many_at_once_are_turned_round_too() -> None:
    for entity in range(50):
        pairs = zip(uniforms(PLAIN, entity, 30), uniforms(MIRRORED, entity, 30), strict=True)
        assert all(v == 1.0 - u for u, v in pairs)


def busy(count: int) -> np.ndarray:
    """The share of their time that people are at work, of so many worlds."""
    scenario = sim.load(STUDY, ["horizon=1 week", "history=0 days", PAIRS])
    histories = (sim.simulate(scenario, replication=number) for number in range(count))
    return np.array([one.measures["utilisation_data_scientist"] for one in histories], float)


def test_a_busy_world_has_an_idle_mirror_image_as_strongly_as_theory_says() -> None:
    """Where cases come late and are short in one, they come early and take long in the other.

    Work that has come is nearly linear in gaps and efforts, which are exponential: -ln u and
    -ln(1 - u) correlate by 1 - pi^2 / 6. So the mean of a pair has 36 % of the variance of that of
    two worlds that know nothing of each other. (In 12 pairs, r may be anything from -0.2 to -0.9.)
    """
    pairs = busy(120).reshape(60, 2)
    expected = 1 - np.pi**2 / 6
    sure = stats.pearsonr(*pairs.T).confidence_interval(0.99)
    assert sure.low < expected < sure.high < -0.3
    saved = pairs.mean(axis=1).var(ddof=1) / (pairs.var(axis=0, ddof=1).mean() / 2)
    assert saved == pytest.approx(1 + expected, abs=0.15)
    # Each with the mirror image of the next world: they know nothing of each other.
    strangers = np.array([pairs[:, 0], np.roll(pairs[:, 1], 1)])
    assert abs(stats.pearsonr(*strangers).statistic) < 0.3


def test_a_mirror_that_is_bent_is_found_out() -> None:
    with patch.object(randomness, "_ALL_BITS", 2**51 - 1):
        assert uniform(MIRRORED, 1, 1) != 1.0 - uniform(PLAIN, 1, 1)
