"""The clock: SimPy's environment, which counts in whole ticks here, and its timers."""

from collections.abc import Callable
from heapq import heappush
from operator import attrgetter
from typing import Any, Final

from simpy import Environment, Event

_NORMAL: Final = 1
"""SimPy's priority of everything but the end of a run."""


class Clock(Environment):
    """Time is an integer number of ticks after day 0; negative in the organisation's history."""

    # A property in C: the time is asked for some ten times an event.
    now: int = property(attrgetter("_now"))  # type: ignore[assignment]
    """The time in ticks."""


class Timer(Event):
    """Calls `action(timer)` after `delay` ticks; whoever set it may carry something as `value`.

    What `simpy.Timeout` and an appended callback do, in one call instead of four: timers are half
    of all that a run consists of.
    """

    _ok = True

    def __init__(
        self, clock: Clock, delay: int, action: Callable[[Any], None], value: Any = None
    ) -> None:
        self.env = clock
        self.callbacks = [action]
        self._value = value
        heappush(clock._queue, (clock._now + delay, _NORMAL, next(clock._eid), self))  # type: ignore[misc]
