"""People who come and go: more toil drives more away; learning costs what else could be done."""

from typing import Any

from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import falls, measure, rises, spent, stays

RATE = "people.leaving.rate.data_scientist"
FACTOR = "people.leaving.toil_factor"
MANY: dict[str, Any] = {"data_scientists": 20, "models": 20, "horizon": "2 years"}
LEAVING: dict[str, Any] = {
    RATE: "0.5 / year",
    "people.hiring.lag.data_scientist": "20 days",
    "operate.run_batch.effort": "0.5 days",
}


def team(process: dict[str, Any], **parts: Any) -> Scenario:
    return quiet({**LEAVING, "operate.run_batch.rate": "40 / year", **process}, **MANY, **parts)


def test_toil_drives_people_away() -> None:
    rises(team({FACTOR: "0"}), team({FACTOR: "3"}), measure("leavers"))


def test_but_not_where_it_does_not_matter_to_them_or_there_is_none() -> None:
    few, many = {"operate.run_batch.rate": "10 / year"}, {"operate.run_batch.rate": "80 / year"}
    stays(team({FACTOR: "0", **few}), team({FACTOR: "0", **many}), measure("leavers"))
    none = {"operate.run_batch.rate": "0 / year"}
    stays(team({FACTOR: "0", **none}), team({FACTOR: "6", **none}), measure("leavers"))


def test_posts_that_take_longer_to_fill_are_vacant_for_longer() -> None:
    slow = {"people.hiring.lag.data_scientist": "120 days"}
    rises(team({}), team(slow), spent("vacant"))


def shop(learn: str, people: int) -> Scenario:
    rows = {
        **LEAVING,
        FACTOR: "0",
        "development.explore.effort": "10 days",
        "onboarding.learn.effort": learn,
        "onboarding.lasts": "6 months",
    }
    parts: dict[str, Any] = {"use_cases": "200 / year", "horizon": "2 years"}
    return quiet(rows, data_scientists=people, **parts)


def test_learning_costs_throughput_where_hands_are_short() -> None:
    falls(shop("0 days", 5), shop("50 days", 5), measure("throughput"))


def test_and_none_where_they_are_not() -> None:
    stays(shop("0 days", 400), shop("50 days", 400), measure("throughput"))
