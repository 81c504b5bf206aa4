"""Quantities: what people may write, what is refused, and that every value reads back."""

import math
import pickle
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim.process import Kind
from sim.units import (
    FAMILIES,
    TICKS_PER_DAY,
    Distribution,
    Money,
    MoneyRate,
    distribution_human,
    duration_text,
    money_rate_text,
    money_text,
    number_text,
    parse_count,
    parse_days,
    parse_distribution,
    parse_duration,
    parse_money,
    parse_money_rate,
    parse_number,
    parse_rate,
    parse_share,
    rate_text,
    share_text,
    text,
)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("3 weeks", 15),
        ("1 month", 21),
        ("1 quarter", 63),
        ("2 years", 504),
        ("4 hours", 0.5),
        ("1.5 days", 1.5),
        ("1 working day", 1),
        ("365 calendar days", 252),
        ("3weeks", 15),
        ("3 Weeks", 15),
        ("1_000 days", 1000),
        ("1e-1 days", 0.1),
        ("0 days", 0),
    ],
)
def test_durations_are_read_as_people_write_them(written: str, days: float) -> None:
    assert parse_days(written) == days
    assert parse_duration(written) == round(days * TICKS_PER_DAY)


def test_calendar_days_are_working_days_by_252_of_365() -> None:
    assert parse_duration("60 calendar days") == round(60 * 252 / 365 * TICKS_PER_DAY)


@pytest.mark.parametrize(
    ("written", "per_day"),
    [
        ("4 / year", 4 / 252),
        ("4 per year", 4 / 252),
        ("1 per 90 days", 1 / 90),
        ("1 / 90 days", 1 / 90),
        ("3/week", 3 / 5),
        ("0 / year", 0),
        ("1 per calendar day", 365 / 252),
    ],
)
def test_rates_are_per_working_day(written: str, per_day: float) -> None:
    assert parse_rate(written) == per_day


def test_other_quantities_are_read_as_people_write_them() -> None:
    assert parse_share("15 %") == parse_share("0.15") == 0.15
    assert parse_share("100%") == 1
    assert parse_number("1e-3") == 0.001
    assert parse_count("1_000") == 1000
    assert parse_money("1.2 M USD") == Money(120_000_000, "USD")
    assert parse_money_rate("169_000 USD / year") == MoneyRate(16_900_000, "USD")
    assert parse_money_rate("100 k EUR per year") == MoneyRate(10_000_000, "EUR")
    assert parse_money_rate("10 k GBP / month") == MoneyRate(12_000_000, "GBP")


def test_three_decimals_are_fine_where_no_thousands_are_usual() -> None:
    assert parse_days("1.125 days") == 1.125
    assert parse_rate("1.125 / day") == 1.125
    assert parse_money_rate("95.25 EUR / year") == MoneyRate(9525, "EUR")


@given(st.integers(0, 1000 * 252 * TICKS_PER_DAY))
def test_every_duration_reads_back(ticks: int) -> None:
    assert parse_duration(duration_text(ticks)) == ticks


@given(st.floats(0, 1e6, allow_nan=False))
def test_every_rate_reads_back(rate: float) -> None:
    rate = 0.0 if rate < 1e-30 else rate
    assert parse_rate(rate_text(rate)) == rate


@given(st.floats(0, 1, allow_nan=False))
def test_every_share_and_number_reads_back(share: float) -> None:
    share = 0.0 if share < 1e-30 else share
    assert parse_share(share_text(share)) == share
    assert parse_number(number_text(share * 1e9)) == share * 1e9


@given(st.integers(0, 10**14), st.sampled_from(["USD", "EUR", "GBP"]))
def test_every_amount_reads_back(cents: int, currency: str) -> None:
    assert parse_money(money_text(Money(cents, currency))) == Money(cents, currency)
    rate = MoneyRate(cents, currency)
    assert parse_money_rate(money_rate_text(rate)) == rate


def test_texts_are_the_ones_that_people_write() -> None:
    written = ["3 weeks", "1 month", "2 years", "0.1 days", "60 calendar days", "1 day", "0 days"]
    assert [duration_text(parse_duration(one)) for one in written] == written
    assert rate_text(parse_rate("1 / 90 days")) == "2.8 / year"
    assert share_text(0.15) == "15 %"
    assert money_rate_text(MoneyRate(16_900_000, "USD")) == "169_000 USD / year"


DESCRIBED = [
    "3 days",
    {"fixed": {"value": "3 days"}},
    {"exponential": {"mean": "3 days"}},
    {"lognormal": {"mean": "3 days", "cv": 0.6}},
    {"lognormal": {"median": "3 days", "sigma": 0.5}},
    {"lognormal": {"mean": "3 days", "cv": 0}},
    {"uniform": {"low": "1 day", "high": "2 weeks"}},
    {"triangular": {"low": "1 day", "mode": "2 days", "high": "6 days"}},
    {"triangular": {"low": "2 days", "mode": "2 days", "high": "2 days"}},
    {"weibull": {"scale": "3 days", "shape": 1.5}},
    {"weibull": {"mean": "3 days", "shape": 0.8}},
]


@pytest.mark.parametrize("written", DESCRIBED, ids=str)
def test_a_distribution_has_the_mean_that_its_quantiles_have(written: object) -> None:
    distribution = parse_distribution(written)
    count = 200_000
    drawn = fmean(distribution.quantile((index + 0.5) / count) for index in range(count))
    assert drawn == pytest.approx(distribution.mean(), rel=2e-3)


@pytest.mark.parametrize("written", DESCRIBED, ids=str)
def test_a_distribution_reads_back_travels_and_is_hashable(written: object) -> None:
    distribution = parse_distribution(written)
    assert parse_distribution(distribution_human(distribution)) == distribution
    flow = text(distribution, Kind.DISTRIBUTION)
    assert parse_distribution(YAML(typ="safe", pure=True).load(flow)) == distribution
    twin = pickle.loads(pickle.dumps(distribution))
    assert {twin, distribution} == {distribution}
    assert twin.quantile(0.3) == distribution.quantile(0.3)


@pytest.mark.parametrize("written", DESCRIBED, ids=str)
@given(one=st.floats(1e-12, 1 - 1e-12), other=st.floats(1e-12, 1 - 1e-12))
def test_quantiles_rise_and_are_never_negative(written: object, one: float, other: float) -> None:
    quantile = parse_distribution(written).quantile
    low, high = sorted((one, other))
    assert 0 <= quantile(low) <= quantile(high) < math.inf


def test_mean_and_cv_of_a_lognormal_are_those_asked_for() -> None:
    distribution = parse_distribution({"lognormal": {"mean": "2 days", "cv": 0.6}})
    count = 400_000
    drawn = [distribution.quantile((index + 0.5) / count) for index in range(count)]
    mean = fmean(drawn)
    variance = fmean((value - mean) ** 2 for value in drawn)
    assert math.sqrt(variance) / mean == pytest.approx(0.6, rel=5e-3)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_distribution_of_zero_is_zero(family: str) -> None:
    names = FAMILIES[family][0]
    arguments = tuple((name, 1.0 if name == "shape" else 0.0) for name in names)
    distribution = Distribution(family, arguments, "days")
    assert distribution.is_zero
    assert distribution.quantile(0.7) == 0


def test_every_kind_of_parameter_has_a_text() -> None:
    samples = {
        Kind.DISTRIBUTION: parse_distribution("3 days"),
        Kind.NUMBERS: parse_distribution("3", "number"),
        Kind.DURATION: TICKS_PER_DAY,
        Kind.RATE: 1.0,
        Kind.SHARE: 0.5,
        Kind.NUMBER: 2.0,
        Kind.COUNT: 3,
        Kind.CHOICE: "soft",
        Kind.CHOICES: ("a", "b"),
        Kind.MONEY_RATE: MoneyRate(100, "USD"),
    }
    assert set(samples) == set(Kind)
    assert [text(value, kind) for kind, value in samples.items()] == [
        "3 days",
        "3",
        "1 day",
        "252 / year",
        "50 %",
        "2",
        "3",
        "soft",
        "[a, b]",
        "1 USD / year",
    ]
    assert text(None, Kind.DURATION, "never") == "never"
