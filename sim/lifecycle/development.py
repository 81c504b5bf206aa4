"""Development: from data to a model, and from predictions to a decision."""

from collections.abc import Generator
from typing import Any

from simpy import Event

from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.work import Item, Task
from sim.vocabulary import NEW_VALUE, TRAINING

EXPLORE = Task("development.explore", USE_CASE, "new", NEW_VALUE)
ENGINEER = Task("development.engineer", USE_CASE, "new", NEW_VALUE)
TRAIN = Task("development.train", USE_CASE, "new", NEW_VALUE, TRAINING)
EVALUATE = Task("development.evaluate", USE_CASE, "new", NEW_VALUE)
TRANSLATE = Task("development.translate", USE_CASE, "new", NEW_VALUE)

TASKS = (EXPLORE, ENGINEER, TRAIN, EVALUATE, TRANSLATE)


def develop(org: Organisation, item: Item, features: int) -> Generator[Event, Any, bool]:
    """Builds a pilot; returns whether there is a decision that it can improve."""
    yield org.work(item, EXPLORE)
    yield org.work(item, ENGINEER, features)
    yield org.work(item, TRAIN)
    yield org.work(item, EVALUATE)
    if not org.happens("development.success", item):
        return False
    yield org.work(item, TRANSLATE)
    return True
