"""Worlds that differ in next to nothing differ in nothing else."""

from typing import Any

import pytest

from tests.builders import lived
from tests.worlds.logs import BUSY, log, numbers, without, world

PROCESS = BUSY["process"]


SAME: dict[str, dict[str, Any]] = {
    "heads": {"staff": {"data_scientist": 4, "it_engineer": 3}},
    "stage": {"stage": 2},
    "a parameter": {"process": {"people.switching": "0.1 days"}},
    "a rate": {"process": {"shift.rate": "2 / year"}},
    "the cadence": {"process": {"refresh.cadence": "180 calendar days"}},
    "the backlog": {"process": {"demand.backlog_expiry": "60 days"}},
}


@pytest.mark.parametrize("at", ["-33 days", "0 days", "50 days", "63 days"])
@pytest.mark.parametrize("name", SAME)
def test_a_change_to_what_is_so_already_changes_nothing(name: str, at: str) -> None:
    one, other = lived(world()), lived(world(changes={"same": {"at": at, **SAME[name]}}))
    assert without(other, "change: ") == log(one.events)
    assert numbers(other) == numbers(one)


OFF: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "nobody re-writes: its effort": (
        {"handover.rewrite.by": "never"},
        {"handover.rewrite.effort": "9 days", "handover.touched": "90 %"},
    ),
    "no improvement: its effort and its reserve": (
        {"improvement.it_engineer.rate": "0 / year", "improvement.data_scientist.rate": "0 / year"},
        {
            "improvement.it_engineer.effort": "9 days",
            "improvement.data_scientist.effort": "9 days",
            "people.reserve_policy": "hard",
            "people.reserve_cap": "1 year",
        },
    ),
    "nobody is interrupted: what finding back costs": (
        {"people.preempting": []},
        {"people.switching": "2 days", "people.preemptible": ["incident"]},
    ),
    "nobody leaves: what leaving costs, and what drives people away": (
        {
            "people.leaving.rate.data_scientist": "0 / year",
            "people.leaving.rate.it_engineer": "0 / year",
        },
        {
            "people.leaver_loss": "100 %",
            "people.leaving.toil_factor": "6",
            "people.hiring.lag.data_scientist": "1 year",
            "people.hiring.planned": "takes_time",
            "onboarding.learn.effort": "90 days",
            "onboarding.lasts": "1 month",
        },
    ),
    "no tickets of a kind: their effort": (
        {"operate.run_batch.rate": "0 / year"},
        {"operate.run_batch.effort": "9 days", "operate.run_batch.by": "it_engineer"},
    ),
    "no other duties: their effort": (
        {"duties.it_engineer.rate": "0 / year"},
        {"duties.it_engineer.effort": "9 days"},
    ),
    "no limit of work in progress: how long one waits": (
        {"demand.wip_per_data_scientist": "unlimited"},
        {"demand.backlog_expiry": "1 day"},
    ),
    "nothing succeeds, and nothing is done anew: how it would be released": (
        {"development.decision_exists": "0 %", "update.rate": "0 / year", "chain.most": "0 %"},
        {"release.wrap.effort": "9 days", "development.translate.by": "it_engineer"},
    ),
}


@pytest.mark.parametrize("name", OFF)
def test_what_is_off_has_no_parameters(name: str) -> None:
    off, moot = OFF[name]
    process = world().process
    assert not [key for key in (off | moot) if key not in process]
    one = lived(world(process={**PROCESS, **off}))
    other = lived(world(process={**PROCESS, **off, **moot}))
    assert log(one.events) == log(other.events)
    assert one.measures == other.measures


@pytest.mark.parametrize("name", [name for name in OFF if OFF[name][0]])
def test_where_it_is_on_it_has(name: str) -> None:
    _, moot = OFF[name]
    on = {**PROCESS, "handover.rewrite.by": "it_engineer"}
    one, other = lived(world(process=on)), lived(world(process={**on, **moot}))
    assert (log(one.events), one.time) != (log(other.events), other.time)


def test_reserve_has_no_effect_where_there_is_no_improvement() -> None:
    none = {
        "improvement.it_engineer.rate": "0 / year",
        "improvement.data_scientist.rate": "0 / year",
    }
    staff = {"stage": 2, "staff": {"data_scientist": 4, "it_engineer": 3}}
    one = lived(world(process={**PROCESS, **none}, organisation=staff))
    reserve = {"improvement_reserve": {"data_scientist": "50 %", "it_engineer": "50 %"}}
    other = lived(world(process={**PROCESS, **none}, organisation={**staff, **reserve}))
    assert log(one.events) == log(other.events)
