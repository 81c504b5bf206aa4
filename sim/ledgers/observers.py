"""The things a ledger is made of: what is posted, and what is watched."""

from __future__ import annotations


class Tally:
    """Postings of one kind: how many, and how many ticks in all."""

    __slots__ = ("count", "ticks")

    def __init__(self) -> None:
        self.count = 0
        self.ticks = 0

    def add(self, other: Tally) -> None:
        """Takes in what was posted to another account."""
        self.count += other.count
        self.ticks += other.ticks


class Amount:
    """Postings of an amount that has no number of its own."""

    __slots__ = ("total",)

    def __init__(self) -> None:
        self.total = 0


class Level:
    """A number that people can see change, and its integral over time, in unit x ticks.

    `moment` is the sum of its steps, each times the tick at which it came: up to any tick, the
    integral is value x tick - moment. So a step costs two additions, and may be written out where
    there are many. `area` is the integral as of the last settling.
    """

    __slots__ = ("area", "moment", "value")

    def __init__(self, value: int, now: int) -> None:
        self.value = value
        self.moment = value * now
        self.area = 0

    def change(self, by: int, now: int) -> None:
        """Moves the level."""
        self.value += by
        self.moment += by * now

    def up_to(self, now: int) -> int:
        """The integral up to now; looking changes nothing."""
        return self.value * now - self.moment

    def settle(self, now: int) -> None:
        """Brings the area up to date."""
        self.area = self.value * now - self.moment
