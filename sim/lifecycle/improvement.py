"""Improvement: capabilities are built beside the daily work, adopted model by model, and kept.

The people who build are those who are short already: until a capability is there, it only costs.
"""

from collections import deque
from functools import partial

from sim.lifecycle.change import adapt, differently
from sim.lifecycle.upkeep import keep
from sim.organisation.features import enter_store
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.programme import number_of
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
from sim.scenario.machine import Investment
from sim.vocabulary import IMPROVEMENT, ROLES

BUILD = {
    role: Task("build.day", "building", "improvement", IMPROVEMENT, role, "days") for role in ROLES
}
ADOPT = {
    role: Task("adopt.day", "adoption", "improvement", IMPROVEMENT, role, "days") for role in ROLES
}
TASKS = (*BUILD.values(), *ADOPT.values())


def plan_investments(org: Organisation) -> None:
    """Puts the earliest start of each investment on the calendar; none begins before day 0."""
    for start in sorted({one.start for one in org.world.investments}):
        org.after(start - org.now, time_has_come, start)


def time_has_come(org: Organisation, _: int) -> None:
    """It is the day that something has waited for, or there is the money."""
    begin_what_is_ready(org)


def begin_what_is_ready(org: Organisation) -> None:
    """Whatever waits for nothing more is begun; the first in the plan has the first call."""
    while begin_the_first(org):  # what is begun may be there at once, and others wait for it
        pass


def begin_the_first(org: Organisation) -> bool:
    """Begins the first that waits for nothing more. Returns whether there was one."""
    programme = org.programme
    for investment in programme.waiting:
        if programme.ready(investment, org.now):
            cost = org.treasury.planned_cost(investment.capability)
            wait = programme.affordable_in(cost, org.now)
            if wait == 0:
                begin(org, investment, cost)
                return True
            if wait is not None:  # money is saved up for it, and spent on nothing behind it
                org.after(wait, time_has_come, org.now + wait)
                return False
    return False


def begin(org: Organisation, investment: Investment, cost: int) -> None:
    """What is to be bought is bought; what is to be built is cut into packages, for all to take."""
    name = investment.capability
    org.note("is begun", number_of(name), name)
    org.programme.begin(investment, cost, org.now)
    org.treasury.buy(name, org.now)
    largest = org.ways.ticks("build.package")
    assert largest is not None
    packages = list(org.programme.packages(name, largest))
    building = Building(name, len(packages), org.now + org.programme.lead_time(name))
    for number, (role, days) in enumerate(packages):
        tell(package(org, building, number, role, days))
    if not packages:
        finish(org, building)


class Building:
    """A capability being built: how many packages are left, and the earliest day it is done."""

    def __init__(self, name: str, left: int, earliest: int) -> None:
        self.name = name
        self.left = left
        self.earliest = earliest


def package(
    org: Organisation, building: Building, number: int, role: str, days: float
) -> Chapter[None]:
    """One person builds for some days; who finishes the last package has built the whole."""
    item = org.take_on("building", number_of(building.name), number)
    item.days = days
    yield org.work(item, BUILD[role], index=0)  # what was planned too tightly was so throughout
    org.close(item, "done")
    building.left -= 1
    if building.left == 0:
        finish(org, building)


def finish(org: Organisation, building: Building) -> None:
    """It is there when all is done, and not before vendors, reviews and approvals allow it."""
    org.after(max(0, building.earliest - org.now), is_built, building.name)


def is_built(org: Organisation, name: str) -> None:
    """New models have it from now on; old ones are brought over, the most valuable first."""
    org.note("is built", number_of(name), name)
    older: list[Model] = []
    differently(org, partial(build, org, name, older))
    keep(org, name)
    older.sort(key=lambda model: (-model.observed.worth, model.entity))
    org.adopters[name] = deque(older)
    for _ in range(max(org.staff.values())):
        tell(bring_over(org, name))
    begin_what_is_ready(org)


def build(org: Organisation, name: str, older: list[Model]) -> None:
    """It is part of the way of working; `older` is told which models have to be brought over."""
    older.extend(org.programme.build(name, org.portfolio.models.values(), org.now))
    org.adopt_programme()


def bring_over(org: Organisation, name: str) -> Chapter[None]:
    """Somebody brings one model after the other over, as long as there are any."""
    queue = org.adopters[name]
    while queue:
        model = queue.popleft()
        if org.programme.can_adopt(model, name):
            yield from adopt(org, model, name)
        elif model.live and name in model.lacks:  # its turn comes when it has what this requires
            org.postponed.setdefault(model.entity, []).append(name)


def adopt(org: Organisation, model: Model, name: str) -> Chapter[None]:
    """A model is brought over; who operates it is settled anew at its next release."""
    item = org.take_on("adoption", model.entity, number_of(name))
    for role, days in org.programme.adoption(name):
        if model.live and name in model.lacks:  # else the ticket is cancelled
            item.days = days
            yield org.work(item, ADOPT[role])
    if model.live and name in model.lacks:
        org.close(item, "done")
        org.model_adopts(model, frozenset((name,)))
    else:
        org.close(item, "in vain")


def has_adopted(org: Organisation, model: Model, names: frozenset[str]) -> None:
    """A model lacks these no more, so what waited for them may come next."""
    live = len(org.portfolio.models)
    enter_store(org, org.ways_for(model.lacks - names), model.case)
    adapt(org, (model,), partial(org.programme.adopt, model, names, org.now, live))
    for name in org.postponed.pop(model.entity, ()):
        org.adopters[name].append(model)
        tell(bring_over(org, name))
    if org.programme.waiting:
        begin_what_is_ready(org)
