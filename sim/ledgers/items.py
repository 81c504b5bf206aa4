"""The items of one kind: how many are open, how they ended, how long they took."""

from array import array
from collections.abc import Iterator
from typing import Final, Protocol

from sim.ledgers.observers import Level, Tally

Completion = tuple[int, int | None, int, str, bool]
"""When an item was asked for, when started (None: never), when it ended, in ticks; its outcome; and
whether it could have come to its good end."""


class Dated(Protocol):
    """An item, as far as the ledger looks at it. Times in ticks."""

    asked: int
    started: int | None
    can_succeed: bool


class Valued(Dated, Protocol):
    """A use case, which is worth so much with the best of models, in cents a year."""

    value: int


_NEVER: Final = -(2**63)
"""Stands for "never started" among the ticks."""


class Completions:
    """The dates of all items that have ended, in a row of plain numbers, four for each.

    They are all that a run keeps of what is over, and there may be very many.
    """

    __slots__ = ("_codes", "_row")

    def __init__(self) -> None:
        self._row = array("q")
        self._codes: dict[tuple[str, bool], int] = {}

    def append(
        self, asked: int, started: int | None, ended: int, outcome: str, can_succeed: bool
    ) -> None:
        """An item has ended."""
        begun = _NEVER if started is None else started
        code = self._codes.setdefault((outcome, can_succeed), len(self._codes))
        self._row.fromlist([asked, begun, ended, code])

    def __len__(self) -> int:
        return len(self._row) // 4

    def __iter__(self) -> Iterator[Completion]:
        ends = list(self._codes)
        four = iter(self._row)
        for asked, started, ended, code in zip(four, four, four, four, strict=True):
            yield asked, None if started == _NEVER else started, ended, *ends[code]


_NONE: Final = Completions()
"""Those of a kind whose dates nobody asks for."""


class ItemBook:
    """Counts items in, as they are made, and out; keeps the dates of each where lead times
    matter."""

    __slots__ = ("completions", "keeps_lead_times", "open", "opened", "outcomes", "under_way")

    def __init__(self, now: int, *, keeps_lead_times: bool) -> None:
        self.open = Level(0, now)
        self.opened = 0
        self.outcomes: dict[str, Tally] = {}
        self.keeps_lead_times = keeps_lead_times
        self.completions = Completions() if keeps_lead_times else _NONE
        self.under_way: dict[Dated, None] = {}

    def leave(self, item: Dated, outcome: str, now: int) -> None:
        """An item ends."""
        level = self.open  # as its `change` does, without the call
        level.value -= 1
        level.moment -= now
        tally = self.outcomes.get(outcome)
        if tally is None:
            tally = self.outcomes[outcome] = Tally()
        tally.count += 1
        if self.keeps_lead_times:
            del self.under_way[item]
            self.completions.append(item.asked, item.started, now, outcome, item.can_succeed)

    @property
    def closed(self) -> int:
        """How many items have ended, in whatever way."""
        total = 0
        for tally in self.outcomes.values():
            total += tally.count
        return total
