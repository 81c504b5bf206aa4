"""When things happen at random: each Poisson source, as exposure against the rate of the day."""

from dataclasses import dataclass, field
from math import log1p

from tests.builders import DAY
from tests.invariants.oracle.luck import Luck


@dataclass(eq=False)
class Source:
    """What comes at random to one entity; `due` None: nothing comes.

    `left` is exposure: ticks at a rate of one a day.
    """

    purpose: str
    entity: int
    rate: float
    happened: int = 0
    left: int = 0
    due: int | None = None
    armed: bool = False

    def arm(self, luck: Luck, now: int) -> None:
        """Waits for the next one."""
        self.armed = True
        u = luck.uniform(self.purpose, self.entity, self.happened)
        self.left = int(0.5 - DAY * log1p(-u))
        self._wait(now)

    def retune(self, rate: float, now: int) -> None:
        """Another rate: the exposure that is left stays the same."""
        if rate == self.rate:
            return
        if self.due is not None:
            self.left = int((self.due - now) * self.rate + 0.5)
        self.rate, self.due = rate, None
        if self.armed:
            self._wait(now)

    def _wait(self, now: int) -> None:
        self.due = now + int(self.left / self.rate + 0.5) if self.rate > 0 else None

    def happen(self) -> int:
        """It comes; which one it is, from 1."""
        self.happened += 1
        self.due, self.armed = None, False
        return self.happened


@dataclass
class Sources:
    """All sources there are, by purpose and entity."""

    luck: Luck
    all: dict[tuple[str, int], Source] = field(default_factory=dict)

    def begin(self, purpose: str, entity: int, rate: float, now: int) -> None:
        """A new source, armed."""
        source = self.all[purpose, entity] = Source(purpose, entity, rate)
        source.arm(self.luck, now)

    def stop(self, entity: int, purposes: tuple[str, ...]) -> None:
        """A model is no more."""
        for purpose in purposes:
            self.all.pop((purpose, entity), None)

    def overdue(self, now: int) -> list[Source]:
        """What should have come before now."""
        return [s for s in self.all.values() if s.due is not None and s.due < now]

    def due_now(self, purpose: str, entity: int, number: int, now: int) -> Source | None:
        """The source that brings this item, if it is due at this very moment."""
        source = self.all.get((purpose, entity))
        right = source is not None and source.due == now and source.happened + 1 == number
        return source if right else None
