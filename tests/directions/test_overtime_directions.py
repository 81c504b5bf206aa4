"""Overtime: more capacity now, more errors and leavers later; nothing where nobody is swamped."""

from typing import Any

from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import falls, measure, rises, stays, waited

SHARE, ERRORS = "people.overtime.share", "people.overtime.errors"
FACTOR = "people.leaving.overtime_factor"


def swamped(process: dict[str, Any], data_scientists: int = 1) -> Scenario:
    """Refreshes of which there are three times as many as hands for them."""
    rows = {
        "refresh.cadence": "20 days",
        "refresh.retrain.effort": {"lognormal": {"mean": "3 days", "cv": 0.6}},
        "defect.bug.refresh": "20 %",
        SHARE: "20 %",
        **process,
    }
    return quiet(rows, data_scientists=data_scientists, models=20, horizon="18 months")


def test_more_is_done() -> None:
    rises(swamped({SHARE: "0 %", ERRORS: "0"}), swamped({ERRORS: "0"}), measure("refreshes"))
    falls(swamped({SHARE: "0 %", ERRORS: "0"}), swamped({ERRORS: "0"}), waited("refresh"))


def test_more_goes_wrong() -> None:
    rises(swamped({ERRORS: "0"}), swamped({ERRORS: "3"}), measure("change_failure_rate"))


def test_more_people_leave() -> None:
    leaving = {"people.leaving.rate.data_scientist": "1 / year", FACTOR: "0"}
    rises(swamped(leaving), swamped({**leaving, FACTOR: "10"}), measure("leavers"))


def test_nothing_changes_where_nobody_is_swamped() -> None:
    leaving = {"people.leaving.rate.data_scientist": "1 / year"}
    calm, heroic = {SHARE: "0 %", **leaving}, {ERRORS: "3", FACTOR: "10", **leaving}
    for name in ("change_failure_rate", "cost_total"):
        stays(swamped(calm, 20), swamped(heroic, 20), measure(name))


def test_who_is_not_tired_by_it_makes_no_more_mistakes() -> None:
    """What fails is then a matter of how much is released, in the same proportion."""
    off = {"defect.bug.refresh": "0 %"}
    stays(swamped({ERRORS: "0", **off}), swamped({ERRORS: "3", **off}), measure("refreshes"))
