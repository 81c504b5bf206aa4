"""Without any one of its postings, a ledger does not balance: no line is a remainder."""

from contextlib import suppress
from functools import cache
from typing import Any

import pytest

import sim
from sim.history import History
from sim.scenario.machine import World
from tests.builders import load
from tests.invariants.living_worlds import living_world
from tests.invariants.mutations import Posting, postings, without
from tests.invariants.oracle.accounts import differences
from tests.invariants.oracle.replay import replayed
from tests.invariants.random_worlds import OFF
from tests.invariants.test_balances import wrong_measures
from tests.invariants.test_living import wrong_releases

SEED = 3
POSTINGS = postings()
FEWEST = 100

# What only measures read is in no balance: for these, the second book-keeper must object.
BY_REPLAY = {
    ("Desk._retime", "self._post"),
    ("Programme._look", "level.change"),
    ("Treasury.set_prices", "self._ledger.price"),
    ("Treasury._charge_machines", "self._charge"),
    ("Portfolio.add", "self._released.total += model.worth"),
    ("Portfolio.notice", "self._incidents.notice"),
    ("ItemBook.leave", "self.completions.append"),
    ("Sponsor._show", "self._level.change"),
    ("Components.packaged", "self._pipelines.total += 1"),
    ("Features.have", "self._built.total += len"),
    ("Features.have", "self._found.total += plan.found"),
    ("Features.have", "self._twice.total += feature in self._exist"),
}
# And for these the event log itself: it says of each release what becomes of it.
BY_THE_LOG = {
    ("in_production", "org.books.releases.count"),
    ("arrive", "book.restore"),
    ("ReleaseBook.restore", "self.count"),
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
        "noticing.shift.user": "20 days",
        "refresh.cadence": "60 days",
        "features.kept": "shared",
        "features.universe": 20,
        "handover.package.by": "data_scientist",
        **OFF,
    },
    "changes": {
        "private": {"at": "20 days", "process": {"features.kept": "private"}},
        "fewer": {"at": "40 days", "staff": {"data_scientist": 1}},
        "dearer": {"at": "60 days", "process": {"people.salary.it_engineer": "190 k USD / year"}},
        "meetings": {"at": "70 days", "process": {"people.focus.data_scientist": "60 %"}},
        "more": {"at": "80 days", "staff": {"data_scientist": 4}},
    },
}
IDLE: dict[str, Any] = {
    "horizon": "100 days",
    "history": "0 days",
    "organisation": {"staff": {"data_scientist": 9, "it_engineer": 9}},
    "portfolio": {"models": 2, "use_cases": "10 / year"},
    "process": OFF,
    "changes": {"fewer": {"at": "10 days", "staff": {"data_scientist": 4}}},
}
LIVING: dict[str, Any] = {
    "horizon": "150 days",
    "history": "50 days",
    "organisation": {"stage": 3, "staff": {"data_scientist": 3, "it_engineer": 9}},
    "portfolio": {"models": 12, "use_cases": "20 / year"},
    "process": {
        "chain.most": "80 %",
        "chain.half": "1",
        "handover.rewrite.effort": "0.1 days",
        "defect.difference": "40 %",
        "noticing.skew.user": "20 days",
        "shift.rate": "6 / year",
        "noticing.shift.user": "5 days",
        "operate.pipeline_break.rate": "20 / year",
        "operate.degradation.rate": "20 / year",
        "obsolescence.rate": "4 / year",
        "obsolescence.warning": "10 days",
        "obsolescence.horizon": "20 days",
        "portfolio.lingers": {"exponential": {"mean": "20 days"}},
        "refresh.cadence": "60 days",
    },
}
"""What befalls models, in all its forms: for the value ledger and the incident table."""


KERNELS = (BUSY, IDLE)
"""Those whose log the second book-keeper follows."""
LIVELY = range(60)
"""Numbers of random worlds, for what is rare. Most postings are missed long before the last."""
BREAKDOWNS = (KeyError, AssertionError, ValueError, IndexError, StopIteration)
"""What a forgotten posting may lead to at once; that is noticed anyway."""


@cache
def kernels() -> tuple[World, ...]:
    return tuple(load(parts).world() for parts in KERNELS)


@cache
def living(number: int) -> World:
    """One where more happens."""
    return load(LIVING if number < 0 else living_world(number)).world()


def lived(posting: Posting, world: World) -> History | None:
    """How an organisation lives with a posting forgotten; None if it breaks down."""
    with without(posting), suppress(*BREAKDOWNS):
        return sim.simulate(world, SEED, events=True)
    return None


def balances(posting: Posting) -> bool:
    """Whether all balances hold in all worlds; those in which most happens come first."""
    worlds = (*kernels(), *map(living, (-1, *LIVELY)))
    histories = (lived(posting, world) for world in worlds)
    return all(history is not None and not history.check() for history in histories)


def second_book_keeper_agrees(posting: Posting) -> bool:
    for world in kernels():
        history = lived(posting, world)
        try:
            book = replayed(world, SEED, history.events)
        except AssertionError:
            return False
        if differences(book, history) or wrong_measures(book, history):
            return False
    return True


def log_agrees(posting: Posting) -> bool:
    histories = (lived(posting, living(number)) for number in LIVELY)
    return not any(wrong_releases(history) for history in histories)


def brief(posting: Posting) -> tuple[str, str]:
    return posting.function, posting.code.partition("(")[0]


def outside(posting: Posting, *lists: set[tuple[str, str]]) -> bool:
    return any(brief(posting) in one for one in lists)


def test_there_are_postings_to_forget() -> None:
    assert len(POSTINGS) >= FEWEST
    places = {posting.module.split(".")[1] for posting in POSTINGS}
    assert places == {"organisation", "ledgers", "lifecycle"}


def test_with_all_postings_everything_balances() -> None:
    for world in (*kernels(), living(-1)):
        assert sim.simulate(world, SEED, events=True).check() == []
    for world in kernels():
        history = sim.simulate(world, SEED, events=True)
        assert differences(replayed(world, SEED, history.events), history) == []


@pytest.mark.parametrize(
    "posting", [p for p in POSTINGS if not outside(p, BY_REPLAY, BY_THE_LOG)], ids=str
)
def test_a_forgotten_posting_breaks_a_balance(posting: Posting) -> None:
    assert not balances(posting)


@pytest.mark.parametrize("posting", [p for p in POSTINGS if outside(p, BY_REPLAY)], ids=str)
def test_a_forgotten_posting_for_measures_alone_is_found_by_replay(posting: Posting) -> None:
    assert not second_book_keeper_agrees(posting)


@pytest.mark.parametrize("posting", [p for p in POSTINGS if outside(p, BY_THE_LOG)], ids=str)
def test_a_forgotten_posting_about_releases_is_found_in_the_log(posting: Posting) -> None:
    assert not log_agrees(posting)


@pytest.mark.slow
@pytest.mark.parametrize(
    "posting", [p for p in POSTINGS if outside(p, BY_REPLAY, BY_THE_LOG)], ids=str
)
def test_what_is_on_a_list_of_exceptions_is_in_no_balance(posting: Posting) -> None:
    assert balances(posting), "it is in a balance now: take it off the list"


def test_the_lists_of_exceptions_name_postings_that_exist() -> None:
    assert {brief(posting) for posting in POSTINGS} >= BY_REPLAY | BY_THE_LOG
