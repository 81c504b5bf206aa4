"""Training: a run holds a machine, may fail in a way that shows, or go wrong without a word."""

from typing import Final, NamedTuple

from sim.ledgers.releases import PERSON
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter
from sim.organisation.work import Project, Skipped, Task, Work

MOST_RUNS: Final = 8
"""By then whatever made them fail, or go wrong, has been found."""
RUNS: Final = 256
"""More than an item ever takes; keeps the luck of the runs of two releases apart."""


class Trained(NamedTuple):
    """What a training has brought: how new its data are, in ticks, and whether it went wrong."""

    data_date: int
    bad: bool


def train(org: Organisation, item: Project, task: Task) -> Chapter[Trained]:
    """Trains until a run does not fail, and until whoever trains sees nothing wrong with it."""
    if not org.ways_of(item).gates.sound:
        for _ in range(MOST_RUNS):
            trained = yield from run(org, item, task)
            if trained is not None and not (trained.bad and sees_it(org, item)):
                return trained
    work = org.work(item, task)
    yield work
    return Trained(_began(org, work), False)


def run(org: Organisation, item: Project, task: Task) -> Chapter[Trained | None]:
    """One run; None if it fails. What comes after it has begun is not in its data."""
    work = org.work(item, task)
    yield work
    item.runs += 1
    if org.ways_of(item).gates.sound:  # by now, if not when it began
        return Trained(_began(org, work), False)
    ways = org.ways_of(item)
    if ways.chance("training.fails", item.entity, _key(item)):
        return None
    return Trained(_began(org, work), ways.chance("defect.training", item.entity, _key(item)))


def sees_it(org: Organisation, item: Project) -> bool:
    """Whether whoever trains by hand sees that a training went wrong; then it is done again."""
    seen = org.ways_of(item).chance("catch.person.training", item.entity, _key(item))
    if seen:
        org.books.releases.bring_in("training")
        org.books.releases.end("training", PERSON)
    return seen


def _key(item: Project) -> int:
    return RUNS * item.index + item.runs


def _began(org: Organisation, work: Work | Skipped) -> int:
    """When a run that is over was begun; now, if it was skipped."""
    return work.began if isinstance(work, Work) else org.now
