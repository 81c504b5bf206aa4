"""More of this gives more of that, beyond doubt; and nothing at all where it cannot matter."""

import re
from typing import Any

import pytest

from sim.process import PARAMETERS
from sim.scenario.machine import Scenario
from tests.builders import load, quiet
from tests.directions.pairs import falls, measure, rises, spent, stays, waited

STAGE_3: dict[str, Any] = {
    "horizon": "2 years",
    "history": "1 quarter",
    "organisation": {"stage": 3, "staff": {"data_scientist": 4, "it_engineer": 3}},
    "portfolio": {"models": 8, "use_cases": "12 / year"},
}


STAY = dict.fromkeys(
    ("people.leaving.rate.data_scientist", "people.leaving.rate.it_engineer"), "0 / year"
)
"""Who leaves depends on how many there are, and on their toil: here nobody does."""


def organisation(process: dict[str, Any] | None = None, **parts: Any) -> Scenario:
    """A small organisation at stage 3."""
    return load({**STAGE_3, "process": {**STAY, **(process or {})}, **parts})


def staffed(data_scientists: int, it_engineers: int) -> Scenario:
    # The limit of work in progress grows with the team by rule; here it is out of the way.
    staff = {"data_scientist": data_scientists, "it_engineer": it_engineers}
    free = {"demand.wip_per_data_scientist": "unlimited", "demand.backlog_expiry": "never"}
    asked = {"models": 8, "use_cases": "24 / year"}  # enough for some to be in progress at the end
    people = {"stage": 3, "staff": staff, "training_slots": 3}
    return organisation(free, organisation=people, portfolio=asked)


class TestMorePeople:
    """... are not slower."""

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["age_of_wip", "lead_time_refresh", "wip"])
    def test_with_more_people_work_ends_sooner(self, name: str) -> None:
        falls(staffed(4, 4), staffed(5, 5), measure(name))

    @pytest.mark.slow
    def test_and_more_comes_out(self) -> None:
        rises(staffed(4, 4), staffed(5, 5), measure("throughput"))

    def test_where_nobody_is_missing_one_more_changes_nothing(self) -> None:
        for name in ("age_of_wip", "lead_time_refresh", "throughput"):
            stays(staffed(90, 90), staffed(91, 91), measure(name))


class TestCadence:
    """A higher cadence is more refresh work."""

    @pytest.mark.slow
    def test_more_often_is_more_work(self) -> None:
        seldom = organisation({"refresh.cadence": "1 year"})
        often = organisation({"refresh.cadence": "3 months"})
        rises(seldom, often, spent("refresh"))
        rises(seldom, often, measure("refreshes"))

    def test_but_not_without_models(self) -> None:
        none = {"models": 0, "use_cases": "0 / year"}
        seldom = organisation({"refresh.cadence": "1 year"}, portfolio=none)
        often = organisation({"refresh.cadence": "3 months"}, portfolio=none)
        stays(seldom, often, spent("refresh"))


NOBODY_REWRITES = {"handover.rewrite.by": "never"}


class TestRewriting:
    """Where IT re-writes notebooks there is hand-over work."""

    @pytest.mark.slow
    def test_rewriting_takes_time(self) -> None:
        rises(organisation(NOBODY_REWRITES), organisation(), spent("hand_over"))
        easy = {"handover.rewrite.effort": "0.05 days"}
        rises(organisation(easy), organisation(), spent("hand_over"))

    def test_without_it_there_is_none(self) -> None:
        hard = {**NOBODY_REWRITES, "handover.rewrite.effort": "3 days"}
        stays(organisation(NOBODY_REWRITES), organisation(hard), spent("hand_over"))

    def test_nor_where_nothing_is_ever_released(self) -> None:
        nothing = {"development.decision_exists": "0 %"}
        pilots = {"models": 0, "use_cases": "12 / year"}
        nobody, somebody = (
            organisation({**nothing, **rows}, portfolio=pilots) for rows in (NOBODY_REWRITES, {})
        )
        stays(nobody, somebody, spent("hand_over"))
        stays(nobody, somebody, spent("new_value"))


NEVER_WRONG = {
    "shift.rate": "0 / year",
    "shift.domain.rate": "0 / year",
    "chain.upset": "0 %",
    "defect.training": "0 %",
}
"""All that makes a model wrong, so that it has to be refreshed."""
SILENT = {
    **{name: "0 / year" for name in PARAMETERS if re.fullmatch(r"operate\..*\.rate", name)},
    **NEVER_WRONG,
    "refresh.cadence": "never",
    "update.rate": "0 / year",
    "obsolescence.rate": "0 / year",
}
"""Models ask for nothing once they are live."""
ALONE = {
    "chain.most": "0 %",
    "ensemble.most": "0 %",
    "data.adequacy": "100 %",
    "demand.pool": "unlimited",
    "demand.credit_gain": "0",
    "demand.incident_closes": "0 %",
    "sponsor.confidence": "fixed",
}
"""Nor is anything else easier or harder because of the models that there are."""


class TestModels:
    """More models are more toil."""

    @staticmethod
    def having(models: int, process: dict[str, Any] | None = None) -> Scenario:
        return organisation(process, portfolio={"models": models, "use_cases": "12 / year"})

    @pytest.mark.slow
    def test_they_ask_for_work(self) -> None:
        rises(self.having(4), self.having(10), measure("toil_share"))
        falls(self.having(4), self.having(10), measure("throughput"))

    def test_models_that_ask_for_nothing_do_not(self) -> None:
        few, many = (self.having(models, {**SILENT, **ALONE}) for models in (4, 40))
        for name in ("toil_share", "throughput", "utilisation_it_engineer"):
            stays(few, many, measure(name))


class TestNoticing:
    """What is noticed later stays wrong for longer."""

    @staticmethod
    def after(lag: str, process: dict[str, str] | None = None) -> Scenario:
        rows = {"shift.rate": "2 / year", "noticing.shift.operator": lag}
        return organisation({**rows, **(process or {})})

    @pytest.mark.slow
    def test_slower_noticing_leaves_more_models_stale(self) -> None:
        rises(self.after("10 days"), self.after("60 days"), measure("stale_share"))

    def test_where_the_world_never_shifts_there_is_nothing_to_notice(self) -> None:
        soon, late = (self.after(lag, NEVER_WRONG) for lag in ("10 days", "60 days"))
        for name in ("stale_share", "value_lost", "refreshes"):
            stays(soon, late, measure(name))


class TestPreEmption:
    """Incidents that interrupt other work wait less."""

    @staticmethod
    def interrupting(classes: list[str], incidents: str = "12 / year") -> Scenario:
        process = {
            "people.preempting": classes,
            "operate.pipeline_break.rate": incidents,
            "operate.degradation.rate": "0 / year",
        }
        return organisation(process)

    def test_incidents_wait_less(self) -> None:
        falls(self.interrupting([]), self.interrupting(["incident"]), waited("incident"))

    def test_at_the_cost_of_finding_back(self) -> None:
        rises(self.interrupting([]), self.interrupting(["incident"]), spent("switching"))

    def test_without_incidents_nothing_changes(self) -> None:
        without = [self.interrupting(classes, "0 / year") for classes in ([], ["incident"])]
        for view in (waited("use case"), spent("switching"), measure("throughput")):
            stays(*without, view)


class TestReserve:
    """A reserve lets improvement wait less where people are busy."""

    @staticmethod
    def reserving(share: str, duties: str) -> Scenario:
        process = {
            "duties.it_engineer.rate": duties,
            "duties.it_engineer.effort": {"exponential": {"mean": "2 days"}},
            "improvement.it_engineer.rate": "30 / year",
            "improvement.it_engineer.effort": {"exponential": {"mean": "2 days"}},
        }
        reserve = {"improvement_reserve": {"it_engineer": share}}
        return quiet(process, it_engineers=2, horizon="3 years", organisation=reserve)

    @classmethod
    def busy(cls, share: str) -> Scenario:
        return cls.reserving(share, duties="240 / year")

    def test_improvement_waits_less(self) -> None:
        falls(self.busy("0 %"), self.busy("15 %"), waited("improvement"))

    def test_and_the_rest_waits_longer(self) -> None:
        rises(self.busy("0 %"), self.busy("15 %"), waited("duties"))

    def test_where_nothing_else_is_to_be_done_it_makes_no_difference(self) -> None:
        idle = [self.reserving(share, duties="0 / year") for share in ("0 %", "50 %")]
        stays(*idle, waited("improvement"))


class TestTrainingSlots:
    """Machines without limit: nobody waits for them."""

    @staticmethod
    def having(slots: int | str, machine: str = "20 days") -> Scenario:
        process = {"development.train.machine": machine, "refresh.train.machine": machine}
        machines = {**STAGE_3["organisation"], "training_slots": slots}
        return organisation(process, organisation=machines)

    @pytest.mark.slow
    def test_elastic_slots_spare_waiting(self) -> None:
        falls(self.having(1), self.having("unlimited"), waited("use case", "training"))
        stays(self.having("unlimited"), self.having(10_000), waited("use case", "training"))

    def test_where_training_takes_no_time_they_change_nothing(self) -> None:
        for view in (waited("use case"), measure("throughput"), measure("lead_time_refresh")):
            stays(self.having(1, "0 days"), self.having("unlimited", "0 days"), view)


class TestWorkInProgress:
    """A lower limit of work in progress makes what is started end sooner."""

    @staticmethod
    def limited(each: str, use_cases: str) -> Scenario:
        process = {
            "demand.wip_per_data_scientist": each,
            "development.explore.effort": {"exponential": {"mean": "10 days"}},
            "development.evaluate.effort": {"exponential": {"mean": "10 days"}},
            "development.train.machine": {"exponential": {"mean": "5 days"}},
        }
        return quiet(process, data_scientists=3, use_cases=use_cases, horizon="3 years")

    @pytest.mark.slow
    def test_under_overload_cycles_are_shorter(self) -> None:
        many, few = self.limited("5", "120 / year"), self.limited("1", "120 / year")
        falls(many, few, measure("cycle_time_first_release"))
        falls(many, few, measure("wip"))

    def test_where_the_limit_is_never_reached_it_changes_nothing(self) -> None:
        many, few = self.limited("500", "6 / year"), self.limited("50", "6 / year")
        stays(many, few, measure("cycle_time_first_release"))
        stays(many, few, measure("throughput"))
