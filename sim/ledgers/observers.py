"""The things a ledger is made of: what is posted, and what is watched."""


class Tally:
    """Postings of one kind: how many, and how many ticks in all."""

    __slots__ = ("count", "ticks")

    def __init__(self) -> None:
        self.count = 0
        self.ticks = 0


class Amount:
    """Postings of an amount that has no number of its own."""

    __slots__ = ("total",)

    def __init__(self) -> None:
        self.total = 0


class Level:
    """A number that people can see change, and its integral over time, in unit x ticks."""

    __slots__ = ("area", "since", "value")

    def __init__(self, value: int, now: int) -> None:
        self.value = value
        self.area = 0
        self.since = now

    def up_to(self, now: int) -> int:
        """The area up to now; looking changes nothing."""
        return self.area + self.value * (now - self.since)

    def change(self, by: int, now: int) -> None:
        """Moves the level; the time at the old level is added to the area first."""
        self.area += self.value * (now - self.since)
        self.since = now
        self.value += by
