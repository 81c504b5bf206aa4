"""Without any one of its postings, a ledger does not balance: no line is a remainder."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest

import sim
from sim.history import History
from sim.scenario.machine import World
from tests.builders import load
from tests.invariants.mutations import Posting, postings, without
from tests.invariants.oracle.accounts import differences
from tests.invariants.oracle.replay import replayed
from tests.invariants.test_balances import wrong_measures

SEED = 3
POSTINGS = postings()
FEWEST = 50

# What only measures read is in no balance: for these, the second book-keeper must object.
OUTSIDE_THE_BALANCES = {
    ("Backlog.finished", "self._in_progress.change"),
    ("Backlog._admit", "self._in_progress.change"),
    ("Organisation._set_payroll", "self._payroll.change"),
    ("Portfolio.add", "self._live.change"),
    ("Portfolio.remove", "self._live.change"),
    ("Portfolio.remove", "self._shifted.change"),
    ("Portfolio.shift", "self._shifted.change"),
    ("Portfolio.learn", "self._shifted.change"),
    ("Books.close", "level.change"),
    ("ItemBook.leave", "del self.under_way[item]"),
    ("ItemBook.leave", "self.completions.append"),
}

BUSY: dict[str, Any] = {
    "horizon": "150 days",
    "history": "100 days",
    "organisation": {
        "staff": {"data_scientist": 3, "it_engineer": 2},
        "improvement_reserve": {"data_scientist": "20 %"},
        "training_slots": "unlimited",
    },
    "portfolio": {"models": 4, "use_cases": "120 / year"},
    "process": {
        "development.explore.effort": "3 days",
        "development.features": "5",
        "demand.backlog_expiry": "10 days",
        "improvement.data_scientist.rate": "40 / year",
        "shift.rate": "6 / year",
        "shift.lag.user": "20 days",
        "refresh.cadence": "60 days",
    },
    "changes": {
        "fewer": {"at": "40 days", "staff": {"data_scientist": 1}},
        "more": {"at": "80 days", "staff": {"data_scientist": 4}},
    },
}
IDLE: dict[str, Any] = {
    "horizon": "100 days",
    "history": "0 days",
    "organisation": {"staff": {"data_scientist": 9, "it_engineer": 9}},
    "portfolio": {"models": 2, "use_cases": "10 / year"},
    "changes": {"fewer": {"at": "10 days", "staff": {"data_scientist": 4}}},
}


@cache
def worlds() -> tuple[World, ...]:
    return load(BUSY).world(), load(IDLE).world()


def lived(posting: Posting) -> Iterator[tuple[World, History]]:
    """How the organisations live with a posting forgotten; a breakdown is noticed anyway."""
    for world in worlds():
        with without(posting), suppress(KeyError):
            yield world, sim.simulate(world, SEED, events=True)


def balances(posting: Posting) -> bool:
    histories = [history for _, history in lived(posting)]
    return len(histories) == len(worlds()) and not any(each.check() for each in histories)


def second_book_keeper_agrees(posting: Posting) -> bool:
    for world, history in lived(posting):
        try:
            book = replayed(world, SEED, history.events)
        except AssertionError:
            return False
        if differences(book, history) or wrong_measures(book, history):
            return False
    return True


def brief(posting: Posting) -> tuple[str, str]:
    return posting.function, posting.code.partition("(")[0]


def outside(posting: Posting) -> bool:
    return brief(posting) in OUTSIDE_THE_BALANCES


def test_there_are_postings_to_forget() -> None:
    assert len(POSTINGS) >= FEWEST
    assert {posting.module.split(".")[1] for posting in POSTINGS} == {"organisation", "ledgers"}


def test_with_all_postings_everything_balances() -> None:
    for world in worlds():
        history = sim.simulate(world, SEED, events=True)
        assert history.check() == []
        assert differences(replayed(world, SEED, history.events), history) == []


@pytest.mark.parametrize("posting", [p for p in POSTINGS if not outside(p)], ids=str)
def test_a_forgotten_posting_breaks_a_balance(posting: Posting) -> None:
    assert not balances(posting)


@pytest.mark.parametrize("posting", [p for p in POSTINGS if outside(p)], ids=str)
def test_a_forgotten_posting_for_measures_alone_is_found_by_replay(posting: Posting) -> None:
    assert balances(posting), "it is in a balance now: take it off the list"
    assert not second_book_keeper_agrees(posting)


def test_the_list_of_exceptions_names_postings_that_exist() -> None:
    assert {brief(posting) for posting in POSTINGS} >= OUTSIDE_THE_BALANCES
