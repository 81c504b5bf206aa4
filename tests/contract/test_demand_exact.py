"""Arrivals under demand that changes: each comes when its exposure is used up, to a few ticks.

The rate between two events is worked out here from the event log alone, and added up from one
arrival to the next: the pool, credit and incidents must change it at the very moment.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from sim.history import History
from sim.organisation.journal import Entry
from sim.randomness import exponentials, stream_key
from tests.builders import DAY, YEAR, lived, quiet

VALUE = 1_000_000_00
HALF = 20_000_000_00
MEMORY = 20 * DAY
ENDS = ("is retired", "is replaced")

WORLD: dict[str, Any] = {
    "value.mean": "1_000_000 USD / year",
    "development.explore.effort": "9 days",
    "release.deploy.by": "automatic",
    "operate.pipeline_break.rate": "4 / year",
    "operate.pipeline_break.by": "data_scientist",
    "operate.pipeline_break.effort": "0.5 days",
    "noticing.outage.user": {"exponential": {"mean": "3 days"}},
    "demand.credit_half": "20_000_000 USD / year",
    "demand.memory": "20 days",
    "obsolescence.rate": "0.5 / year",
    "obsolescence.warning": "10 days",
    "obsolescence.horizon": "1 year",
    "portfolio.lingers": {"exponential": {"mean": "60 days"}},
}
CASES: dict[str, dict[str, Any]] = {
    "the pool": {"demand.pool": 40},
    "credit": {"demand.credit_gain": 2},
    "incidents": {"demand.incident_closes": "50 %"},
    "all of them": {"demand.pool": 40, "demand.credit_gain": 2, "demand.incident_closes": "50 %"},
}


class Onlooker:
    """What the business can know, from the event log."""

    def __init__(self, base: float, process: dict[str, Any]) -> None:
        self.base = base
        self.pool = process.get("demand.pool")
        self.gain = process.get("demand.credit_gain", 0)
        self.left = 0.5 if "demand.incident_closes" in process else 1.0
        self.in_hand = self.remembered = 0
        self.bad: dict[int, int] = {}

    def sees(self, entry: Entry) -> None:
        if entry.item == "use case":
            self.in_hand += {"opens": 1, "closes": -1}.get(entry.what, 0)
        elif entry.what == "goes live":
            self.bad[entry.entity] = 0
        elif entry.what.startswith(ENDS):
            del self.bad[entry.entity]
        elif entry.what.endswith("is noticed"):
            self.remembered += 1
            self.bad[entry.entity] += 1
        elif entry.what.endswith("is over"):
            self.bad[entry.entity] -= 1

    @property
    def rate(self) -> float:
        rate = self.base * self.left ** (self.remembered / max(1, len(self.bad)))
        if self.pool:
            rate *= max(0.0, 1 - (self.in_hand + len(self.bad)) / self.pool)
        delivered = VALUE * sum(not bad for bad in self.bad.values())
        return rate * (1 + self.gain * delivered / (delivered + HALF))


def happenings(history: History) -> Iterator[tuple[int, Entry | None]]:
    """The log in order, with the moments at which an incident is forgotten (None)."""
    assert history.events is not None
    noticed = [entry.at for entry in history.events if entry.what.endswith("is noticed")]
    times = [(entry.at, entry) for entry in history.events]
    yield from sorted([*times, *((at + MEMORY, None) for at in noticed)], key=lambda one: one[0])


@pytest.mark.parametrize("models", [0, 12])
@pytest.mark.parametrize("name", CASES)
def test_each_arrival_comes_when_its_exposure_is_used_up(name: str, models: int) -> None:
    world = quiet(
        {**WORLD, **CASES[name]},
        use_cases="60 / year",
        models=models,
        data_scientists=3,
        history="1 year",
        horizon="3 years",
    )
    history = lived(world, seed=5)
    exposure = exponentials(stream_key(5, 0, "demand.use_cases"), DAY)
    onlooker, spent, number, since = Onlooker(60 / 252, CASES[name]), 0.0, 0, -YEAR
    seen = set()
    for at, entry in happenings(history):
        spent += onlooker.rate * (at - since)
        since = at
        if entry is None:
            onlooker.remembered -= 1
            continue
        if entry.what == "opens" and entry.item == "use case":
            assert abs(spent - exposure(0, number)) < 300, number  # ticks: a quarter of a minute
            number, spent = number + 1, 0.0
        onlooker.sees(entry)
        seen.add(round(onlooker.rate, 9))
    assert number > 50
    assert len(seen) > 20, "or the rate never changed, and nothing was tried"


def test_a_pool_that_is_used_up_asks_for_nothing_more() -> None:
    world = quiet({"demand.pool": 7, "release.deploy.by": "automatic"}, use_cases="5 / day")
    assert lived(world).whole.count("use case", "released") == 7


def test_and_asks_again_when_a_model_ends() -> None:
    process = {"demand.pool": 7, "release.deploy.by": "automatic", **{
        name: WORLD[name] for name in WORLD if name.startswith(("obsolescence", "portfolio"))
    }}  # fmt: skip
    history = lived(quiet(process, use_cases="5 / day", horizon="3 years"))
    assert history.whole.count("use case", "released") > 10
    assert history.whole.mean_level("live models") <= 7


def test_an_empty_pool_asks_for_nothing_at_all() -> None:
    assert lived(quiet({"demand.pool": 0}, use_cases="5 / day")).events == ()
