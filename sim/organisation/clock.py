"""The clock: SimPy's environment, which counts in whole ticks here, and its timers."""

from collections.abc import Callable, Iterator
from heapq import heappush
from itertools import chain
from sys import maxsize
from typing import Any, Final

from simpy import Environment

from sim.organisation.later import STRETCH, Later
from sim.units import TICKS_PER_DAY

MOST_AT_ONCE: Final = 2 * 10**7
"""As many events at one instant are a story that never moves on."""
_NORMAL: Final = 1
"""SimPy's priority of everything but the end of a run."""


class RunawayError(RuntimeError):
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
        self._eid = chain.from_iterable(self._numbers(most))  # type: ignore[assignment]
        self.later = Later(self)

    # The same slot under two names, SimPy's and ours: the time is asked for some ten times an
    # event, and a slot is read without a call.
    __slots__ = ("_now", "later")
    _now: int
    later: Later
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

    def plan(self, at: int, event: Any) -> None:
        """Has an event happen at a time: what comes soon is put into SimPy's queue, the rest is
        kept for later."""
        later = self.later
        if at < later.near:
            heappush(self._queue, (at, _NORMAL, next(self._eid), event))  # type: ignore[misc]
        else:
            later[at >> STRETCH].append((at, _NORMAL, next(self._eid), event))

    def waiting(self) -> int:
        """How many events are planned that have not happened."""
        return len(self._queue) + self.later.waiting()

    def _today(self) -> str:
        return f"day {self.now / TICKS_PER_DAY:g}"

    def ran_away(self, what: str) -> RunawayError:
        """What to raise when there is too much of something."""
        return RunawayError(f"{what} on {self._today()}")


Clock.now = Clock._now


class Timer:
    """Calls `action(timer)` after `delay` ticks; whoever set it may carry something as `value`.

    What `simpy.Timeout` and an appended callback do, in one call instead of four. It has what SimPy
    asks of an event that comes, and no more. One that has rung may be planned again, which spares
    making another: with `calls` as its callbacks, for SimPy has taken them.
    """

    __slots__ = ("callbacks", "calls", "value")
    _ok = True

    def __init__(
        self, clock: Clock, delay: int, action: Callable[[Any], None], value: Any = None
    ) -> None:
        self.callbacks = self.calls = (action,)
        self.value = value
        clock.plan(clock._now + delay, self)


def act(timer: Timer) -> None:
    """What a timer does that carries all that is to be done as its value."""
    timer.value()
