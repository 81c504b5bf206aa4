"""Random organisations in which everything may happen: every ledger balances, in every one.

`History.check` asks: heads x time is all kinds of time; Little's law, exactly; what could be
delivered was delivered or is lost to something; incidents explain every loss but that to age, and
all work of their kind; every item that was released has one release that stayed, and every defect
one fate.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.history import History
from sim.ledgers.releases import FAILED, RESTORED, RESTORING, ROLLED_BACK
from sim.organisation.journal import Entry
from sim.scenario.machine import World
from tests.builders import load
from tests.invariants.living_census import DECIDED, EVERYTHING, reached
from tests.invariants.living_worlds import living_world, living_worlds

LEAST = 3
"""In so many worlds at least each switch must have been reached."""
OFTEN = 20
"""In so many at least what organisations decide on: what is built, and when it is begun."""
RARE = {"skew lost elsewhere", "wrong_version lost elsewhere"}
"""Too rare among so few."""
MORE = range(500, 2500)
ONCE_WRONG = (2012,)
"""What was found among them and mended: a model that a review ended on the day of its update."""


def lives(parts: dict[str, Any], seed: int) -> tuple[World, History]:
    """Lives through a world; all that may be asked of it has an answer that holds."""
    world = load(parts).world()
    history = sim.simulate(world, seed, events=True)
    assert history.check() == []
    assert history.measures
    assert wrong_releases(history) == {}
    return world, history


def wrong_releases(history: History) -> dict[str, tuple[int, int]]:
    """Counts of releases that differ from those of the event log."""
    mine = releases(history.events or ())
    theirs = Counter()
    for (_, result), number in history.snapshots[-1].releases.items():
        theirs[result] += number
    return {what: (theirs[what], mine[what]) for what in mine if theirs[what] != mine[what]}


def releases(events: tuple[Entry, ...]) -> Counter[str]:
    """Releases that failed or were rolled back, by the log alone; and what was restored again.

    The log says of which model a release fails, not whether it is a refresh or an update; those
    that have a refresh and an update under way at once are left out of what was restored.
    """
    found = Counter({FAILED: 0, ROLLED_BACK: 0})
    for entry in events:
        found[FAILED] += entry.what == "fails and is rolled back"
        found[ROLLED_BACK] += entry.what == "is rolled back by its canary"
    if not any(entry.item == "update" for entry in events):
        found.update(restored(events))
    return found


def restored(events: tuple[Entry, ...]) -> Counter[str]:
    """How many releases that had failed went live after all, and in how many ticks."""
    found = Counter({RESTORED: 0, RESTORING: 0})
    failed: dict[int, int] = {}
    for entry in events:
        if entry.what == "fails and is rolled back":
            failed.setdefault(entry.entity, entry.at)
        elif entry.item == "" and entry.what in ("goes live", "is refreshed"):
            if entry.entity in failed:
                found[RESTORED] += 1
                found[RESTORING] += entry.at - failed.pop(entry.entity)
        elif entry.item == "refresh" and entry.step in ("in vain", "dropped"):
            failed.pop(entry.entity, None)
    return found


@given(living_worlds, st.integers(0, 10**9))
@settings(max_examples=60)
def test_every_ledger_balances(parts: dict[str, Any], seed: int) -> None:
    lives(parts, seed)


@pytest.mark.parametrize("number", ONCE_WRONG)
def test_what_was_once_wrong_is_right(number: int) -> None:
    lives(living_world(number), number)


@pytest.mark.slow
def test_living_worlds_reach_every_switch() -> None:
    census: Counter[str] = Counter()

    @given(st.integers(0, 2**32))
    @settings(max_examples=750)
    def one_more(number: int) -> None:
        census.update(reached(*lives(living_world(number), number)))

    one_more()
    wanted = {switch: LEAST for switch in EVERYTHING if switch not in RARE}
    wanted |= dict.fromkeys(DECIDED, OFTEN)
    missing = {switch: census[switch] for switch, least in wanted.items() if census[switch] < least}
    assert missing == {}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(10))
def test_every_ledger_balances_in_many_more(number: int) -> None:
    for one in MORE[number::10]:
        lives(living_world(one), one)
