"""Posts that are left and filled again: not only how many on average, but how often how many."""

from math import comb

import sim
from sim.history import History
from tests.theory import cases
from tests.theory.agreement import estimates, load

POSTS = 4
SETS = (
    f"organisation.staff.data_scientist={POSTS}",
    "horizon=1 year",
    "history=20 days",
)


def shares_of_time(history: History, horizon: int) -> list[float]:
    """In what share of the time 0, 1, ... posts are filled, by the event log."""
    assert history.events is not None
    filled, since, spent = POSTS, 0, [0] * (POSTS + 1)
    for entry in history.events:
        if entry.what in ("leaves", "joins"):
            spent[filled] += max(0, entry.at) - since
            since = max(0, entry.at)
            filled += 1 if entry.what == "joins" else -1
    spent[filled] += horizon - since
    return [ticks / horizon for ticks in spent]


def binomial(stay: float, fill: float) -> dict[str, float]:
    chance = stay / (stay + fill)
    return {
        f"{n} filled": comb(POSTS, n) * chance**n * (1 - chance) ** (POSTS - n)
        for n in range(POSTS + 1)
    }


def wrong(*sets: str) -> list[str]:
    """What does not agree with the binomial distribution."""
    scenario = load(cases.POSTS, *SETS, *sets)
    lives = (
        sim.simulate(scenario, replication=number, events=True)
        for number in range(scenario.replications)
    )
    rows = [shares_of_time(history, scenario.world().horizon) for history in lives]
    sample = {f"{n} filled": [row[n] for row in rows] for n in range(POSTS + 1)}
    return [str(one) for one in estimates(binomial(2, 1), sample) if not one.agrees]


def test_how_many_are_filled_is_binomial() -> None:
    assert wrong() == []


def test_however_the_time_to_fill_is_distributed() -> None:
    """As it must be: what matters of a repair time is its mean."""
    assert wrong("process.people.hiring.lag.data_scientist=1 day") == []


def test_other_means_give_another_distribution() -> None:
    assert wrong("process.people.leaving.rate.data_scientist=1 per 1.6 days") != []
