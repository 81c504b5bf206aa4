"""Values times a factor and with an amount on top: the mean moves, the cv does not."""

import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.units import Distribution, MoneyRate, Value, parse_distribution
from sim.units.arithmetic import plus, scaled, times

EVERY = {
    "fixed": {"value": "3 days"},
    "exponential": {"mean": "3 days"},
    "lognormal": {"mean": "3 days", "cv": "0.6"},
    "lognormal by its median": {"median": "3 days", "sigma": "0.5"},
    "uniform": {"low": "1 day", "high": "3 days"},
    "triangular": {"low": "1 day", "mode": "2 days", "high": "4 days"},
    "weibull": {"scale": "3 days", "shape": "1.5"},
    "weibull by its mean": {"mean": "3 days", "shape": "1.5"},
}
DRAWS = [(index + 0.5) / 200 for index in range(200)]


def family(name: str) -> Distribution:
    return parse_distribution({name.split(" ")[0]: EVERY[name]})


def cv(distribution: Distribution) -> float:
    drawn = list(map(distribution.quantile, DRAWS))
    mean = fmean(drawn)
    return math.sqrt(fmean((one - mean) ** 2 for one in drawn)) / mean


@pytest.mark.parametrize("name", EVERY)
@given(factor=st.floats(0.01, 100))
def test_a_factor_moves_every_draw_and_keeps_the_cv(name: str, factor: float) -> None:
    before = family(name)
    after = scaled(before, factor)
    assert after.mean() == pytest.approx(factor * before.mean())
    assert cv(after) == pytest.approx(cv(before))
    for u in DRAWS[::20]:
        assert after.quantile(u) == pytest.approx(factor * before.quantile(u))


@pytest.mark.parametrize("name", EVERY)
def test_an_amount_moves_the_mean_and_keeps_the_cv(name: str) -> None:
    before = family(name)
    after = plus(before, 1.5)
    assert isinstance(after, Distribution)
    assert after.mean() == pytest.approx(before.mean() + 1.5)
    assert cv(after) == pytest.approx(cv(before))


@pytest.mark.parametrize(
    ("value", "doubled", "and_three"),
    [
        (5, 10, 8),
        (0.25, 0.5, 3.25),
        (MoneyRate(100, "EUR"), MoneyRate(200, "EUR"), MoneyRate(103, "EUR")),
        (None, None, None),
    ],
)
def test_quantities(value: Value, doubled: Value, and_three: Value) -> None:
    assert times(value, 2) == doubled
    assert plus(value, 3) == and_three


def test_nothing_cannot_be_scaled_to_something() -> None:
    nothing = parse_distribution("0 days")
    assert times(nothing, 3) == nothing
    assert plus(nothing, 2.0) == parse_distribution("2 days")


@pytest.mark.parametrize("value", ["never", ("a", "b")])
def test_words_are_no_quantities(value: Value) -> None:
    for act in (times, plus):
        with pytest.raises(TypeError, match="no quantity"):
            act(value, 2)
