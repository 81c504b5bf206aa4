"""Workload W in SimPy timeouts with callbacks and no generator process (variant 2b).

What comes next is a method that the timeout calls. A person who gets free begins the next item
within the same call, without an event.
"""

from collections import deque
from collections.abc import Callable
from random import Random

import simpy

from benchmarks.workload import (
    DAYS_OF_PROJECT,
    DAYS_OF_REFRESH,
    DAYS_TO_DRIFT,
    Outcome,
    Size,
    Tally,
)

Begin = Callable[[], None]


class Pool:
    """People who take the most urgent class first, and each class in order of arrival."""

    __slots__ = ("free", "projects", "refreshes")

    def __init__(self, people: int) -> None:
        self.free = people
        self.refreshes: deque[Begin] = deque()
        self.projects: deque[Begin] = deque()

    def request(self, queue: deque[Begin], begin: Begin) -> None:
        """Begins now, if somebody is free, or when the turn in this queue has come."""
        if self.free:
            self.free -= 1
            begin()
        else:
            queue.append(begin)

    def release(self) -> None:
        """Gives the person back, who begins what waits next."""
        queue = self.refreshes or self.projects
        if queue:
            queue.popleft()()
        else:
            self.free += 1


class Organisation:
    """People who keep models fresh and develop new ones."""

    __slots__ = ("env", "people", "random", "size", "tally")

    def __init__(self, env: simpy.Environment, size: Size, seed: int) -> None:
        self.env = env
        self.size = size
        self.people = Pool(size.people)
        self.random = Random(seed)
        self.tally = Tally()

    def start(self) -> None:
        """Puts the first models live and opens the door to projects."""
        for _ in range(self.size.models):
            Model(self).stay_fresh()
        if self.size.projects:
            self.await_project()

    def after(self, rate: float, then: Callable[[simpy.Event], None]) -> None:
        """Calls `then` after an exponential time."""
        simpy.Timeout(self.env, self.random.expovariate(rate)).callbacks.append(then)

    def await_project(self) -> None:
        """The next project arrives at random."""
        self.after(self.size.arrivals_per_day, self.project_arrived)

    def project_arrived(self, _: simpy.Event) -> None:
        """A project waits for a person."""
        self.tally.arrivals += 1
        self.await_project()
        self.people.request(self.people.projects, self.begin_project)

    def begin_project(self) -> None:
        """A person develops the project."""
        self.tally.developing.change(self.env.now, 1)
        self.after(1 / DAYS_OF_PROJECT, self.project_ended)

    def project_ended(self, _: simpy.Event) -> None:
        """The project's model goes live."""
        self.tally.project_ended(self.env.now)
        Model(self).stay_fresh()
        self.people.release()


class Model:
    """A live model drifts, waits for a person, is refreshed, and so on."""

    __slots__ = ("organisation",)

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation

    def stay_fresh(self) -> None:
        """Until the next drift."""
        self.organisation.after(1 / DAYS_TO_DRIFT, self.drifted)

    def drifted(self, _: simpy.Event) -> None:
        """The model waits for a person."""
        people = self.organisation.people
        self.organisation.tally.drifted(self.organisation.env.now)
        people.request(people.refreshes, self.begin_refresh)

    def begin_refresh(self) -> None:
        """A person brings the model up to date."""
        organisation = self.organisation
        organisation.tally.refreshing.change(organisation.env.now, 1)
        organisation.after(1 / DAYS_OF_REFRESH, self.refreshed)

    def refreshed(self, _: simpy.Event) -> None:
        """The model is fresh again and the person is free."""
        organisation = self.organisation
        organisation.tally.refresh_ended(organisation.env.now)
        self.stay_fresh()
        organisation.people.release()


def run(size: Size, seed: int) -> Outcome:
    """Runs W of this size."""
    env = simpy.Environment()
    organisation = Organisation(env, size, seed)
    organisation.start()
    env.run(until=size.days)
    return organisation.tally.outcome(size)
