"""Random kernels: every ledger balances, and a second book-keeper comes to the same accounts.

The second book-keeper (oracle/) replays the event log by the rules of the model. It checks every
arrival, every choice of the desks, every effort and every date to the tick, and then every account
of every closing of the books.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import sim
from sim.history import History
from sim.process import PARAMETERS
from tests.builders import load
from tests.invariants.census import EVERYTHING, LEAST, reached
from tests.invariants.oracle.accounts import differences
from tests.invariants.oracle.measures import Measured
from tests.invariants.oracle.replay import Replay, replayed
from tests.invariants.random_worlds import (
    IDLE,
    KERNEL,
    OFF,
    kernel_world,
    kernel_worlds,
)

FIRST = range(300)
MORE = range(300, 1800)
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
    """Measures that differ from the book-keeper's by more than rounding. It knows nothing of what
    befalls models: see tests/contract/test_measures_of_value.py for what is made of that."""
    mine = Measured(book).all()
    assert mine.keys() <= history.measures.keys()
    pairs = {name: (history.measures[name], mine[name]) for name in mine}
    return {name: pair for name, pair in pairs.items() if not _alike(*pair)}


def _alike(one: float | None, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(float(other), rel=1e-12)


@given(kernel_worlds, SEEDS, st.integers(0, 3))
@settings(max_examples=100, phases=[Phase.reuse, Phase.generate])
def test_every_account_is_right(parts: dict[str, Any], seed: int, replication: int) -> None:
    lives_by_the_rules(parts, seed, replication)


@pytest.mark.slow
def test_random_worlds_reach_every_switch() -> None:
    census: Counter[str] = Counter()
    for number in FIRST:
        book = lives_by_the_rules(kernel_world(number), number)
        census.update(reached(book.world, book))
    assert {switch: census[switch] for switch in EVERYTHING if census[switch] < LEAST} == {}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(10))
def test_every_account_is_right_in_many_more(number: int) -> None:
    for one in MORE[number::10]:
        lives_by_the_rules(kernel_world(one), one)


def test_every_row_is_known_to_the_book_keeper_or_switched_off() -> None:
    """A new row goes to one of the lists: it can hide nowhere."""
    assert KERNEL
    for beginning in IDLE:
        assert any(name.startswith(beginning) for name in PARAMETERS), f"{beginning}: no such row"
    assert OFF.keys() <= PARAMETERS.keys()
    assert set(KERNEL).isdisjoint(OFF)
