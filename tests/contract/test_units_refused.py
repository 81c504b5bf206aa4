"""Quantities that are refused, and what is offered instead."""

import pytest
from ruamel.yaml import YAML

from sim.units import (
    UnitError,
    parse_count,
    parse_distribution,
    parse_duration,
    parse_money,
    parse_money_rate,
    parse_number,
    parse_rate,
    parse_share,
)


@pytest.mark.parametrize(
    ("read", "written", "words", "suggestion"),
    [
        (parse_duration, "3", "unit is missing", "3 days"),
        (parse_duration, "1", "unit is missing", "1 day"),
        (parse_duration, "3 weks", "no unit of time", "3 weeks"),
        (parse_duration, "3 USD", "no unit of time", None),
        (parse_duration, "3 weeks 2 days", "one number and one unit", None),
        (parse_duration, "-3 weeks", "negative", None),
        (parse_duration, "nan days", "not a finite number", None),
        (parse_duration, "-.inf", "not a finite number", None),
        (parse_duration, "1e12 years", "absurdly large", None),
        (parse_duration, "1001 years", "absurdly large", None),
        (parse_duration, "9" * 6000 + " days", "too many for a quantity", None),
        (parse_duration, "1e999999 days", "", None),
        (parse_duration, "\u0663 days", "not a plain letter", None),
        (parse_duration, "3 wee\u212as", "", None),
        (parse_duration, "", "no number", None),
        (parse_rate, "4", "number per time", "4 / year"),
        (parse_rate, "4 days", "number per time", "1 per 4 days"),
        (parse_rate, "1 / 0 days", "no time at all", None),
        (parse_rate, "1 / yeer", "no unit of time", "1 / year"),
        (parse_rate, "-1 / year", "negative", None),
        (parse_rate, "1e9 / day", "absurdly large", None),
        (parse_share, "15", "between 0 and 1", "15 %"),
        (parse_share, "120 %", "between 0 and 1", None),
        (parse_share, "-0.1", "between 0 and 1", None),
        (parse_share, "0.5 days", "has no unit", None),
        (parse_share, "1e-40 %", "absurdly small", "0"),
        (parse_number, "3 days", "has no unit", "3"),
        (parse_count, "2.5", "not a whole number", "3"),
        (parse_count, "0755", "leading zero", "755"),
        (parse_count, "0x1F", "has no unit", None),
        (parse_count, "1_00", "", None),
        (parse_count, "1,000", "comma", "1_000"),
        (parse_count, "12:30:45", "", None),
        (parse_count, "+1", "totals, not changes", None),
        (parse_count, "-1", "totals, not changes", None),
        (parse_count, "2 more", "totals, not changes", None),
        (parse_rate, "+10 / year", "totals, not changes", None),
        (parse_share, "+10 %", "totals, not changes", None),
        (parse_count, "1.000", "1 or 1 thousand", "1_000"),
        (parse_money, "95.000 EUR", "95 or 95 thousand", "95_000 EUR"),
        (parse_money_rate, "95.000 EUR / year", "95 or 95 thousand", "95_000 EUR / year"),
        (parse_money_rate, "82.500 k EUR / year", "82.5 or 82.5", "82_500 EUR / year"),
        (parse_money_rate, "95.000", "95 or 95 thousand", None),
        (parse_duration, "1,5 days", "comma", "1.5 days"),
        (parse_duration, "1,125 days", "comma", None),
        (parse_money_rate, "82,5 k EUR / year", "comma", "82.5 k EUR / year"),
        (parse_money_rate, "95,000 USD", "comma", "95_000 USD / year"),
        (parse_money_rate, "95.000,50 €", "plain letter", "95_000.50 EUR / year"),
        (parse_money_rate, "€95000", "plain letter", "95000 EUR / year"),
        (parse_money_rate, "$95k", "no number", "95 k USD / year"),
        (parse_money_rate, "95'000 EUR p.a.", "currency", "95_000 EUR / year"),
        (parse_money_rate, "EUR 95000 / year", "no number", "95000 EUR / year"),
        (parse_money_rate, "95 k EUR per annum", "no unit", "95 k EUR / year"),
        (parse_money_rate, "95 TEUR/yr", "currency", "95 k EUR / year"),
        (parse_rate, "4 p.a.", "number per time", "4 / year"),
        (parse_rate, "4 times a year", "number per time", "4 / year"),
        (parse_duration, "3 PT", "no unit of time", "3 days"),
        (parse_duration, "3 person-days", "no unit of time", "3 days"),
        (parse_duration, "4 man days", "no unit of time", "4 days"),
        (parse_duration, "1.5 d", "no unit of time", "1.5 days"),
        (parse_duration, "2 wks", "no unit of time", "2 weeks"),
        (parse_share, "15 percent", "no unit", "15 %"),
        (parse_share, "0,15", "comma", "0.15"),
        (parse_money, "3 weeks", "currency", None),
        (parse_money, "100", "currency", "100 USD"),
        (parse_money, "100 CHF", "currency", None),
        (parse_money, "100 USD / year", "not followed", None),
        (parse_money_rate, "100 k USD", "money per time", "100 k USD / year"),
        (parse_money_rate, "100 USD / yeer", "no unit of time", "100 USD / year"),
    ],
)
def test_what_cannot_be_right_is_refused(read, written, words, suggestion) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnitError) as caught:
        read(written)
    assert words in caught.value.message
    assert caught.value.allowed
    assert caught.value.suggestion == suggestion


MEANT = [
    ({"mean": "1.5 days"}, "{lognormal: {mean: 1.5 days, cv: 0.6}}"),
    ({"mean": "1.5 days", "cv": "0.3"}, "{lognormal: {mean: 1.5 days, cv: 0.3}}"),
    ({"lognormal": "3 days"}, "{lognormal: {mean: 3 days, cv: 0.6}}"),
    ({"lognormal": {"mean": "3 days"}}, "{lognormal: {mean: 3 days, cv: 0.6}}"),
    ({"exponental": {"mean": "3 days"}}, "{exponential: {mean: 3 days}}"),
    ({"lognormal": {"meen": "3 days", "cv": "1"}}, "{lognormal: {mean: 3 days, cv: 1}}"),
    ({"min": "1 day", "max": "3 days"}, "{uniform: {low: 1 day, high: 3 days}}"),
    ({"lognormal": {"mean": "3 days", "sigma": "1"}}, None),
    ({"mean": "3 USD"}, None),
]


@pytest.mark.parametrize(("written", "meant"), MEANT, ids=str)
def test_a_distribution_is_offered_whole(written: object, meant: str | None) -> None:
    with pytest.raises(UnitError) as caught:
        parse_distribution(written)
    assert caught.value.suggestion == meant
    if meant is not None:
        assert parse_distribution(YAML(typ="safe", pure=True).load(meant))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"lognormal": {"mean": "3 days"}}, "cannot be described by mean"),
        ({"lognormal": {"mean": "3 days", "sigma": 1}}, "cannot be described"),
        ({"lognormal": "3 days"}, "arguments by name"),
        ({"lognrmal": {}}, "no family"),
        ({}, "nothing where one family"),
        ({"fixed": {"value": "1 day"}, "uniform": {}}, "fixed, uniform where one family"),
        ({"uniform": {"low": "2 days", "high": "1 day"}}, "must not decrease"),
        ({"triangular": {"low": "2 days", "mode": "1 day", "high": "3 days"}}, "must not decrease"),
        ({"weibull": {"scale": "1 day", "shape": 0}}, "absurd"),
        ({"lognormal": {"mean": "1 day", "cv": 1000}}, "absurd"),
        ({"lognormal": {"mean": 3, "cv": 1}}, "unit is missing"),
        ({"lognormal": {"mean": "3 USD", "cv": 1}}, "no unit of time"),
    ],
    ids=str,
)
def test_a_wrong_distribution_is_refused(written: object, words: str) -> None:
    with pytest.raises(UnitError, match=words):
        parse_distribution(written)
