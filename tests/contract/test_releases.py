"""Releases: each kind of defect against each test, what is mended, and what the book keeps."""

from typing import Any, ClassVar

import pytest

from sim.history import History
from sim.ledgers.books import Books
from sim.process.defects import DEFECTS, TESTS
from tests.builders import DAY, lived, quiet

ROWS = {
    "bug": {"defect.bug.new": "100 %"},
    "version": {"defect.version": "100 %"},
    "difference": {"defect.difference": "100 %"},
    "training": {
        "defect.training": "100 %",
        "catch.person.training": "0 %",
        "noticing.shift.operator": "10 years",
    },
}
"""How one kind of defect is brought into each first release."""
LOOKS = {
    "eye": {"release.check.by": "it_engineer"},
    "hand": {"release.test.by": "it_engineer"},
    "ci": {"release.ci.by": "automatic", "release.write_tests.by": "data_scientist"},
    "canary": {"release.canary.by": "automatic"},
}
"""How each test comes to exist."""
NO_TESTS = {"release.check.by": "never", "release.test.by": "never", "refresh.test.by": "never"}
REPAIR = "2 days"


def releases(process: dict[str, Any] | None = None, **parts: Any) -> History:
    """First releases at stage 3, without tests but those that are asked for."""
    parts = {"organisation": {"stage": 3}, "use_cases": "0.1 / day", **parts}
    rows = {
        **NO_TESTS,
        "release.repair.effort": REPAIR,
        **(process or {}),
    }
    return lived(quiet(rows, horizon="1 year", **parts))


def results(history: History, item: str = "use case") -> dict[str, int]:
    last = history.snapshots[-1].releases
    return {what: number for (kind, what), number in last.items() if kind == item}


def fates(history: History, defect: str) -> dict[str, int]:
    last = history.snapshots[-1].defects
    return {fate: number for (kind, fate), number in last.items() if kind == defect}


def rework(history: History) -> float:
    return sum(ticks for _, _, kind, ticks in history.time if kind == "rework") / DAY


def only(test: str, defect: str, chance: str) -> dict[str, Any]:
    """One test, which catches one kind of defect with this chance, and that kind."""
    others = {f"catch.{test}.{kind}": "0 %" for kind in DEFECTS}
    return {**LOOKS[test], **ROWS[defect], **others, f"catch.{test}.{defect}": chance}


class TestEachDefectAgainstEachTest:
    @pytest.mark.parametrize("test", TESTS)
    @pytest.mark.parametrize("defect", DEFECTS)
    def test_what_a_test_sees_is_mended_before_it_does_harm(self, defect: str, test: str) -> None:
        history = releases(only(test, defect, "100 %"))
        kept = fates(history, defect)
        assert kept[test] > 10
        # Trainings go wrong again, until whoever repairs sits with whoever tests.
        assert set(kept) <= {"brought in", test}
        assert results(history).get("rolled back", 0) == (kept[test] if test == "canary" else 0)
        assert "failed" not in results(history)
        assert rework(history) >= 2 * results(history)["ok"]

    @pytest.mark.parametrize("test", TESTS)
    @pytest.mark.parametrize("defect", DEFECTS)
    def test_what_it_does_not_see_gets_through(self, defect: str, test: str) -> None:
        history = releases({**only(test, defect, "0 %"), "defect.version.shows": "0 %"})
        fate = "production" if defect == "bug" else "silent"
        assert set(fates(history, defect)) == {"brought in", fate}

    @pytest.mark.parametrize("test", TESTS)
    def test_a_test_that_does_not_exist_sees_nothing(self, test: str) -> None:
        history = releases({**ROWS["bug"], f"catch.{test}.bug": "100 %"})
        assert set(fates(history, "bug")) == {"brought in", "production"}


class TestFailedReleases:
    def test_it_is_repaired_and_released_again(self) -> None:
        history = releases(ROWS["bug"])
        counts = results(history)
        assert counts["failed"] >= counts["ok"] == counts["restored"] > 10
        assert rework(history) == pytest.approx(2 * counts["failed"], abs=4)

    def test_the_time_to_restore_is_that_of_the_repair(self) -> None:
        counts = results(releases(ROWS["bug"], it_engineers=20))
        assert counts["ticks to restore"] == 2 * DAY * counts["restored"]

    def test_the_model_is_not_live_before(self) -> None:
        history = releases({**ROWS["bug"], "release.repair.effort": "300 days"})
        assert history.measures["live_models"] == 0
        assert results(history)["failed"] > 10

    def test_a_failed_refresh_leaves_the_old_model(self) -> None:
        rows = {"refresh.cadence": "10 days", "defect.bug.refresh": "60 %", "shift.rate": "1 / day"}
        history = releases(rows, models=1, use_cases="0 / year")
        at = {what: [e.at for e in history.events or () if e.what == what] for what in WHAT}
        assert len(at["fails and is rolled back"]) > 3
        for failed in at["fails and is rolled back"]:
            assert failed not in at["is refreshed"]
            assert any(refreshed >= failed + 2 * DAY for refreshed in at["is refreshed"])

    def test_a_wrong_version_shows_or_does_not(self) -> None:
        history = releases({**ROWS["version"], "defect.version.shows": "50 %"})
        kept = fates(history, "version")
        assert kept["production"] == results(history)["failed"] > 3
        assert kept["silent"] == begun(history, "wrong_version") > 3

    def test_one_role_alone_takes_no_wrong_version(self) -> None:
        assert fates(releases({**ROWS["version"], **_ONE_ROLE}), "version") == {}

    def test_a_machine_takes_no_wrong_version(self) -> None:
        rows = {**ROWS["version"], "release.deploy.by": "automatic"}
        assert fates(releases(rows), "version") == {}


WHAT = ("fails and is rolled back", "is refreshed")
_ONE_ROLE = {"release.deploy.by": "data_scientist"}


def begun(history: History, kind: str) -> int:
    return history.snapshots[-1].incidents[kind].begun


class TestSilentFaults:
    @pytest.mark.parametrize(
        ("defect", "kind"), [("difference", "skew"), ("training", "bad_training")]
    )
    def test_it_is_an_incident_from_the_first_day(self, defect: str, kind: str) -> None:
        history = releases(ROWS[defect])
        assert begun(history, kind) == fates(history, defect)["silent"] == results(history)["ok"]

    def test_nothing_differs_where_nobody_rewrites(self) -> None:
        rows = {**ROWS["difference"], "handover.rewrite.by": "never"}
        assert fates(releases(rows), "difference") == {}

    def test_whoever_trains_by_hand_sees_it_and_trains_again(self) -> None:
        rows = {"defect.training": "50 %", "catch.person.training": "100 %"}
        history = releases(rows)
        assert set(fates(history, "training")) == {"brought in", "person"}
        assert begun(history, "bad_training") == 0


class TestSkewEnds:
    rows: ClassVar[dict[str, str]] = {
        "development.features": "10",
        "noticing.skew.operator": "10 years",
        "noticing.skew.user": "10 years",
        "refresh.cadence": "20 days",
        **ROWS["difference"],
    }

    def ended(
        self, touched: str, rows: dict[str, Any] | None = None, **changed: str
    ) -> tuple[int, int]:
        patch = {"process": {"defect.difference": "0 %", **changed}}
        history = releases(
            {**self.rows, "handover.touched": touched, **(rows or {})},
            models=5,
            use_cases="0 / year",
            changes={"mended": {"at": "30 days", **patch}},
        )
        skew = history.snapshots[-1].incidents["skew"]
        return skew.begun, skew.ended

    def test_a_difference_outlasts_the_wrong_version_it_came_with(self) -> None:
        """The next release has the right version, but not the features that it did not touch."""
        both = {**ROWS["version"], "defect.version.shows": "0 %"}
        assert self.ended("10 %", rows=both, **{"defect.version": "0 %"}) == (5, 0)

    def test_it_ends_where_all_features_are_made_anew(self) -> None:
        begun, ended = self.ended("100 %")
        assert begun == ended > 0

    def test_features_that_are_needed_twice_are_made_anew_once(self) -> None:
        """A model of ten features drawn from two has at most two."""
        few = {"features.universe": 2, "features.popularity": 0}
        begun, ended = self.ended("100 %", rows=few)
        assert begun == ended > 0

    def test_a_refresh_that_touches_some_leaves_it(self) -> None:
        assert self.ended("10 %") == (5, 0)

    def test_it_ends_where_nothing_is_re_implemented_any_more(self) -> None:
        assert self.ended("10 %", **{"handover.rewrite.by": "never"}) == (5, 5)


class TestTrainings:
    def test_what_a_test_finds_in_a_training_is_trained_again(self) -> None:
        rows = {**only("ci", "training", "100 %"), "defect.training": "40 %"}
        history = releases({**rows, "development.train.machine": "0.1 days"})
        trained = visits(history, "development.train")
        assert trained == results(history)["ok"] + fates(history, "training")["ci"]

    def test_a_run_that_fails_is_run_again(self) -> None:
        rows = {"training.fails": "100 %", "development.train.machine": "0.1 days"}
        history = releases(rows)
        assert visits(history, "development.train") // 9 == results(history)["ok"]

    def test_a_repair_may_bring_in_a_bug(self) -> None:
        rows = {**only("hand", "bug", "100 %"), "defect.bug.refresh": "100 %"}
        history = releases(rows)
        assert fates(history, "bug")["hand"] >= 9 * results(history)["ok"] > 50


def visits(history: History, step: str) -> int:
    """How often a step was done."""
    return sum(
        times for _, _, at, state, _, times, _ in history.flow if (at, state) == (step, "working")
    )


class TestStage1:
    def test_without_production_nothing_is_released(self) -> None:
        history = releases({"release.deploy.by": "never", "handover.rewrite.effort": "1 day"})
        assert results(history) == {}
        assert history.snapshots[-1].outcomes["use case", "not deployed"] > 10
        assert history.measures["live_models"] == 0
        assert not [entry for entry in history.events or () if entry.step == "handover.rewrite"]


class TestSteps:
    def steps(self, **rows: str) -> set[str]:
        history = releases({"handover.port.by": "it_engineer", **_TAKES_TIME, **rows})
        return {entry.step for entry in history.events or ()} & set(_NAMES)

    def test_what_production_knows_need_not_be_ported(self) -> None:
        assert "handover.port" in self.steps(**{"handover.foreign": "100 %"})
        assert "handover.port" not in self.steps(**{"handover.foreign": "0 %"})

    def test_pipelines_are_packaged_and_tests_written(self) -> None:
        by = {"handover.package.by": "it_engineer", "release.write_tests.by": "data_scientist"}
        assert {"handover.package", "release.write_tests"} <= self.steps(**by)


_NAMES = ("handover.port", "handover.package", "release.write_tests")
_TAKES_TIME = {f"{name}.effort": "1 day" for name in _NAMES}


class TestTheBook:
    def test_it_balances_when_nothing_happens(self) -> None:
        assert Books(0).releases.imbalances(Books(0).flow) == []

    def test_an_item_without_a_release_shows(self) -> None:
        books = Books(0)
        books.releases.count("refresh", "ok")
        assert books.imbalances() == ["releases of refresh: 1 stayed != 0 items released"]

    def test_a_defect_that_gets_lost_shows(self) -> None:
        books = Books(0)
        books.releases.bring_in("bug")
        assert books.imbalances() == ["defects, bug: brought in 1 != found 0"]

    def test_a_defect_that_comes_from_nowhere_shows(self) -> None:
        books = Books(0)
        books.releases.end("bug", "eye")
        assert books.imbalances() == ["defects, bug: brought in 0 != found 1"]
