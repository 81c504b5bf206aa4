"""Two alternatives that part on some day have the same past, byte for byte."""

from typing import Any

import pytest

from sim.history import History
from sim.scenario.machine import World
from tests.builders import DAY, QUARTER, lived, load
from tests.worlds.logs import BUSY, before, log, world

WHAT: dict[str, dict[str, Any]] = {
    "hires": {"staff": {"data_scientist": 9, "it_engineer": 9}},
    "leavers": {"staff": {"data_scientist": 1}},
    "IT serves": {"stage": 3},
    "another cadence": {"process": {"refresh.cadence": "10 days"}},
    "no more refreshes": {"process": {"refresh.cadence": "never"}},
    "other rates": {"process": {"operate.run_batch.rate": "60 / year", "shift.rate": "0 / year"}},
    "other priorities": {"process": {"people.preempting": ["refresh", "incident"]}},
    "other limits": {"process": {"demand.wip_per_data_scientist": "0.5"}},
    "less focus": {"process": {"people.focus.data_scientist": "50 %"}},
}
WHEN = {"0 days": 0, "1 day": DAY, "63 days": QUARTER, "77.7 days": round(77.7 * DAY)}


def parted(change: dict[str, Any], at: str) -> World:
    return world(changes={"the change": {"at": at, **change}})


@pytest.fixture(scope="module")
def as_it_is() -> History:
    return lived(world())


@pytest.mark.parametrize("at", WHEN)
@pytest.mark.parametrize("name", WHAT)
def test_the_past_is_shared(name: str, at: str, as_it_is: History) -> None:
    day = WHEN[at]
    other = lived(parted(WHAT[name], at))
    assert before(other, day) == before(as_it_is, day)
    assert log(other.events) != log(as_it_is.events)
    closed = [window for window in other.snapshots if window.at <= day]
    assert closed == list(as_it_is.snapshots[: len(closed)])


def test_a_change_in_history_leaves_what_was_before_it(as_it_is: History) -> None:
    other = lived(parted(WHAT["hires"], "-50 days"))
    assert before(other, -50 * DAY) == before(as_it_is, -50 * DAY)
    assert before(other, 0) != before(as_it_is, 0)


def test_two_changes_share_what_the_first_of_them_shares() -> None:
    first = {"at": "20 days", **WHAT["hires"]}
    one = lived(world(changes={"a": first}))
    two = lived(world(changes={"a": first, "b": {"at": "90 days", **WHAT["IT serves"]}}))
    assert before(one, 90 * DAY) == before(two, 90 * DAY)
    assert log(one.events) != log(two.events)


def test_a_longer_horizon_has_the_same_beginning(as_it_is: History) -> None:
    longer = lived(world("horizon=400 days"))
    assert before(longer, 300 * DAY) == log(as_it_is.events)


def test_alternatives_of_a_study_share_their_history() -> None:
    changes = {name: {"changes": {name: {"at": "0 days", **WHAT[name]}}} for name in WHAT}
    scenario = load({**BUSY, "alternatives": changes})
    pasts = {
        before(lived(scenario, alternative=name, replication=2), 0)
        for name in scenario.alternatives
    }
    assert len(pasts) == 1
