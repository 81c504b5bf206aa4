"""Life in production: more of this gives more of that; nothing at all where it cannot matter."""

from typing import Any, ClassVar

import pytest

from sim.history import History
from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import falls, measure, rises, spent, stays

Rows = dict[str, Any]

STAFF: Rows = {"data_scientists": 6, "it_engineers": 6}
BREAKS: Rows = {
    "operate.pipeline_break.rate": "3 / year",
    "operate.pipeline_break.effort": {"exponential": {"mean": "1.5 days"}},
}
SHIFTS: Rows = {"shift.rate": "2 / year"}
DRIFTS: Rows = {"decay.drifting": "100 %", "refresh.cadence": "60 days"}
DIFFERS: Rows = {
    "defect.difference": "2 %",
    "development.features": "10",
    "handover.touched": "30 %",
}
WORK: Rows = {
    "refresh.retrain.effort": {"exponential": {"mean": "2 days"}},
    "refresh.deploy.effort": {"exponential": {"mean": "1 day"}},
    "diagnose.shift.effort": {"exponential": {"mean": "1 day"}},
    "diagnose.skew.effort": {"exponential": {"mean": "1 day"}},
    "diagnose.mend.effort": {"exponential": {"mean": "1 day"}},
}


def live(*process: Rows, models: int = 20, **parts: Any) -> Scenario:
    """Models at stage 3, in service for a year, to which happens what is asked for."""
    together = {name: value for some in (WORK, *process) for name, value in some.items()}
    parts = {"organisation": {"stage": 3}, "horizon": "1 year", **STAFF, **parts}
    return quiet(together, models=models, **parts)


def lost(cause: str) -> Any:
    """Value lost to a cause, in the unit of the ledger."""
    return lambda history: float(history.snapshots[-1].value[cause])


def everything(history: History) -> Any:
    """All ledgers: nothing at all differs."""
    last = history.snapshots[-1]
    return last.value, last.incidents, last.releases, history.time


class TestNoticing:
    """What is noticed later is lost for longer."""

    ALL: ClassVar[Rows] = {**BREAKS, **SHIFTS, **DRIFTS, **DIFFERS}
    OFF: ClassVar[dict[str, Rows]] = {
        "shift": {"shift.rate": "0 / year"},
        "skew": {"defect.difference": "0 %"},
        "outage": {"operate.pipeline_break.rate": "0 / year"},
    }

    @staticmethod
    def after(what: str, days: int, *process: Rows) -> Scenario:
        lag = {"exponential": {"mean": f"{days} days"}}
        watch = {"noticing.by": "monitoring", f"noticing.{what}.monitoring": lag}
        return live(*process, watch)

    @pytest.mark.parametrize("what", OFF)
    def test_slower_noticing_loses_more_value(self, what: str) -> None:
        soon, late = (self.after(what, days, self.ALL) for days in (5, 40))
        rises(soon, late, measure("value_lost"))
        rises(soon, late, measure(f"time_to_detect_{what}"))

    @pytest.mark.parametrize("what", OFF)
    def test_where_there_is_nothing_to_notice_the_rest_is_lost_all_the_same(
        self, what: str
    ) -> None:
        soon, late = (self.after(what, days, self.ALL, self.OFF[what]) for days in (5, 40))
        for view in (measure("value_lost"), everything):
            stays(soon, late, view)

    DRIFT: ClassVar[Rows] = {
        **DRIFTS,
        "refresh.cadence": "never",
        "refresh.trigger": "drift",
        "decay.half_life.medium": "90 days",
    }

    def test_drift_that_is_seen_later_costs_more(self) -> None:
        soon, late = (self.after("shift", days, self.DRIFT) for days in (5, 40))
        rises(soon, late, measure("value_lost"))

    def test_where_nothing_drifts_it_costs_nothing(self) -> None:
        steady = {"decay.drifting": "0 %"}
        soon, late = (self.after("shift", days, self.DRIFT, BREAKS, steady) for days in (5, 40))
        for view in (measure("value_lost"), everything):
            stays(soon, late, view)


class TestEnvironments:
    """Work in progress beside production breaks it."""

    SHARED: ClassVar[Rows] = {"environments.kept": "shared", "environments.collision": "15 %"}
    BUSY: ClassVar[Rows] = {"refresh.cadence": "60 days", "update.rate": "1 / year"}

    def both(self, *process: Rows, **parts: Any) -> tuple[Scenario, Scenario]:
        return live(BREAKS, *process, **parts), live(BREAKS, *process, self.SHARED, **parts)

    @pytest.mark.slow
    @pytest.mark.parametrize("work", ["use cases", "refreshes and updates"])
    def test_one_shared_environment_makes_more_outages(self, work: str) -> None:
        rows, use_cases = (self.BUSY, "0 / year") if work != "use cases" else ({}, "60 / year")
        apart, together = self.both(rows, use_cases=use_cases)
        rises(apart, together, measure("outages"))
        rises(apart, together, spent("incident"))
        rises(apart, together, lost("down"))

    def test_none_without_work_in_progress(self) -> None:
        for view in (measure("outages"), spent("incident"), everything):
            stays(*self.both(), view)

    def test_none_where_nothing_is_live(self) -> None:
        for view in (measure("wip"), spent("incident"), everything):
            pilots = {"release.deploy.by": "never", "development.explore.effort": "5 days"}
            stays(*self.both(pilots, models=0, use_cases="60 / year"), view)

    def test_the_more_is_changed_the_more_breaks(self) -> None:
        seldom, often = (
            live(self.SHARED, {"refresh.cadence": f"{days} days"}) for days in (90, 30)
        )
        rises(seldom, often, measure("outages"))

    def test_but_not_where_environments_are_separate(self) -> None:
        seldom, often = (live(BREAKS, {"refresh.cadence": f"{days} days"}) for days in (90, 30))
        stays(seldom, often, measure("outages"))


class TestChains:
    """A model that feeds on another suffers with it."""

    CHAINED: ClassVar[Rows] = {"chain.most": "90 %", "chain.half": "2"}
    WRONG: ClassVar[Rows] = {**BREAKS, **SHIFTS, "noticing.shift.operator": "20 days"}
    REFRESHED: ClassVar[Rows] = {"refresh.cadence": "30 days", "chain.upset": "20 %"}

    def both(self, *process: Rows) -> tuple[Scenario, Scenario]:
        return live(*process), live(*process, self.CHAINED)

    def test_incidents_are_felt_at_models_that_feed_on_the_one_they_befall(self) -> None:
        alone, chained = self.both(self.WRONG)
        rises(alone, chained, measure("value_lost_inherited"))
        rises(alone, chained, measure("value_lost"))
        rises(alone, chained, lost("upstream_down"))

    def test_though_no_more_of_them_happen(self) -> None:
        stays(*self.both(self.WRONG), measure("incidents_pipeline_break"))
        stays(*self.both(self.WRONG), measure("incidents_shift"))

    def test_without_incidents_nothing_spreads(self) -> None:
        for view in (lost("upstream_down"), measure("value_delivered"), everything):
            stays(*self.both({"refresh.cadence": "30 days"}), view)

    def test_the_closer_a_model_follows_the_more_it_loses(self) -> None:
        loose, tight = (
            live(SHIFTS, self.CHAINED, {"chain.elasticity": how}) for how in ("5 %", "100 %")
        )
        rises(loose, tight, measure("value_lost_inherited"))

    def test_refreshing_one_upsets_another(self) -> None:
        rises(*self.both(self.REFRESHED), measure("incidents_upset"))
        rises(*self.both(self.REFRESHED), measure("value_lost"))

    @pytest.mark.parametrize(
        "spread", [{"chain.elasticity": "100 %"}, {"chain.depth": 5}, {"chain.upset": "100 %"}]
    )
    def test_how_it_spreads_does_not_matter_without_chains(self, spread: Rows) -> None:
        none = {"chain.most": "0 %", "refresh.cadence": "30 days"}
        for view in (measure("value_lost"), everything):
            stays(live(self.WRONG, none), live(self.WRONG, none, spread), view)


class TestToil:
    """Who runs what he has made is swamped by it."""

    PILOTS: ClassVar[Rows] = {
        "demand.wip_per_data_scientist": "2",
        "development.explore.effort": {"exponential": {"mean": "20 days"}},
        "release.deploy.effort": {"exponential": {"mean": "2 days"}},
    }
    TICKETS: ClassVar[Rows] = {
        "operate.run_batch.rate": "12 / year",
        "operate.run_batch.effort": {"exponential": {"mean": "0.5 days"}},
        "operate.check_outputs.rate": "12 / year",
        "operate.check_outputs.effort": {"exponential": {"mean": "0.5 days"}},
    }

    def having(self, models: int, *process: Rows) -> Scenario:
        """As many models, run by those data scientists who work on new ones."""
        return live(
            self.PILOTS,
            *process,
            models=models,
            use_cases="60 / year",
            organisation={"stage": 2},
            data_scientists=3,
            history="1 quarter",
        )

    @pytest.mark.parametrize(
        "asked",
        [TICKETS, {"refresh.cadence": "90 days"}, BREAKS],
        ids=["tickets", "refreshes", "outages"],
    )
    def test_more_models_are_more_toil(self, asked: Rows) -> None:
        few, many = self.having(5, asked), self.having(25, asked)
        rises(few, many, measure("toil_share_data_scientist"))
        falls(few, many, measure("new_value_share"))

    def test_and_fewer_new_models(self) -> None:
        falls(self.having(5, self.TICKETS), self.having(25, self.TICKETS), measure("throughput"))

    def test_none_at_zero_operations(self) -> None:
        few, many = self.having(5), self.having(25)
        for view in (measure("toil_share_data_scientist"), measure("throughput"), worked):
            stays(few, many, view)

    def test_nor_where_a_machine_does_them(self) -> None:
        by = {
            name.replace(".rate", ".by"): "automatic"
            for name in self.TICKETS
            if name.endswith(".rate")
        }
        few, many = (self.having(models, self.TICKETS, by) for models in (5, 25))
        for view in (measure("toil_share_data_scientist"), measure("throughput"), worked):
            stays(few, many, view)


def worked(history: History) -> Any:
    """Where the time of everybody went."""
    return history.time


class TestDiagnosis:
    """Where two roles hand a case to and fro, finding out takes longer."""

    @staticmethod
    def handed_over(chance: str, *process: Rows, **parts: Any) -> Scenario:
        lag = {"noticing.shift.operator": "5 days", "diagnose.ping_pong": chance}
        return live(BREAKS, lag, *process, **parts)

    def test_it_takes_more_work_and_costs_more(self) -> None:
        never, often = (self.handed_over(chance, SHIFTS) for chance in ("0 %", "70 %"))
        rises(never, often, spent("incident"))
        rises(never, often, lost("shifted"))

    def test_not_where_nothing_has_to_be_found_out(self) -> None:
        for view in (spent("incident"), everything):
            stays(*(self.handed_over(chance) for chance in ("0 %", "70 %")), view)


class TestObsolescence:
    """Who sees the signs in time keeps the edge."""

    MOVES: ClassVar[Rows] = {
        **BREAKS,
        "obsolescence.rate": "1 / year",
        "obsolescence.warning": "60 days",
        "portfolio.lingers": "1 year",
        "development.explore.effort": {"exponential": {"mean": "5 days"}},
    }

    def sensing(self, chance: str, *process: Rows) -> Scenario:
        return live(self.MOVES, {"obsolescence.sensed": chance}, *process, horizon="2 years")

    def test_sensing_it_loses_less(self) -> None:
        blind, alert = self.sensing("0 %"), self.sensing("80 %")
        falls(blind, alert, lost("obsolete"))
        rises(blind, alert, measure("edge"))

    def test_but_it_is_work(self) -> None:
        rises(self.sensing("0 %"), self.sensing("80 %"), spent("new_value"))

    def test_where_the_world_stands_still_there_is_nothing_to_see(self) -> None:
        still = {"obsolescence.rate": "0 / year"}
        blind, alert = self.sensing("0 %", still), self.sensing("80 %", still)
        for view in (measure("edge"), spent("new_value"), everything):
            stays(blind, alert, view)
