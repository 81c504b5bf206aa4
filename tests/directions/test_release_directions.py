"""Releases: which way what an organisation does moves what comes of them, and where it must not."""

from typing import Any, ClassVar

from sim.history import History
from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import falls, rises, stays

SILENTLY = ("difference", "silent")


def world(**rows: Any) -> Scenario:
    """Thirty models at stage 3, refreshed every twenty days, by people who have to be asked."""
    process = {
        "refresh.cadence": "20 days",
        "refresh.deploy.effort": "0.1 days",
        "release.repair.effort": "1 day",
        "development.features": "20",
        "handover.touched": "50 %",
        "noticing.skew.operator": "100 days",
        "noticing.skew.user": "100 days",
        **{name.replace("__", "."): value for name, value in rows.items()},
    }
    staff = {"data_scientists": 5, "it_engineers": 5}
    return quiet(process, models=30, organisation={"stage": 3}, horizon="1 year", **staff)


BUGS = {"defect__bug__refresh": "30 %"}
DIFFERENCES = {"defect__difference": "2 %"}
CANARY = {"release__canary__by": "automatic"}
CI = {"release__ci__by": "automatic", "release__write_tests__by": "data_scientist"}


def defects(kind: str, fate: str) -> Any:
    return lambda history: history.snapshots[-1].defects.get((kind, fate), 0)


def failed(history: History) -> float:
    return history.snapshots[-1].releases.get(("refresh", "failed"), 0)


def all_results(history: History) -> object:
    last = history.snapshots[-1]
    return last.releases, last.defects, history.time


class TestSkew:
    def test_more_features_rewritten_make_more_of_it(self) -> None:
        few, many = ({"handover__touched": share} for share in ("10 %", "90 %"))
        view = defects(*SILENTLY)
        rises(world(**DIFFERENCES, **few), world(**DIFFERENCES, **many), view)

    def test_none_where_nobody_rewrites(self) -> None:
        nobody = {"handover__rewrite__by": "never"}
        view = defects("difference", "brought in")
        stays(world(**nobody), world(**DIFFERENCES, **nobody), view)
        falls(world(**DIFFERENCES), world(**DIFFERENCES, **nobody), view)

    def test_tests_in_ci_leave_less_of_it(self) -> None:
        falls(world(**DIFFERENCES), world(**DIFFERENCES, **CI), defects(*SILENTLY))


class TestFailedReleases:
    def test_a_canary_leaves_fewer(self) -> None:
        falls(world(**BUGS), world(**BUGS, **CANARY), failed)

    def test_a_canary_leaves_none_fewer_where_there_are_no_defects(self) -> None:
        stays(world(), world(**CANARY), all_results)

    def test_more_bugs_make_more(self) -> None:
        rises(world(**BUGS), world(defect__bug__refresh="60 %"), failed)

    def test_a_better_test_leaves_fewer(self) -> None:
        falls(world(**BUGS), world(**BUGS, catch__hand__bug="90 %"), failed)


class TestUnattended:
    rows: ClassVar[dict[str, str]] = {
        "refresh__retrain__by": "automatic",
        "refresh__retrain__effort": "2 days",
    }

    def test_it_frees_data_scientists(self) -> None:
        by_hand = world(refresh__retrain__effort="2 days")

        def worked(history: History) -> float:
            return sum(
                ticks
                for _, who, kind, ticks in history.time
                if (who, kind) == ("data_scientist", "refresh")
            )

        falls(by_hand, world(**self.rows), worked)

    def test_bad_trainings_get_through_more_often(self) -> None:
        lags = {"noticing__shift__operator": "30 days"}
        bad = {"defect__training": "20 %", **lags}
        view = defects("training", "silent")
        rises(world(**bad), world(**bad, refresh__retrain__by="automatic"), view)
