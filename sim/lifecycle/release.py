"""The first release: whoever is in charge brings the model into production.

Which of these steps exist, and who does them, is the way of working of the day.
"""

from collections.abc import Generator
from typing import Any

from simpy import Event

from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.work import Item, Task
from sim.vocabulary import HAND_OVER, RELEASE

REWRITE = Task("handover.rewrite", USE_CASE, "release", HAND_OVER, per_feature=True)
WRAP = Task("release.wrap", USE_CASE, "release", RELEASE)
CHECK = Task("release.check", USE_CASE, "release", RELEASE)
TEST = Task("release.test", USE_CASE, "release", RELEASE)
DEPLOY = Task("release.deploy", USE_CASE, "release", RELEASE)

TASKS = (REWRITE, WRAP, CHECK, TEST, DEPLOY)


def release(org: Organisation, item: Item) -> Generator[Event, Any, bool]:
    """Hands over, packages, tests and deploys a new model; returns whether it was re-written."""
    rewritten = False
    for task in org.steps(TASKS):
        rewritten |= task is REWRITE
        yield org.work(item, task)
    return rewritten
