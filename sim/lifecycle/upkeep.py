"""Upkeep: what is there has to be kept up to date, and ages while nobody gets to it."""

from sim.organisation.kept import Kept
from sim.organisation.organisation import Organisation
from sim.organisation.programme import number_of
from sim.organisation.source import SerialSource
from sim.organisation.story import then
from sim.organisation.work import Skipped, Task, Waiter, Work
from sim.vocabulary import ROLES, UPKEEP

KEEP = {
    role: Task("upkeep.piece", "upkeep", "duties", UPKEEP, role, ages="upkeep.interest")
    for role in ROLES
}
TASKS = tuple(KEEP.values())


def keep_what_is_held(org: Organisation) -> None:
    """What is held from the beginning is kept from the beginning."""
    for name in sorted(org.programme.plan):
        keep(org, name)


def keep(org: Organisation, name: str) -> None:
    """From now on somebody has to keep the capability up to date."""
    for role in org.programme.upkeep(name):
        key = len(ROLES) * number_of(name) + ROLES.index(role)
        if key not in org.kept:
            due = org.chapter(falls_due, org.afterword(is_up_to_date))
            purpose = org.purpose("upkeep.piece", due, again=False)
            source = SerialSource(purpose, key, pieces_a_day(org, name, role), key)
            org.kept[key] = Kept(name, role, KEEP[role], source)
            source.arm()


def pieces_a_day(org: Organisation, name: str, role: str) -> float:
    """Pieces of upkeep a day that a capability asks of a role; none if it is not there."""
    people, piece = org.programme.upkeep(name).get(role, 0.0), org.ways.upkeep_piece
    if not (org.programme.owns(name) and piece):
        return 0.0
    number = org.ways.number
    return people * number(f"people.focus.{role}") * number("upkeep.called_for") / piece


def falls_due(org: Organisation, afterword: Waiter, key: int, number: int) -> None:
    """A piece of upkeep is due: it is done when somebody gets to it, and the longer it has been due
    by then, the more there is to do."""
    kept = org.kept[key]
    item = org.open("upkeep", key, number)
    item.asked -= kept.source.late
    then(org.work(item, kept.task), afterword)


def is_up_to_date(org: Organisation, work: Work | Skipped) -> None:
    """Until the next piece is due; if it is already, it is its turn now."""
    item = work.item
    org.close(item, "done")
    org.kept[item.entity].source.arm_since(item.asked)
