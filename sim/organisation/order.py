"""In which order use cases are started: first come, best estimate, or by lot."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import exp
from statistics import NormalDist
from typing import Final, Generic, Protocol, TypeVar

from sim.organisation.work import Project
from sim.units import Value

Luck = Callable[[str, int], float]
Rank = Callable[[Project], float]
"""Whose rank is lowest is started next; of equals the lower entity."""

_FEW: Final = 16
_NORMAL: Final = NormalDist().inv_cdf


class Asks(Protocol):
    """Whatever waits on behalf of an item."""

    item: Project


A = TypeVar("A", bound=Asks)


class Queue(Protocol[A]):
    """Those who wait. Iterates in the order of their coming."""

    def append(self, ask: A, /) -> None:
        """One more comes."""

    def pop_next(self) -> A:
        """Takes out whose turn it is."""

    def oldest(self) -> A:
        """Who has waited longest."""

    def pop_oldest(self) -> A:
        """Takes out who has waited longest."""

    def __len__(self) -> int:
        """How many wait."""

    def __iter__(self) -> Iterator[A]:
        """All of them, as they came."""


class ByArrival(Generic[A]):
    """First come, first out."""

    def __init__(self) -> None:
        self._waiting: deque[A] = deque()

    def append(self, ask: A) -> None:
        """One more comes."""
        self._waiting.append(ask)

    def pop_next(self) -> A:
        """Takes out the first."""
        return self._waiting.popleft()

    def oldest(self) -> A:
        """The first."""
        return self._waiting[0]

    def pop_oldest(self) -> A:
        """Takes out the first."""
        return self._waiting.popleft()

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[A]:
        return iter(self._waiting)


class ByRank(Generic[A]):
    """The lowest rank first, at a cost that grows with the logarithm of how many wait.

    Those dropped for their age stay in the heap until it is mostly such, and then it is swept.
    """

    def __init__(self, rank: Rank) -> None:
        self._rank = rank
        self._waiting: OrderedDict[A, None] = OrderedDict()
        self._heap: list[tuple[float, int, int, A]] = []
        self._number = 0

    def append(self, ask: A) -> None:
        """One more comes."""
        self._number += 1  # or two of one item would be compared themselves
        self._waiting[ask] = None
        heappush(self._heap, (self._rank(ask.item), ask.item.entity, self._number, ask))

    def pop_next(self) -> A:
        """Takes out the lowest rank."""
        while True:
            ask = heappop(self._heap)[-1]
            if ask in self._waiting:
                del self._waiting[ask]
                return ask

    def oldest(self) -> A:
        """Who has waited longest."""
        return next(iter(self._waiting))

    def pop_oldest(self) -> A:
        """Takes out who has waited longest."""
        ask, _ = self._waiting.popitem(last=False)
        if len(self._heap) > 2 * len(self._waiting) + _FEW:
            self._heap = [entry for entry in self._heap if entry[-1] in self._waiting]
            heapify(self._heap)
        return ask

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[A]:
        return iter(self._waiting)


@dataclass(frozen=True, slots=True)
class Order:
    """A policy, how far its estimates are off, and the luck of each use case with it."""

    policy: str
    error: float = 0.0
    luck: Luck | None = None

    @classmethod
    def of(cls, process: Mapping[str, Value], luck: Luck) -> Order:
        """The order by the rules of the day."""
        policy, error = process["demand.policy"], process["demand.estimate_error"]
        assert isinstance(policy, str)
        assert isinstance(error, int | float)
        return FIRST_COME if policy == FIRST_COME.policy else cls(policy, error, luck)

    def queue(self) -> Queue[A]:
        """A queue in this order, with nobody in it."""
        if self.luck is None:
            return ByArrival()
        return ByRank(self._lot if self.policy == "random" else self._estimate)

    def _lot(self, item: Project) -> float:
        assert self.luck is not None
        return self.luck("demand.policy", item.entity)

    def _estimate(self, item: Project) -> float:
        """What people think it is worth, in cents a year; as a negative number, for best first."""
        assert self.luck is not None
        luck = self.luck("demand.estimate_error", item.entity)
        return -int(item.value * exp(self.error * _NORMAL(luck)) + 0.5)


FIRST_COME: Final = Order("first_come")
