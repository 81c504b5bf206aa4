"""What a replication comes to if its first quarters are cut off, for every cut that may be made.

Which cut is made is known only when all replications of a study have been lived. Measures after it
are to be views over the ledgers, as all measures are, and a mean of quarterly means is none (a
lead time, a ratio). So a worker, who has the ledgers, takes them after each quarter that may be the
last one cut: half of all, for a later cut is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

if TYPE_CHECKING:
    from sim.history import History
    from sim.measures.window import Window

TimeRow = tuple[str, str, int]
FlowRow = tuple[str, str, str, str, int, int]
ENDED = "ended"
"""The state of items that left, beside those of the flow ledger: working and waiting."""


class Tail(NamedTuple):
    """What came after a cut: measures in the order of `MEASURES`, and the rows of two ledgers."""

    measures: tuple[float | None, ...]
    time: tuple[TimeRow, ...]
    flow: tuple[FlowRow, ...]


def tails(history: History) -> tuple[Tail, ...]:
    """The tails of a history, from the one of no cut on."""
    from sim.measures import MEASURES

    found = []
    for quarters in range(whole_quarters(history) // 2 + 1):
        window = history.after(quarters)
        values = tuple(measure.view(window) for measure in MEASURES.values())
        found.append(Tail(values, tuple(window.time_spent()), paths(window)))
    return tuple(found)


def whole_quarters(history: History) -> int:
    """How many quarters have been lived whole."""
    longest = max(window.ticks for window in history.quarters)
    return sum(window.ticks == longest for window in history.quarters)


def paths(window: Window) -> tuple[FlowRow, ...]:
    """The stops that anything passed, and how items ended."""
    stops = [stop for stop in window.stops() if any(stop[-2:])]
    ends = [(item, how, ENDED, "", number, 0) for item, how, number in window.ended()]
    return (*stops, *ends)


class Part(Sequence[Any]):
    """The rows of one ledger in one tail of an outcome, read each time somebody looks: the tails
    may lie in a journal."""

    __slots__ = ("_cut", "_field", "_tails")

    def __init__(self, tails: Sequence[Tail], cut: int, field: str) -> None:
        self._tails, self._cut, self._field = tails, cut, field

    def _rows(self) -> tuple[Any, ...]:
        rows: tuple[Any, ...] = getattr(self._tails[self._cut], self._field)
        return rows

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        return self._rows()[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())
