"""Upkeep: what is there has to be kept up to date, and ages while nobody gets to it."""

from sim.organisation.organisation import Organisation
from sim.organisation.programme import number_of
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
from sim.units import DAYS, TICKS_PER_DAY
from sim.vocabulary import ROLES, UPKEEP

KEEP = {role: Task("upkeep.piece", "upkeep", "duties", UPKEEP, role) for role in ROLES}
TASKS = tuple(KEEP.values())


def keep_what_is_held(org: Organisation) -> None:
    """What is held from the beginning is kept from the beginning."""
    for name in sorted(org.programme.plan):
        keep(org, name)


def keep(org: Organisation, name: str) -> None:
    """From now on somebody has to keep the capability up to date."""
    for role, _ in org.programme.upkeep(name):
        if (name, role) not in org.upkeep_due:
            rate, due = org.upkeep_rate(name, role), org.chapter(falls_due, name)
            source = org.source("upkeep.piece", _key(name, role), rate, due, role)
            org.upkeep_due[name, role] = source
            source.arm()


def _key(name: str, role: str) -> int:
    """Keys the luck of a capability's upkeep by one role."""
    return 2 * number_of(name) + ROLES.index(role)


def falls_due(org: Organisation, name: str, role: str, number: int) -> None:
    """A piece of upkeep is due."""
    tell(bring_up_to_date(org, name, role, number))


def bring_up_to_date(org: Organisation, name: str, role: str, number: int) -> Chapter[None]:
    """It is done when somebody gets to it; the longer it has waited, the more there is to do."""
    item = org.open("upkeep", _key(name, role), number)
    work = org.work(item, KEEP[role])
    yield work
    late = (org.began(work) - item.asked) / (DAYS["year"] * TICKS_PER_DAY)
    more = late * org.ways.number("upkeep.interest")
    if more > 0:
        yield org.work(item, KEEP[role], scale=more, index=-number)
    org.close(item, "done")
