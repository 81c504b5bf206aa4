"""Money by hand: an organisation without luck, whose every line can be worked out on paper."""

from math import log

import pytest

from sim.history import History
from sim.organisation.treasury import Treasury
from sim.scenario.errors import ScenarioErrors
from tests.builders import YEAR, lived, quiet

HIRE_AT = 0.5
"""In years: somebody joins, and is paid from then on."""
BEGUN, BUILT = 0.25, 0.5
"""In years: a platform is paid when it is begun, and its licence from when it is there."""
PLATFORM = {
    "define_capabilities": {
        "platform": {
            "title": "A platform",
            "answers": "Servers that want tending.",
            "build": {"it_engineer": "10 days"},
            "lead_time": "63 days",
            "price": "50_000 USD",
            "licence": "40_000 USD / year",
            "effects": {"operate.tend_server.rate": {"times": "0.5"}},
        }
    },
    "alternatives": {
        "as it is": {},
        "a platform": {"investments": {"platform": {"start": "63 days"}}},
    },
}


def held_back(alternative: str | None = None, /, **process: str) -> History:
    """One model that ages, two people and later three, one licence, one machine: for a year."""
    rows = {
        "people.salary.data_scientist": "100_000 USD / year",
        "people.salary.it_engineer": "120_000 USD / year",
        "value.mean": "400_000 USD / year",
        "decay.drifting": "100 %",
        **{f"decay.half_life.{pace}": "1 year" for pace in ("slow", "medium", "fast")},
        "money.slot": "9_000 USD / year",
        "money.serving": "3_000 USD / year",
        "money.hiring": "14 %",
        "money.discount": "8 %",
        **process,
    }
    return lived(
        quiet(
            rows,
            models=1,
            horizon="1 year",
            organisation={"stage": 3, "training_slots": 1},
            changes={"hire": {"at": "126 days", "staff": {"data_scientist": 2}}},
            **(PLATFORM if alternative else {}),
        ),
        alternative=alternative,
    )


def evenly(begin: float, end: float) -> float:
    """What one of a currency is worth on day 0 that is spread evenly from one year to another."""
    return (1.08**-begin - 1.08**-end) / (log(1.08) * (end - begin))


def by_hand() -> float:
    """Quarter by quarter: what the model earns at a half-life of a year, less every cost."""
    total = 0.0
    for begin, end, people in (
        (0.00, 0.25, 100_000 + 120_000),
        (0.25, 0.50, 100_000 + 120_000),
        (0.50, 0.75, 2 * 100_000 + 120_000),
        (0.75, 1.00, 2 * 100_000 + 120_000),
    ):
        earned = 400_000 * (2**-begin - 2**-end) / log(2)
        licence, machine, serving = 30_000, 9_000, 3_000  # of "environments", a year
        total += evenly(begin, end) * (earned - (people + licence + machine + serving) / 4)
    return total - 14_000 * 1.08**-HIRE_AT


def test_the_present_value_is_what_it_is_by_hand() -> None:
    assert round(held_back().measures["npv"], 2) == round(by_hand(), 2)


def test_so_it_is_with_an_investment() -> None:
    """Whoever builds is paid anyway; what is bought and what is licensed comes on top."""
    history = held_back("a platform")
    assert [(one.what, one.at / YEAR) for one in history.milestones] == [
        ("begun", BEGUN),
        ("built", BUILT),
    ]
    licence = (evenly(0.50, 0.75) + evenly(0.75, 1.00)) * 40_000 / 4
    expected = by_hand() - 50_000 * 1.08**-BEGUN - licence
    assert round(history.measures["npv"], 2) == round(expected, 2)
    assert history.measures["cost_building"] == 50_000.0
    assert history.measures["cost_licences"] == 30_000.0 + 20_000.0


def test_every_kind_of_cost_is_what_it_is_by_hand() -> None:
    measures = held_back().measures
    costs = {name: measures[name] for name in measures if name.startswith("cost_")}
    assert costs | {"staff": measures["staff_cost"]} == costs | {
        "staff": 270_000.0,
        "cost_hiring": 14_000.0,
        "cost_building": 0.0,
        "cost_licences": 30_000.0,
        "cost_compute": 12_000.0,
        "cost_total": 326_000.0,
    }
    delivered = 400_000 * 0.5 / log(2)
    assert round(measures["net_value"], 2) == round(delivered - 326_000, 2)


def test_without_discount_it_is_the_net_value_of_all_years() -> None:
    measures = held_back(**{"money.discount": "0 %"}).measures
    assert measures["npv"] == pytest.approx(measures["net_value"], abs=0.01)


def test_the_quarters_add_up_and_the_terminal_value_comes_at_the_end() -> None:
    history = held_back()
    parts = [value for _, name, value in history.timeline if name == "npv"]
    measures = history.measures
    assert sum(parts) == pytest.approx(measures["npv"], abs=0.01)
    later = measures["npv"] + measures["terminal_value"] / 1.08
    assert measures["npv_with_terminal"] == pytest.approx(later, abs=0.01)


def test_a_price_is_paid_once_and_counts_in_full_on_day_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without history, day 0 is when the organisation begins."""
    before, prices = held_back().measures, Treasury.set_prices

    def also_buy(self: Treasury, *rest: object) -> None:
        prices(self, *rest)
        if rest[-1] == 0:
            self.buy("environments", 0)

    monkeypatch.setattr(Treasury, "set_prices", also_buy)
    after = held_back().measures
    assert after["cost_building"] == 20_000.0
    assert round(before["npv"] - after["npv"], 2) == 20_000.0


def test_the_market_s_prices_are_converted_and_one_s_own_are_not() -> None:
    euros = {
        "people.salary.data_scientist": "100_000 EUR / year",
        "people.salary.it_engineer": "120_000 EUR / year",
        "value.mean": "400_000 EUR / year",
        "demand.credit_half": "5 M EUR / year",
        "money.serving": "3_000 EUR / year",
        "money.usd": "0.5",
    }
    measures = held_back(**euros).measures
    assert measures["cost_licences"] == 15_000.0
    assert measures["cost_compute"] == 4_500.0 + 3_000.0
    with pytest.raises(ScenarioErrors, match=r"money.usd.*what one USD costs in EUR"):
        held_back(**(euros | {"money.usd": "1"}))
