"""Refreshes that nobody attends to, refreshes on drift, major updates, machines as needed."""

from math import log
from typing import Any, ClassVar

import pytest

from sim.history import History
from tests.builders import DAY, YEAR, lived, quiet


def world(process: dict[str, Any], **parts: Any) -> History:
    """Models at stage 3 for a year, with nothing on but what is asked for."""
    parts = {"organisation": {"stage": 3}, "models": 1, "horizon": "1 year", **parts}
    return lived(quiet(process, **parts))


def at(history: History, what: str, item: str = "") -> list[float]:
    """Days on which something happened."""
    assert history.events is not None
    return [e.at / DAY for e in history.events if e.what == what and item in (e.item, "")]


def closed(history: History, item: str) -> list[str]:
    assert history.events is not None
    return [e.step for e in history.events if (e.what, e.item) == ("closes", item)]


def steps(history: History, step: str) -> list[float]:
    """Days on which somebody began a step."""
    assert history.events is not None
    return [e.at / DAY for e in history.events if (e.what, e.step) == ("begins", step)]


class TestUnattended:
    rows: ClassVar[dict[str, str]] = {
        "refresh.cadence": "10 days",
        "refresh.retrain.by": "automatic",
        "refresh.deploy.by": "automatic",
        "refresh.test.by": "never",
        "refresh.mend.effort": "1 day",
        "refresh.failures_before_call": "3",
    }

    def test_nobody_works_on_it(self) -> None:
        history = world({**self.rows, "refresh.retrain.effort": "5 days"})
        assert len(at(history, "is refreshed")) > 20
        assert steps(history, "refresh.retrain") == []

    def test_what_fails_is_dropped_until_a_person_is_called(self) -> None:
        """Every training fails, but for the last of those that somebody looks after."""
        history = world({**self.rows, "training.fails": "100 %"})
        assert closed(history, "refresh")[:6] == ["dropped", "dropped", "released"] * 2
        first = at(history, "closes", "refresh")[0]
        asked = at(history, "opens", "refresh")[:4]
        assert [day - first for day in asked] == pytest.approx([0, 10, 20, 31])
        assert steps(history, "refresh.mend")[:2] == [asked[2], asked[2] + 31]

    @pytest.mark.parametrize("test", ["ci", "canary"])
    def test_what_a_test_catches_is_dropped(self, test: str) -> None:
        rows = {
            **self.rows,
            "release.write_tests.by": "data_scientist",
            f"release.{test}.by": "automatic",
            f"catch.{test}.bug": "100 %",
            "defect.bug.refresh": "100 %",
            "refresh.failures_before_call": "100",
        }
        history = world(rows)
        assert set(closed(history, "refresh")) == {"dropped"}
        assert steps(history, "release.repair") == []
        assert history.snapshots[-1].defects["bug", test] > 20

    def test_all_that_is_wrong_is_dropped_with_it(self) -> None:
        rows = {
            **self.rows,
            "release.write_tests.by": "data_scientist",
            "release.ci.by": "automatic",
            "defect.bug.refresh": "100 %",
            "defect.training": "100 %",
            "catch.ci.bug": "100 %",
            "catch.ci.training": "0 %",
            "refresh.failures_before_call": "100",
        }
        defects = world(rows).snapshots[-1].defects
        assert defects["training", "dropped"] == defects["bug", "ci"] > 20

    def test_a_bad_training_is_seen_by_no_person(self) -> None:
        rows = {
            **self.rows,
            "defect.training": "100 %",
            "catch.person.training": "100 %",
            "noticing.shift.operator": "3 days",
        }
        history = world(rows)
        assert history.snapshots[-1].incidents["bad_training"].begun > 0
        by_hand = world({**rows, "refresh.retrain.by": "data_scientist"})
        assert by_hand.snapshots[-1].incidents["bad_training"].begun == 0

    def test_a_known_shift_is_not_left_until_the_next_date(self) -> None:
        rows = {**self.rows, "refresh.cadence": "never", "training.fails": "100 %"}
        history = world({**rows, "shift.rate": "20 / year"})
        assert closed(history, "refresh")[:3] == ["dropped", "dropped", "released"]
        opened = at(history, "opens", "refresh")
        assert opened[0] == opened[1] == opened[2]


class TestDrift:
    rows: ClassVar[dict[str, str]] = {
        "refresh.trigger": "drift",
        "noticing.by": "monitoring",
        "noticing.shift.monitoring": "2 days",
        "refresh.drift_seen": "10 %",
        "decay.drifting": "100 %",
        "decay.share.slow": "0 %",
        "decay.share.fast": "0 %",
        "decay.half_life.medium": "100 days",
    }
    falls = 100 * -log(0.9) / log(2)
    """Days until a tenth of the lift is gone."""

    def test_a_refresh_is_asked_for_when_quality_has_fallen(self) -> None:
        history = world({**self.rows, "refresh.retrain.effort": "3 days"})
        noticed, asked = at(history, "drift is noticed"), at(history, "opens", "refresh")
        assert noticed == asked
        assert noticed[0] == pytest.approx(self.falls + 2, abs=1e-5)
        # The age counts from when training began, which is when retraining ended.
        assert noticed[1] - noticed[0] == pytest.approx(self.falls + 2 + 3, abs=1e-5)

    @pytest.mark.parametrize("off", [{"refresh.trigger": "age"}, {"decay.drifting": "0 %"}])
    def test_not_without_trigger_or_drift(self, off: dict[str, str]) -> None:
        assert at(world({**self.rows, **off}), "opens", "refresh") == []

    def unwatched(self, **rows: str) -> History:
        """Monitoring, and a trigger that waits for it, come while models are live."""
        watch = {name: self.rows[name] for name in ("refresh.trigger", "noticing.by")}
        before = {"refresh.trigger": "age", "noticing.by": "operator"}
        changes = {"watch": {"at": "50 days", "process": watch}}
        return world({**self.rows, **before, **rows}, changes=changes)

    def test_monitoring_does_not_see_models_that_were_released_before_it(self) -> None:
        assert at(self.unwatched(), "opens", "refresh") == []

    def test_it_does_from_their_next_release_on(self) -> None:
        history = self.unwatched(**{"refresh.cadence": "80 days"})
        first = next(day for day in at(history, "is refreshed") if day > 50)
        assert at(history, "drift is noticed")[0] == pytest.approx(first + self.falls + 2, abs=1e-5)

    def test_a_refresh_meanwhile_puts_it_off(self) -> None:
        history = world({**self.rows, "refresh.cadence": "10 days"})
        assert at(history, "drift is noticed") == []

    def test_it_begins_on_the_day_of_a_change(self) -> None:
        changes = {"watch": {"at": "100 days", "process": {"refresh.trigger": "drift"}}}
        history = world({**self.rows, "refresh.trigger": "age"}, changes=changes)
        assert at(history, "drift is noticed")[0] == pytest.approx(100 + 2)


class TestUpdates:
    rows: ClassVar[dict[str, str]] = {
        "update.rate": "1 per 5 days",
        "update.develop.effort": "40 days",
    }

    def test_while_one_is_open_further_ones_are_absorbed(self) -> None:
        history = world(self.rows)
        opened, ended = at(history, "opens", "update"), at(history, "closes", "update")
        assert 4 <= len(opened) <= 7
        assert all(end <= begin for end, begin in zip(ended, opened[1:], strict=False))

    def test_it_is_released_as_if_new(self) -> None:
        rows = {**self.rows, "release.test.effort": "1 day", "refresh.test.effort": "1 day"}
        history = world(rows)
        assert len(steps(history, "release.test")) == len(at(history, "closes", "update")) > 3
        assert steps(history, "refresh.test") == []

    def test_all_is_learnt(self) -> None:
        history = world({**self.rows, "shift.rate": "1 per 20 days", "noticing.by": "user"})
        shift = history.snapshots[-1].incidents["shift"]
        assert shift.ended >= shift.begun - 1 > 2

    def test_a_refresh_of_what_was_updated_meanwhile_is_in_vain(self) -> None:
        """It takes longer than from one update to the next."""
        rows = {**self.rows, "refresh.cadence": "1 day", "refresh.test.effort": "60 days"}
        history = world({**rows, "people.priorities": _NEW_FIRST}, it_engineers=5)
        assert set(closed(history, "refresh")) == {"in vain"}
        assert len(at(history, "closes", "update")) > 3

    def test_reinvention_waits_for_the_update_under_way(self) -> None:
        rows = {
            **self.rows,
            "obsolescence.rate": "1 per 30 days",
            "obsolescence.sensed": "100 %",
            "obsolescence.warning": "200 days",
            "development.explore.effort": "7 days",
        }
        history = world(rows, horizon="3 years")
        explored = steps(history, "development.explore")
        assert explored
        opened, ended = at(history, "opens", "update"), at(history, "closes", "update")
        assert all(end <= begin for end, begin in zip(ended, opened[1:], strict=False))
        assert set(explored) <= set(opened)


_NEW_FIRST = [
    "onboarding", "incident", "operations", "duties", "release", "new", "refresh", "improvement",
]  # fmt: skip


class TestMachines:
    rows: ClassVar[dict[str, str]] = {
        "refresh.cadence": "5 days",
        "refresh.train.machine": "4 days",
    }

    def waited(self, **rows: str) -> dict[str, float]:
        history = world({**self.rows, **rows}, models=10, organisation=_ONE_SLOT)
        return {
            where: ticks / DAY
            for _, _, step, state, where, _, ticks in history.flow
            if (step, state) == ("refresh.train", "waiting")
        }

    def test_slots_make_trainings_wait(self) -> None:
        assert self.waited()["training"] > 10

    def test_elastic_machines_do_not(self) -> None:
        assert self.waited(**{"training.machines": "elastic"}) == {"elastic_training": 0}

    def test_a_change_may_bring_them(self) -> None:
        changes = {"elastic": {"at": "126 days", "process": {"training.machines": "elastic"}}}
        history = world(self.rows, models=10, organisation=_ONE_SLOT, changes=changes)
        last = history.snapshots[-1]
        elastic = last.time["elastic_training", "refresh"]
        assert elastic == last.heads["elastic_training"]
        assert elastic > 4 * last.time["training", "refresh"] / YEAR * (YEAR / 2)


_ONE_SLOT = {"stage": 3, "training_slots": 1}
