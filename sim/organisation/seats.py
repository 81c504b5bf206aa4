"""Seats: who is being served, in the order in which they sat down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sim.organisation.work import Work

SPARE: Final = 32
"""So many empty seats do no harm."""


class Seats:
    """A row of seats. Whoever comes takes the one behind the last; whoever goes leaves it empty,
    and now and then all move up.

    A dictionary would do the same, but has to find each by its hash, in three places of memory of
    which none is near where it was last.
    """

    __slots__ = ("_row", "_taken")

    def __init__(self) -> None:
        self._row: list[Work | None] = []
        self._taken = 0

    def __len__(self) -> int:
        return self._taken

    def sit_down(self, work: Work) -> None:
        """It takes the seat behind the last."""
        row = self._row
        work.seat = len(row)
        row.append(work)
        self._taken += 1

    def get_up(self, work: Work) -> None:
        """It leaves its seat empty."""
        row = self._row
        row[work.seat] = None
        self._taken -= 1
        while row and row[-1] is None:
            row.pop()
        if len(row) > 4 * self._taken + SPARE:
            self._move_up()

    def taken(self) -> list[Work]:
        """Whoever sits, in order."""
        return [work for work in self._row if work is not None]

    def at(self, place: int) -> Work:
        """Whoever sat down after so many others who are still there. Counted off from the nearer
        end, for each that is passed has to come out of memory."""
        row = self._row
        seat, step, skip = 0, 1, place
        if 2 * place > self._taken:
            seat, step, skip = len(row) - 1, -1, self._taken - 1 - place
        while True:
            work = row[seat]
            if work is not None:
                if skip == 0:
                    return work
                skip -= 1
            seat += step

    def latest(self) -> Work | None:
        """Whoever sat down last, if not protected by the improvement reserve."""
        for work in reversed(self._row):
            if work is not None and not work.on_reserve:
                return work
        return None

    def clear(self) -> None:
        """Nobody is served any more."""
        self._row.clear()
        self._taken = 0

    def _move_up(self) -> None:
        taken = self.taken()
        for seat, work in enumerate(taken):
            work.seat = seat
        self._row = [*taken]
