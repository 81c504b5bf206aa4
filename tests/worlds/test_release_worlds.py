"""Releases in minimally different worlds: what no luck depends on changes nothing."""

from typing import Any

import pytest

from sim.history import History
from sim.process.defects import DEFECTS, TESTS
from tests.builders import lived, quiet

LIVELY = {
    "refresh.cadence": "20 days",
    "refresh.retrain.effort": "2 days",
    "refresh.test.effort": "0.5 days",
    "release.repair.effort": "1 day",
    "shift.rate": "2 / year",
    "update.rate": "1 / year",
    "update.develop.effort": "3 days",
    "handover.touched": "50 %",
    "development.features": "10",
    "noticing.skew.operator": "50 days",
    "noticing.shift.operator": "10 days",
}
TESTED = {
    "release.check.by": "it_engineer",
    "refresh.check.by": "it_engineer",
    "release.ci.by": "automatic",
    "release.write_tests.by": "data_scientist",
    "release.canary.by": "automatic",
}
WRONG = {
    "defect.bug.new": "50 %",
    "defect.bug.refresh": "30 %",
    "defect.difference": "3 %",
    "defect.training": "20 %",
    "defect.version": "30 %",
    "training.fails": "20 %",
}


def life(*rows: dict[str, Any]) -> History:
    process = {name: value for some in (LIVELY, *rows) for name, value in some.items()}
    staff = {"data_scientists": 4, "it_engineers": 4}
    parts = {"models": 10, "use_cases": "20 / year", "organisation": {"stage": 3}}
    return lived(quiet(process, horizon="1 year", **staff, **parts))


@pytest.mark.parametrize("chance", ["0 %", "100 %"])
def test_what_a_test_could_catch_does_not_matter_where_nothing_is_wrong(chance: str) -> None:
    catches = {f"catch.{test}.{defect}": chance for test in TESTS for defect in DEFECTS}
    assert life(TESTED, catches).events == life(TESTED).events


def test_tests_that_take_no_time_change_nothing_where_nothing_is_wrong() -> None:
    assert life(TESTED).events == life().events


def test_tests_that_catch_nothing_change_nothing() -> None:
    blind = {f"catch.{test}.{defect}": "0 %" for test in TESTS for defect in DEFECTS}
    assert life(WRONG, blind, TESTED).events == life(WRONG, blind).events


def test_the_same_trainings_go_wrong_whatever_else_does() -> None:
    """The luck of one kind of defect is not that of another."""
    only = {"defect.training": "20 %", "catch.person.training": "0 %", "defect.version": "0 %"}
    none = {f"catch.{test}.{defect}": "0 %" for test in TESTS for defect in DEFECTS}
    unhurried = {
        "noticing.shift.operator": "10 years",
        "update.rate": "0 / year",
        "refresh.test.effort": "0 days",
    }
    bugs = {"defect.bug.refresh": "40 %", "release.repair.effort": "0 days"}
    quietly, buggy = (
        [
            (e.at, e.entity)
            for e in life(only, none, unhurried, more).events or ()
            if (e.what, e.item) == ("strikes", "bad_training")
        ]
        for more in ({}, bugs)
    )
    assert quietly == buggy
    assert len(quietly) > 5
