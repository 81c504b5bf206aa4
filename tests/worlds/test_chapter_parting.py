"""Chapter by chapter: what changes on a day leaves what was before it, byte for byte; and what
changes nothing leaves all that comes after it as well."""

from functools import cache
from typing import Any

import pytest

from sim.capabilities import CAPABILITIES
from sim.history import History
from sim.process import PARAMETERS
from tests.builders import DAY, QUARTER, lived
from tests.worlds.logs import BUSY, before, log, numbers, without, world

LIVELY = {
    "shift.rate": "1 / year",
    "shift.domain.rate": "1 / year",
    "update.rate": "1 / year",
    "obsolescence.rate": "1 / year",
    "refresh.cadence": "60 days",
    "chain.most": "90 %",
    "chain.half": 3,
    "demand.wip_per_data_scientist": "0.6",
    "ensemble.most": "60 %",
    "data.good_enough": "70 %",
    "defect.difference": "2 %",
}
ROWS: dict[str, dict[str, Any]] = {
    "value": {"value.mean": "9_000_000 USD / year", "portfolio.reviewed": "with_each_refresh"},
    "tickets": {"operate.run_batch.rate": "60 / year", "operate.tend_server.effort": "2 days"},
    "outages": {"operate.pipeline_break.rate": "9 / year", "operate.degradation.rate": "0 / year"},
    "neglect": {"operate.overdue_breaks": 4, "operate.overdue_after": "1 day"},
    "collisions": {"environments.kept": "shared", "environments.collision": "90 %"},
    "shifts": {"shift.rate": "9 / year", "shift.domain.rate": "0 / year"},
    "shifts of domains": {"shift.domain.rate": "9 / year", "shift.domain.hits": "90 %"},
    "noticing": {"noticing.by": "checks", "noticing.shift.checks": "1 day"},
    "diagnosis": {"diagnose.shift.by": "it_engineer", "diagnose.ping_pong": "90 %"},
    "skew": {"defect.difference": "90 %", "noticing.skew.operator": "1 day"},
    "obsolescence": {"obsolescence.rate": "9 / year", "obsolescence.sensed": "90 %"},
    "obsolescence no more": {"obsolescence.rate": "0 / year"},
    "retirement": {"portfolio.reviewed": "with_each_refresh", "portfolio.notices": "1 day",
                   "value.mean": "9_000 USD / year"},
    "chains": {"chain.most": "0 %", "chain.upset": "90 %"},
    "ensembles": {"ensemble.most": "100 %", "ensemble.half": 1, "ensemble.members": 9},
    "canvas": {"canvas.screen.by": "data_scientist", "canvas.specificity": "99 %"},
    "no canvas": {"canvas.screen.by": "never"},
    "data": {"data.improve.by": "never", "data.raised_by_pilot": "90 %"},
    "a higher mark": {"data.good_enough": "99 %"},
    "features": {"features.kept": "shared"},
    "other features": {"features.universe": 100, "features.popularity": 0},
    "defects": {"defect.bug.new": "90 %", "defect.bug.refresh": "90 %"},
    "tests": {"catch.hand.bug": "1 %", "release.check.by": "never"},
    "trainings": {"training.fails": "60 %", "defect.training": "60 %"},
    "elastic machines": {"training.machines": "elastic"},
    "drift that triggers": {"refresh.trigger": "drift", "noticing.by": "monitoring"},
    "unattended refreshes": {"refresh.retrain.by": "automatic",
                             "handover.package.by": "data_scientist"},
    "no more refreshes": {"refresh.cadence": "never"},
    "updates": {"update.rate": "9 / year", "update.develop.effort": "1 day"},
    "the pool": {"demand.pool": 30},
    "credit": {"demand.credit_gain": 2, "demand.credit_half": "100_000 USD / year"},
    "incidents remembered": {"demand.incident_closes": "20 %", "demand.memory": "1 year"},
    "the sponsor": {"sponsor.shelved_takes": "60 %", "sponsor.incident_takes": "10 %"},
    "the order": {"demand.policy": "best_estimate", "demand.estimate_error": 2},
}  # fmt: skip
DAYS = {"0 days": 0, "63 days": QUARTER, "77.7 days": round(77.7 * DAY)}
AT = "77.7 days"


def life(organisation: dict[str, Any], process: dict[str, Any], **parts: Any) -> History:
    staff = {"data_scientist": 9, "it_engineer": 8}
    lives = {"models": 8, "use_cases": "60 / year"}
    return lived(
        world(
            organisation={"staff": staff, "training_slots": 4, **organisation},
            portfolio=lives,
            process={**BUSY["process"], **LIVELY, **process},
            **parts,
        )
    )


@cache
def as_it_is(stage: int) -> History:
    return life({"stage": stage}, {})


@pytest.mark.parametrize(
    "at", [AT, *(pytest.param(day, marks=pytest.mark.slow) for day in DAYS if day != AT)]
)
@pytest.mark.parametrize("name", ROWS)
def test_the_past_of_every_chapter_is_shared(name: str, at: str) -> None:
    other = life({"stage": 3}, {}, changes={"the change": {"at": at, "process": ROWS[name]}})
    day = DAYS[at]
    assert before(other, day) == before(as_it_is(3), day)
    assert without(other, "change: ") != log(as_it_is(3).events)
    closed = [window for window in other.snapshots if window.at <= day]
    assert closed == list(as_it_is(3).snapshots[: len(closed)])


NEEDED_BY = {
    name: {other for other, row in CAPABILITIES.items() if name in row.requires}
    for name in CAPABILITIES
}


def with_all_that_need_it(name: str) -> set[str]:
    found = {name}
    for other in NEEDED_BY[name]:
        found |= with_all_that_need_it(other)
    return found


REPLACED = {"simple_serving"}
"""Says nothing any more where there is IT serving."""


@pytest.mark.parametrize("name", CAPABILITIES)
def test_what_was_before_a_capability_is_shared(name: str) -> None:
    rest = sorted(CAPABILITIES.keys() - with_all_that_need_it(name))
    lacking = {"stage": 1, "with": rest}
    one = life(lacking, {})
    other = life(lacking, {}, changes={"it comes": {"at": AT, "with": [name]}})
    assert before(other, DAYS[AT]) == before(one, DAYS[AT])
    if name not in REPLACED:
        assert without(other, "change: ") != log(one.events)


@pytest.mark.parametrize("name", CAPABILITIES)
def test_what_was_before_it_was_lost_is_shared(name: str) -> None:
    having = {"stage": 1, "with": sorted(CAPABILITIES)}
    lost = sorted(with_all_that_need_it(name))
    one = life(having, {})
    other = life(having, {}, changes={"it goes": {"at": AT, "without": lost}})
    assert before(other, DAYS[AT]) == before(one, DAYS[AT])
    if name not in REPLACED:
        assert without(other, "change: ") != log(one.events)


@pytest.mark.parametrize("stage", [1, 2, 3, 4, 5])
def test_a_stage_that_is_held_already_changes_nothing(stage: int) -> None:
    _same_but_for_the_note(as_it_is(stage), stage, {"stage": stage})


def _same_but_for_the_note(one: History, stage: int, change: dict[str, Any]) -> None:
    other = life({"stage": stage}, {}, changes={"same": {"at": AT, **change}})
    assert without(other, "change: ") == log(one.events)
    assert numbers(other) == numbers(one)


def test_all_parameters_set_to_what_they_are_change_nothing() -> None:
    everything = {name: row.default for name, row in PARAMETERS.items()} | BUSY["process"] | LIVELY
    one = life({"stage": 3}, everything)
    changes = {day: {"at": day, "process": everything} for day in ("-30 days", *DAYS)}
    other = life({"stage": 3}, everything, changes=changes)
    assert without(other, "change: ") == log(one.events)
    assert numbers(other) == numbers(one)
