"""Pilots: what the canvas turns down, what data allow, what is shelved, what is never deployed."""

from typing import Any, ClassVar

import pytest

from sim.history import History
from sim.ledgers.books import Snapshot
from sim.organisation.data_sources import DataSources
from sim.organisation.organisation import Organisation
from sim.replication import TASKS
from sim.units import Value
from tests.builders import DAY, lived, quiet

SERVED: dict[str, Any] = {"release.deploy.by": "automatic", "development.explore.effort": "1 day"}
CANVAS: dict[str, Any] = {"canvas.screen.by": "data_scientist", "canvas.screen.effort": "1 day"}
POOR: dict[str, Any] = {
    "data.adequacy": "40 %",
    "data.spread": "0 %",
    "data.raised_by_pilot": "0 %",
}


def pilots(process: dict[str, Any], use_cases: str = "1 / day", **parts: Any) -> History:
    return lived(quiet({**SERVED, **process}, use_cases=use_cases, **parts))


def ends(history: History) -> dict[str, int]:
    outcomes = history.snapshots[-1].outcomes
    return {outcome: n for (item, outcome), n in outcomes.items() if item == "use case" and n}


def steps(history: History) -> list[str]:
    """The steps that were begun."""
    assert history.events is not None
    return [entry.step for entry in history.events if entry.what == "begins"]


class TestCanvas:
    def test_a_perfect_one_lets_pass_what_has_a_decision(self) -> None:
        process = {**CANVAS, "canvas.sensitivity": "100 %", "canvas.specificity": "100 %"}
        history = pilots({**process, "development.decision_exists": "50 %"})
        assert set(ends(history)) == {"released", "turned down"}

    def test_a_blind_one_turns_down_what_it_should_not(self) -> None:
        process = {**CANVAS, "canvas.sensitivity": "0 %", "canvas.specificity": "0 %"}
        history = pilots({**process, "development.decision_exists": "50 %"})
        assert set(ends(history)) == {"shelved", "turned down"}

    def test_it_comes_before_access_to_data(self) -> None:
        process = {**CANVAS, "development.access.by": "it_engineer", "canvas.sensitivity": "0 %"}
        history = pilots({**process, "development.access.effort": "1 day"})
        assert set(steps(history)) == {"canvas.screen"}

    def test_what_is_turned_down_and_had_a_decision_is_never_released(self) -> None:
        """It waits for ever: most are turned down, so half are never reached."""
        half = {**CANVAS, "canvas.sensitivity": "30 %"}
        assert pilots({}).measures["lead_time_first_release"] is not None
        assert pilots(half).measures["lead_time_first_release"] is None


class TestStageOne:
    def test_where_there_is_no_production_nothing_goes_live(self) -> None:
        history = pilots({"release.deploy.by": "never", "development.decision_exists": "50 %"})
        assert set(ends(history)) == {"shelved", "not deployed"}
        assert history.whole.mean_level("live models") == 0
        assert history.measures["throughput"] == 0

    def test_and_production_from_some_day_on_serves_what_comes_then(self) -> None:
        serve = {"at": "50 days", "process": {"release.deploy.by": "automatic"}}
        history = pilots({"release.deploy.by": "never"}, changes={"serve": serve})
        assert history.events is not None
        went = {entry.at >= 50 * DAY for entry in history.events if entry.step == "released"}
        assert went == {True}


class TestUnderwhelming:
    def test_it_is_gone_through_again_and_then_shelved(self) -> None:
        again = {
            "development.iterate.effort": "0.5 days",
            "development.evaluate.effort": "0.1 days",
        }
        history = pilots({**POOR, **again, "development.iterations": 3}, use_cases="0.3 / day")
        taken = steps(history)
        assert set(ends(history)) == {"underwhelming"}
        assert len(taken) > 50
        assert taken.count("development.iterate") >= 3 * ends(history)["underwhelming"]
        assert taken.count("development.evaluate") >= 4 * ends(history)["underwhelming"]

    def test_each_time_with_luck_of_its_own(self) -> None:
        again = {"development.iterate.effort": {"exponential": {"mean": "0.5 days"}}}
        history = pilots({**POOR, **again}, use_cases="0.1 / day")
        assert history.events is not None
        rounds = [
            (entry.entity, entry.number, entry.at, entry.what)
            for entry in history.events
            if entry.step == "development.iterate"
        ]
        lasted = [end[2] - begin[2] for begin, end in zip(rounds[::2], rounds[1::2], strict=False)]
        assert len(set(lasted)) == len(lasted) > 5
        assert {number for _, number, *_ in rounds} == {0}, "the log counts items, not rounds"

    def test_iterations_teach(self) -> None:
        """0.4 is too little; mended by a fifth of what lacks it is 0.52."""
        teach = {**POOR, "data.raised_by_pilot": "20 %", "data.good_enough": "51 %"}
        assert set(ends(pilots(teach))) == {"released"}
        once = {**teach, "data.good_enough": "60 %", "data.sources": 10**9}
        assert set(ends(pilots({**once, "development.iterations": 0}))) == {"underwhelming"}
        assert set(ends(pilots({**once, "development.iterations": 1}))) == {"released"}

    def test_whether_there_is_a_decision_shows_only_with_a_model_that_is_good_enough(self) -> None:
        assert set(ends(pilots({**POOR, "development.decision_exists": "0 %"}))) == {
            "underwhelming"
        }


class TestWorth:
    def test_a_model_is_worth_what_its_training_reached(self) -> None:
        reached = {**POOR, "data.adequacy": "70 %", "value.mean": "100_000 USD / year"}
        history = pilots(reached)
        live = history.snapshots[-1].levels["live models"]
        assert history.snapshots[-1].value["potential"] == live * 70_000_00

    def test_improvement_before_it_raises_that(self) -> None:
        better = {"data.improve.by": "data_scientist", "data.raised_by_work": "50 %"}
        process = {**POOR, "data.sources": 10**9, "value.mean": "100_000 USD / year", **better}
        history = pilots(process)  # 40 % and half of the rest; nobody else has those sources
        live = history.snapshots[-1].levels["live models"]
        assert history.snapshots[-1].value["potential"] == live * 70_000_00

    def test_inherited_models_follow_the_same_rule(self) -> None:
        process = {**POOR, "data.adequacy": "70 %", "value.mean": "100_000 USD / year"}
        history = lived(quiet(process, models=5))
        assert history.snapshots[-1].value["potential"] == 5 * 70_000_00 * 100 * DAY

    def test_and_their_pilots_have_mended_what_they_found(self) -> None:
        mend = {"data.raised_by_pilot": "50 %", "value.mean": "100_000 USD / year"}
        history = lived(quiet({**POOR, **mend, "data.sources": 10**9}, models=5))
        assert history.snapshots[-1].value["potential"] == 5 * 70_000_00 * 100 * DAY


class TestCostOfDelay:
    """Value waits from arrival to start, and is in the making until the end."""

    STUCK: ClassVar[dict[str, Any]] = {
        "demand.wip_per_data_scientist": "1",
        "value.mean": "1000 USD / year",
    }

    def levels(self, snapshot: Snapshot) -> tuple[int, int]:
        return snapshot.levels["value waiting to start"], snapshot.levels["value in the making"]

    def test_it_is_the_value_of_those_there(self) -> None:
        process = {**self.STUCK, "development.explore.effort": "7 days"}
        history = pilots(process)
        flow = history.whole.flow
        backlog = flow("use case", "waiting", "wip limit")
        progress = flow("use case", "working", "data_scientist")
        assert self.levels(history.snapshots[-1]) == (1000_00 * backlog, 1000_00 * progress)

    def test_and_nothing_where_there_is_no_decision(self) -> None:
        history = pilots({**self.STUCK, "development.decision_exists": "0 %"})
        assert self.levels(history.snapshots[-1]) == (0, 0)

    def test_what_has_expired_waits_no_more(self) -> None:
        process = {**self.STUCK, "demand.backlog_expiry": "0 days"}
        history = pilots(process)
        assert ends(history)["expired"] > 10
        assert self.levels(history.snapshots[-1])[0] == 0


def sources(mean: float, spread: float) -> DataSources:
    process: dict[str, Value] = {"data.adequacy": mean, "data.spread": spread}
    return DataSources(process, lambda _, source: (source + 0.5) / 1000)


class TestDataSources:
    def test_they_differ_around_their_mean_and_never_leave_the_bounds(self) -> None:
        for mean, low, high in ((0.6, 0.2, 1.0), (0.25, 0.0, 0.5), (1.0, 1.0, 1.0)):
            stock = sources(mean, 1.0)
            all_ = [stock.adequacy(source) for source in range(1000)]
            assert sum(all_) / 1000 == pytest.approx(mean)
            assert (min(all_), max(all_)) == pytest.approx((low, high), abs=2e-3)

    def test_mending_takes_a_share_of_what_lacks_at_all_who_share_it(self) -> None:
        stock = sources(0.6, 0.0)
        stock.mend((1, 2), 0.5)
        assert stock.lift((1, 2)) == pytest.approx(0.8)
        assert stock.lift((2, 3)) == pytest.approx(0.7)
        stock.mend((2,), 0.5)
        assert stock.adequacy(2) == pytest.approx(0.9)

    def test_a_use_case_without_data_lacks_nothing(self) -> None:
        assert sources(0.2, 0.0).lift(()) == 1.0

    def test_use_cases_draw_on_distinct_ones(self) -> None:
        world = quiet({"data.sources": 4, "data.per_use_case": 3}).world()
        org = Organisation(world, 1, 0, TASKS, events=False)
        drawn = [org.ways.use_case(number).sources for number in range(300)]
        assert all(len(set(those)) == len(those) for those in drawn)
        assert {len(those) for those in drawn} == {1, 2, 3}
        assert {source for those in drawn for source in those} == {0, 1, 2, 3}
