"""Upkeep: what is there has to be kept up to date, and ages while nobody gets to it."""

from sim.organisation.organisation import Organisation
from sim.organisation.programme import number_of
from sim.organisation.source import SerialSource
from sim.organisation.story import then
from sim.organisation.work import Skipped, Task, Work
from sim.vocabulary import ROLES, UPKEEP

KEEP = {
    role: Task("upkeep.piece", "upkeep", "duties", UPKEEP, role, ages="upkeep.interest")
    for role in ROLES
}
TASKS = tuple(KEEP.values())

About = tuple[str, str]
"""A capability, and the role that keeps it."""


def keep_what_is_held(org: Organisation) -> None:
    """What is held from the beginning is kept from the beginning."""
    for name in sorted(org.programme.plan):
        keep(org, name)


def keep(org: Organisation, name: str) -> None:
    """From now on somebody has to keep the capability up to date."""
    for role in org.programme.upkeep(name):
        if (name, role) not in org.upkeep_due:
            purpose = org.purpose("upkeep.piece", org.chapter(falls_due), again=False)
            key = len(ROLES) * number_of(name) + ROLES.index(role)
            source = SerialSource(purpose, key, pieces_a_day(org, name, role), (name, role))
            org.upkeep_due[name, role] = source
            source.arm()


def pieces_a_day(org: Organisation, name: str, role: str) -> float:
    """Pieces of upkeep a day that a capability asks of a role; none if it is not there."""
    people, piece = org.programme.upkeep(name).get(role, 0.0), org.ways.upkeep_piece
    if not (org.programme.owns(name) and piece):
        return 0.0
    number = org.ways.number
    return people * number(f"people.focus.{role}") * number("upkeep.called_for") / piece


def falls_due(org: Organisation, about: About, number: int) -> None:
    """A piece of upkeep is due: it is done when somebody gets to it, and the longer it has been due
    by then, the more there is to do."""
    source = org.upkeep_due[about]
    item = org.open("upkeep", source.entity, number)
    item.asked -= source.late
    then(org.work(item, KEEP[about[1]]), org.afterword(is_up_to_date, about))


def is_up_to_date(org: Organisation, about: About, work: Work | Skipped) -> None:
    """Until the next piece is due; if it is already, it is its turn now."""
    org.close(work.item, "done")
    org.upkeep_due[about].arm_since(work.item.asked)
