"""Workload W as SimPy's documentation would write it: processes and a `PriorityResource`."""

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


class Organisation:
    """People who keep models fresh and develop new ones."""

    def __init__(self, env: simpy.Environment, size: Size, seed: int) -> None:
        self.env = env
        self.size = size
        self.people = simpy.PriorityResource(env, capacity=size.people)
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
            with self.people.request(priority=1) as turn:
                yield turn
                self.tally.refreshing.change(self.env.now, 1)
                yield self.env.timeout(self.random.expovariate(1 / DAYS_OF_REFRESH))
                self.tally.refresh_ended(self.env.now)

    def demand(self) -> Process:
        """Projects arrive at random."""
        while True:
            yield self.env.timeout(self.random.expovariate(self.size.arrivals_per_day))
            self.tally.arrivals += 1
            self.env.process(self.project())

    def project(self) -> Process:
        """A project waits for a person, is developed, and its model goes live."""
        with self.people.request(priority=2) as turn:
            yield turn
            self.tally.developing.change(self.env.now, 1)
            yield self.env.timeout(self.random.expovariate(1 / DAYS_OF_PROJECT))
            self.tally.project_ended(self.env.now)
        self.env.process(self.model())


def run(size: Size, seed: int) -> Outcome:
    """Runs W of this size."""
    env = simpy.Environment()
    organisation = Organisation(env, size, seed)
    organisation.start()
    env.run(until=size.days)
    return organisation.tally.outcome(size)
