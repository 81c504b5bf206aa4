"""One more person changes nothing before the first moment at which a person is missing."""

from collections.abc import Sequence
from itertools import takewhile

import pytest

from sim.organisation.journal import Entry
from tests.builders import DAY, lived
from tests.worlds.logs import BUSY, log, world

ROLE = "it_engineer"
# The limit of work in progress, who leaves and what new people learn depend on head-counts by rule;
# here they are out of the way.
PROCESS = {
    **BUSY["process"],
    "demand.wip_per_data_scientist": "unlimited",
    "people.leaving.rate.data_scientist": "0 / year",
    "people.leaving.rate.it_engineer": "0 / year",
    "onboarding.learn.effort": "0 days",
    "onboarding.teach.effort": "0 days",
}


def life(heads: int, hired: int = 0, on: str = "30 days") -> tuple[Entry, ...]:
    staff = {"data_scientist": 4, ROLE: heads}
    changes = {"hire": {"at": on, "staff": {ROLE: heads + hired}}}
    organisation = {"stage": 3, "staff": staff}
    lives = lived(world(organisation=organisation, process=PROCESS, changes=changes))
    assert lives.events is not None
    return lives.events


def shared(one: Sequence[Entry], other: Sequence[Entry]) -> int:
    """How many entries two logs have in common from the beginning."""
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def busy(entries: Sequence[Entry]) -> int:
    """How many of the role sit at work after these entries."""
    mine = [entry.what for entry in entries if entry.resource == ROLE]
    return mine.count("begins") - mine.count("ends") - mine.count("is interrupted")


@pytest.mark.parametrize("heads", [2, 3, 4, 6])
def test_the_first_difference_is_a_moment_when_nobody_is_free(heads: int) -> None:
    one, other = life(heads), life(heads + 1)
    same = shared(one, other)
    assert 0 < same < len(one)
    assert busy(one[:same]) == heads
    assert (other[same].what, other[same].resource) == ("begins", ROLE)


@pytest.mark.parametrize("heads", [2, 4])
def test_nor_does_a_hire_on_some_day(heads: int) -> None:
    one, other = life(heads), life(heads, hired=1)
    same = shared(one, other)
    assert one[same].at >= 30 * DAY
    assert busy(one[:same]) == heads
    assert (other[same].what, other[same].resource) == ("begins", ROLE)


def test_where_there_are_always_enough_nothing_changes_at_all() -> None:
    assert log(life(60)) == log(life(61)) == log(life(60, hired=1))
