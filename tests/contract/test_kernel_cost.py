"""What a run costs: events for what happens, none for the passing of days or the length of queues.

Counted, not timed.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from sim import replication
from sim.organisation.agenda import STRETCH
from sim.organisation.organisation import Organisation
from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.contract.office import Office


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a world and counts the events that went through SimPy's queue."""
    lived: list[Organisation] = []

    monkeypatch.setattr(replication, "dissolve", lived.append)

    def count(scenario: Scenario, seed: int = 1) -> int:
        replication.simulate(scenario, seed)
        return next(lived.pop().env._eid)

    return count


def test_an_idle_organisation_needs_hardly_any_events(events: Callable[..., int]) -> None:
    idle = quiet(horizon="50 years", history="10 years", data_scientists=9, models=20)
    assert events(idle) < 1000


def test_nor_do_people_without_work_or_models_without_requests(
    events: Callable[..., int],
) -> None:
    few = quiet(horizon="10 years", data_scientists=1)
    many = quiet(horizon="10 years", data_scientists=50_000, it_engineers=50_000)
    assert events(few) == events(many)


def test_events_are_in_proportion_to_work(events: Callable[..., int]) -> None:
    def tickets(years: int, rate: int) -> int:
        process = {
            "operate.run_batch.rate": f"{rate} / year",
            "operate.run_batch.effort": "0.1 days",
        }
        return events(quiet(process, models=10, horizon=f"{years} years"))

    one = tickets(4, 50)
    assert 2 * 4 * 50 * 10 * 0.9 < one < 2 * 4 * 50 * 10 * 1.1 + 100
    assert tickets(4, 100) == pytest.approx(2 * one, rel=0.1)
    assert tickets(8, 50) == pytest.approx(2 * one, rel=0.1)


def test_slow_work_costs_no_more_than_quick_work(events: Callable[..., int]) -> None:
    def of(effort: str) -> int:
        process = {"operate.run_batch.rate": "4 / year", "operate.run_batch.effort": effort}
        staff = {"data_scientists": 99}
        return events(quiet(process, models=10, horizon="20 years", **staff))

    assert of("30 days") == pytest.approx(of("1 hour"), rel=0.02)


def calls(action: Callable[[], object]) -> int:
    """How many functions are called, in Python and in C."""
    counted = 0

    def count(frame: FrameType, what: str, argument: object) -> None:
        nonlocal counted
        counted += what in ("call", "c_call")

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("rank", ["incident", "new", "improvement"])
def test_the_length_of_queues_costs_nothing(rank: str) -> None:
    def fifty(waiting: int) -> int:
        office = Office(1, preempting=("incident",), preemptible=("new", "improvement"))
        for number in range(waiting):
            office.ask(f"improvement {number}", 1, on=number * 1e-4)
            office.ask(f"operations {number}", 1, on=number * 1e-4)
        for number in range(50):
            office.ask(f"{rank} {waiting + number}", 1e-3, on=5.5 + number * 1e-2)
        # A stretch of the agenda after that in which they come, which is parted for so many.
        office.env.run(until=1_500_000 + (1 << STRETCH))
        return calls(lambda: office.env.run(until=2_300_000 + (1 << STRETCH)))

    assert fifty(20) == fifty(2_000)


def test_nor_does_the_length_of_the_backlog(events: Callable[..., int]) -> None:
    def overloaded(patience: str) -> int:
        process = {
            "development.explore.effort": "20 days",
            "demand.wip_per_data_scientist": "1",
            "demand.backlog_expiry": patience,
        }
        return events(quiet(process, use_cases="500 / year", horizon="4 years"))

    assert overloaded("3 years") < overloaded("1 day") + 10
