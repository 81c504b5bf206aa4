"""The items of one kind: how many are open, how they ended, how long they took."""

from typing import Protocol

from sim.ledgers.observers import Level, Tally

Completion = tuple[int, int | None, int, str, bool]
"""When an item was asked for, when started (None: never), when it ended, in ticks; its outcome; and
whether it could have come to its good end."""


class Dated(Protocol):
    """An item, as far as the ledger looks at it. Times in ticks."""

    asked: int
    started: int | None
    can_succeed: bool
    value: int


class ItemBook:
    """Counts items in and out; keeps the dates of each where lead times matter."""

    __slots__ = ("completions", "keeps_lead_times", "open", "opened", "outcomes", "under_way")

    def __init__(self, now: int, *, keeps_lead_times: bool) -> None:
        self.open = Level(0, now)
        self.opened = 0
        self.outcomes: dict[str, Tally] = {}
        self.keeps_lead_times = keeps_lead_times
        self.completions: list[Completion] = []
        self.under_way: dict[Dated, None] = {}

    def enter(self, item: Dated, now: int) -> None:
        """An item begins."""
        self.opened += 1
        # As Level.change does, without the call, here and where an item leaves.
        level = self.open
        level.area += level.value * (now - level.since)
        level.since = now
        level.value += 1
        if self.keeps_lead_times:
            self.under_way[item] = None

    def leave(self, item: Dated, outcome: str, now: int) -> None:
        """An item ends."""
        level = self.open
        level.area += level.value * (now - level.since)
        level.since = now
        level.value -= 1
        tally = self.outcomes.get(outcome)
        if tally is None:
            tally = self.outcomes[outcome] = Tally()
        tally.count += 1
        if self.keeps_lead_times:
            del self.under_way[item]
            self.completions.append((item.asked, item.started, now, outcome, item.can_succeed))

    @property
    def closed(self) -> int:
        """How many items have ended, in whatever way."""
        total = 0
        for tally in self.outcomes.values():
            total += tally.count
        return total
