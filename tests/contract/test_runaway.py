"""A replication that would not end is a failed one: too many events, too much open, time at rest.

Most of what is hostile is refused before it runs, by an estimate; this is what the estimate misses.
"""

from typing import Any

import pytest

import sim
from analysis.study.outcome import Job
from analysis.study.replicate import replicate
from sim.organisation import clock, organisation
from sim.organisation.clock import Clock, RunawayError
from sim.organisation.timer import Timer
from sim.scenario.errors import ScenarioErrors
from tests.builders import DAY, load, quiet, switched_off

HOSTILE: dict[str, dict[str, Any]] = {
    "breaks": {"process": {"operate.pipeline_break.rate": "1_000_000 / day"}},
    "leavers": {"process": {"people.leaving.rate.it_engineer": "100_000 / day"}},
    "upkeep": {
        "organisation": {"stage": 5},
        "process": {"upkeep.piece.effort": "0.00001 days"},
    },
    "building": {
        "process": {"build.package": "1 hour"},
        "define_capabilities": {"ours": {"build": {"it_engineer": "1000 years"}}},
        "investments": {"ours": {}},
        "compare": {"replications": 100_000},
    },
}
SHIFTS = {"shift.domains": 10_000, "shift.domain.rate": "10 / day"}
"""Each domain shifts as often; the estimate takes them for one."""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_be_foreseen_is_refused(name: str) -> None:
    with pytest.raises(ScenarioErrors) as refused:
        load(HOSTILE[name])
    assert all("events" in one.found for one in refused.value.mistakes)


def test_too_many_events_are_a_failed_replication(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisation, "MOST_EVENTS", 30_000)
    world = quiet(SHIFTS).world()
    [failed] = replicate(Job((world,), seed=1), 1, jobs=1)
    assert failed.error is not None
    assert failed.error.startswith("RunawayError: more than 30_000 events by day 0.")
    assert failed.measures == {}


def test_an_event_fewer_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    world = quiet({"operate.run_batch.rate": "20 / year"}, models=3).world()

    def fails(most: int) -> bool:
        monkeypatch.setattr(organisation, "MOST_EVENTS", most)
        [outcome] = replicate(Job((world,), seed=1), 1, jobs=1)
        return outcome.error is not None

    least = next(most for most in range(1, 1000) if not fails(most))
    assert 20 < least < 200
    assert not fails(least + 1)


def test_too_much_open_is_a_failed_replication(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisation, "MOST_OPEN", 200)
    busy = {"operate.run_batch.rate": "200 / year", "operate.run_batch.effort": "20 days"}
    with pytest.raises(
        RunawayError, match=r"more than 200 open items of the kind 'ticket' on day "
    ):
        sim.simulate(quiet(busy, models=9))
    assert sim.simulate(quiet(busy, models=1)).check() == []  # fewer than a hundred ever came


def test_time_has_to_move_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "MOST_AT_ONCE", 100)
    moves, stands = Clock(0), Clock(0)

    def again(env: Clock, steps: int) -> None:
        Timer(env, steps, again, env, steps)

    for env in (moves, stands):
        Timer(env, 3 * DAY, again, env, int(env is moves))
    moves.run(until=4 * DAY - DAY + 5_000)
    with pytest.raises(RunawayError, match=r"200 events by day 3, and time does not move on"):
        stands.run(until=4 * DAY)


def test_the_story_that_moves_is_not_stopped() -> None:
    assert sim.simulate(quiet(switched_off(), models=2)).check() == []
