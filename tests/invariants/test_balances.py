"""Random organisations: every ledger balances, and a second book-keeper comes to the same accounts.

The second book-keeper (oracle/) replays the event log by the rules of the model. It checks every
arrival, every choice of the desks, every effort and every date to the tick, and then every account
of every closing of the books.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import sim
from sim.history import History
from tests.builders import load
from tests.invariants.census import EVERYTHING, LEAST, reached
from tests.invariants.oracle.accounts import differences
from tests.invariants.oracle.measures import Measured
from tests.invariants.oracle.replay import Replay, replayed
from tests.invariants.random_worlds import scenarios

SEEDS = st.integers(0, 10**9)


def lives_by_the_rules(parts: dict[str, Any], seed: int, replication: int = 0) -> Replay:
    """Runs one organisation; everything about it is as it must be."""
    world = load(parts).world()
    history = sim.simulate(world, seed, replication, events=True)
    assert history.check() == []
    book = replayed(world, seed, history.events, replication)
    assert differences(book, history) == []
    assert wrong_measures(book, history) == {}
    return book


def wrong_measures(book: Replay, history: History) -> dict[str, Any]:
    """Measures that differ from the book-keeper's by more than rounding."""
    mine = Measured(book).all()
    assert mine.keys() == history.measures.keys()
    pairs = {name: (history.measures[name], mine[name]) for name in mine}
    return {name: pair for name, pair in pairs.items() if not _alike(*pair)}


def _alike(one: float | None, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(float(other), rel=1e-12)


@given(scenarios(), SEEDS, st.integers(0, 3))
@settings(max_examples=150, phases=[Phase.reuse, Phase.generate])
def test_every_account_is_right(parts: dict[str, Any], seed: int, replication: int) -> None:
    lives_by_the_rules(parts, seed, replication)


def test_random_worlds_reach_every_switch() -> None:
    census: Counter[str] = Counter()

    @given(scenarios(), SEEDS)
    @settings(
        max_examples=500,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    def live(parts: dict[str, Any], seed: int) -> None:
        book = lives_by_the_rules(parts, seed)
        census.update(reached(book.world, book))

    live()
    rare = {switch: census[switch] for switch in EVERYTHING if census[switch] < LEAST}
    assert rare == {}
