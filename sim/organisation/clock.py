"""The clock: SimPy's environment, which counts in whole ticks here."""

from collections.abc import Iterator
from itertools import chain
from sys import maxsize
from typing import Final

from simpy import Environment

from sim.organisation.agenda import Agenda
from sim.units import TICKS_PER_DAY

MOST_AT_ONCE: Final = 2 * 10**7
"""As many events at one instant are a story that never moves on."""


class RunawayError(Exception):
    """More has happened than any scenario may ask for: a replication that would not end."""


class Clock(Environment):
    """Time is an integer number of ticks after day 0; negative in the organisation's history.

    Args:
        initial_time: the time at first, in ticks.
        most: so many events may be planned; where one more would be, `RunawayError` is raised.
    """

    def __init__(self, initial_time: int, most: int = maxsize) -> None:
        super().__init__(initial_time)
        # SimPy numbers events in the order in which they are planned. To let the numbers run out
        # costs an event nothing, as counting them would.
        numbers = chain.from_iterable(self._numbers(most))
        self._eid = numbers  # type: ignore[assignment]
        self.agenda = Agenda(self, numbers)

    # The same slot under two names, SimPy's and ours: the time is asked for some ten times an
    # event, and a slot is read without a call.
    __slots__ = ("_now", "agenda")
    _now: int
    agenda: Agenda
    now: int
    """The time in ticks."""

    def _numbers(self, most: int) -> Iterator[range]:
        """All numbers below `most`, in blocks between which time has to move on."""
        first, then = 0, None
        while first < most:
            if then == self.now:
                raise RunawayError(
                    f"{first:_} events by {self._today()}, and time does not move on"
                )
            then = self.now
            yield range(first, min(first + MOST_AT_ONCE, most))
            first += MOST_AT_ONCE
        raise RunawayError(f"more than {most:_} events by {self._today()}")

    def _today(self) -> str:
        return f"day {self.now / TICKS_PER_DAY:g}"

    def ran_away(self, what: str) -> RunawayError:
        """What to raise when there is too much of something."""
        return RunawayError(f"{what} on {self._today()}")


Clock.now = Clock._now
