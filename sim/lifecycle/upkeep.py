"""Upkeep: what is there has to be kept up to date, and ages while nobody gets to it."""

from typing import Final

from sim.organisation.organisation import Organisation
from sim.organisation.programme import number_of
from sim.organisation.story import then
from sim.organisation.work import Skipped, Task, Waiter, Work
from sim.units import DAYS, TICKS_PER_DAY
from sim.vocabulary import ROLES, UPKEEP

KEEP = {role: Task("upkeep.piece", "upkeep", "duties", UPKEEP, role) for role in ROLES}
TASKS = tuple(KEEP.values())
YEAR: Final = DAYS["year"] * TICKS_PER_DAY


def keep_what_is_held(org: Organisation) -> None:
    """What is held from the beginning is kept from the beginning."""
    for name in sorted(org.programme.plan):
        keep(org, name)


def keep(org: Organisation, name: str) -> None:
    """From now on somebody has to keep the capability up to date."""
    for role in org.programme.upkeep(name):
        if (name, role) not in org.upkeep_due:
            rate, key, task = org.upkeep_rate(name, role), _key(name, role), KEEP[role]
            afterword = org.afterword(has_waited, task, org.afterword(is_up_to_date))
            due = org.chapter(falls_due, task, afterword)
            source = org.source("upkeep.piece", key, rate, due, key)
            org.upkeep_due[name, role] = source
            source.arm()


def _key(name: str, role: str) -> int:
    """Keys the luck of a capability's upkeep by one role."""
    return len(ROLES) * number_of(name) + ROLES.index(role)


def falls_due(org: Organisation, task: Task, afterword: Waiter, key: int, number: int) -> None:
    """A piece of upkeep is due: it is done when somebody gets to it."""
    then(org.work(org.open("upkeep", key, number), task), afterword)


def has_waited(org: Organisation, task: Task, afterword: Waiter, work: Work | Skipped) -> None:
    """The longer it has waited, the more there is to do."""
    item = work.item
    late = (org.began(work) - item.asked) / YEAR
    more = late * org.ways.number("upkeep.interest")
    if more > 0:
        then(org.work(item, task, scale=more, index=-item.index), afterword)
    else:
        org.close(item, "done")


def is_up_to_date(org: Organisation, work: Work | Skipped) -> None:
    """Until the next piece is due."""
    org.close(work.item, "done")
