"""Workload W in SimPy processes with a staff pool of their own (variant 2a).

A plain event per request wakes the process that waits, and each priority class is a deque: what a
hand-over costs depends neither on the queue's length nor on the number of people.
"""

from collections import deque
from collections.abc import Generator
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

Process = Generator[simpy.Event, object, None]


class Pool:
    """People who take the most urgent class first, and each class in order of arrival."""

    def __init__(self, env: simpy.Environment, people: int) -> None:
        self.env = env
        self.free = people
        self.refreshes: deque[simpy.Event] = deque()
        self.projects: deque[simpy.Event] = deque()

    def request(self, queue: deque[simpy.Event]) -> simpy.Event:
        """Asks for a person in one of the two queues; the event is the turn to begin."""
        turn = self.env.event()
        if self.free:
            self.free -= 1
            turn.succeed()
        else:
            queue.append(turn)
        return turn

    def release(self) -> None:
        """Gives the person back, who begins what waits next."""
        queue = self.refreshes or self.projects
        if queue:
            queue.popleft().succeed()
        else:
            self.free += 1


class Organisation:
    """People who keep models fresh and develop new ones."""

    def __init__(self, env: simpy.Environment, size: Size, seed: int) -> None:
        self.env = env
        self.size = size
        self.people = Pool(env, size.people)
        self.random = Random(seed)
        self.tally = Tally()

    def start(self) -> None:
        """Puts the first models live and opens the door to projects."""
        for _ in range(self.size.models):
            self.env.process(self.model())
        if self.size.projects:
            self.env.process(self.demand())

    def model(self) -> Process:
        """A live model drifts, waits for a person, is refreshed, and so on."""
        while True:
            yield self.env.timeout(self.random.expovariate(1 / DAYS_TO_DRIFT))
            self.tally.drifted(self.env.now)
            yield self.people.request(self.people.refreshes)
            self.tally.refreshing.change(self.env.now, 1)
            yield self.env.timeout(self.random.expovariate(1 / DAYS_OF_REFRESH))
            self.tally.refresh_ended(self.env.now)
            self.people.release()

    def demand(self) -> Process:
        """Projects arrive at random."""
        while True:
            yield self.env.timeout(self.random.expovariate(self.size.arrivals_per_day))
            self.tally.arrivals += 1
            self.env.process(self.project())

    def project(self) -> Process:
        """A project waits for a person, is developed, and its model goes live."""
        yield self.people.request(self.people.projects)
        self.tally.developing.change(self.env.now, 1)
        yield self.env.timeout(self.random.expovariate(1 / DAYS_OF_PROJECT))
        self.tally.project_ended(self.env.now)
        self.people.release()
        self.env.process(self.model())


def run(size: Size, seed: int) -> Outcome:
    """Runs W of this size."""
    env = simpy.Environment()
    organisation = Organisation(env, size, seed)
    organisation.start()
    env.run(until=size.days)
    return organisation.tally.outcome(size)
