"""Chapter by chapter: what is off has no parameters, and where it is on each of them matters."""

from collections.abc import Mapping
from typing import Any

import pytest

from sim.history import History
from sim.process.defects import DEFECTS, TESTS
from sim.process.worth import WATCHERS
from tests.builders import lived
from tests.worlds.logs import BUSY, log, numbers, world

Rows = Mapping[str, Any]

LIVELY: Rows = {
    **BUSY["process"],
    "shift.domain.rate": "1 / year",
    "update.rate": "1 / year",
    "refresh.cadence": "60 days",
    "defect.difference": "3 %",
    "defect.version": "20 %",
    "obsolescence.rate": "1 / year",
    "portfolio.lingers": "50 days",
    "operate.overdue_after": "1 day",
    "noticing.skew.operator": "9 days",
    "development.iterations": 2,
}
"""IT serves, and much of everything happens."""

NOTHING_WRONG: Rows = {
    "shift.rate": "0 / year",
    "shift.domain.rate": "0 / year",
    "chain.upset": "0 %",
    "defect.training": "0 %",
    "defect.version": "0 %",
    "defect.difference": "0 %",
    "operate.pipeline_break.rate": "0 / year",
    "operate.degradation.rate": "0 / year",
    "environments.collision": "0 %",
}
NOTHING_ANEW: Rows = {
    "update.rate": "0 / year",
    "obsolescence.sensed": "0 %",
    "chain.most": "0 %",  # or who feeds on what is switched off is built anew
}
NO_DEFECTS: Rows = {
    "defect.bug.new": "0 %",
    "defect.bug.refresh": "0 %",
    "defect.version": "0 %",
    "defect.difference": "0 %",
    "defect.training": "0 %",
}
TRIGGERED: Rows = {"refresh.trigger": "drift", "noticing.by": "monitoring"}
UNATTENDED: Rows = {
    "refresh.retrain.by": "automatic",
    "handover.package.by": "data_scientist",
    "training.fails": "40 %",
}


def lags(what: str, lag: str) -> Rows:
    return {f"noticing.{what}.{who}": lag for who in WATCHERS}


def catches(*tests: str) -> Rows:
    return {f"catch.{test}.{defect}": "95 %" for test in tests for defect in DEFECTS}


OFF: dict[str, tuple[Rows, Rows, Rows]] = {
    "shifts": (
        {"shift.rate": "0 / year", "shift.domain.rate": "0 / year", "chain.upset": "0 %",
         "defect.training": "0 %"},
        {**lags("shift", "1 day"), "diagnose.shift.effort": "9 days",
         "diagnose.shift.by": "it_engineer", "shift.loss": "90 %", "shift.domain.hits": "99 %",
         "shift.domains": 9},
        {},
    ),
    "shifts of domains": (
        {"shift.domain.rate": "0 / year"},
        {"shift.domain.hits": "99 %", "shift.domains": 9},
        {},
    ),
    "skew": (
        {"defect.version": "0 %", "defect.difference": "0 %"},
        {**lags("skew", "1 day"), "diagnose.skew.effort": "9 days",
         "diagnose.mend.effort": "9 days", "diagnose.mend.by": "it_engineer",
         "skew.loss": "90 %", "defect.version.shows": "0 %"},
        {},
    ),
    "anything wrong": (
        NOTHING_WRONG,
        {"noticing.by": "checks", "diagnose.ping_pong": "90 %",
         "environments.kept": "shared"},
        {},
    ),
    "breaks": (
        {"operate.pipeline_break.rate": "0 / year"},
        {"operate.overdue_breaks": 9, "operate.overdue_after": "0.1 days",
         "operate.pipeline_break.effort": "3 days"},
        {"environments.kept": "separate"},
    ),
    "breaks of the neglected": (
        {"operate.overdue_breaks": 0},
        {"operate.overdue_after": "9 years"},
        {"operate.overdue_breaks": 4},
    ),
    "slow services": (
        {"operate.degradation.rate": "0 / year"},
        {"operate.degradation.effort": "9 days", "operate.degradation.loss": "90 %"},
        {},
    ),
    "outages": (
        {row: NOTHING_WRONG[row] for row in NOTHING_WRONG if "rate" in row and "operate" in row},
        {**lags("outage", "9 days")},
        {},
    ),
    "collisions": (
        {"environments.kept": "separate"},
        {"environments.collision": "99 %"},
        {"environments.kept": "shared"},
    ),
    "obsolescence": (
        {"obsolescence.rate": "0 / year"},
        {"obsolescence.warning": "1 day", "obsolescence.horizon": "2 days",
         "obsolescence.sensed": "90 %", "portfolio.lingers": "9 years",
         "portfolio.notices": "9 years"},
        {},
    ),
    "reviews": (
        {"portfolio.reviewed": "never"},
        {"portfolio.notices": "9 years"},
        {"portfolio.reviewed": "with_each_refresh"},
    ),
    "models that linger": (
        {"portfolio.reviewed": "with_each_refresh"},
        {"portfolio.lingers": "9 years"},
        {"portfolio.reviewed": "never"},
    ),
    "updates": (
        NOTHING_ANEW,
        {"update.develop.effort": "9 days"},
        {},
    ),
    "drift that triggers": (
        {"refresh.trigger": "age"},
        {"refresh.drift_seen": "30 %"},
        TRIGGERED,
    ),
    "decay that monitoring could see": (
        {**TRIGGERED, "decay.drifting": "0 %"},
        {"refresh.drift_seen": "30 %", "decay.half_life.fast": "1 day", "decay.share.fast": "60 %",
         "decay.half_life.medium": "2 days", "decay.half_life.slow": "never"},
        TRIGGERED,
    ),
    "a cadence": (
        {"refresh.cadence": "never", **NOTHING_WRONG},
        {"refresh.retrain.effort": "9 days", "refresh.train.machine": "90 days",
         "refresh.check.effort": "9 days", "refresh.test.effort": "9 days",
         "refresh.deploy.effort": "9 days", "handover.touched": "90 %"},
        {},
    ),
    "refreshes without people": (
        {"refresh.retrain.by": "data_scientist"},
        {"refresh.failures_before_call": 1, "refresh.mend.effort": "9 days"},
        UNATTENDED,
    ),
    "refreshes by people": (
        UNATTENDED,
        {"refresh.retrain.effort": "9 days"},
        {"refresh.retrain.by": "data_scientist"},
    ),
    "defects": (
        NO_DEFECTS,
        {**catches(*TESTS), "catch.person.training": "99 %", "release.repair.effort": "9 days",
         "release.repair.by": "it_engineer", "defect.version.shows": "99 %"},
        {},
    ),
    "bad trainings": (
        {"defect.training": "0 %"},
        {f"catch.{test}.training": "95 %" for test in ("person", *TESTS)},
        {"defect.training": "40 %"},
    ),
    "wrong versions": (
        {"defect.version": "0 %"},
        {"defect.version.shows": "99 %", "catch.eye.version": "95 %", "catch.hand.version": "95 %"},
        {},
    ),
    "integration tests": (
        {"release.ci.by": "never"},
        catches("ci"),
        {"release.ci.by": "automatic", "release.write_tests.by": "data_scientist"},
    ),
    "canaries": (
        {"release.canary.by": "never"},
        catches("canary"),
        {"release.canary.by": "automatic"},
    ),
    "tests by hand": (
        {"release.test.by": "never", "refresh.test.by": "never"},
        {**catches("hand"), "release.test.effort": "9 days", "refresh.test.effort": "9 days"},
        {},
    ),
    "foreign frameworks": (
        {"handover.foreign": "0 %"},
        {"handover.port.effort": "9 days"},
        {},
    ),
    "packages": (
        {"handover.package.by": "never"},
        {"handover.package.effort": "9 days", "components.reused": "90 %"},
        {"handover.package.by": "data_scientist"},
    ),
    "second tries": (
        {"development.iterations": 0},
        {"development.iterate.effort": "9 days"},
        {"data.good_enough": "90 %"},
    ),
}  # fmt: skip
"""Each is (what turns it off, what then changes nothing, what turns it on if it is not so)."""


def life(*rows: Rows) -> History:
    process = {name: value for some in (LIVELY, *rows) for name, value in some.items()}
    organisation = {"stage": 3, "staff": {"data_scientist": 5, "it_engineer": 4}}
    portfolio = {"models": 12, "use_cases": "30 / year"}
    return lived(world(process=process, organisation=organisation, portfolio=portfolio))


@pytest.mark.parametrize("name", OFF)
def test_what_is_off_has_no_parameters(name: str) -> None:
    off, moot, _ = OFF[name]
    one, other = life(off), life(off, moot)
    assert log(other.events) == log(one.events)
    assert numbers(other) == numbers(one)


@pytest.mark.parametrize("name", OFF)
def test_where_it_is_on_it_has(name: str) -> None:
    _, moot, on = OFF[name]
    one, other = life(on), life(on, moot)
    assert (log(one.events), numbers(one)) != (log(other.events), numbers(other))


MONEY: dict[str, Rows] = {
    "how much they are worth": {"value.mean": "9_000 USD / year", "value.sigma": 0},
    "what people cost": {"people.salary.data_scientist": "900_000 USD / year"},
    "what waiting costs": {"money.discount": "12 %"},
    "how fast they age": {"decay.drifting": "50 %", "decay.half_life.medium": "90 days",
                          "decay.share.slow": "10 %"},
    "how much shifts take": {"shift.loss": "80 %"},
    "how much skew takes": {"skew.loss": "60 %"},
    "how much slow services take": {"operate.degradation.loss": "60 %"},
    "how they follow what they feed on": {"chain.elasticity": "90 %"},
    "when obsolete ones are no loss any more": {"obsolescence.horizon": "10 days"},
}  # fmt: skip
BLIND: Rows = {
    "demand.credit_gain": 0,
    "demand.policy": "first_come",
    "portfolio.reviewed": "never",
    "refresh.trigger": "age",
    "chain.most": "90 %",
    "chain.half": 1,
}


@pytest.mark.parametrize("name", MONEY)
def test_where_nobody_looks_at_value_it_moves_nobody(name: str) -> None:
    one, other = life(BLIND), life(BLIND, MONEY[name])
    assert log(other.events) == log(one.events)
    assert (other.time, other.flow) == (one.time, one.flow)
    assert other.measures != one.measures
