"""Development: from data to a model, and from predictions to a decision."""

from collections.abc import Generator
from typing import Any

from simpy import Event

from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.work import Item, Task
from sim.vocabulary import NEW_VALUE, TRAINING

EXPLORE = Task("development.explore", USE_CASE, "new", NEW_VALUE)
ENGINEER = Task("development.engineer", USE_CASE, "new", NEW_VALUE, per_feature=True)
TRAIN = Task("development.train", USE_CASE, "new", NEW_VALUE, TRAINING)
EVALUATE = Task("development.evaluate", USE_CASE, "new", NEW_VALUE)
TRANSLATE = Task("development.translate", USE_CASE, "new", NEW_VALUE)

BUILDING = (EXPLORE, ENGINEER, TRAIN, EVALUATE)
TASKS = (*BUILDING, TRANSLATE)


def develop(org: Organisation, item: Item) -> Generator[Event, Any, bool]:
    """Builds a pilot; returns whether there is a decision that it can improve."""
    for task in org.steps(BUILDING):
        yield org.work(item, task)
    if not item.can_succeed:
        return False
    yield org.work(item, TRANSLATE)
    return True
