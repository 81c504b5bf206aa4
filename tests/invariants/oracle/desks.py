"""Desks as the rules have them: who waits in which order, and whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass
from sys import maxsize
from typing import Any

from tests.invariants.oracle.luck import Way
from tests.invariants.oracle.records import Sitting, Steps, Wait

_FINE = 2**20


@dataclass(eq=False)
class Job:
    """One step of one item at a desk."""

    item: Any
    step: str
    desk: str
    rank: str
    kind: str
    effort: int
    asked: int
    turn: int
    switch: int = 0
    front: int = 0
    direct: bool = False
    on_reserve: bool = False
    wait: Wait | None = None
    sitting: Sitting | None = None

    @property
    def place(self) -> tuple[int, ...]:
        """Its place in its class: the last interrupted first, then by arrival, then by entity."""
        return (-self.front, self.asked, self.item.entity, self.turn)


class Credit:
    """The improvement reserve's account, in ticks x 2**-20."""

    def __init__(self) -> None:
        self.balance = self.rate = self.since = 0
        self.cap = 0

    def accrue(self, now: int) -> None:
        """Credit up to now."""
        self.balance = min(self.cap, self.balance + self.rate * (now - self.since))
        self.since = now

    def set_rate(self, rate: int, window: int, now: int) -> None:
        """Another rate from now on."""
        self.accrue(now)
        self.rate, self.cap = rate, rate * window


class Bench:
    """The people of a role or the training slots; `heads` None: as many as are needed."""

    def __init__(self, name: str, heads: int | None, share: float) -> None:
        self.name = name
        self.elastic = heads is None
        self.heads = heads or 0
        self.level = Steps()
        self.share = share
        self.credit = Credit()
        self.running: list[Job] = []
        self.waiting: dict[str, list[Job]] = defaultdict(list)

    @property
    def free(self) -> int:
        """How many sit idle, or have just got up."""
        return self.heads - len(self.running)

    @property
    def queue(self) -> list[Job]:
        """Everything that waits, in the order in which it was asked for."""
        waiting = [job for lane in self.waiting.values() for job in lane]
        return sorted(waiting, key=lambda job: job.turn)

    def first(self, way: Way) -> Job:
        """Who comes next by class, arrival and entity; or by what is due first."""
        strictly = self.first_by_class(way)
        ageing, hurried = way.ageing(self.name), way.process["people.preempting"]
        if ageing is None or strictly.rank in hurried:
            return strictly
        number = way.order(self.name).index
        heads = [min(jobs, key=lambda job: job.place) for jobs in self.waiting.values() if jobs]
        before = min((number(job.rank) for job in heads if job.rank in hurried), default=maxsize)
        calm = [job for job in heads if number(job.rank) < before]
        return min(calm, key=lambda job: (job.asked + number(job.rank) * ageing, number(job.rank)))

    def first_by_class(self, way: Way) -> Job:
        """Who comes next where waiting makes up for nothing."""
        lane = next(rank for rank in way.order(self.name) if self.waiting[rank])
        return min(self.waiting[lane], key=lambda job: job.place)

    def reserved(self, way: Way, now: int) -> Job | None:
        """The improvement that the reserve lets go first, if any."""
        urgent = (
            () if way.process["people.reserve_policy"] == "hard" else ("incident", "operations")
        )
        held_up = any(self.waiting[rank] for rank in urgent)
        if not self.share or held_up or not self.waiting["improvement"]:
            return None
        self.credit.accrue(now)
        first = min(self.waiting["improvement"], key=lambda job: job.place)
        return first if self.credit.balance > 0 else None

    def victim(self, way: Way, rank: str) -> Job | None:
        """Who is interrupted for something urgent: the lowest class, there the latest begun."""
        order = way.order(self.name)
        for lower in reversed(order[order.index(rank) + 1 :]):
            for job in reversed(self.running):
                preemptible = lower in way.process["people.preemptible"]
                if job.rank == lower and preemptible and not job.on_reserve:
                    return job
        return None

    def pace(self, way: Way) -> float:
        """How much of a day people work on items; machines do nothing else."""
        return way.process.get(f"people.focus.{self.name}", 1.0)

    def set_rate(self, way: Way, now: int) -> None:
        """What the reserve accrues with the people of the day."""
        rate = int(self.share * self.pace(way) * self.heads * _FINE + 0.5)
        self.credit.set_rate(rate, way.process["people.reserve_cap"], now)
