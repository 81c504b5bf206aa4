"""Keyed streams: uniform and unrelated, whichever part of the key moves; and what comes of them.

The numbers are fixed by the key, so every test here gives the same result for ever. Each statistic
must stay below what it would exceed by luck once in `RARELY`; a generator without its mixing step,
the plain lattice of keys that SplitMix64 is fed with, must not pass.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sim
from sim.randomness import counts, durations, stream_key, uniform
from sim.units import FAMILIES, TICKS_PER_DAY, Distribution

RARELY = 1e-5
SIZE = 20_000
KEY = stream_key(1, 0, "development.explore")

Draws = Callable[[], Iterable[float]]

WALKS: dict[str, Draws] = {
    "entities": lambda: (uniform(KEY, entity, 0) for entity in range(SIZE)),
    "inherited entities": lambda: (uniform(KEY, -entity, 0) for entity in range(1, SIZE)),
    "indices": lambda: (uniform(KEY, 7, index) for index in range(SIZE)),
    "entities and indices together": lambda: (uniform(KEY, i, i) for i in range(SIZE)),
    "purposes": lambda: (uniform(stream_key(1, 0, f"step {i}"), 0, 0) for i in range(SIZE)),
    "replications": lambda: (uniform(stream_key(1, i, "demand"), 0, 0) for i in range(SIZE)),
    "seeds": lambda: (uniform(stream_key(i, 0, "demand"), 0, 0) for i in range(SIZE)),
    "a small grid": lambda: (uniform(KEY, e, i) for e, i in product(range(200), range(100))),
    "a small grid, turned": lambda: (
        uniform(KEY, e, i) for i, e in product(range(100), range(200))
    ),
}
"""The part of the key that moves, step by step."""


def other(purpose: str, seed: int = 1, replication: int = 0) -> int:
    return stream_key(seed, replication, purpose)


PAIRS: dict[str, Callable[[int], tuple[float, float]]] = {
    "two purposes": lambda i: (uniform(KEY, i, 0), uniform(other("development.train"), i, 0)),
    "two replications": lambda i: (
        uniform(KEY, i, 0),
        uniform(other("development.explore", replication=1), i, 0),
    ),
    "two seeds": lambda i: (uniform(KEY, i, 0), uniform(other("development.explore", 2), i, 0)),
    "an entity's first and second": lambda i: (uniform(KEY, i, 0), uniform(KEY, i, 1)),
    "an entity and its inherited twin": lambda i: (uniform(KEY, i + 1, 0), uniform(KEY, -i - 1, 0)),
    "entity and index exchanged": lambda i: (uniform(KEY, i, i + 1), uniform(KEY, i + 1, i)),
    "sum of entity and index equal": lambda i: (uniform(KEY, i, 3), uniform(KEY, i + 1, 2)),
}


def flaws(draws: Iterable[float]) -> Iterator[tuple[str, float]]:
    """p-values of what could be wrong with a sequence of uniforms."""
    u = np.fromiter(draws, float)
    yield "even, in 100 cells", stats.chisquare(np.histogram(u, 100, (0, 1))[0]).pvalue
    yield "distribution", stats.kstest(u, "uniform").pvalue
    for lag in (1, 2, 3, 7, 100):
        yield f"correlation at lag {lag}", stats.pearsonr(u[:-lag], u[lag:]).pvalue
        yield f"neighbours at lag {lag}", dependence(u[:-lag], u[lag:])
    runs_up = int(np.sum(u[1:] > u[:-1]))  # normal: mean (n - 1) / 2, variance (n + 1) / 12
    yield "rises", 2 * stats.norm.sf(abs(runs_up - (len(u) - 1) / 2) / ((len(u) + 1) / 12) ** 0.5)
    for bit in range(1, 20):
        ones = int(np.sum((u * 2**bit).astype(int) & 1))
        yield f"bit {bit}", stats.binomtest(ones, len(u)).pvalue


def dependence(u: np.ndarray, v: np.ndarray) -> float:
    """p-value of pairs falling evenly into the 16 x 16 cells of the square."""
    return stats.chisquare(np.histogram2d(u, v, 16, ((0, 1), (0, 1)))[0].ravel()).pvalue


@pytest.mark.parametrize("walk", WALKS)
def test_whatever_part_of_the_key_moves_the_draws_are_uniform_and_unrelated(walk: str) -> None:
    found = dict(flaws(WALKS[walk]()))
    assert {name: p for name, p in found.items() if p < RARELY} == {}


@pytest.mark.parametrize("pair", PAIRS)
def test_streams_are_unrelated(pair: str) -> None:
    u, v = np.array([PAIRS[pair](i) for i in range(SIZE)]).T
    assert stats.pearsonr(u, v).pvalue > RARELY
    assert dependence(u, v) > RARELY


def unmixed(entity: int, index: int) -> float:
    """What `uniform` would be without its finaliser."""
    return ((KEY + entity * 0xD1B54A32D192ED03 + index * 0x9E3779B97F4A7C15) % 2**64) / 2**64


def test_a_generator_that_does_not_mix_is_found_out() -> None:
    found = dict(flaws(unmixed(entity, 0) for entity in range(SIZE)))
    assert found["distribution"] > 0.99  # far too even, and
    assert found["correlation at lag 1"] < RARELY
    assert found["neighbours at lag 1"] < RARELY


def test_no_two_draws_are_one() -> None:
    drawn = {uniform(KEY, e, i) for e, i in product(range(-300, 700), range(200))}
    assert len(drawn) == 1_000 * 200


def test_keys_are_told_apart() -> None:
    keys = {stream_key(s, r, p) for s in range(10) for r in range(100) for p in ("a", "b", "1/a")}
    assert len(keys) == 10 * 100 * 3


def test_it_never_reaches_0_or_1() -> None:
    assert 0 < 0.5 * 2.0**-52 < 2.0**-52
    assert (2**52 - 1 + 0.5) * 2.0**-52 < 1
    assert all(0 < draw < 1 for draw in WALKS["entities"]())


LAWS = {
    ("exponential", ("mean",)): ((2.0,), stats.expon(scale=2)),
    ("lognormal", ("mean", "cv")): (
        (3.0, 0.6),
        stats.lognorm(np.log(1.36) ** 0.5, scale=3 / 1.36**0.5),
    ),
    ("lognormal", ("median", "sigma")): ((3.0, 0.8), stats.lognorm(0.8, scale=3)),
    ("uniform", ("low", "high")): ((1.0, 4.0), stats.uniform(1, 3)),
    ("triangular", ("low", "mode", "high")): ((1.0, 2.0, 5.0), stats.triang(0.25, 1, 4)),
    ("weibull", ("scale", "shape")): ((2.0, 1.5), stats.weibull_min(1.5, scale=2)),
    ("weibull", ("mean", "shape")): ((1.0, 0.5), stats.weibull_min(0.5, scale=0.5)),
}
"""Family and arguments: values, and scipy's distribution of the same name."""


def test_every_way_to_write_a_distribution_is_tried() -> None:
    written = {(name, names) for name, ways in FAMILIES.items() for names in ways}
    assert written - set(LAWS) == {("fixed", ("value",))}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law[0]} by {' and '.join(law[1])}")
def test_durations_have_the_distribution_that_was_written(law: tuple[str, tuple]) -> None:
    values, oracle = LAWS[law]
    written = Distribution(law[0], tuple(zip(law[1], values, strict=True)), "days")
    draw = durations(stream_key(1, 0, "law"), written)
    days = np.array([draw(entity, 0) for entity in range(SIZE)]) / TICKS_PER_DAY
    assert stats.kstest(days, oracle.cdf).pvalue > RARELY
    assert written.mean() == pytest.approx(oracle.mean())


def test_an_exponential_duration_is_drawn_from_the_same_uniform_number() -> None:
    written = Distribution("exponential", (("mean", 2.0),), "days")
    draw = durations(KEY, written)
    for entity, index in product(range(-50, 50), range(20)):
        days = written.quantile(uniform(KEY, entity, index))
        assert draw(entity, index) == round(days * TICKS_PER_DAY)


def test_a_fixed_duration_is_exact() -> None:
    draw = durations(KEY, Distribution("fixed", (("value", 0.1),), "days"))
    assert {draw(entity, 0) for entity in range(100)} == {round(0.1 * TICKS_PER_DAY)}


def test_counts_are_rounded_to_the_nearest() -> None:
    draw = counts(KEY, Distribution("uniform", (("low", 0.5), ("high", 6.5)), "number"))
    rolled = np.bincount([draw(entity, 0) for entity in range(SIZE)], minlength=7)
    assert rolled[0] == 0
    assert stats.chisquare(rolled[1:]).pvalue > RARELY


DAYS = 8 * 252


@pytest.fixture(scope="module")
def openings() -> dict[int, np.ndarray]:
    """Days on which each of ten models asks for something, 0.5 times a day."""
    sets = ["horizon=8 years", "history=0 days", "process.operate.run_batch.rate=0.5 / day"]
    scenario = sim.load(Path(__file__).parent / "waiting-priority.yaml", sets)
    times: dict[int, list[float]] = {}
    for entry in sim.simulate(scenario, events=True).events or ():
        if entry.what == "opens" and entry.item == "ticket":
            times.setdefault(entry.entity, []).append(entry.at / TICKS_PER_DAY)
    return {model: np.array(days) for model, days in times.items()}


def per_day(times: np.ndarray) -> np.ndarray:
    return np.histogram(times, DAYS, (0, DAYS))[0]


def test_what_happens_at_a_rate_is_a_poisson_process(openings: dict[int, np.ndarray]) -> None:
    """Of each model, and of all ten together: gaps, spread of counts, no memory."""
    everything = np.sort(np.concatenate(list(openings.values())))
    assert len(openings) == 10
    for rate, times in (*((0.5, times) for times in openings.values()), (5.0, everything)):
        assert stats.kstest(np.diff(times), stats.expon(scale=1 / rate).cdf).pvalue > RARELY
        counted = per_day(times)
        dispersion = counted.var(ddof=1) / counted.mean() * (DAYS - 1)
        assert RARELY < stats.chi2.sf(dispersion, DAYS - 1) < 1 - RARELY
        assert stats.pearsonr(counted[:-1], counted[1:]).pvalue > RARELY


def test_models_ask_independently_of_each_other(openings: dict[int, np.ndarray]) -> None:
    for first, second in combinations(map(per_day, openings.values()), 2):
        assert stats.pearsonr(first, second).pvalue > RARELY
