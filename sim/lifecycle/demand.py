"""Use cases: the business has an idea, it waits its turn, and it becomes a model or not."""

from collections.abc import Generator
from itertools import count
from typing import Any

from simpy import Event

from sim.lifecycle.development import develop
from sim.lifecycle.operation import go_live
from sim.lifecycle.release import release
from sim.organisation.organisation import USE_CASE, Organisation

EXPIRED = "expired"
SHELVED = "shelved"
RELEASED = "released"


def use_cases_arrive(org: Organisation) -> None:
    """The business comes up with use cases, at random and for ever."""
    number = count()

    def next_one() -> None:
        ideas.arm()
        org.tell(use_case(org, next(number)))

    ideas = org.source("demand.use_cases", 0, org.world.use_cases, next_one)
    ideas.arm()


def use_case(org: Organisation, number: int) -> Generator[Event, Any, None]:
    """One use case, from the first idea to the first release."""
    item = org.open(USE_CASE, number)
    item.can_succeed = org.happens("development.success", item)  # nobody knows it yet
    started = yield org.backlog.admission(item)
    if not started:
        org.close(item, EXPIRED)
        return
    org.start(item)
    item.features = org.ways.count("development.features", number)
    worth_it = yield from develop(org, item)
    if worth_it:
        rewritten = yield from release(org, item)
        go_live(org, item, rewritten)
    org.close(item, RELEASED if worth_it else SHELVED)
    org.backlog.finished()
