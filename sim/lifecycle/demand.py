"""Use cases: the business has an idea, it waits its turn, and it becomes a model or not."""

from sim.lifecycle.chains import how_many_members
from sim.lifecycle.development import (
    TRANSLATE,
    build_pilot,
    passes_the_canvas,
    underwhelms,
)
from sim.lifecycle.release import first_release
from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.source import RestlessSource
from sim.organisation.story import Chapter, tell
from sim.organisation.use_case import UseCase
from sim.organisation.work import Project

EXPIRED = "expired"
TURNED_DOWN = "turned down"
UNDERWHELMING = "underwhelming"
SHELVED = "shelved"
NOT_DEPLOYED = "not deployed"
RELEASED = "released"

DISAPPOINTING = (UNDERWHELMING, SHELVED)
"""Ends of pilots that cost confidence: work was done, and came to nothing."""


def use_cases_arrive(org: Organisation) -> None:
    """The business comes up with use cases, at random, as long as it has any to ask for."""
    purpose = org.purpose("demand.use_cases", org.chapter(idea))
    ideas = org.business.ideas = RestlessSource(purpose, 0, org.business.demand, None)
    ideas.arm()


def idea(org: Organisation, _: None, number: int) -> None:
    """The business has one more idea; they are counted from 0."""
    tell(use_case(org, number - 1))


def use_case(org: Organisation, number: int) -> Chapter[None]:
    """One use case, from the first idea to its end."""
    item = org.take_on(USE_CASE, number)
    case = org.ways.use_case(number)
    item.value = case.value
    item.can_succeed = org.happens("development.decision_exists", item)  # nobody knows it yet
    org.business.asks_for(item)
    started = yield org.backlog.admission(item)
    if not started:
        org.close(item, EXPIRED)
        org.business.sees_end(item)
        return
    org.start(item)
    org.business.sees_start(item)
    outcome = yield from pursue(org, item, case)
    org.close(item, outcome)
    org.business.sees_end(item)
    if outcome in DISAPPOINTING:
        org.business.sees_shelved()
    org.backlog.finished()


def pursue(org: Organisation, item: Project, case: UseCase) -> Chapter[str]:
    """Tries to make a model of a use case that improves a decision; returns how that ended."""
    if not (yield from passes_the_canvas(org, item)):
        return TURNED_DOWN
    item.members = how_many_members(org, case.entity)
    trained = yield from build_pilot(org, item, case)
    if underwhelms(org, item):
        return UNDERWHELMING
    if not item.can_succeed:
        return SHELVED
    yield org.work(item, TRANSLATE)
    live = yield from first_release(org, item, case, trained)
    return RELEASED if live else NOT_DEPLOYED
